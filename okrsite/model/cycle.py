"""Cycles: years, halves, quarters by the calendar or the fiscal year, and named ones with dates."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from okrsite.source import Place, SourceFile

_CALENDAR = re.compile(r"(?P<year>[12][0-9]{3})(?:-(?P<part>H[12]|Q[1-4]))?")
_FISCAL = re.compile(r"FY(?P<year>[0-9]{2})(?:-(?P<part>H[12]|Q[1-4]))?")
_NEAR = re.compile(
    r"(?P<fy>fy)?[ _-]*(?P<year>[0-9]{4}|[0-9]{2})[ _-]*(?P<part>[hq] ?[0-9])?"
    r"|(?P<part2>[hq] ?[0-9])[ _-]*(?P<fy2>fy)?[ _-]*(?P<year2>[0-9]{4}|[0-9]{2})",
    re.IGNORECASE,
)


class CycleState(Enum):
    """Planned before the first day, active until the last, then closed."""

    PLANNED = "planned"
    ACTIVE = "active"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """A period with OKRs. `starts` and `ends` are its first and last day, both inside.

    `title` is what its index.md says, or its name.
    """

    id: str
    title: str
    starts: date
    ends: date
    source: SourceFile | None = None

    @property
    def place(self) -> Place:
        return Place(source=self.source or SourceFile(path=self.id))

    @property
    def days(self) -> int:
        """Its length in days, both ends counted."""
        return (self.ends - self.starts).days + 1

    def state(self, today: date) -> CycleState:
        if today < self.starts:
            return CycleState.PLANNED
        return CycleState.ACTIVE if today <= self.ends else CycleState.CLOSED

    def contains(self, other: "Cycle") -> bool:
        """Whether another cycle lies in this one: by its name, or by its dates and then truly shorter."""
        if self.id == other.id:
            return False
        if name_contains(self.id, other.id):
            return True
        if name_contains(other.id, self.id):
            return False
        inside = self.starts <= other.starts and other.ends <= self.ends
        return inside and self.days > other.days

    def overlaps(self, other: "Cycle") -> bool:
        """Whether the two share a day, or one contains the other."""
        return (
            (self.starts <= other.ends and other.starts <= self.ends)
            or self.contains(other)
            or other.contains(self)
        )


def name_contains(outer: str, inner: str) -> bool:
    """Whether a cycle's name says that it contains another: 2026 has 2026-H2, which has 2026-Q4."""
    if inner.startswith(outer + "-") and _named(outer) and _named(inner):
        return True
    year, _, half = outer.partition("-")
    inner_year, _, quarter = inner.partition("-")
    return (
        year == inner_year
        and (half, quarter) in {("H1", "Q1"), ("H1", "Q2"), ("H2", "Q3"), ("H2", "Q4")}
        and _named(outer)
        and _named(inner)
    )


def _named(name: str) -> bool:
    return bool(_CALENDAR.fullmatch(name) or _FISCAL.fullmatch(name))


def cycle_dates(name: str, *, fiscal_start: int = 1, named_for: str = "end") -> tuple[date, date] | None:
    """First and last day of a cycle by its name, or None where the name gives no dates.

    `fiscal_start` is the month, 1 to 12, in which the fiscal year begins; it is named for the year in
    which it ends, or begins where `named_for` is `start`. From January the two are the same.
    """
    month = 1
    if match := _CALENDAR.fullmatch(name):
        year = int(match["year"])
    elif match := _FISCAL.fullmatch(name):
        year = 2000 + int(match["year"])
        month = fiscal_start
        if month > 1 and named_for == "end":
            year -= 1
    else:
        return None
    offset, length = 0, 12
    part = match["part"]
    if part:
        length = 6 if part[0] == "H" else 3
        offset = (int(part[1]) - 1) * length
    starts = _month(year, month - 1 + offset)
    return starts, _month(year, month - 1 + offset + length) - timedelta(days=1)


def _month(year: int, months: int) -> date:
    """The first day of a month, counted in months from January of a year."""
    return date(year + months // 12, months % 12 + 1, 1)


def nearest_cycle_name(name: str) -> str:
    """The cycle's name that was likely meant by `2026Q4`, `q4-2026` or `FY2027-q1`; empty if none."""
    match = _NEAR.fullmatch(name.strip())
    if not match:
        return ""
    fiscal = bool(match["fy"] or match["fy2"])
    year = match["year"] or match["year2"]
    part = (match["part"] or match["part2"] or "").upper().replace(" ", "")
    year = f"FY{year[-2:]}" if fiscal else (year if len(year) == 4 else f"20{year}")
    guess = f"{year}-{part}" if part else year
    return guess if _named(guess) else ""
