"""Check-in discipline: how regularly a team checked in during a cycle.

A cycle is cut from its first day into stretches of the settings' cadence; what is left at its end is too
short to owe anything. A stretch with a check-in is on time. One without is late where a check-in came
within the week after it, else missed. (Weekdone and Jellyvision: OKRs die where nobody checks in.)
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from okrsite.model.cycle import Cycle
from okrsite.settings import Cadence

LATE = timedelta(days=7)
"""How long after a stretch a check-in still counts for it, as late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discipline:
    """How many check-ins came on time, late or never; those still open are not in it."""

    on_time: int = 0
    late: int = 0
    missed: int = 0

    @property
    def owed(self) -> int:
        return self.on_time + self.late + self.missed

    def __add__(self, other: "Discipline") -> "Discipline":
        return Discipline(
            on_time=self.on_time + other.on_time,
            late=self.late + other.late,
            missed=self.missed + other.missed,
        )


def stretches(cycle: Cycle, cadence: Cadence) -> Iterator[tuple[date, date]]:
    """The first and last days of a cycle's whole stretches."""
    first = cycle.starts
    while first <= cycle.ends:
        following = _following(first, cadence)
        last = following - timedelta(days=1)
        if last > cycle.ends or last < first:
            return
        yield first, last
        first = following


def discipline(cycle: Cycle, check_ins: Iterable[date], cadence: Cadence, today: date) -> Discipline:
    """How a team that checked in on some days kept to the cadence, as far as today can tell."""
    days = sorted(check_ins)
    found = Discipline()
    for first, last in stretches(cycle, cadence):
        if any(first <= day <= last for day in days):
            found += Discipline(on_time=1)
        elif any(last < day <= last + LATE for day in days):
            found += Discipline(late=1)
        elif today > last + LATE:
            found += Discipline(missed=1)
    return found


def _following(first: date, cadence: Cadence) -> date:
    """The day on which the next stretch begins; the last day that there is where the calendar ends before."""
    try:
        return _month_later(first) if cadence.months else first + timedelta(days=cadence.days)
    except (OverflowError, ValueError):
        return date.max


def _month_later(day: date) -> date:
    """The same day of the next month, or its last."""
    year, month = day.year + day.month // 12, day.month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
