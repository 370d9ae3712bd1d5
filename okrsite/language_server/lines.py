"""Lines of a text, and columns as the protocol counts them.

Here a column is a number of characters. Editors count units of UTF-16 unless they agree on something else, so
that an emoji has two columns for them.
"""

import re
from dataclasses import dataclass
from typing import Literal

Encoding = Literal["utf-16", "utf-8", "utf-32"]

_BYTES: dict[Encoding, int] = {"utf-16": 2, "utf-8": 1, "utf-32": 4}
_CODEC: dict[Encoding, str] = {"utf-16": "utf-16-le", "utf-8": "utf-8", "utf-32": "utf-32-le"}


_HALVES = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """A text without halves of characters, which no file can hold; each is as long as what replaces it."""
    return _HALVES.sub("\ufffd", text)


def lines_of(text: str) -> list[str]:
    """The lines of a text without what ends them: `\\n`, `\\r\\n` or `\\r`, as in the protocol."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def newline_of(text: str) -> str:
    """What ends the lines of a text."""
    return "\r\n" if "\r\n" in text else "\n"


def units(line: str, column: int, encoding: Encoding) -> int:
    """A column as the editor counts it."""
    before = line[: max(column, 0)]
    if before.isascii():
        return len(before)
    return len(before.encode(_CODEC[encoding], "surrogatepass")) // _BYTES[encoding]


def column(line: str, unit: int, encoding: Encoding) -> int:
    """A column that the editor counted, in characters; in the midst of a character, or behind the end of the
    line, the nearest one before."""
    if line.isascii():
        return min(max(unit, 0), len(line))
    counted = 0
    for number, character in enumerate(line):
        counted += units(character, 1, encoding)
        if counted > unit:
            return number
    return len(line)


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """A stretch of a text; lines and columns count from 0, in characters, the end is exclusive."""

    line: int
    start: int
    end_line: int
    end: int

    @classmethod
    def within(cls, line: int, start: int, end: int) -> "Stretch":
        """A stretch of one line."""
        return cls(line, start, line, end)

    def has(self, line: int, column: int) -> bool:
        """Whether a cursor stands in it, or right behind it."""
        return (self.line, self.start) <= (line, column) <= (self.end_line, self.end)
