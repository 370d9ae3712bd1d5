"""Where everything stands in alignment pictures.

Graphviz places the boxes that edges connect (graph_dot asks, graph_engine runs it); the rest is done
here: loose boxes, whole pixels, and the ways of the edges, which graph_routes finds.

Vocabulary:
    engine      a Graphviz to run: the one inside the Python package pygraphviz, or an installed `dot`
    group       boxes that edges connect, directly or through others
    spot        the centre of a node as Graphviz gives it: in inches, y upwards
    loose       a node without edges; these stand in rows beneath the tree, not in one long column
"""

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from okrsite.rendering import graph_box, graph_engine
from okrsite.rendering.graph_dot import COLUMN_GAP, POINTS_PER_INCH, ROW_GAP, groups, linked, to_dot
from okrsite.rendering.graph_engine import Engine, Job, Spot
from okrsite.rendering.graph_routes import Box, End, Path, Router
from okrsite.views.graphs.graph import Edge, Graph, Node

__all__ = ["MISSING", "Box", "Engine", "Layout", "Path", "Progress", "engine", "lay_out", "to_dot", "why_not"]

_INSTALL: Final = "install it with `apt install graphviz` (Debian, Ubuntu) or `brew install graphviz` (macOS)"
MISSING: Final = (
    "Drawing alignment pictures needs Graphviz, and there is none: `pip install pygraphviz` brings it along; "
    f"or {_INSTALL}."
)

Progress = Callable[[int, int], None]
"""Told how many graphs of how many are done; from one thread at a time, though not always the same."""

