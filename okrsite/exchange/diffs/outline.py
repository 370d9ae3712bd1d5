"""A change in words: sections of rows of pieces, each with its part in the sentence. Formats add the signs,
colours and marks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from okrsite.views.diff.parts import DiffView, FieldDiff, Revision, What

Role = Literal["plain", "title", "name", "old", "new", "alarm", "dim", "code", "written"]
Sign = Literal["+", "-", "~", "!", ""]

SIGNS: dict[What, Sign] = {"new": "+", "removed": "-", "changed": "~"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words with their part: what people wrote may be any of them, and any text."""

    text: str
    role: Role = "plain"


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line, and what stands below it. `sign` tells at a glance what became of it."""

    pieces: Pieces
    sign: Sign = ""
    rows: tuple["Row", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the report. `tally` is how much is in it; `alarm` what a reviewer must not miss; `unit` what
    one of its rows is called where some are left out."""

    title: str
    rows: tuple[Row, ...]
    unit: str
    tally: str = ""
    alarm: bool = False


def plain(text: str) -> Piece:
    return Piece(text)


def dim(text: str) -> Piece:
    return Piece(text, "dim")


def row(*pieces: Piece | str, sign: Sign = "", rows: Iterable[Row] = ()) -> Row:
    """A row; texts are plain pieces, empty ones are left out."""
    made = tuple(Piece(p) if isinstance(p, str) else p for p in pieces)
    return Row(pieces=tuple(p for p in made if p.text), sign=sign, rows=tuple(rows))


def message_pieces(text: str) -> Iterator[Piece]:
    """A message of the check, in which what is written in files stands between backticks."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        yield plain(text)
        return
    for number, part in enumerate(parts):
        yield Piece(part, "written" if number % 2 else "plain")


def field_row(diff: FieldDiff) -> Row:
    """A field with what it said and says: `to: 95% → 80%, easier`."""
    effect = (plain(", "), Piece(diff.effect, "alarm" if diff.effect == "easier" else "plain"))
    return row(
        Piece(diff.field, "code"), ": ", *step_pieces(diff), *(effect if diff.effect else ()), sign="~"
    )


def step_pieces(diff: FieldDiff) -> Iterator[Piece]:
    """What a field says instead; of lists, what came and went."""
    if diff.gained or diff.lost:
        entries = [
            *((plain("+ "), Piece(_quoted(diff, entry), "new")) for entry in diff.gained),
            *((plain("− "), Piece(_quoted(diff, entry), "old")) for entry in diff.lost),
        ]
        for number, (mark, entry) in enumerate(entries):
            yield from (plain(", "), mark, entry) if number else (mark, entry)
        return
    if diff.old:
        yield Piece(_quoted(diff, diff.old), "old")
        yield plain(" → ")
    yield Piece(_quoted(diff, diff.new), "new") if diff.new else dim("nothing")
    if not diff.old and diff.new:
        yield dim(" (was not set)")


def _quoted(diff: FieldDiff, text: str) -> str:
    return f"“{text}”" if diff.words else text


def revision(side: Revision) -> str:
    """One side of the comparison in words: `main (1a2b3c4d5e)`, `the work tree`."""
    if not side.commit:
        return "the work tree"
    short = side.commit[:10]
    if not side.name or side.commit.startswith(side.name):
        return short
    return f"{short} ({side.name})"


def compared(view: DiffView) -> str:
    """What was compared, and as of which day."""
    return f"Compared: {revision(view.base)} with {revision(view.head)}, as of {view.today.isoformat()}."


def spelling(view: DiffView) -> str:
    """A sentence about texts that are only spelt otherwise; empty where there are none."""
    if not view.spelling:
        return ""
    texts = "1 text is" if view.spelling == 1 else f"{view.spelling:,} texts are"
    return f"{texts} only spelt otherwise, and not listed."


def nothing(view: DiffView) -> str:
    """What to say where nothing changed."""
    return f"Nothing changes in the OKRs from {revision(view.base)} to {revision(view.head)}."
