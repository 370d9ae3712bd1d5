"""Imported key results and initiatives as lines of front matter."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field as attribute
from datetime import date
from decimal import Decimal

from okrsite.exchange.delimited import plain
from okrsite.exchange.importing.found import FoundInitiative, FoundKeyResult, day_of
from okrsite.exchange.importing.measures import Measured, Problem
from okrsite.model.cycle import Cycle
from okrsite.model.key_result import Binary, Graded, Keep, Milestones, Move
from okrsite.model.quantity import NotANumber, parse_quantity
from okrsite.writing.scalars import field, figure, list_field, named, quantity_lines

NO_REASON = "The list that it was imported from gives no reason."

_MOONSHOTS = frozenset({"moonshot", "stretch", "aspirational", "moon shot", "yes", "ambitious"})
_ROOFSHOTS = frozenset({"roofshot", "committed", "commitment", "commit", "roof shot", "no", "normal"})
_STATUSES = {
    "done": "done|complete|completed|finished",
    "doing": "doing|in progress|started|ongoing",
    "dropped": "dropped|cancelled|canceled",
}


@dataclass(slots=True)
class Entry:
    """The lines of a key result, and what could not be written."""

    lines: list[str]
    problems: list[Problem] = attribute(default_factory=list)


def key_result_entry(
    found: FoundKeyResult, id: str, measured: Measured, cycle: Cycle, kpis: Collection[str]
) -> Entry:
    """A key result as it is written."""
    entry = Entry([f"id: {named(id)}", *field("title", found.title)], list(measured.problems))
    for name, text in (("who", found.who), ("does", found.does), ("owner", found.owner)):
        if text:
            entry.lines += field(name, " ".join(text.split()))
    entry.lines += _measure(measured)
    if found.kpi:
        if found.kpi in kpis:
            entry.lines.append(f"kpi: {named(found.kpi)}")
        else:
            hint = "Make it with okrsite new kpi, and name it in the key result."
            entry.problems.append(Problem(field="kpi", message=f"there is no KPI `{found.kpi}`", hint=hint))
    entry.lines += _weight(found, entry)
    entry.lines += _ambition(found, entry)
    entry.lines += _expected(found, measured, cycle, entry)
    entry.lines += _life(found, entry)
    return entry


def _measure(measured: Measured) -> list[str]:
    measure = measured.measure
    if isinstance(measure, Move):
        return quantity_lines((("from", measure.start), ("to", measure.target)))
    if isinstance(measure, Keep):
        return quantity_lines((("at_least", measure.at_least), ("at_most", measure.at_most)))
    if isinstance(measure, Milestones):
        return list_field("milestones", measure.names)
    if isinstance(measure, Binary):
        return ["binary: true"]
    assert isinstance(measure, Graded)
    return []


def _weight(found: FoundKeyResult, entry: Entry) -> Iterator[str]:
    if not found.weight.strip():
        return
    try:
        read = parse_quantity(found.weight)
    except NotANumber:
        read = None
    if read is None or read.number < 0 or not (read.bare or read.unit == "%"):
        hint = "A weight is a number from 0, without a unit: twice the weight counts twice."
        message = f"`{found.weight.strip()[:40]}` is no weight"
        entry.problems.append(Problem(field="weight", message=message, hint=hint))
    elif read.number != 1:
        yield f"weight: {figure(plain(Decimal(read.number)))}"


def _ambition(found: FoundKeyResult, entry: Entry) -> Iterator[str]:
    word = " ".join(found.ambition.casefold().split())
    if word in _MOONSHOTS:
        yield "ambition: moonshot"
    elif word and word not in _ROOFSHOTS:
        message = f"`{found.ambition.strip()[:40]}` is no ambition"
        entry.problems.append(Problem(field="ambition", message=message, hint="It is roofshot or moonshot."))


def _expected(found: FoundKeyResult, measured: Measured, cycle: Cycle, entry: Entry) -> Iterator[str]:
    """A date by which a key result is due before its cycle ends: its target is expected on that day."""
    if not found.due.strip():
        return
    day = day_of(found.due)
    measure = measured.measure
    if day is None:
        message = f"`{found.due.strip()[:40]}` is no date, or could be two"
        entry.problems.append(Problem(field="due", message=message, hint="Write it like 2026-11-20."))
    elif day > cycle.ends:
        message = f"{day} lies behind the end of {cycle.id}, {cycle.ends}"
        hint = "A key result ends with its cycle: what goes on belongs to a longer one."
        entry.problems.append(Problem(field="due", message=message, hint=hint))
    elif day < cycle.starts:
        message = f"{day} lies before the start of {cycle.id}, {cycle.starts}"
        entry.problems.append(Problem(field="due", message=message, hint="Look whether the cycle is right."))
    elif day < cycle.ends:
        target = ""
        if isinstance(measure, Move):
            target = measure.target.figure
        elif isinstance(measure, Milestones):
            target = str(len(measure.names))
        elif isinstance(measure, Graded):
            target = "1"
        if target:
            yield "expected:"
            yield f"  {day}: {figure(target)}"
        else:
            message = f"it is due on {day}, and the format has no such date for this kind"
            hint = "Say it in the title, or list steps as milestones."
            entry.problems.append(Problem(field="due", message=message, hint=hint))


def _life(found: FoundKeyResult, entry: Entry) -> Iterator[str]:
    """When it joined or left."""
    days: dict[str, date] = {}
    for name, text in (("added", found.added), ("dropped", found.dropped)):
        if text.strip():
            day = day_of(text)
            if day is None:
                message = f"`{text.strip()[:40]}` is no date"
                entry.problems.append(Problem(field=name, message=message, hint="Write it like 2026-11-20."))
            else:
                days[name] = day
    if "added" in days and "dropped" in days and days["dropped"] < days["added"]:
        message = f"it was dropped ({days['dropped']}) before it was added ({days['added']})"
        entry.problems.append(Problem(field="added", message=message, hint="Check the two dates."))
        del days["added"]
    yield from (f"{name}: {day}" for name, day in days.items())
    if "dropped" in days:
        yield from field("because", found.because.strip() or NO_REASON)
    elif found.because.strip():
        message = "it has a reason for being dropped, and no day"
        entry.problems.append(
            Problem(field="because", message=message, hint="Write the day under `Dropped`.")
        )


def initiative_lines(found: FoundInitiative) -> list[str]:
    """An initiative as it is written."""
    lines = field("title", found.title)
    if found.owner:
        lines += field("owner", found.owner)
    word = " ".join(found.status.casefold().split())
    status = next((status for status, words in _STATUSES.items() if word in words.split("|")), "")
    return [*lines, f"status: {status}"] if status else lines
