"""Prose: CommonMark with tables, raw HTML shown as text. The only user of markdown_it.

Nothing that somebody writes in prose becomes markup of its own: links lead to http, https, mailto or a page
of the site, pictures come from the site.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Follow = Callable[[str], str | None]
"""Maps an address as written to the one to show; None keeps it as it is, an empty text unlinks it."""

_OUTSIDE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MAYBE_LINK = re.compile(r"\]\s*[(\[:]|<[^\s<>]+>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t].*)?$", re.MULTILINE)
_UNDERLINED = re.compile(r"^ {0,3}[^\s#>*+-].*\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_RULER = re.compile(r"^[ \t]*(?:[-*_=][ \t]*){2,}$", re.MULTILINE)
_DEFINED = re.compile(r"^ {0,3}\[[^\]]+\]:", re.MULTILINE)
_PLAIN_LEAD = re.compile(r"\n*((?:[^\W\d_][^\r\n]*(?:\n|\Z))+)(?=[ \t]*(?:\n|\Z))")
"""A paragraph at the beginning whose lines all begin with a letter: no mark of Markdown does."""

_MARKS = re.compile(r"[*_`~]+")
_OUTSIDE_ONLY = re.compile(r"(?<!!)\[[^\[\]]*\]\((?:https?://|mailto:|#)[^\s()<>]*\)")


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

_LONGEST = 4000
"""Characters of an address; browsers and forges cut longer ones."""

WEB_ADDRESS = re.compile(r"https?://[^\s<>\x22'\\/?#@]+(?:[/?#][^\s<>\x22'\\]*)?")
"""How an address looks. What stands before an `@` is a password, or a host that it only seems to lead to."""

_ROOM = 100_000
"""Characters that the addresses and titles of links may have in all. A `[name]: address` can be used any
number of times: without a limit a page could grow to the square of what was written (cmark has the same)."""

_SCROLLED = (
    ("<table>", '<div class="table-scroll" tabindex="0"><table>'),
    ("</table>", "</table></div>"),
    ("<pre>", '<pre tabindex="0">'),
)
"""What may be wider than a page scrolls alone, with the keyboard too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseLink:
    """A link or picture in prose: its address (with `%` codes for other than plain letters) and where it
    stands (line and column from 1, within the prose, up to the column `end`)."""

    href: str
    picture: bool
    line: int
    column: int
    end: int


@cache
def _parser(anchors: bool) -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).enable("table")
    if anchors:
        from mdit_py_plugins.anchors import anchors_plugin

        parser.use(anchors_plugin, max_level=3)
    return parser


@cache
def _outline() -> "MarkdownIt":
    """A parser that stops at blocks: enough for headings, and much faster."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).disable("inline")


def code_lines(text: str) -> frozenset[int]:
    """The numbers (from 0) of the lines that are blocks of code."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"html": True}).disable("inline").parse(text)
    blocks = (token.map for token in tokens if token.type in {"fence", "code_block"} and token.map)
    return frozenset(line for first, after in blocks for line in range(first, after))


def is_outside(href: str) -> bool:
    """Whether an address leads out of the site (http, https, mailto), to where it says."""
    if not _OUTSIDE.match(href):
        return False
    return href[:1] in "mM" or is_web_address(href)


def is_web_address(text: str) -> bool:
    """Whether a browser finds a host in an address, and people see which: without a password in it, and
    without characters that can't be seen or that turn the direction of writing."""
    scheme, colon, rest = text.partition(":")
    address = f"{scheme.lower()}{colon}{rest}"
    if len(text) > _LONGEST or not text.isprintable() or not WEB_ADDRESS.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or a number of a host that can't be
        return False


def is_local(href: str) -> bool:
    """Whether an address names a file of the content: neither another site nor a place on the same page."""
    return bool(href) and not href.startswith(("#", "//")) and not _SCHEME.match(href)


def to_html(text: str, follow: Follow | None = None, *, top_heading: int = 2, anchors: bool = False) -> str:
    """HTML for Markdown that anybody may have written.

    Headings are shifted so that the highest is `h{top_heading}`; with `anchors` they get ids.
    """
    if not anchors and (plain := plain_html(text, top_heading)) is not None:
        return plain
    parser = _parser(anchors)
    env: dict[str, Any] = {}
    tokens = parser.parse(text, env)
    _shift_headings(tokens, top_heading)
    room = _ROOM
    for token in tokens:
        if token.children:
            room -= sum(_length(child) for child in token.children)
            to = follow or _as_written
            token.children = _settle_links(token.children, to if room >= 0 else _nowhere)
    html: str = parser.renderer.render(tokens, parser.options, env)
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
    tokens = _parser(True).parse(text)
    return tuple(
        (tokens[i + 1].content, str(token.attrGet("id")))
        for i, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2"
    )


