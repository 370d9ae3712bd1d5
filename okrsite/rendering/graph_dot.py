"""A graph in the DOT language for people to take away: complete, where graph_frame has only sizes and lines.

Nodes are called n0, n1, ... in the order of the graph: their names are never content.
"""

import html
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from okrsite.rendering import graph_box, graph_style, graph_text
from okrsite.rendering.graph_frame import COLUMN_GAP, HEAD, ROW_GAP, inches
from okrsite.rendering.graph_shape import binding, shape_of
from okrsite.views.graphs.graph import Graph, Node

if TYPE_CHECKING:
    from graphviz import Digraph

Link = Callable[[str], str]

_PALE: Final = "gray40"
_LINE_STYLES: Final = {"parent": "solid", "supports": "dashed", "depends_on": "dotted"}


def to_dot(graph: Graph, link: Link = str) -> str:
    """`graph` in DOT with titles, teams, figures, tooltips, addresses and all edges, ready for `dot -Tsvg`;
    `link` turns addresses of the site into ones that work there. Same graph, same text."""
    from graphviz import Digraph  # here, because most runs of okrsite write no DOT for people

    dot = Digraph(
        graph_attr={
            "rankdir": "LR",
            "ranksep": inches(COLUMN_GAP),
            "nodesep": inches(ROW_GAP),
            "ordering": "out",
        },
        node_attr={"shape": "box", "width": inches(graph_box.WIDTH), "margin": "0"},
    )
    _describe(dot, graph, link)
    return str(dot.source)


def _describe(dot: "Digraph", graph: Graph, link: Link) -> None:
    """Everything the graph knows, as attributes."""
    from graphviz import escape

    title = graph_text.clean(graph.label)
    dot.attr(label=escape(title), labelloc="t", tooltip=escape(_tip(title)), fontname="Helvetica")
    dot.attr("node", fontname="Helvetica", fontsize="11", shape="plain")
    dot.attr("edge", dir="back", arrowtail="open", color="gray40")
    for number, node in enumerate(graph.nodes):
        faded = {"fontcolor": _PALE} if node.dropped else {}
        dot.node(
            f"n{number}",
            label=_table(node, link),
            tooltip=escape(_tip(node.tooltip)),
            URL=escape(_address(node.url, link)),
            **faded,
        )
    shape = shape_of(graph)
    bound = set(binding(shape))
    for edge, line in zip(graph.edges, shape.lines, strict=True):
        if line is None:
            continue
        tail = f"n{line.upper}:{HEAD if line.row is None else f'p{line.row}'}"
        attributes = {"tooltip": graph_style.LINES[edge.kind], "style": _LINE_STYLES[edge.kind]}
        if line not in bound:
            attributes["constraint"] = "false"
        dot.edge(tail, f"n{line.lower}:{HEAD}", **attributes)


def _table(node: Node, link: Link) -> str:
    title = _wrapped(node.title, "B", "S") if node.dropped else _wrapped(node.title, "B")
    head = title + "<BR/>" + _wrapped(_joined(node.team, node.text))
    rows = [_cell(HEAD, head, _address(node.url, link), node.tooltip, border=2 if node.focus else 1)]
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
