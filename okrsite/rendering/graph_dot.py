"""A graph in the DOT language: for Graphviz to lay out, and for people to take away.

Written for the layout, a graph holds sizes and lines and not one letter of text: Graphviz then asks
for no font, and the picture is the same on every machine. Written for people, it is complete.

Vocabulary:
    number     a node's name in DOT: n0, n1, ... in the order of the graph; never content
    binding    an edge that decides where nodes stand; other edges are drawn over a settled picture
    loose      a node that no edge touches
"""

import html
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from okrsite.rendering import graph_box, graph_style, graph_text
from okrsite.rendering.graph_box import port_number
from okrsite.views.graphs.graph import Edge, Graph, Node

if TYPE_CHECKING:
    from graphviz import Digraph

Link = Callable[[str], str]

POINTS_PER_INCH: Final = 72.0
COLUMN_GAP: Final = 54.0  # four columns of boxes, and their margins, fit the width of a page
ROW_GAP: Final = 16.0

# Enough to outweigh every other child: the first child stands level with its parent, and the
# others follow below. A picture then reads from its top left corner, like an outline.
_FIRST_CHILD_WEIGHT: Final = "1000"
_HEAD_PORT: Final = "head"
_PALE: Final = "gray40"
_LINE_STYLES: Final = {"parent": "solid", "supports": "dashed", "depends_on": "dotted"}


def to_dot(graph: Graph, *, link: Link = str, labels: bool = True, first: int = 0) -> str:
    """`graph` in DOT, ending in a line that is a single `}`.

    With `labels` it carries titles, teams, figures, tooltips, addresses and all edges, ready for
    `dot -Tsvg`; `link` turns addresses of the site into ones that work there. Without, it is the bare
    frame to lay out: loose nodes and edges that are not binding are left out. Nodes are numbered from
    `first`. Same graph, same text.
    """
    from graphviz import Digraph  # here, because most runs of okrsite draw nothing

    names = {node.id: f"n{first + number}" for number, node in enumerate(graph.nodes)}
    dot = Digraph(
        graph_attr={
            "rankdir": "LR",
            "ranksep": _inches(COLUMN_GAP),
            "nodesep": _inches(ROW_GAP),
            "ordering": "out",
        },
        node_attr={"shape": "box", "width": _inches(graph_box.WIDTH), "margin": "0"},
    )
    if labels:
        _describe(dot, graph, names, link)
    else:
        _frame(dot, graph, names)
    return str(dot.source)


def binding(graph: Graph) -> tuple[Edge, ...]:
    """The edges that place nodes: those to parents, and others where they alone hold an end.

    An edge counts only if both its ends are in the picture and differ.
    """
    ids = {node.id for node in graph.nodes}
    edges = [
        edge for edge in graph.edges if edge.upper in ids and edge.lower in ids and edge.upper != edge.lower
    ]
    held = {end for edge in edges if edge.kind == "parent" for end in (edge.upper, edge.lower)}
    return tuple(
        edge for edge in edges if edge.kind == "parent" or edge.upper not in held or edge.lower not in held
    )


def linked(graph: Graph) -> frozenset[str]:
    """The ids of the nodes that are not loose."""
    return frozenset(end for edge in binding(graph) for end in (edge.upper, edge.lower))