def sections(text: str, apart: Collection[str] = ()) -> dict[str, str]:
    """What stands below each heading, by `heading_key`; of a heading that comes twice, both parts.

    It goes on to the next heading of its size or larger, or to one of those that are kept `apart` whatever
    their size. What stands above the first heading is under an empty key.
    """
    lines = text.split("\n")
    tokens = _outline().parse(text)
    found: list[tuple[int, str, int, int]] = []
    for i, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map is not None:
            first, after = token.map
            found.append((int(token.tag[1]), heading_key(tokens[i + 1].content), first, after))
    parts = {"": "\n".join(lines[: found[0][2] if found else len(lines)]).strip()}
    for i, (size, key, _, after) in enumerate(found):
        ends = (first for other, name, first, _ in found[i + 1 :] if other <= size or name in apart)
        below = "\n".join(lines[after : next(ends, len(lines))]).strip()
        parts[key] = "\n\n".join(part for part in (parts.get(key, ""), below) if part)
    return parts


def lead(text: str) -> tuple[str, str]:
    """The paragraph that prose begins with, and the rest. The first is empty where it begins with something
    else, or where the two must stay together: an address that is written below, as `[name]: address`."""
    if _DEFINED.search(text):
        return "", text
    if plain := _PLAIN_LEAD.match(text):  # which needs no parser
        return plain[1].strip(), text[plain.end(1) :].strip("\n")
    tokens = _outline().parse(text)
    if not tokens or tokens[0].type != "paragraph_open" or tokens[0].map is None:
        return "", text
    lines = text.split("\n")
    first, after = tokens[0].map
    return "\n".join(lines[first:after]).strip(), "\n".join(lines[after:]).strip("\n")


def words_of(text: str) -> str:
    """What is left of prose without headings, comments and rulers; empty where it says nothing."""
    for nothing in (_COMMENT, _HEADING, _UNDERLINED, _RULER):
        text = nothing.sub("", text)
    return text.strip()


def heading_key(title: str) -> str:
    """A heading's words in lower case, without the marks of Markdown and what ends a sentence:
    `**What changed?**` and `what changed:` are the same."""
    return " ".join(_MARKS.sub("", title).casefold().split()).rstrip(" .:!?…")


def links(text: str) -> tuple[ProseLink, ...]:
    """The links and pictures in prose, except those to other sites that stand plainly in brackets."""
    if not _MAYBE_LINK.search(_OUTSIDE_ONLY.sub("", text)):
        return ()
    lines = text.split("\n")
    found = []
    for token in _parser(False).parse(text):
        if not token.children or token.map is None:
            continue
        first, end = token.map
        after: dict[str, tuple[int, int]] = {}
        for child in token.children:
            picture = child.type == "image"
            href = (
                child.attrGet("src" if picture else "href") if picture or child.type == "link_open" else None
            )
            if href is None:
                continue
            address = str(href)
            place = _place(address, lines, after.get(address, (first, 0)), end)
            line, column, stop = place or (first, 0, len(lines[first]))
            after[address] = (line, column + 1) if place else (end, 0)  # nor need it be sought again
            found.append(
                ProseLink(href=address, picture=picture, line=line + 1, column=column + 1, end=stop + 1)
            )
    return tuple(found)


def _place(href: str, lines: list[str], after: tuple[int, int], end: int) -> tuple[int, int, int] | None:
    """Where an address stands between a place and a line (counted from 0), as a line and two columns; None
    where it is written elsewhere, below as `[name]: address`."""
    if len(href) > _LONGEST:
        return None
    forms = "|".join(re.escape(form) for form in (href, unquote(href), href.removeprefix("mailto:")))
    written = re.compile(rf"(?:\]\(\s*<?|<|^\s*<?)({forms})")
    for number in range(after[0], min(end, len(lines))):
        match = written.search(lines[number], after[1] if number == after[0] else 0)
        if match:
            return number, match.start(1), match.end(1)
    return None


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
