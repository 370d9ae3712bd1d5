"""On which page a change is told: the last weeks on the first, each quarter before them on one of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from okrsite.translation.dates import month_name, month_text
from okrsite.translation.numbers import whole
from okrsite.translation.words import _
from okrsite.views.journal.parts import ChangeEntry

LETTERS = 250_000
"""About how many letters of HTML a page has before another one goes on: it should open at once on a phone."""

LEAST = 20
"""Entries that the first page has at least, however long ago they were."""

_ENTRY, _EVENT, _TITLE, _DETAIL = 330, 300, 50, 130
"""Letters that the marks around an entry, an event, a title and a detail take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """One of the pages that tell what changed. `part` names it in addresses and `title` for readers, both
    empty for the first. It holds weeks that begin in its quarter."""

    year: int = 0
    quarter: int = 0
    number: int = 1

    @property
    def part(self) -> str:
        again = f"-{self.number}" if self.number > 1 else ""
        return f"{self.year}-q{self.quarter}{again}" if self.year else ""

    @property
    def title(self) -> str:
        """`October to December 2025`, and `October to December 2025, part 2`."""
        if not self.year:
            return ""
        first, last = (date(self.year, 3 * self.quarter - back, 1) for back in (2, 0))
        title = _("%(first)s to %(last)s", first=month_name(first), last=month_text(last))
        if self.number == 1:
            return title
        return _("%(title)s, part %(number)s", title=title, number=whole(self.number))


FIRST = Volume()


def bound(entries: Iterable[ChangeEntry], since: date | None) -> Iterator[tuple[Volume, ChangeEntry]]:
    """Each entry with the page that it is on; entries come newest first. `since` is the Monday with which the
    last weeks begin."""
    volume, size, number = FIRST, 0, 0
    week: date | None = None
    for entry in entries:
        last, week = week, monday(entry.day.iso)
        own = letters(entry)
        ends = number > 0 and size + own > LETTERS
        if volume is FIRST:
            early = since is not None and week < since
            ends = ends or (early and number >= LEAST and week != last)
        else:
            ends = ends or (week.year, _quarter(week)) != (volume.year, volume.quarter)
        if ends:
            volume, size, number = _after(volume, week), 0, 0
        size, number = size + own, number + 1
        yield volume, entry


def letters(entry: ChangeEntry) -> int:
    """About how many letters of HTML an entry takes."""
    size = _ENTRY + len(entry.commit.subject) + len(entry.commit.url)
    for event in entry.events:
        size += _EVENT + sum(_TITLE + len(title.text) + len(title.url) for title in event.titles)
        size += sum(
            _DETAIL * max(len(detail.fields), 1)
            + len(detail.words)
            + (len(detail.about.url) if detail.about else 0)
            for detail in event.details
        )
    return size


def monday(iso: str) -> date:
    """The Monday of the week of a day like `2026-10-16`."""
    found = date.fromisoformat(iso)
    return found - timedelta(days=found.weekday())


def _quarter(day: date) -> int:
    return (day.month + 2) // 3


def _after(volume: Volume, week: date) -> Volume:
    """The page that goes on with a week."""
    again = (volume.year, volume.quarter) == (week.year, _quarter(week))
    return Volume(year=week.year, quarter=_quarter(week), number=volume.number + 1 if again else 1)
