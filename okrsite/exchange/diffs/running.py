"""Check-ins, reviews and what is around the objectives, as rows."""

from collections.abc import Iterator

from okrsite.exchange.diffs.outline import SIGNS, Piece, Row, dim, field_row, plain, row, step_pieces
from okrsite.views.diff.parts import (
    CheckInDiff,
    FieldDiff,
    KpiReadingDiff,
    ReadingDiff,
    ReviewDiff,
    ThingDiff,
    VerdictDiff,
)
from okrsite.views.diff.words import way
from okrsite.views.words import count, listed

TIMING = {"late": "after the end of its cycle", "baseline": "a baseline, before its cycle"}

MOST_READINGS = 6
"""So many readings of a KPI are told one by one; of more the first and last, and how many there are."""


def check_in_row(diff: CheckInDiff) -> Row:
    tags = [diff.day.isoformat(), diff.author, diff.cycle, "" if diff.what == "new" else diff.what]
    tags.append(TIMING.get(diff.timing, ""))
    objectives = {reading.objective for reading in diff.readings}
    rows = [
        *map(field_row, diff.fields),
        *(_reading_row(reading, diff, alone=len(objectives) == 1) for reading in diff.readings),
    ]
    if diff.prose:
        rows.append(row("its text says something else", sign="~"))
    where = " · ".join(tag for tag in tags if tag)
    return row(Piece(diff.team.title, "title"), dim(f" · {where}"), sign=SIGNS[diff.what], rows=rows)


def _reading_row(reading: ReadingDiff, check_in: CheckInDiff, *, alone: bool) -> Row:
    name = Piece(reading.key_result.title, "name")
    about = dim(f" ({reading.objective.title})") if reading.objective and not alone else ""
    if reading.objective is None:
        return row(name, ": it is not clear which key result this is, so it does not count", sign="!")
    if reading.what == "removed" and check_in.what != "removed":
        return row("reading taken out: ", name, about, sign="-")
    if reading.what == "changed":
        return row(name, about, sign="~", rows=map(field_row, reading.fields))
    pieces = tuple(_said(reading))
    note = [row(dim("note: "), f"“{reading.note}”")] if reading.note else []
    return row(name, about, ": " if pieces else "", *pieces, rows=note)


def _said(reading: ReadingDiff) -> Iterator[Piece]:
    """`71% → 74% (33% of the way, +11 points), confidence 6 → 5, on track`."""
    parts: list[tuple[Piece, ...]] = []
    if reading.value:
        was = reading.was if reading.was != reading.value else ""
        figure = (Piece(was, "old"), plain(" → ")) if was else ()
        how = reading.limits or way(reading.progress, reading.step)
        parts.append((*figure, Piece(reading.value, "new"), plain(f" ({how})" if how else "")))
    if reading.confidence:
        moved = reading.confidence_was and reading.confidence_was != reading.confidence
        before = f"{reading.confidence_was} → " if moved else ""
        parts.append((plain(f"confidence {before}{reading.confidence}"),))
    if reading.status:
        parts.append((Piece(reading.status, "plain" if reading.status == "on track" else "alarm"),))
    for number, part in enumerate(parts):
        yield from (plain(", "), *part) if number else part


def review_row(diff: ReviewDiff) -> Row:
    rows = [_verdict_row(verdict) for verdict in diff.verdicts]
    if diff.prose:
        rows.append(row("its text says something else", sign="~"))
    return row(
        Piece(diff.team.title, "title"),
        dim(f" · review of {diff.cycle} · {diff.what}"),
        sign=SIGNS[diff.what],
        rows=rows,
    )


def _verdict_row(verdict: VerdictDiff) -> Row:
    name = Piece(verdict.objective.title, "name")
    if verdict.what == "removed":
        return row("taken out: ", name, sign="-")
    if verdict.what == "changed":
        return row(name, sign="~", rows=map(field_row, verdict.fields))
    told = tuple(
        piece
        for number, field in enumerate(verdict.fields)
        for piece in (
            plain(", " if number else ""),
            plain(_field_words(field)),
            Piece(field.new, "new"),
        )
    )
    return row(name, ": ", *told)


def _field_words(field: FieldDiff) -> str:
    """What stands before the value; a decision speaks for itself."""
    return "" if field.field == "decision" else f"{field.field.replace('_', ' ')} "


KINDS = {
    "team": "team",
    "cycle": "cycle",
    "kpi": "KPI",
    "meeting": "review meeting",
    "company": "company page",
}


def thing_row(diff: ThingDiff) -> Row:
    """A team, a cycle, a KPI, a meeting or the company's page."""
    what = f"new {KINDS[diff.kind]}" if diff.what == "new" else f"{KINDS[diff.kind]} {diff.what}"
    pieces = [Piece(diff.title, "title"), dim(f" · {what}")]
    if diff.what == "removed":
        return row(*pieces, sign="-")
    rows: list[Row] = []
    if diff.old_id:
        rows.append(
            row("renamed: ", *step_pieces(FieldDiff(field="id", old=diff.old_id, new=diff.id)), sign="~")
        )
    if diff.what == "new":
        rows += [_new_field(field) for field in diff.fields if field.field not in {"name", "title"}]
    else:
        rows += map(field_row, diff.fields)
    if diff.prose:
        rows.append(row("its text says something else", sign="~"))
    rows += _readings(diff.readings)
    return row(*pieces, sign=SIGNS[diff.what], rows=rows)


def _new_field(field: FieldDiff) -> Row:
    return row(Piece(field.field, "code"), ": ", listed(list(field.gained)) or field.new)


def _readings(readings: tuple[KpiReadingDiff, ...]) -> Iterator[Row]:
    """The readings of a KPI; of many only the ends."""
    if len(readings) <= MOST_READINGS:
        yield from map(_kpi_reading_row, readings)
        return
    yield _kpi_reading_row(readings[0])
    yield row(dim(f"and {count(len(readings) - 2, 'more reading')} until"))
    yield _kpi_reading_row(readings[-1])


def _kpi_reading_row(reading: KpiReadingDiff) -> Row:
    on = f"{reading.day.isoformat()}: "
    if reading.what == "new":
        before = reading.before if reading.before != reading.new else ""
        was = (Piece(before, "old"), plain(" → ")) if before else ()
        return row(on, *was, Piece(reading.new, "new"), sign="+")
    if reading.what == "removed":
        return row(on, Piece(reading.old, "old"), " taken out", sign="-")
    return row(on, *step_pieces(FieldDiff(field="", old=reading.old, new=reading.new)), sign="~")
