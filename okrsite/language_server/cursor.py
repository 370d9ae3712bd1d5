"""Where in the fields of a file a cursor stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from okrsite.language_server.blocks import NAME, Blocks, bare, comment_in, fields_begin_end, gap, signs
from okrsite.language_server.lines import Stretch
from okrsite.source import Pointer

Role = Literal["value", "start"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where the cursor stands, and what is written there.

    `path` leads to what is being written. As a `value` it stands behind a name and its colon; at the `start`
    of a line or an entry it may become a name in that group as well. `written` is what stands before the
    cursor, `stretch` what a completion replaces, quotes aside. `beside` are the names that the group has.
    `named` tells that a colon follows, `flow` that it stands in brackets or braces, `quoted` that in quotes,
    `tight` that a space is missing behind the colon, `hyphen` that one begins the entry, `column` where its
    first word begins.
    """

    path: Pointer
    role: Role
    written: str
    stretch: Stretch
    beside: frozenset[str] = frozenset()
    named: bool = False
    flow: bool = False
    quoted: bool = False
    tight: bool = False
    hyphen: bool = False
    column: int = 0


def cursor_at(lines: Sequence[str], line: int, column: int, *, fenced: bool = True) -> Cursor | None:
    """What is written at a line and column (from 0); None in prose, comments and long texts.

    `fenced` files have their fields between two lines of `---`.
    """
    first, end = fields_begin_end(lines) if fenced else (0, len(lines))
    if not first <= line < end or column > len(lines[line]):
        return None
    blocks = Blocks()
    for number in range(first, line):
        blocks.read(number, lines[number])
    rest = Blocks()
    for number in range(first, end):
        rest.read(number, lines[number])
    return _Finder(lines, line, column, blocks, rest).find()


