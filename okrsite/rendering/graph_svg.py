"""A laid-out alignment graph as SVG: links, text and classes, and no colour anywhere.

Inside a page the site's stylesheet gives the colours; a file of its own brings graph_style along.
Sizes of text are attributes, because the measures of graph_box hold for these sizes only.

Vocabulary:
    link      turns an address of the site into one that works where the picture stands
    tip       the mark where an edge meets its upper end: a dot for a parent, otherwise an arrow
    legend    what the colours and the lines mean; only a picture of its own draws it, pages have HTML
"""

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape
from typing import Final

from okrsite.rendering import graph_box, graph_style, graph_text
from okrsite.rendering.graph_box import LEFT, RIGHT, ROOM, ROW, SMALL_SIZE, TITLE_SIZE, WIDTH
from okrsite.rendering.layout import Box, Layout, Path
from okrsite.translation.numbers import whole
from okrsite.translation.words import _
from okrsite.views.graphs.graph import Edge, Graph, Node, Port

Link = Callable[[str], str]

# Fonts about as wide as Helvetica, for which the text is measured; a much wider one would not fit.
_FONTS: Final = "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif"
_HEADING_SIZE: Final = 15.0
_HEADING_LEADING: Final = 20.0
_LEGEND_LEADING: Final = 24.0
_SIDE: Final = 14.0
_NARROWEST: Final = 400.0


def draw(graph: Graph, layout: Layout, link: Link) -> str:
    """The picture as an `<svg>` element for an HTML page; well-formed XML whatever the titles hold.

    It has a fixed size in px, so its container must scroll. Same input, same text.
    """
    size = f'viewBox="0 0 {_px(layout.width)} {_px(layout.height)}" {_size(layout.width, layout.height)}'
    return (
        f'<svg class="okr-graph" {size} role="group" aria-label="{_text(graph.label)}" '
        f'font-family="{_FONTS}" font-size="{_px(SMALL_SIZE)}">{_picture(graph, layout, link)}</svg>'
    )


def standalone(graph: Graph, layout: Layout, link: Link, colours: str = "") -> str:
    """The picture as an SVG file with heading, legend and colours; dark ones for readers who prefer them.
    `colours` are those of a theme, as graph_style.coloured writes them."""
    width = max(layout.width, _NARROWEST)
    room = width - 2 * _SIDE
    lines = graph_text.wrap(graph_text.clean(graph.label), room, _HEADING_SIZE, 4, bold=True)
    heading = "".join(
        f'<tspan x="{_px(_SIDE)}" y="{_px(30 + number * _HEADING_LEADING)}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    top = 24 + len(lines) * _HEADING_LEADING
    legend, below = _legend(graph, room, top + layout.height + 8)
    height = top + layout.height + below
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" class="okr-graph" viewBox="0 0 {_px(width)} {_px(height)}" '
        f'{_size(width, height)} role="group" aria-label="{_text(graph.label)}" '
        f'font-family="{_FONTS}" font-size="{_px(SMALL_SIZE)}">\n'
        f"<title>{_text(graph.label)}</title>\n<style>{graph_style.STYLE}{colours}</style>\n"
        f'<rect class="page" {_size(width, height)}/>'
        f'<text class="heading" font-size="{_px(_HEADING_SIZE)}">{heading}</text>'
        f'<g transform="translate(0 {_px(top)})">{_picture(graph, layout, link)}</g>'
        f"{legend}</svg>\n"
    )


def _picture(graph: Graph, layout: Layout, link: Link) -> str:
    """All edges, then the nodes over them; hidden from those who listen, to whom lines say nothing."""
    ways = [(edge, path) for edge, path in zip(graph.edges, layout.edges, strict=True) if path]
    edges = "".join(_edge(edge, path) for edge, path in ways)
    nodes = "".join(_node(*placed, link) for placed in zip(graph.nodes, layout.boxes, strict=True))
    # Over the nodes, and once where several edges start at the same row.
    starts = dict.fromkeys(path[0] for edge, path in ways if edge.kind == "parent")
    tips = "".join(f'<circle class="tip" cx="{_px(x)}" cy="{_px(y)}" r="3"/>' for x, y in starts)
    return (
        f'<g class="edges" aria-hidden="true">{edges}</g>{nodes}<g class="tips" aria-hidden="true">{tips}</g>'
    )


