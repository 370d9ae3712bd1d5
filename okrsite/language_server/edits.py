"""Changes to files, as values: nothing here touches one."""

from collections.abc import Iterable
from dataclasses import dataclass

from okrsite.language_server.lines import Stretch, lines_of, newline_of


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A text in place of a stretch of a file; `\\n` in it is whatever ends the file's lines."""

    path: str
    stretch: Stretch
    text: str


@dataclass(frozen=True, slots=True)
class Move:
    """Another path for a file, or for a folder with all that is in it."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be done to the content: first the edits, then the moves.

    `unsound` are files that may have to be changed too, and that YAML can't read.
    """

    edits: tuple[Edit, ...] = ()
    moves: tuple[Move, ...] = ()
    unsound: tuple[str, ...] = ()


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text after the edits of its file."""
    newline = newline_of(text)
    lines = lines_of(text)
    for edit in sorted(edits, reverse=True):
        at = edit.stretch
        before, after = lines[at.line][: at.start], lines[at.end_line][at.end :]
        lines[at.line : at.end_line + 1] = f"{before}{edit.text}{after}".split("\n")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark + newline.join(lines)
