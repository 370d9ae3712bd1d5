"""A Markdown file as an outline: headings, list entries and lines of text, each with what stands below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from okrsite.exchange.importing.columns import field_named, plain_name
from okrsite.exchange.importing.labels import (
    INITIATIVE_WORDS,
    KEY_RESULT_WORDS,
    is_called_one,
    is_key_result_label,
    spoken,
)

HEADING, ENTRY, TEXT, TABLE = "heading", "entry", "text", "table"

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*")
_ENTRY = re.compile(r"(\s*)(?:[-*+•‣◦▪–]|\(?\d{1,3}[.)]|[a-z][.)])\s+(?:\[([ xX✓✔])\]\s+)?(.*)")
_LABELLED_BOLD = re.compile(
    r"\s{0,3}(?:\*\*|__)(?:[^*_]+(?:\*\*|__)\s*:?\s*$|[^*_]*\d[^*_]*[:.–—-]?(?:\*\*|__)|[^*_]+:(?:\*\*|__)|[^*_]+(?:\*\*|__):)"
)
_PROPERTY = re.compile(r"([^:]{1,40}?)\s*:\s*(.*)", re.DOTALL)
STRUCTURAL = frozenset({"objective", "key_result", "title", "type"})
_FENCE = re.compile(r"\s{0,3}(```+|~~~+)")
_RULER = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TABLE = re.compile(r"\s{0,3}\|.*\|\s*")
_FRONT = re.compile(r"---\n.*?\n---\n", re.DOTALL)
_SETEXT = re.compile(r"\s{0,3}(=+|-+)\s*")

_GAP = re.compile(r"(?<=\S)\s{9,}")
"""More than a tab in the midst of a line: it says no more than a space, and patterns would go through it
again and again."""

BELOW_HEADINGS = 7
"""The depth of a line that stands in bold letters like a heading."""
LISTS = 10
"""The depth at which lists begin."""
DEEPEST = 30
"""So many lists stand in one another at most; what is deeper stands with those."""


@dataclass(slots=True)
class Node:
    """A heading, an entry of a list, a line of text or a row of a table. `line` counts from 1; `ticked` is
    None where no box stands before it; `children` stand below it."""

    kind: str
    text: str
    line: int
    depth: int
    ticked: bool | None = None
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """Everything below it, in the order of the lines."""
        for child in self.children:
            yield child
            yield from child.walk()


def outline(text: str) -> Node:
    """A file's outline below a root without words."""
    root = Node(HEADING, "", 0, 0)
    open_: list[Node] = [root]
    indents: list[int] = []
    for node in _lines(text, indents):
        while open_[-1].depth >= node.depth:
            open_.pop()
        open_[-1].children.append(node)
        if node.kind in (HEADING, ENTRY):
            open_.append(node)
    return root


def _lines(text: str, indents: list[int]) -> Iterator[Node]:
    front = _FRONT.match(text)
    lines = _blanked(text, front.end() if front else 0).split("\n")
    fence = ""
    entry: Node | None = None
    for number, line in enumerate(lines, start=1):
        line = _GAP.sub(" ", line.expandtabs(4))
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
            continue
        if not line.strip() or (_RULER.fullmatch(line) and not fence) or _SETEXT.fullmatch(line):
            entry = None
            continue
        node = _node(line, number, indents, lines)
        if (
            node.kind == TEXT
            and entry is not None
            and not (property_of(node.text) or node.text.endswith(":"))
        ):
            entry.text = f"{entry.text} {node.text}"  # an entry goes on on the next line
            continue
        entry = node if node.kind == ENTRY else None
        yield node


def _blanked(text: str, front: int) -> str:
    """The text with front matter and comments as empty lines, so that lines keep their numbers."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    head = "\n" * text[:front].count("\n")
    return head + _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text[front:])


def _node(line: str, number: int, indents: list[int], lines: Sequence[str]) -> Node:
    if match := _HEADING.fullmatch(line):
        indents.clear()
        return Node(HEADING, match[2], number, len(match[1]))
    if number < len(lines) and (under := _SETEXT.fullmatch(lines[number])) and not _ENTRY.match(line):
        indents.clear()
        return Node(HEADING, line.strip(), number, 1 if under[1][0] == "=" else 2)
    if _TABLE.fullmatch(line):
        return Node(TABLE, line.strip(), number, 99)
    if (match := _ENTRY.fullmatch(line)) and match[3].strip():
        depth = _depth(len(match[1]), indents)
        ticked = None if match[2] is None else match[2] != " "
        return Node(ENTRY, match[3].strip(), number, depth, ticked)
    plain = len(line) - len(line.lstrip()) < 4
    if plain and _LABELLED_BOLD.match(line) and not _says_what_follows(line):  # `**Objective 1:** Win`
        indents.clear()
        return Node(HEADING, line.strip(), number, BELOW_HEADINGS)
    indent = len(line) - len(line.lstrip())
    words = spoken(line)
    depth = _depth_of_text(indent, indents)
    if plain and is_called_one(words):  # `KR 1: From 1 to 2` on a line of its own, without a list
        if is_key_result_label(words):
            return Node(ENTRY, line.strip(), number, depth)
        if depth == LISTS + 1:
            indents.clear()
            return Node(HEADING, line.strip(), number, BELOW_HEADINGS)
    return Node(TEXT, line.strip(), number, depth)


def _says_what_follows(line: str) -> bool:
    """Whether a line names a field, or the list below it: `**Owner:** Ada`, `**Key results:**`."""
    return plain_name(spoken(line)) in KEY_RESULT_WORDS | INITIATIVE_WORDS or property_of(line) is not None


def _depth(indent: int, indents: list[int]) -> int:
    """How deep a list entry is: one deeper than the entry above that begins further to the left."""
    while indents and indents[-1] >= indent:
        indents.pop()
    if len(indents) < DEEPEST:
        indents.append(indent)
    return LISTS + len(indents)


def _depth_of_text(indent: int, indents: Sequence[int]) -> int:
    """How deep a line of text is: below the entry that begins further to the left, if there is one."""
    return LISTS + sum(above < indent for above in indents) + 1


def property_of(text: str) -> tuple[str, str] | None:
    """The field that a line names, and what it says of it: `Owner: Ada`, `**Target:** 65%`."""
    match = _PROPERTY.fullmatch(spoken(text))
    field = field_named(match[1]) if match else ""
    return (field, match[2].strip()) if match and field and field not in STRUCTURAL else None