class _Finder:
    """Finds out what stands at one place. `blocks` has read the lines above, `whole` all lines."""

    def __init__(self, lines: Sequence[str], line: int, column: int, blocks: Blocks, whole: Blocks) -> None:
        self.lines = lines
        self.line = line
        self.column = column
        self.text = lines[line]
        self.before = self.text[:column]
        self.blocks = blocks
        self.whole = whole

    def find(self) -> Cursor | None:
        blank = not self.text.strip()
        indent = self.column if blank else gap(self.text)
        if self.column < indent or self.blocks.in_text(indent):
            return None
        if self.blocks.brackets and (blank or indent > self.blocks.top.indent):
            return self.in_brackets(*self.blocks.opened, self.blocks.top.inner)
        if comment_in(self.before) < self.column:
            return None
        begin = self.blocks.enter(self.before, indent)
        if self.before.endswith("-") and begin == self.column:
            return None  # the space behind the hyphen is still to come
        match = NAME.match(self.text, begin)
        if match is not None and match.end() <= self.column:
            self.blocks.name(self.line, begin, match["name"])
            return self.value(match.end())
        if self.before[begin : begin + 1] in ("[", "{"):
            return self.in_brackets(self.line, begin, self.blocks.top.inner)
        return self.start(
            begin, self.blocks.top.inner if begin > indent else self.path_at(begin), begin > indent
        )

    def path_at(self, begin: int) -> Pointer | None:
        """Where a word belongs that begins a line at a column; None where a text goes on that began above."""
        self.blocks.close(begin, listed=True)
        top = self.blocks.top
        if top.indent == begin and top.listed:
            # Beside the hyphens of a list; where names stand in that very column, one of those is likelier.
            below = self.blocks.stack[-2]
            return below.path if below.indent == begin else top.path
        if top.indent == begin:
            return top.path
        return None if top.filled or top.listed else top.inner

    def start(self, begin: int, path: Pointer | None, hyphen: bool) -> Cursor | None:
        """A word that begins a line, or an entry of a list."""
        if path is None:
            return None
        written, stretch, quoted = self.word(begin)
        match = NAME.match(self.text, begin)
        if match is not None:
            stretch = Stretch.within(self.line, stretch.start, match.start() + len(match["name"].rstrip()))
        return Cursor(
            path=path,
            role="start",
            written=written,
            stretch=stretch,
            beside=self.names_in(path, begin),
            named=match is not None,
            quoted=quoted,
            hyphen=hyphen,
            column=begin,
        )

    def value(self, begin: int) -> Cursor | None:
        """What stands behind a name and its colon."""
        first = begin + gap(self.before[begin:])
        if self.before[first : first + 1] in ("[", "{"):
            return self.in_brackets(self.line, first, self.blocks.top.inner)
        if self.before[first : first + 1] in ("|", ">"):
            return None
        written, stretch, quoted = self.word(first)
        return Cursor(
            path=self.blocks.top.inner,
            role="value",
            written=written,
            stretch=stretch,
            quoted=quoted,
            tight=begin == self.column,
            column=self.blocks.top.indent,
        )

    def word(self, begin: int, stops: str = "") -> tuple[str, Stretch, bool]:
        """The text from a column on: what stands of it before the cursor, where it is, whether in quotes."""
        quote = self.text[begin : begin + 1] if self.text[begin : begin + 1] in ("'", '"') else ""
        start = min(begin + len(quote), self.column)
        if quote:
            end = self.text.find(quote, start)
            end = len(self.text) if end < self.column else end
        else:
            stop = (at for at, sign in signs(self.text) if at >= self.column and sign in stops)
            end = min(next(stop, len(self.text)), max(comment_in(self.text), self.column))
            end = max(len(self.text[:end].rstrip()), self.column)
        return self.text[start : self.column], Stretch.within(self.line, start, end), bool(quote)

    def names_in(self, path: Pointer, begin: int) -> frozenset[str]:
        """The names in a group, but for the one that begins here."""
        return frozenset(
            name.text
            for name in self.whole.names
            if name.path == path and (name.line, name.start) != (self.line, begin)
        )

    def in_brackets(self, line: int, begin: int, path: Pointer) -> Cursor | None:
        """In brackets or braces that open at a place: which of their groups is open at the cursor."""
        groups: list[_Group] = []
        for number in range(line, self.line + 1):
            text = self.before if number == self.line else self.lines[number]
            offset = begin if number == line else 0
            for at, sign in signs(text[offset:]):
                here = offset + at
                if sign in "[{":
                    inner = groups[-1].inner if groups else path
                    groups.append(_Group(inner, sign == "[", number, here + 1))
                elif not groups:
                    return None
                elif sign in "]}":
                    groups.pop()
                elif sign == ",":
                    groups[-1].next(number, here + 1)
                elif sign == ":" and not groups[-1].listed and text[here + 1 : here + 2] in ("", " "):
                    groups[-1].named(text[groups[-1].start if groups[-1].line == number else 0 : here])
                    groups[-1].line, groups[-1].start = number, here + 1
        if not groups:
            return None
        group = groups[-1]
        start = group.start if group.line == self.line else 0
        start += gap(self.before[start:])
        naming = not group.listed and group.key is None
        written, stretch, quoted = self.word(start, ",]}:" if naming else ",]}")
        behind = self.text[stretch.end :].lstrip()
        following = re.findall(r"[{,]\s*([\w-]+)\s*:", re.split(r"[}\]]", self.text[self.column :])[0])
        return Cursor(
            path=group.inner,
            role="start" if group.listed or group.key is None else "value",
            written=written,
            stretch=stretch,
            beside=frozenset((*group.names, *following)),
            named=naming and behind.startswith(":"),
            flow=True,
            quoted=quoted,
            tight=self.before.endswith(":"),
            column=start,
        )


class _Group:
    """Open brackets or braces."""

    def __init__(self, path: Pointer, listed: bool, line: int, start: int) -> None:
        self.path = path
        self.listed = listed
        self.line = line
        self.start = start
        self.count = 0
        self.key: str | None = None
        self.names: list[str] = []

    @property
    def inner(self) -> Pointer:
        if self.listed:
            return (*self.path, self.count)
        return self.path if self.key is None else (*self.path, self.key)

    def next(self, line: int, start: int) -> None:
        self.count += 1
        self.key = None
        self.line, self.start = line, start

    def named(self, written: str) -> None:
        self.key = bare(written)
        self.names.append(self.key)
