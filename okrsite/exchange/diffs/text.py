"""A change as text for a terminal."""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from okrsite.exchange.diffs.outline import Piece, Role, Row, Section, compared, nothing, spelling
from okrsite.exchange.diffs.sections import sections
from okrsite.views.diff.parts import Count, DiffView

STYLES: dict[Role, str] = {
    "title": "1",
    "old": "31",
    "new": "32",
    "alarm": "1;33",
    "dim": "2",
    "code": "36",
}
"""Codes of the terminal's own colours, which fit a dark and a light one. ECMA-48, SGR."""

SIGN_STYLES = {"+": "32", "-": "31", "~": "33", "!": "1;31"}
KEPT = frozenset("\u200d\ufe0f")
"""Characters without a shape that make one picture of several."""

LONGEST = 400
"""Characters of a text that are shown."""


def text(view: DiffView, *, colour: bool = False, width: int | None = None) -> str:
    """The whole report; `width` is the terminal's, None wraps nothing. Ends with a line end."""
    page = _Page(colour=colour, width=width)
    return "\n".join(page.lines(view)) + "\n"


class _Page:
    def __init__(self, *, colour: bool, width: int | None) -> None:
        self.colour = colour
        self.width = width

    def lines(self, view: DiffView) -> Iterator[str]:
        if view.nothing:
            yield from self.wrapped((Piece(nothing(view)),))
        else:
            yield from self.wrapped(tuple(_summary(view.summary)))
        for section in sections(view):
            yield ""
            yield from self.section(section)
        yield ""
        if view.spelling:
            yield from self.wrapped((Piece(spelling(view), "dim"),))
        if not view.nothing:
            yield from self.wrapped((Piece(compared(view), "dim"),))

    def section(self, section: Section) -> Iterator[str]:
        yield self.styled(section.title, "1;4;31" if section.alarm else "1;4")
        for row in section.rows:
            yield from self.row(row, 0)

    def row(self, row: Row, depth: int) -> Iterator[str]:
        """A row and what stands below it, each level two columns further in."""
        sign = row.sign or " "
        mark = f"{'  ' * depth}{self.styled(sign, SIGN_STYLES.get(sign, ''))} "
        yield from self.wrapped(row.pieces, mark, 2 * depth + 2, "  " * depth + ("    " if depth else "  "))
        for below in row.rows:
            yield from self.row(below, depth + 1)

    def wrapped(
        self, pieces: tuple[Piece, ...], mark: str = "", used: int = 0, hang: str = ""
    ) -> Iterator[str]:
        """Pieces after a mark that takes `used` columns, in as many lines as the width asks for, the others
        after `hang`; words are not broken."""
        line: list[tuple[str, str]] = []
        for blank, group in groupby(_words(pieces), lambda one: one[0].isspace()):
            chunk = list(group)  # a word, with the marks that follow it closely
            size = sum(_cells(word) for word, _ in chunk)
            if self.width is not None and line and not blank and used + size > self.width:
                yield mark + self.joined(line)
                mark, used, line = hang, len(hang), []
            if line or not blank:
                line += chunk
                used += size
        yield (mark + self.joined(line)).rstrip()

    def joined(self, words: list[tuple[str, str]]) -> str:
        """Words of one line, styled together where they look the same; without the blank at its end."""
        while words and words[-1][0].isspace():
            words = words[:-1]
        return "".join(
            self.styled("".join(word for word, _ in group), style)
            for style, group in groupby(words, lambda one: one[1])
        )

    def styled(self, words: str, style: str) -> str:
        return f"\x1b[{style}m{words}\x1b[0m" if self.colour and style and words.strip() else words


def _summary(counts: tuple[Count, ...]) -> Iterator[Piece]:
    for number, count in enumerate(counts):
        yield Piece(", " if number else "")
        yield Piece(count.text, "alarm" if count.alarm else "title")


def _words(pieces: tuple[Piece, ...]) -> Iterator[tuple[str, str]]:
    """Words and the spaces between them, each with its style."""
    for piece in pieces:
        style = STYLES.get(piece.role, "")
        shown = f"`{safe(piece.text)}`" if piece.role == "written" else safe(piece.text)
        start = 0
        for position, character in enumerate(shown):
            if character == " ":
                if position > start:
                    yield shown[start:position], style
                yield " ", style
                start = position + 1
        if start < len(shown):
            yield shown[start:], style


def safe(words: str) -> str:
    """A text in one line that can't move the cursor, change colours or turn the direction of writing."""
    cut = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
    blanks = "".join(" " if c.isspace() else c for c in cut)
    shown = "".join(c if c.isprintable() or c in KEPT else f"\\x{ord(c):02x}" for c in blanks)
    return shown.replace("##[", "#\\x23[")  # else a command for the runner of a pipeline on GitHub


def _cells(words: str) -> int:
    """How many columns a text takes: wide letters two, marks that combine none."""
    return sum(
        0 if unicodedata.combining(c) or c in KEPT else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in words
    )