def _edge(edge: Edge, path: Path) -> str:
    points = [f"{_px(x)} {_px(y)}" for x, y in path]
    curves = "".join(f"C{' '.join(points[at : at + 3])}" for at in range(1, len(points), 3))
    return f'<g class="edge is-{edge.kind}"><path d="M{points[0]}{curves}"/>{_arrow(edge, path)}</g>'


def _arrow(edge: Edge, path: Path) -> str:
    if edge.kind == "parent":
        return ""
    (x, y), (towards, _) = path[:2]
    step = 6 if towards >= x else -6
    return f'<path class="tip" d="M{_px(x + step)} {_px(y - 4)}L{_px(x)} {_px(y)}l{step} 4"/>'


def _node(node: Node, box: Box, link: Link) -> str:
    parts = graph_box.parts(node)
    title = graph_text.clean(node.title)
    gaps = graph_text.gaps(title, parts.title)
    lines = "".join(
        f'{gap}<tspan x="{_px(LEFT)}" y="{_px(y)}">{escape(line)}</tspan>'
        for gap, line, y in zip(gaps, parts.title, parts.baselines, strict=True)
    )
    size = f'font-size="{_px(TITLE_SIZE)}"{_way(title)}'
    inside, above = _title(lines, size, cut=graph_text.is_cut(title, parts.title))
    figure = graph_text.shorten(graph_text.clean(node.text), ROOM / 2, SMALL_SIZE, bold=True)
    room = ROOM - graph_text.width(figure, SMALL_SIZE, bold=True) - 10
    team = graph_text.shorten(graph_text.clean(node.team), room, SMALL_SIZE)
    head = (
        f'<rect class="box" {_size(WIDTH, box.height)} rx="8"/>'
        f'<rect class="band hue-{node.hue}" x="6" y="9" width="4" height="{_px(parts.head - 18)}" rx="2"/>'
        f"{inside}{_bar(parts.bar, 4, node.percent)}"
    )
    above += _above("team", f'x="{_px(LEFT)}" y="{_px(parts.team)}"{_way(team)}', escape(team))
    above += _figure(figure, parts.team)
    says = _said(node.title, node.team, node.text, dropped=node.dropped)
    current = ' aria-current="true"' if node.focus else ""
    ports = "".join(
        f'<g class="{_classes("port", dropped=port.dropped)}" transform="translate(0 {_px(top)})">'
        f"{_row(port, link)}</g>"
        for port, top in zip(node.ports, parts.rows, strict=True)
    )
    classes = _classes("node", focus=node.focus, dropped=node.dropped)
    return (
        f'<g class="{classes}" transform="translate({_px(box.x)} {_px(box.y)})">'
        f"{_anchor(head, node.url, link, says, node.tooltip, current)}{above}{ports}"
        f"{'' if parts.pill is None else _pill(node, parts.pill, link)}</g>"
    )


def _row(port: Port, link: Link) -> str:
    figure = graph_text.shorten(graph_text.clean(port.text), ROOM / 2, SMALL_SIZE, bold=True)
    room = ROOM - graph_text.width(figure, SMALL_SIZE, bold=True) - 10
    whole = graph_text.clean(port.title)
    title = graph_text.shorten(whole, room, SMALL_SIZE)
    place = f'x="{_px(LEFT)}" y="16"{_way(title)}'
    inside, above = _title(escape(title), place, cut=graph_text.is_cut(whole, (title,)))
    content = (
        f'<rect class="row" x="1" width="{_px(WIDTH - 2)}" height="{_px(ROW - 1)}"/>'
        f"{inside}{_bar(21, 2, port.percent)}"
    )
    says = _said(port.title, port.text, dropped=port.dropped)
    return _anchor(content, port.url, link, says, port.title) + above + _figure(figure, 16)


def _title(text: str, place: str, *, cut: bool) -> tuple[str, str]:
    """A title in its link and what of it stands over that: all of it if a word is `cut`, which is no word of
    the link's name; and what stands in brackets need not be called."""
    return ("", _above("title", place, text)) if cut else (f'<text class="title" {place}>{text}</text>', "")


def _figure(figure: str, y: float) -> str:
    return _above("figure", f'x="{_px(WIDTH - RIGHT)}" y="{_px(y)}" text-anchor="end"', escape(figure))