_MARGIN: Final = 14.0
_GROUP_GAP: Final = 28.0
_LOOSE_COLUMNS: Final = 3
_LOOSE_GAP: Final = 40.0
_ASIDE: Final = 9.0
_LEVEL: Final = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The positions of one graph, in px, y downwards, within `width` by `height`.

    `nodes` has a box for every node id. `edges` stand in the order of `graph.edges`; each is a path of
    joined cubic Bezier curves from its upper end to its lower: a start, then three points for each
    curve. The path of an edge whose ends are not both in the picture is empty.
    """

    width: float
    height: float
    nodes: Mapping[str, Box]
    edges: tuple[Path, ...]


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


def lay_out(graphs: Sequence[Graph], progress: Progress | None = None) -> dict[str, Layout]:
    """The layouts of `graphs` by their keys.

    A graph that cannot be laid out, because there is no engine or the engine fails on it, is absent
    from the result. Nothing is raised or printed, and no process is started for nothing.
    """
    engines = graph_engine.engines()
    if not engines:
        return {}
    starts: list[int] = []
    jobs: list[Job] = []
    number = 0
    for graph in graphs:
        starts.append(number)
        ids = linked(graph)
        if ids:
            numbers = tuple(number + place for place, node in enumerate(graph.nodes) if node.id in ids)
            jobs.append(Job(dot=to_dot(graph, labels=False, first=number), numbers=numbers))
        number += len(graph.nodes)

    spots = graph_engine.solve(engines, jobs, _counter(progress, len(graphs), len(graphs) - len(jobs)))
    layouts = {}
    for graph, start in zip(graphs, starts, strict=True):
        found = {
            node.id: spots[number] for number, node in enumerate(graph.nodes, start=start) if number in spots
        }
        if found.keys() == linked(graph):
            layouts[graph.key] = _arrange(graph, found)
    if progress:
        progress(len(graphs), len(graphs))
    return layouts


def _counter(progress: Progress | None, total: int, ready: int) -> Callable[[], None]:
    """A function to call for each answer; retries can answer twice, so the count stops at `total`."""
    lock, count = threading.Lock(), ready

    def done() -> None:
        nonlocal count
        with lock:
            count = min(count + 1, total)
            if progress:
                progress(count, total)

    return done


def _arrange(graph: Graph, spots: Mapping[str, Spot]) -> Layout:
    """Boxes from spots, the loose nodes beneath, and the paths of all edges."""
    boxes = _tree(graph, spots)
    boxes |= _rows([node for node in graph.nodes if node.id not in spots], boxes.values())
    router = Router([boxes[node.id] for node in graph.nodes])
    nodes = {node.id: node for node in graph.nodes}
    edges = tuple(_path(edge, nodes, boxes, router) for edge in graph.edges)
    points = [point for path in edges for point in path]
    right = max([box.right for box in boxes.values()] + [x for x, _ in points], default=0.0)
    bottom = max([box.bottom for box in boxes.values()] + [y for _, y in points], default=0.0)
    return Layout(width=right + _MARGIN, height=bottom + _MARGIN, nodes=boxes, edges=edges)


def _tree(graph: Graph, spots: Mapping[str, Spot]) -> dict[str, Box]:
    """The boxes that Graphviz placed, on whole pixels, from the top left corner inwards, their groups in the
    order of the graph, where Graphviz has its own."""
    sizes = {node.id: graph_box.parts(node).height for node in graph.nodes if node.id in spots}
    left = min((x for x, _ in spots.values()), default=0.0)
    top = max((y * POINTS_PER_INCH + sizes[id] / 2 for id, (_, y) in spots.items()), default=0.0)
    boxes = {
        id: Box(
            x=_MARGIN + round((x - left) * POINTS_PER_INCH),
            y=_MARGIN + round(top - y * POINTS_PER_INCH - sizes[id] / 2),
            width=graph_box.WIDTH,
            height=sizes[id],
        )
        for id, (x, y) in spots.items()
    }
    return _stack([{id: boxes[id] for id in group} for group in groups(graph)])


def _stack(groups: Sequence[Mapping[str, Box]]) -> dict[str, Box]:
    """The groups one below the other, each moved as a whole and as far up as its columns are free.

    All groups begin in the first column, so that there they keep their order.
    """
    stacked: dict[str, Box] = {}
    free: dict[float, float] = {}
    for group in groups:
        down = max(free.get(box.x, _MARGIN) - box.y for box in group.values())
        for id, box in group.items():
            stacked[id] = replace(box, y=box.y + down)
        for box in (stacked[id] for id in group):
            free[box.x] = max(free.get(box.x, 0.0), box.bottom + _GROUP_GAP)
    return stacked


def _rows(loose: Sequence[Node], tree: Collection[Box]) -> dict[str, Box]:
    """Boxes for the loose nodes, in rows in the columns of the tree, three columns at least."""
    columns = max(_LOOSE_COLUMNS, len({box.x for box in tree}))
    y = max(box.bottom for box in tree) + _LOOSE_GAP if tree else _MARGIN
    boxes = {}
    for start in range(0, len(loose), columns):
        row = loose[start : start + columns]
        for column, node in enumerate(row):
            boxes[node.id] = Box(
                x=_MARGIN + column * (graph_box.WIDTH + COLUMN_GAP),
                y=y,
                width=graph_box.WIDTH,
                height=graph_box.parts(node).height,
            )
        y += max(boxes[node.id].height for node in row) + ROW_GAP
    return boxes


def _path(edge: Edge, nodes: Mapping[str, Node], boxes: Mapping[str, Box], router: Router) -> Path:
    if edge.upper not in nodes or edge.lower not in nodes or edge.upper == edge.lower:
        return ()
    upper, lower = nodes[edge.upper], nodes[edge.lower]
    start, end = boxes[edge.upper], boxes[edge.lower]
    row = graph_box.port_number(upper, edge.port)
    # A little below the middle, where it does not hide beneath the line to the parent.
    aside = 0.0 if edge.kind == "parent" else _ASIDE
    y = start.y + graph_box.parts(upper).handle(row) + (aside if row is None else 0)
    there = end.y + graph_box.parts(lower).handle(None) + aside
    # Nearly level looks crooked; the child's end may slide a little, the parent's marks a row.
    return router.route(End(box=start, y=y), End(box=end, y=y if abs(there - y) <= _LEVEL else there))
