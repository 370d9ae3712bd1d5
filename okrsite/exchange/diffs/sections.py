"""The sections of the report: what a reviewer must not miss first, then what changes, whom it concerns, and
what the check says of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from okrsite.exchange.diffs.objectives import affected_row, objective_row
from okrsite.exchange.diffs.outline import (
    SIGNS,
    Piece,
    Row,
    Section,
    Sign,
    dim,
    field_row,
    message_pieces,
    row,
    step_pieces,
)
from okrsite.exchange.diffs.running import check_in_row, review_row, thing_row
from okrsite.views.diff.parts import (
    Alarm,
    DiffView,
    FieldDiff,
    FindingDiff,
    What,
)
from okrsite.views.words import count

GOALPOSTS = "Moved goalposts"
CLOSED = "Changes in closed cycles"


def sections(view: DiffView) -> Iterator[Section]:
    """Every section that has anything to say."""
    parts = (
        Section(title=GOALPOSTS, rows=tuple(alarm_rows(view.goalposts)), unit="moved goalpost", alarm=True),
        Section(title=CLOSED, rows=tuple(alarm_rows(view.closed)), unit="change", alarm=True),
        Section(
            title="Objectives",
            rows=tuple(map(objective_row, view.objectives)),
            unit="objective",
            tally=_tally(diff.what for diff in view.objectives),
        ),
        Section(
            title="Who else is affected",
            rows=tuple(map(affected_row, view.affected)),
            unit="affected objective",
            tally=count(len(view.affected), "objective"),
        ),
        Section(
            title="Check-ins",
            rows=tuple(map(check_in_row, view.check_ins)),
            unit="check-in",
            tally=_tally(diff.what for diff in view.check_ins),
        ),
        Section(
            title="Reviews",
            rows=(
                *map(review_row, view.reviews),
                *(thing_row(thing) for thing in view.things if thing.kind == "meeting"),
            ),
            unit="review",
        ),
        Section(
            title="KPIs",
            rows=tuple(thing_row(thing) for thing in view.things if thing.kind == "kpi"),
            unit="KPI",
        ),
        Section(
            title="Teams, cycles and settings",
            rows=tuple(_surroundings(view)),
            unit="change",
        ),
        Section(
            title="What the check says",
            rows=tuple(_findings(view)),
            unit="finding",
            alarm=any(finding.severity == "error" for finding in view.added),
        ),
        Section(
            title="Can’t be read",
            rows=tuple(
                row(Piece(file.path, "code"), f" {UNREAD[file.when]}", sign="!") for file in view.unread
            ),
            unit="file",
        ),
    )
    return (section for section in parts if section.rows)


def _tally(whats: Iterable[What]) -> str:
    """`5 new, 12 changed`."""
    counts = Counter(whats)
    return ", ".join(f"{counts[what]:,} {what}" for what in SIGNS if counts[what])


UNREAD = {
    "before": "could not be read before this change: what is in it is not compared",
    "after": "can’t be read any more: what was in it is not compared",
    "both": "can’t be read, before and after: nothing is known of it",
}


# alarms


def alarm_rows(alarms: tuple[Alarm, ...]) -> Iterator[Row]:
    """Broken promises by objective and key result, in the order they come."""
    for _, group in groupby(alarms, lambda a: (a.cycle, a.team, a.objective)):
        of_one = tuple(group)
        first = of_one[0]
        title = first.objective.title if first.objective else f"Cycle {first.cycle}"
        if first.objective is None and first.team is not None:
            title = first.team.title
        where = [first.team.title] if first.objective and first.team else []
        where += [first.cycle] if first.objective or first.team else []
        yield row(
            Piece(title, "title"),
            dim(f" · {' · '.join(where)}") if where else "",
            sign="!",
            rows=map(_alarm_row, of_one),
        )


def _alarm_row(alarm: Alarm) -> Row:
    return row(*alarm_subject(alarm), *alarm_step(alarm), sign="")


def alarm_subject(alarm: Alarm) -> tuple[Piece, ...]:
    """What of an objective it is about: the key result, the field."""
    if alarm.key_result is None:
        return (Piece(alarm.field, "code"), Piece(": ")) if alarm.field else ()
    name = Piece(alarm.key_result.title, "name")
    return (
        (name, Piece(", "), Piece(alarm.field, "code"), Piece(": ")) if alarm.field else (name, Piece(": "))
    )


def alarm_step(alarm: Alarm) -> Iterator[Piece]:
    """What becomes of it."""
    if alarm.what == "changed":
        yield from step_pieces(FieldDiff(field=alarm.field, old=alarm.old, new=alarm.new))
        if alarm.effect:
            yield Piece(", ")
            yield Piece(alarm.effect, "alarm" if alarm.effect == "easier" else "plain")
        return
    words = "taken out" if alarm.what == "removed" else "added"
    if alarm.new:
        words = "made a draft again" if alarm.new == "draft" else f"moved to {alarm.new}"
    yield Piece(words, "alarm")


# around them, and the check


def _surroundings(view: DiffView) -> Iterator[Row]:
    yield from (thing_row(thing) for thing in view.things if thing.kind not in {"meeting", "kpi"})
    if view.settings:
        yield row(
            Piece("Settings", "title"), dim(" · okrsite.yml"), sign="~", rows=map(field_row, view.settings)
        )
    if view.assets:
        yield row(Piece("Pictures and files", "title"), sign="~", rows=map(_asset_row, view.assets))


ASSETS: dict[str, Sign] = {"added": "+", "removed": "-"}


def _asset_row(diff: FieldDiff) -> Row:
    if diff.field == "renamed":
        return row("renamed: ", *step_pieces(diff), sign="~")
    return row(
        f"{diff.field}: ",
        Piece(diff.new or diff.old, "code"),
        sign=ASSETS.get(diff.field, "~"),
    )


FOUND: dict[str, Sign] = {"new ": "+", "allowed ": "~", "settled ": "-"}


def _findings(view: DiffView) -> Iterator[Row]:
    yield from (_finding_row(finding, "new ") for finding in view.added)
    yield from (_finding_row(finding, "allowed ") for finding in view.allowed)
    yield from (_finding_row(finding, "settled ") for finding in view.settled)


def _finding_row(finding: FindingDiff, what: str) -> Row:
    error = finding.severity == "error"
    rows = []
    if what == "new " and finding.hint:
        rows.append(row(*message_pieces(finding.hint)))
    if finding.allowed:
        rows.append(row("the file says why: ", Piece(f"“{finding.allowed}”", "name")))
    return row(
        Piece(f"{what}{finding.severity}", "alarm" if error and what == "new " else "plain"),
        " ",
        Piece(finding.rule, "code"),
        " in ",
        Piece(f"{finding.path}:{finding.line}", "code"),
        ": ",
        *message_pieces(finding.message),
        sign=FOUND[what],
        rows=rows,
    )