def _above(kind: str, place: str, text: str) -> str:
    """A text over the link that says it: what can be read in a link is what its name begins with, word for
    word, so that whoever speaks to the browser can call it (WCAG 2.5.3)."""
    return f'<text class="{kind} above" {place} aria-hidden="true">{text}</text>'


def _pill(node: Node, top: float, link: Link) -> str:
    words = _("+%(number)s below", number=whole(node.folded))
    width = graph_text.width(words, SMALL_SIZE) + 18
    left = WIDTH - RIGHT - width
    content = (
        f'<rect x="{_px(left)}" y="{_px(top + 1)}" width="{_px(width)}" height="19" rx="9.5"/>'
        f'<text x="{_px(left + width / 2)}" y="{_px(top + 14.5)}" text-anchor="middle">{escape(words)}</text>'
    )
    says = _("+%(number)s below: %(title)s", number=whole(node.folded), title=node.title)
    return f'<g class="fold">{_anchor(content, node.folded_url, link, says, says)}</g>'


def _bar(y: float, height: float, percent: int | None) -> str:
    """A progress bar as wide as the text; a dotted line where nothing is known, as on the pages."""
    if percent is None:
        return f'<path class="unread" d="M{_px(LEFT + 1)} {_px(y + height / 2)}h{_px(ROOM - 2)}"/>'
    place = f'x="{_px(LEFT)}" y="{_px(y)}" height="{_px(height)}" rx="{_px(height / 2)}"'
    track = f'<rect class="track" {place} width="{_px(ROOM)}"/>'
    share = min(max(percent, 0), 100)
    return track + (f'<rect class="fill" {place} width="{_px(ROOM * share / 100)}"/>' if share else "")


def _anchor(content: str, url: str, link: Link, says: str, tip: str, more: str = "") -> str:
    """`content` as a link that is called `says` and shows `tip`; as a plain group where `url` is empty."""
    title = "\n".join(filter(None, map(graph_text.clean, tip.splitlines())))
    inside = f"<g><title>{escape(title)}</title>{content}</g>" if title else content
    if not url:
        return f"<g>{inside}</g>"
    return f'<a href="{_text(link(url))}" aria-label="{_text(says)}"{more}>{inside}</a>'


def _way(text: str) -> str:
    """For text that begins in a script from right to left: reads that way, and still ends at its x."""
    strong = (kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL"))
    return "" if next(strong, "L") == "L" else ' direction="rtl" text-anchor="end"'


def _classes(name: str, **states: bool) -> str:
    return " ".join((name, *(f"is-{state}" for state, holds in states.items() if holds)))


def _said(*texts: str, dropped: bool) -> str:
    """What a screen reader says of a link."""
    return ", ".join(filter(None, (*texts, _("dropped") if dropped else "")))


def _legend(graph: Graph, room: float, top: float) -> tuple[str, float]:
    """The legend in as many lines as it needs, and the height that it takes; none where it has no entries."""
    drawn, x, y = [], 0.0, 0.0
    for mark, words in _legend_entries(graph):
        label = graph_text.shorten(graph_text.clean(words), room - 30, SMALL_SIZE)
        width = 30 + graph_text.width(label, SMALL_SIZE) + 18
        if x and x + width - 18 > room:
            x, y = 0.0, y + _LEGEND_LEADING
        text = f'<text x="30" y="10">{escape(label)}</text>'
        drawn.append(f'<g transform="translate({_px(x)} {_px(y)})">{mark}{text}</g>')
        x += width
    if not drawn:
        return "", 0.0
    place = f'transform="translate({_px(_SIDE)} {_px(top)})"'
    return f'<g class="legend" {place}>{"".join(drawn)}</g>', y + _LEGEND_LEADING + 12


def _legend_entries(graph: Graph) -> Iterator[tuple[str, str]]:
    for entry in graph.legend:
        yield f'<rect class="band hue-{entry.hue}" y="4" width="22" height="5" rx="2.5"/>', entry.name
    kinds = {edge.kind for edge in graph.edges}
    for kind, words in graph_style.LINES.items():
        if kind in kinds:
            yield f'<g class="edge is-{kind}"><path d="M0 6.5h22"/></g>', _(words)


def _size(width: float, height: float) -> str:
    return f'width="{_px(width)}" height="{_px(height)}"'


@lru_cache(maxsize=8192)
def _px(value: float) -> str:
    """A number of at most one decimal, as short as it can be."""
    return f"{value:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    """Text for an attribute or an element."""
    return escape(graph_text.clean(text))
