"""The parts of prose: its first paragraph, what stands below each heading, and what it says at all."""

import re
from collections.abc import Collection

from okrsite.prose.parsing import outline

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t].*)?$", re.MULTILINE)
_UNDERLINED = re.compile(r"^ {0,3}[^\s#>*+-].*\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_RULER = re.compile(r"^[ \t]*(?:[-*_=][ \t]*){2,}$", re.MULTILINE)
_DEFINED = re.compile(r"^ {0,3}\[[^\]]+\]:", re.MULTILINE)
_PLAIN_LEAD = re.compile(r"\n*((?:[^\W\d_][^\r\n]*(?:\n|\Z))+)(?=[ \t]*(?:\n|\Z))")
"""A paragraph at the beginning whose lines all begin with a letter: no mark of Markdown does."""

_MARKS = re.compile(r"[*_`~]+")


def sections(text: str, apart: Collection[str] = ()) -> dict[str, str]:
    """What stands below each heading, by `heading_key`; of a heading that comes twice, both parts.

    It goes on to the next heading of its size or larger, or to one of those that are kept `apart` whatever
    their size. What stands above the first heading is under an empty key.
    """
    lines = text.split("\n")
    tokens = outline().parse(text)
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
    tokens = outline().parse(text)
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
