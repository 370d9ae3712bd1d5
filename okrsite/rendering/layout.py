"""Where everything stands in alignment pictures.

Graphviz places the boxes that edges connect (graph_frame asks, graph_engine runs it); the rest is done
here: loose boxes, whole pixels, and the ways of the edges, which graph_routes finds. All of it follows from
the shape of a graph (graph_shape), so graphs of one shape are laid out once, and layouts keeps them.

Vocabulary:
    engine      a Graphviz to run: the one inside the Python package pygraphviz, or an installed `dot`
    group       boxes that edges connect, directly or through others
    spot        the centre of a box as Graphviz gives it: in inches, y upwards
    loose       a box without edges; these stand in rows beneath the tree, not in one long column
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from okrsite.rendering import graph_engine
from okrsite.rendering.graph_box import WIDTH
from okrsite.rendering.graph_engine import Engine, Job, Spot
from okrsite.rendering.graph_frame import COLUMN_GAP, POINTS_PER_INCH, ROW_GAP, frame
from okrsite.rendering.graph_routes import Box, End, Path, Router
from okrsite.rendering.graph_shape import Line, Shape, groups, shape_of
from okrsite.rendering.graph_standby import Standby
from okrsite.rendering.layouts import Layout, Layouts
from okrsite.views.graphs.graph import Graph

__all__ = ["MISSING", "Box", "Engine", "Layout", "Layouts", "Path", "Standby", "engine", "lay_out", "why_not"]

_INSTALL: Final = "install it with `apt install graphviz` (Debian, Ubuntu) or `brew install graphviz` (macOS)"
MISSING: Final = (
    "Drawing alignment pictures needs Graphviz, and there is none: `pip install pygraphviz` brings it along; "
    f"or {_INSTALL}."
)

_MARGIN: Final = 14.0
_GROUP_GAP: Final = 28.0
_LOOSE_COLUMNS: Final = 3
_LOOSE_GAP: Final = 40.0
_ASIDE: Final = 9.0
_LEVEL: Final = 4.0


def engine() -> Engine | None:
    """The engine that `lay_out` would use: pygraphviz first, then an installed `dot`, None without either."""
    return next(iter(graph_engine.engines()), None)


def why_not() -> str:
    """A sentence or two on why a graph has no layout, and what to install.

    Tries every engine on a graph of two boxes; so ask only after `lay_out` left one out.
    """
    engines = graph_engine.engines()
    if not engines:
        return MISSING
    troubles = [(engine.name, trouble) for engine in engines if (trouble := graph_engine.trouble(engine))]
    if len(troubles) < len(engines):
        return (
            "Graphviz runs, but could not lay out what was asked of it; a newer one may: "
            f"`pip install --upgrade pygraphviz`, or {_INSTALL}."
        )
    told = "; ".join(f"{name} is there, but does not work ({trouble})" for name, trouble in troubles)
    advice = _INSTALL if troubles[0][0] == "pygraphviz" else f"`pip install pygraphviz`, or {_INSTALL} again"
    if troubles[0][0] == "pygraphviz":
        advice = (
            f"`pip install --force-reinstall pygraphviz`, or leave it to a Graphviz of its own and {advice}"
        )
    return f"Drawing alignment pictures needs Graphviz, and none works here: {told}. Try {advice}."


def lay_out(
    graphs: Sequence[Graph], known: Layouts | None = None, standby: Standby | None = None
) -> dict[str, Layout]:
    """The layouts of `graphs` by their keys. What is `known` is not worked out again, and the rest is added.
    A `standby` spares whoever lays out batch after batch a new process for each.

    A graph that cannot be laid out, because there is no engine or the engine fails on it, is absent
    from the result. Nothing is raised or printed, and no process is started for nothing.
    """
    engines = graph_engine.engines()
    if not engines:
        return {}
    known = known or Layouts()
    shapes = {graph.key: shape_of(graph) for graph in graphs}
    different = dict.fromkeys(shapes.values())
    new = [shape for shape in different if known.get(shape) is None]
    _work_out(engines, new, known, standby)
    return {key: layout for key, shape in shapes.items() if (layout := known.get(shape))}


def _work_out(
    engines: Sequence[Engine], shapes: Sequence[Shape], known: Layouts, standby: Standby | None
) -> None:
    """Lay out different shapes."""
    trees = [groups(shape) for shape in shapes]
    starts = list(accumulate((len(shape.outlines) for shape in shapes), initial=0))
    jobs = []
    for shape, tree, start in zip(shapes, trees, starts, strict=False):
        if tree:
            numbers = tuple(start + box for group in tree for box in group)
            jobs.append(Job(dot=frame(shape, start), numbers=numbers))
    spots = standby.ask(engines[0], jobs) if standby else {}
    spots |= graph_engine.solve(engines, [job for job in jobs if not job.is_answered(spots)])
    for shape, tree, start in zip(shapes, trees, starts, strict=False):
        boxes = [box for group in tree for box in group]
        if all(start + box in spots for box in boxes):
            known.add(shape, _arrange(shape, tree, {box: spots[start + box] for box in boxes}))


def _arrange(shape: Shape, tree: Sequence[Sequence[int]], spots: Mapping[int, Spot]) -> Layout:
    """Boxes from spots, the loose ones beneath, and the paths of all edges."""
    placed = _tree(shape, tree, spots)
    placed |= _rows(shape, [box for box in range(len(shape.outlines)) if box not in spots], placed.values())
    boxes = tuple(placed[number] for number in range(len(shape.outlines)))
    router = Router(boxes)
    edges = tuple(_path(line, shape, boxes, router) if line else () for line in shape.lines)
    points = [point for path in edges for point in path]
    right = max([box.right for box in boxes] + [x for x, _ in points], default=0.0)
    bottom = max([box.bottom for box in boxes] + [y for _, y in points], default=0.0)
    return Layout(width=right + _MARGIN, height=bottom + _MARGIN, boxes=boxes, edges=edges)


def _tree(shape: Shape, tree: Sequence[Sequence[int]], spots: Mapping[int, Spot]) -> dict[int, Box]:
    """The boxes that Graphviz placed, on whole pixels, from the top left corner inwards, their groups in the
    order of the graph, where Graphviz has its own."""
    heights = {number: shape.outlines[number].height for number in spots}
    left = min((x for x, _ in spots.values()), default=0.0)
    top = max((y * POINTS_PER_INCH + heights[number] / 2 for number, (_, y) in spots.items()), default=0.0)
    boxes = {
        number: Box(
            x=_MARGIN + round((x - left) * POINTS_PER_INCH),
            y=_MARGIN + round(top - y * POINTS_PER_INCH - heights[number] / 2),
            width=WIDTH,
            height=heights[number],
        )
        for number, (x, y) in spots.items()
    }
    return _stack([{number: boxes[number] for number in group} for group in tree])


def _stack(groups: Sequence[Mapping[int, Box]]) -> dict[int, Box]:
    """The groups one below the other, each moved as a whole and as far up as its columns are free.

    All groups begin in the first column, so that there they keep their order.
    """
    stacked: dict[int, Box] = {}
    free: dict[float, float] = {}
    for group in groups:
        down = max(free.get(box.x, _MARGIN) - box.y for box in group.values())
        for number, box in group.items():
            stacked[number] = replace(box, y=box.y + down)
        for box in (stacked[number] for number in group):
            free[box.x] = max(free.get(box.x, 0.0), box.bottom + _GROUP_GAP)
    return stacked


def _rows(shape: Shape, loose: Sequence[int], tree: Collection[Box]) -> dict[int, Box]:
    """Boxes for the loose nodes, in rows in the columns of the tree, three columns at least."""
    columns = max(_LOOSE_COLUMNS, len({box.x for box in tree}))
    y = max(box.bottom for box in tree) + _LOOSE_GAP if tree else _MARGIN
    boxes = {}
    for start in range(0, len(loose), columns):
        row = loose[start : start + columns]
        for column, number in enumerate(row):
            boxes[number] = Box(
                x=_MARGIN + column * (WIDTH + COLUMN_GAP),
                y=y,
                width=WIDTH,
                height=shape.outlines[number].height,
            )
        y += max(boxes[number].height for number in row) + ROW_GAP
    return boxes


def _path(line: Line, shape: Shape, boxes: Sequence[Box], router: Router) -> Path:
    start, end = boxes[line.upper], boxes[line.lower]
    # A little below the middle, where it does not hide beneath the line to the parent.
    aside = 0.0 if line.parent else _ASIDE
    y = start.y + shape.outlines[line.upper].handle(line.row) + (aside if line.row is None else 0)
    there = end.y + shape.outlines[line.lower].handle(None) + aside
    # Nearly level looks crooked; the child's end may slide a little, the parent's marks a row.
    return router.route(End(box=start, y=y), End(box=end, y=y if abs(there - y) <= _LEVEL else there))
