"""A shape in the DOT language, for Graphviz to lay out: sizes and lines, and not one letter of text.

Graphviz then asks for no font, and the picture is the same on every machine. Loose boxes and lines that are
not binding are left out; the others are placed and not drawn: graph_routes finds their ways.

Vocabulary:
    number     a box's name in DOT: n0, n1, ... in the order of the graph
"""

from collections.abc import Iterator
from typing import Final

from okrsite.rendering.graph_box import ROW, WIDTH
from okrsite.rendering.graph_shape import Line, Outline, Shape, binding

POINTS_PER_INCH: Final = 72.0
COLUMN_GAP: Final = 54.0  # four columns of boxes, and their margins, fit the width of a page
ROW_GAP: Final = 16.0
HEAD: Final = "head"

# Enough to outweigh every other child: the first child stands level with its parent, and the
# others follow below. A picture then reads from its top left corner, like an outline.
_FIRST_CHILD: Final = " [weight=1000]"
_WIDTH: Final = f'FIXEDSIZE="TRUE" WIDTH="{WIDTH:.0f}"'


def frame(shape: Shape, first: int = 0) -> str:
    """`shape` in DOT, ending in a line that is a single `}`; its boxes are numbered from `first`."""
    lines = binding(shape)
    touched = {end for line in lines for end in (line.upper, line.lower)}
    boxes = (_box(first + number, shape.outlines[number]) for number in sorted(touched))
    return "\n\t".join(("digraph {", *GENERAL, *boxes, *_edges(shape, lines, first))) + "\n}\n"


def inches(pixels: float) -> str:
    """A measure as Graphviz wants it."""
    return f"{pixels / POINTS_PER_INCH:.4f}".rstrip("0").rstrip(".")


GENERAL: Final = (
    f"graph [nodesep={inches(ROW_GAP)} ordering=out rankdir=LR ranksep={inches(COLUMN_GAP)} splines=none]",
    f'node [fixedsize=true label="" margin=0 shape=box width={inches(WIDTH)}]',
)
"""What holds for the whole frame."""


def _box(number: int, outline: Outline) -> str:
    height = f"height={inches(outline.height)}"
    return f"n{number} [label={_cells(outline)} {height}]" if _has_cells(outline) else f"n{number} [{height}]"


def _has_cells(outline: Outline) -> bool:
    return outline.height > outline.head


def _cells(outline: Outline) -> str:
    """A table of empty cells in the measures of the box, so that lines can start at its rows."""
    heights = [(HEAD, outline.head), *((f"p{number}", ROW) for number in range(outline.rows))]
    rest = outline.height - outline.head - ROW * outline.rows
    if rest:
        heights.append(("rest", rest))
    rows = "".join(
        f'<TR><TD PORT="{port}" {_WIDTH} HEIGHT="{height:.0f}"></TD></TR>' for port, height in heights
    )
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">{rows}</TABLE>>'


def _edges(shape: Shape, lines: tuple[Line, ...], first: int) -> Iterator[str]:
    """The lines grouped by parent, from its top row down."""
    before = None
    for line in sorted(lines, key=lambda line: (line.upper, -1 if line.row is None else line.row)):
        tail, head = f"n{first + line.upper}", f"n{first + line.lower}"
        if _has_cells(shape.outlines[line.upper]):
            tail += f":{HEAD}" if line.row is None else f":p{line.row}"
        if _has_cells(shape.outlines[line.lower]):
            head += f":{HEAD}"
        yield f"{tail}:e -> {head}:w{'' if line.upper == before else _FIRST_CHILD}"
        before = line.upper
