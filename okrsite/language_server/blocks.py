"""The fields of a file as far as they can be made out while somebody writes them.

Text that is being written is seldom YAML. So this goes by lines and indentation alone: which group each line
belongs to, and which names stand in it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from okrsite.source import Pointer

FENCE = re.compile(r"---[ \t]*")
NAME = re.compile(
    r"""(?P<name>"(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'|(?:[^\s"'\[\]{},&*!|>%@`#:-]|-(?=[^\s:]))[^:]*+)"""
    r"[ \t]*+:(?=[ \t]|$)"
)
"""A field's name, and the colon that makes it one."""


@dataclass(slots=True)
class Frame:
    """An open group or list. `key` is the name in it that was written last, `count` the number of the last
    entry; `filled` tells that something stands behind that name or hyphen already."""

    indent: int
    path: Pointer
    listed: bool = False
    key: str | None = None
    count: int = -1
    filled: bool = False

    @property
    def inner(self) -> Pointer:
        """The path of what stands below the last name or hyphen."""
        step: str | int | None = self.count if self.listed else self.key
        return self.path if step is None else (*self.path, step)


@dataclass(frozen=True, slots=True)
class Name:
    """A field's name where it is written."""

    path: Pointer
    text: str
    line: int
    start: int


@dataclass(slots=True)
class Blocks:
    """Reads lines one after another; `stack` are the groups that are open after the last one."""

    stack: list[Frame] = field(default_factory=lambda: [Frame(-1, ())])
    names: list[Name] = field(default_factory=list)
    text_below: int | None = None
    """Where a text in several lines (`|` or `>`) is open: what is indented more than this belongs to it."""
    brackets: int = 0
    """How many brackets and braces are open over the end of the line; `opened` is where the first one is."""
    opened: tuple[int, int] = (0, 0)

    @property
    def top(self) -> Frame:
        return self.stack[-1]

    def read(self, number: int, line: str) -> None:
        """Take one line."""
        begin = gap(line)
        rest = line[begin:]
        if not rest or self.in_text(begin):
            return
        self.text_below = None
        if (self.brackets and begin > self.top.indent) or rest[0] in "]}":
            self.brackets = max(self.brackets + balance(line), 0)
            return
        self.brackets = 0
        if rest.startswith("#"):
            return
        begin = self.enter(line, begin)
        match = NAME.match(line, begin)
        if match is None:
            self.top.filled = self.top.filled or bool(line[begin:].strip())
            self.bracket(number, begin, line)
            return
        self.name(number, begin, match["name"])
        begin = match.end() + gap(line[match.end() :])
        value = line[begin:]
        self.top.filled = bool(value) and not value.startswith("#")
        if re.match(r"[|>][-+0-9]*(?:\s|$)", value):
            self.text_below = self.top.indent
        self.bracket(number, begin, line)

    def bracket(self, number: int, begin: int, line: str) -> None:
        """Note the brackets that a value opens and does not close."""
        if line[begin : begin + 1] in ("[", "{"):
            self.brackets = max(balance(line[begin:]), 0)
            self.opened = (number, begin)

    def in_text(self, indent: int) -> bool:
        """Whether a line of such an indentation belongs to a text in several lines."""
        return self.text_below is not None and indent > self.text_below

    def enter(self, line: str, begin: int) -> int:
        """Open and close lists as the hyphens of a line say; where its first word begins."""
        while re.match(r"-(?:[ \t]|$)", line[begin:]):
            self.close(begin, listed=True)
            if not (self.top.listed and self.top.indent == begin):
                self.stack.append(Frame(begin, self.top.inner, listed=True))
            self.top.count += 1
            self.top.filled = False
            begin += 1 + gap(line[begin + 1 :])
        return begin

    def name(self, number: int, begin: int, written: str) -> None:
        """Take a field's name that begins at a column."""
        self.close(begin, listed=False)
        if self.top.listed or self.top.indent < begin:
            path = self.top.inner
            self.top.filled = True
            self.stack.append(Frame(begin, path))
        self.top.key = bare(written)
        self.names.append(Name(self.top.path, self.top.key, number, begin))

    def close(self, begin: int, *, listed: bool) -> None:
        """Close what ends where a line begins at a column."""
        while self.top.indent > begin or (self.top.indent == begin and self.top.listed and not listed):
            self.stack.pop()


def gap(text: str) -> int:
    """How many spaces a text begins with."""
    return len(text) - len(text.lstrip(" \t"))


def bare(written: str) -> str:
    """A name without its quotes."""
    text = written.strip()
    return text[1:-1] if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0] else text


def balance(text: str) -> int:
    """How many brackets and braces a text opens and does not close, those in quotes and comments aside."""
    return sum({"[": 1, "{": 1, "]": -1, "}": -1}.get(sign, 0) for _, sign in signs(text))


def signs(text: str) -> Iterator[tuple[int, str]]:
    """The characters outside of quotes, up to a comment."""
    end = comment_in(text)
    return ((at, sign) for at, sign in _unquoted(text) if at < end)


def comment_in(text: str) -> int:
    """Where a comment begins: a `#` behind a space, outside of quotes; the length of the text without one."""
    marks = (at for at, sign in _unquoted(text) if sign == "#" and (not at or text[at - 1] in " \t"))
    return next(marks, len(text))


def _unquoted(text: str) -> Iterator[tuple[int, str]]:
    quote = ""
    for at, character in enumerate(text):
        before = text[at - 1] if at else " "
        if quote:
            quote = "" if character == quote and not (quote == '"' and before == "\\") else quote
        elif character in "\"'" and before in " \t[{,:":
            quote = character
        else:
            yield at, character


def fields_begin_end(lines: Sequence[str]) -> tuple[int, int]:
    """The lines between the two fences, as the first and the one behind the last.

    To the end of the file where the second is not written yet; the same twice where there are no fields.
    """
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if first >= len(lines) or not FENCE.fullmatch(lines[first]):
        return 0, 0
    for number in range(first + 1, len(lines)):
        if FENCE.fullmatch(lines[number]):
            return first + 1, number
    return first + 1, len(lines)
