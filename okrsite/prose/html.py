"""HTML for prose, raw HTML shown as text.

Nothing that somebody writes in prose becomes markup of its own: links lead to http, https, mailto or a page
of the site, pictures come from the site.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from okrsite.prose.addresses import is_outside
from okrsite.prose.parsing import parser

if TYPE_CHECKING:
    from markdown_it.token import Token

Follow = Callable[[str], str | None]
"""Maps an address as written to the one to show; None keeps it as it is, an empty text unlinks it."""

_UNMARKED = r"[^\\`*_\[\]<&|\n\r\t\x00]"
_PLAIN = re.compile(
    rf"""(?:
        (?: (?: \#{{1,6}}[ ](?=[^\s#])(?![^\n]*\#)  # a heading, or a line that can only begin a paragraph,
              | [^\W\d_] | \d+(?![\d.)]) | ["'“”‘’„«(€$£] )
            {_UNMARKED}*(?<=\S)  # with nothing in it that Markdown knows, and without blanks around it
        )? (?:\n|\Z)
    )*""",
    re.VERBOSE,
)
"""Headings and paragraphs alone, as most check-ins are."""

_ROOM = 100_000
"""Characters that the addresses and titles of links may have in all. A `[name]: address` can be used any
number of times: without a limit a page could grow to the square of what was written (cmark has the same)."""

_SCROLLED = (
    ("<table>", '<div class="table-scroll" tabindex="0"><table>'),
    ("</table>", "</table></div>"),
    ("<pre>", '<pre tabindex="0">'),
)
"""What may be wider than a page scrolls alone, with the keyboard too."""


def to_html(text: str, follow: Follow | None = None, *, top_heading: int = 2, anchors: bool = False) -> str:
    """HTML for Markdown that anybody may have written.

    Headings are shifted so that the highest is `h{top_heading}`; with `anchors` they get ids.
    """
    if not anchors and (plain := plain_html(text, top_heading)) is not None:
        return plain
    markdown = parser(anchors)
    env: dict[str, Any] = {}
    tokens = markdown.parse(text, env)
    _shift_headings(tokens, top_heading)
    room = _ROOM
    for token in tokens:
        token.attrs.pop("style", None)  # of a table's cell; the pages' policy allows none
        if token.children:
            room -= sum(_length(child) for child in token.children)
            to = follow or _as_written
            token.children = _settle_links(token.children, to if room >= 0 else _nowhere)
    html: str = markdown.renderer.render(tokens, markdown.options, env)
    for written, shown in _SCROLLED:
        html = html.replace(written, shown)
    return html


def plain_html(text: str, top_heading: int = 2) -> str | None:
    """What the parser makes of headings and paragraphs without any other markup, and much faster; None for
    other texts."""
    if not _PLAIN.fullmatch(text):
        return None
    lines = text.replace(">", "&gt;").replace('"', "&quot;").split("\n")
    shift = top_heading - min((line.index(" ") for line in lines if line.startswith("#")), default=0)
    html, paragraph = [], []
    for line in (*lines, ""):
        if line and not line.startswith("#"):
            paragraph.append(line)
            continue
        if paragraph:
            html += ["<p>", "\n".join(paragraph), "</p>\n"]
            paragraph.clear()
        if line:
            marks, _, title = line.partition(" ")
            level = min(len(marks) + shift, 6)
            html.append(f"<h{level}>{title}</h{level}>\n")
    return "".join(html)


def _as_written(_href: str) -> None:
    """Leaves every address as it is."""


def _nowhere(_href: str) -> str:
    """Unlinks every address."""
    return ""


def _length(token: "Token") -> int:
    """How long a link's or picture's address and title are; of other tokens 0."""
    return sum(len(str(value)) for value in token.attrs.values())


@lru_cache(maxsize=4)
def headings(text: str) -> tuple[tuple[str, str], ...]:
    """The titles of the second level, each with the id that `to_html` gives it with `anchors`."""
    tokens = parser(True).parse(text)
    return tuple(
        (tokens[i + 1].content, str(token.attrGet("id")))
        for i, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2"
    )


def _shift_headings(tokens: Sequence["Token"], top: int) -> None:
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    if not levels:
        return
    shift = top - min(levels)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"


def _settle_links(children: Sequence["Token"], follow: Follow) -> list["Token"]:
    """Replace the addresses; links that lead nowhere keep their text only."""
    settled: list[Token] = []
    dropped = 0
    for token in children:
        if token.type == "link_open":
            href = str(token.attrGet("href") or "")
            target = follow(href)
            if target is None:
                target = href if is_outside(href) or href.startswith("#") else ""
            if not target:
                dropped += 1
                continue
            token.attrSet("href", target)
            if is_outside(target):
                token.attrSet("rel", "noopener noreferrer")
        elif token.type == "link_close" and dropped:
            dropped -= 1
            continue
        elif token.type == "image":
            source = str(token.attrGet("src") or "")
            target = follow(source)
            if not target or is_outside(target):
                settled.append(_as_text(token))
                continue
            token.attrSet("src", target)
            token.attrSet("loading", "lazy")
        settled.append(token)
    return settled


def _as_text(image: "Token") -> "Token":
    """A picture that can't be shown, as its description."""
    from markdown_it.token import Token

    return Token("text", "", 0, content=image.content)
