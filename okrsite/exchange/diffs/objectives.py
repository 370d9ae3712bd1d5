"""Objectives, their key results and whom they concern, as rows."""

from collections.abc import Iterator

from okrsite.exchange.diffs.outline import SIGNS, Piece, Row, dim, field_row, row, step_pieces
from okrsite.views.diff.parts import Affected, InitiativeDiff, KeyResultDiff, ObjectiveDiff, Reason
from okrsite.views.words import count

MOST_CHILDREN = 4
"""So many objectives that serve one are named."""

MOST_REASONS = 6
"""So many reasons are told why an objective is affected."""

TURNS = {
    "proposed": "proposed: it was a draft",
    "withdrawn": "made a draft again",
    "dropped": "dropped",
    "resumed": "taken up again",
}


def objective_row(diff: ObjectiveDiff) -> Row:
    tags = [diff.team.title, diff.cycle, *_tags(diff)]
    return row(
        Piece(diff.title, "title"),
        dim(f" · {' · '.join(tags)}"),
        sign=SIGNS[diff.what],
        rows=_objective_rows(diff),
    )


def _tags(diff: ObjectiveDiff) -> Iterator[str]:
    if diff.what != "changed":
        yield "new draft" if diff.draft and diff.what == "new" else diff.what
    if diff.draft and diff.what != "new" and diff.turn != "withdrawn":
        yield "draft"
    if diff.turn:
        yield TURNS[diff.turn]


def _objective_rows(diff: ObjectiveDiff) -> Iterator[Row]:
    for field in diff.came_from:
        verb = "renamed" if field.field == "file" else f"moved, {field.field}"
        yield row(Piece(verb), ": ", *step_pieces(field), sign="~")
    if diff.serves and not any(field.field == "parent" for field in diff.fields):
        yield row("serves ", Piece(diff.serves, "name"))
    yield from map(field_row, diff.fields)
    if diff.prose:
        yield row("its text says something else", sign="~")
    yield from (_key_result_row(k, alone=diff.what == "changed") for k in diff.key_results)
    yield from map(_initiative_row, diff.initiatives)
    if diff.unclear:
        yield row(
            Piece(", ".join(diff.unclear), "code"),
            " can’t be read on one of the sides, and is not compared",
            sign="!",
        )
    if diff.served_by and _concerns_children(diff):
        yield row(*_served_by(diff))


def _concerns_children(diff: ObjectiveDiff) -> bool:
    """Whether what serves an objective serves something else now: another owner is no matter to it."""
    reworded = any(field.field == "title" for field in diff.fields)
    return bool(diff.what != "changed" or diff.turn or diff.came_from or diff.key_results or reworded)


def _served_by(diff: ObjectiveDiff) -> Iterator[Piece]:
    number = len(diff.served_by)
    plural = ("serves" if number == 1 else "serve") if diff.what != "removed" else "served"
    yield Piece(f"{count(number, 'objective')} {plural} this: ")
    named = diff.served_by if number <= MOST_CHILDREN + 1 else diff.served_by[:MOST_CHILDREN]
    for position, child in enumerate(named):
        yield Piece(", " if position else "")
        yield Piece(child.title, "name")
    if len(named) < number:
        yield Piece(f" and {number - len(named)} others")


def _key_result_row(diff: KeyResultDiff, *, alone: bool) -> Row:
    """A key result; `alone` where it came or went without its objective."""
    words = {"new": "new key result ", "removed": "key result taken out: ", "changed": "key result "}
    promise = dim(f" ({diff.promise}{', moonshot' if diff.moonshot else ''})")
    rows = [field_row(field) for field in diff.fields]
    if diff.unclear:
        rows.append(row("how it is measured can’t be read on one of the sides", sign="!"))
    return row(
        words[diff.what if alone else "changed"],
        Piece(diff.title, "name"),
        promise if diff.promise and diff.what != "changed" else "",
        sign=SIGNS[diff.what],
        rows=rows,
    )


def _initiative_row(diff: InitiativeDiff) -> Row:
    words = {"new": "new initiative ", "removed": "initiative taken out: ", "changed": "initiative "}
    return row(
        words[diff.what], Piece(diff.title, "name"), sign=SIGNS[diff.what], rows=map(field_row, diff.fields)
    )


def affected_row(affected: Affected) -> Row:
    """An objective with the first of what it is affected by: the rest stands with the others already."""
    rows = [_reason_row(reason) for reason in affected.reasons[:MOST_REASONS]]
    if len(affected.reasons) > MOST_REASONS:
        rows.append(row(dim(f"and {len(affected.reasons) - MOST_REASONS:,} more")))
    return row(
        Piece(affected.objective.title, "title"),
        dim(f" · {affected.team.title} · {affected.cycle}"),
        rows=rows,
    )


def _reason_row(reason: Reason) -> Row:
    other = Piece(reason.other.title, "name")
    if reason.kind == "gained":
        return row("is now served by ", other, sign="+")
    if reason.kind == "lost":
        return row("is no longer served by ", other, sign="-")
    verb = "is served by" if reason.kind == "served by" else reason.kind
    return row(f"{verb} ", other, f", {reason.text}", sign="~")
