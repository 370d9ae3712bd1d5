"""The links and pictures in prose, and where each stands."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from okrsite.prose.addresses import LONGEST
from okrsite.prose.parsing import parser

_MAYBE_LINK = re.compile(r"\]\s*[(\[:]|<[^\s<>]+>")
_OUTSIDE_ONLY = re.compile(r"(?<!!)\[[^\[\]]*\]\((?:https?://|mailto:|#)[^\s()<>]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseLink:
    """A link or picture in prose: its address (with `%` codes for other than plain letters) and where it
    stands (line and column from 1, within the prose, up to the column `end`)."""

    href: str
    picture: bool
    line: int
    column: int
    end: int


def may_link(text: str) -> bool:
    """Whether there may be links in prose: cheaper to ask than to look for them."""
    return "]" in text or "<" in text


def links(text: str) -> tuple[ProseLink, ...]:
    """The links and pictures in prose, except those to other sites that stand plainly in brackets."""
    if not _MAYBE_LINK.search(_OUTSIDE_ONLY.sub("", text)):
        return ()
    lines = text.split("\n")
    found = []
    for token in parser(False).parse(text):
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
    if len(href) > LONGEST:
        return None
    forms = "|".join(re.escape(form) for form in (href, unquote(href), href.removeprefix("mailto:")))
    written = re.compile(rf"(?:\]\(\s*<?|<|^\s*<?)({forms})")
    for number in range(after[0], min(end, len(lines))):
        match = written.search(lines[number], after[1] if number == after[0] else 0)
        if match:
            return number, match.start(1), match.end(1)
    return None
