"""The shape of a graph: what of it decides where everything stands, and not one letter of text.

Graphs of one shape have one layout, whatever their titles say. Most pictures are of an objective and its few
relatives, so a company has far fewer shapes than pictures.

Vocabulary:
    outline    the measures of a box
    line       an edge by the numbers of its boxes, which stand in the order of the graph
    binding    a line that decides where boxes stand; other lines are drawn over a settled picture
    loose      a box that no binding line touches
"""

from typing import NamedTuple

from okrsite.rendering import graph_box
from okrsite.rendering.graph_box import ROW, port_number
from okrsite.views.graphs.graph import Graph, Node


class Outline(NamedTuple):
    """The heights of a box and of its head, in px, and the number of its rows."""

    height: float
    head: float
    rows: int

    def handle(self, row: int | None) -> float:
        """How far below its top a line meets the box: at the middle of a row, or of the head."""
        return self.head / 2 if row is None else self.head + row * ROW + ROW / 2


class Line(NamedTuple):
    """An edge between two boxes, from a row of the upper one or from its head."""

    upper: int
    lower: int
    row: int | None
    parent: bool


class Shape(NamedTuple):
    """Outlines and lines in the order of the nodes and edges of a graph; None stands for an edge that can't
    be drawn, because an end is not in the picture or both are the same."""

    outlines: tuple[Outline, ...]
    lines: tuple[Line | None, ...]


def shape_of(graph: Graph) -> Shape:
    """The shape of a graph."""
    numbers = {node.id: number for number, node in enumerate(graph.nodes)}
    lines: list[Line | None] = []
    for edge in graph.edges:
        upper, lower = numbers.get(edge.upper), numbers.get(edge.lower)
        if upper is None or lower is None or upper == lower:
            lines.append(None)
        else:
            row = port_number(graph.nodes[upper], edge.port)
            lines.append(Line(upper, lower, row, edge.kind == "parent"))
    return Shape(tuple(map(_outline, graph.nodes)), tuple(lines))


def binding(shape: Shape) -> tuple[Line, ...]:
    """The lines that place boxes: those to parents, and others where they alone hold an end."""
    lines = [line for line in shape.lines if line]
    held = {end for line in lines if line.parent for end in (line.upper, line.lower)}
    return tuple(line for line in lines if line.parent or line.upper not in held or line.lower not in held)


def groups(shape: Shape) -> tuple[tuple[int, ...], ...]:
    """The boxes that binding lines connect, directly or through others; by the first box of each group. What
    is in none of them is loose."""
    near: dict[int, list[int]] = {}
    for line in binding(shape):
        near.setdefault(line.upper, []).append(line.lower)
        near.setdefault(line.lower, []).append(line.upper)
    found, seen = [], set[int]()
    for first in sorted(near):
        if first not in seen:
            group = {first: None}
            waiting = [first]
            while waiting:
                new = [number for number in near[waiting.pop()] if number not in group]
                group.update(dict.fromkeys(new))
                waiting += new
            seen.update(group)
            found.append(tuple(group))
    return tuple(found)


def _outline(node: Node) -> Outline:
    parts = graph_box.parts(node)
    return Outline(parts.height, parts.head, len(parts.rows))