def groups(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """The ids of nodes that edges connect, directly or through others, in the order of the graph."""
    near: dict[str, list[str]] = {}
    for edge in binding(graph):
        near.setdefault(edge.upper, []).append(edge.lower)
        near.setdefault(edge.lower, []).append(edge.upper)
    found, seen = [], set[str]()
    for node in graph.nodes:
        if node.id in near and node.id not in seen:
            group = {node.id: None}
            waiting = [node.id]
            while waiting:
                new = [id for id in near[waiting.pop()] if id not in group]
                group.update(dict.fromkeys(new))
                waiting += new
            seen.update(group)
            found.append(tuple(group))
    return tuple(found)


def _frame(dot: "Digraph", graph: Graph, names: dict[str, str]) -> None:
    """Boxes of fixed size without text, and the binding edges, each parent's in the order of its rows."""
    dot.attr(splines="none")  # the edges are routed by graph_routes
    dot.attr("node", fixedsize="true", label="")
    touched = linked(graph)
    in_cells = {}
    for node in graph.nodes:
        if node.id in touched:
            parts = graph_box.parts(node)
            attributes = {"height": _inches(parts.height)}
            if parts.height > parts.head:
                attributes["label"] = _cells(node)
                in_cells[node.id] = node
            dot.node(names[node.id], **attributes)
    for edge, is_first in _by_row(graph):
        tail, head = names[edge.upper], names[edge.lower]
        if edge.upper in in_cells:
            tail += f":{_port(in_cells[edge.upper], edge)}"
        if edge.lower in in_cells:
            head += f":{_HEAD_PORT}"
        attributes = {"weight": _FIRST_CHILD_WEIGHT} if is_first else {}
        dot.edge(f"{tail}:e", f"{head}:w", **attributes)


def _by_row(graph: Graph) -> Iterator[tuple[Edge, bool]]:
    """The binding edges grouped by parent, from the top row down, each with whether it is the first."""
    nodes = {node.id: node for node in graph.nodes}
    below: dict[str, list[tuple[int, int, Edge]]] = {node.id: [] for node in graph.nodes}
    for number, edge in enumerate(binding(graph)):
        row = port_number(nodes[edge.upper], edge.port)
        below[edge.upper].append((-1 if row is None else row, number, edge))
    for edges in below.values():
        for place, (_, _, edge) in enumerate(sorted(edges, key=lambda entry: entry[:2])):
            yield edge, place == 0


def _cells(node: Node) -> str:
    """A table of empty cells in the measures of the box, so that edges can start at its rows."""
    parts = graph_box.parts(node)
    heights = [(_HEAD_PORT, parts.head), *((f"p{number}", parts.row) for number in range(len(parts.rows)))]
    rest = parts.height - parts.head - parts.row * len(parts.rows)
    if rest:
        heights.append(("rest", rest))
    width = f'FIXEDSIZE="TRUE" WIDTH="{graph_box.WIDTH:.0f}"'
    rows = "".join(
        f'<TR><TD PORT="{port}" {width} HEIGHT="{height:.0f}"></TD></TR>' for port, height in heights
    )
    return f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">{rows}</TABLE>>'


def _port(upper: Node, edge: Edge) -> str:
    number = port_number(upper, edge.port)
    return _HEAD_PORT if number is None else f"p{number}"


def _describe(dot: "Digraph", graph: Graph, names: dict[str, str], link: Link) -> None:
    """Everything the graph knows, as attributes."""
    from graphviz import escape

    title = graph_text.clean(graph.label)
    dot.attr(label=escape(title), labelloc="t", tooltip=escape(_tip(title)), fontname="Helvetica")
    dot.attr("node", fontname="Helvetica", fontsize="11", shape="plain")
    dot.attr("edge", dir="back", arrowtail="open", color="gray40")
    nodes = {node.id: node for node in graph.nodes}
    for node in graph.nodes:
        faded = {"fontcolor": _PALE} if node.dropped else {}
        dot.node(
            names[node.id],
            label=_table(node, link),
            tooltip=escape(_tip(node.tooltip)),
            URL=escape(_address(node.url, link)),
            **faded,
        )
    bound = set(binding(graph))
    for edge in graph.edges:
        if edge.upper not in names or edge.lower not in names or edge.upper == edge.lower:
            continue
        tail = f"{names[edge.upper]}:{_port(nodes[edge.upper], edge)}"
        attributes = {"tooltip": graph_style.LINES[edge.kind], "style": _LINE_STYLES[edge.kind]}
        if edge not in bound:
            attributes["constraint"] = "false"
        dot.edge(tail, f"{names[edge.lower]}:{_HEAD_PORT}", **attributes)


def _table(node: Node, link: Link) -> str:
    title = _wrapped(node.title, "B", "S") if node.dropped else _wrapped(node.title, "B")
    head = title + "<BR/>" + _wrapped(_joined(node.team, node.text))
    rows = [_cell(_HEAD_PORT, head, _address(node.url, link), node.tooltip, border=2 if node.focus else 1)]
    for number, port in enumerate(node.ports):
        content = _wrapped(_joined(port.title, port.text), *("S",) * port.dropped)
        if port.dropped:
            content = f'<FONT COLOR="{_PALE}">{content}</FONT>'
        rows.append(_cell(f"p{number}", content, _address(port.url, link), port.title))
    if node.folded:
        below = _address(node.folded_url, link)
        rows.append(_cell("below", f"+{node.folded} below", below, f"{node.folded} more below"))
    return f'<<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0" CELLPADDING="6">{"".join(rows)}</TABLE>>'


def _cell(port: str, content: str, url: str, tip: str, *, border: int = 1) -> str:
    href = f' HREF="{_entities(url)}" TITLE="{_entities(_tip(tip))}"' if url else ""
    return f'<TR><TD PORT="{port}" ALIGN="LEFT" BALIGN="LEFT" BORDER="{border}"{href}>{content}</TD></TR>'


def _address(url: str, link: Link) -> str:
    return graph_text.clean(link(url)) if url else ""


def _wrapped(text: str, *tags: str) -> str:
    """Text in lines for an HTML-like label, within `tags`, which Graphviz forbids to be empty."""
    room = graph_box.ROOM
    lines = graph_text.wrap(graph_text.clean(text), room, graph_box.TITLE_SIZE, 12, bold="B" in tags)
    shown = "<BR/>".join(map(_entities, lines))
    for tag in tags if shown.strip() else ():
        shown = f"<{tag}>{shown}</{tag}>"
    return shown


def _entities(text: str) -> str:
    """Text for an HTML-like label, where Graphviz reads backslashes in attributes as commands."""
    return html.escape(text).replace("\\", "&#92;&#92;")


def _tip(text: str) -> str:
    """Text for a tooltip, where Graphviz expands `\\N` and its like twice, and no escape survives both."""
    return graph_text.clean(text).replace("\\", "\\\u200b")


def _joined(*texts: str) -> str:
    return " · ".join(filter(None, texts))


def _inches(pixels: float) -> str:
    return f"{pixels / POINTS_PER_INCH:.4f}".rstrip("0").rstrip(".")
