"""The pages of changes: for the whole site, and for each team."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from okrsite.changes.events import ObjectiveEvent
from okrsite.changes.file_events import FileEvent
from okrsite.changes.journal import JournalEntry
from okrsite.history.log import Commit
from okrsite.model.team import Team
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.history_lines import commit_line
from okrsite.views.journal.files import file_rows
from okrsite.views.journal.objectives import objective_row
from okrsite.views.journal.parts import ChangeDay, ChangeEntry, ChangeEvent, ChangesView, ChangeWeek
from okrsite.views.journal.volumes import FIRST, MONTHS, Volume, bound, monday
from okrsite.views.parts import Link
from okrsite.views.words import count, day, listed

EVENTS = 15
"""Events of one commit that are shown: one that brings a whole company is told by its first."""

LATELY = 5
"""Events that the home page shows."""

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COUNTED = {
    "proposed": ("objective proposed", "objectives proposed"),
    "goalpost": ("goalpost moved", "goalposts moved"),
    "changed": ("objective changed", "objectives changed"),
    "moved": ("objective moved", "objectives moved"),
    "dropped": ("objective dropped", "objectives dropped"),
    "withdrawn": ("objective withdrawn", "objectives withdrawn"),
    "check-in": ("check-in", "check-ins"),
    "review": ("review", "reviews"),
    "closed": ("cycle closed", "cycles closed"),
}
"""What the summary of a week counts, in its order, as one and as many."""


class Chronicle:
    """The journal of a company, made into what pages and feeds show."""

    def __init__(self, company: Company, cards: Cards) -> None:
        self.company = company
        self.cards = cards
        self._by_team: dict[str, list[JournalEntry]] = {}
        for entry in company.journal.entries:
            for team in frozenset[str]().union(*(event.teams for event in entry.events)):
                self._by_team.setdefault(team, []).append(entry)

    def entries(self, team: str = "") -> Iterator[ChangeEntry]:
        """What commits did, newest first; for a team what they did to what is the team's."""
        for volume, entry in bound(self._rows(team), self.company.journal.since):
            yield replace(entry, page=urls.changes(team, volume.part))

    def views(self, team: Team | None = None) -> Iterator[ChangesView]:
        """The pages of changes, of the site or of one team: the last weeks, then what lies further back."""
        id = team.id if team else ""
        pages: dict[Volume, list[ChangeEntry]] = {FIRST: []}
        for volume, entry in bound(self._rows(id), self.company.journal.since):
            pages.setdefault(volume, []).append(entry)
        for volume, entries in pages.items():
            yield self._view(volume, entries, team, tuple(pages))

    def _view(
        self, volume: Volume, entries: list[ChangeEntry], team: Team | None, volumes: tuple[Volume, ...]
    ) -> ChangesView:
        id = team.id if team else ""
        crumbs = [self.cards.home_crumb()]
        if team is not None:
            crumbs += [Link(text="Teams", url=urls.TEAMS), Link(text=team.name, url=urls.team(team.id))]
        title = f"Changes of {team.name}" if team else "Changes"
        if volume.part:
            crumbs.append(Link(text=title, url=urls.changes(id)))
        return ChangesView(
            frame=self.cards.frame(
                urls.changes(id, volume.part),
                f"{title}, {volume.title}" if volume.part else title,
                "teams" if team else "changes",
                *crumbs,
            ),
            team=self.cards.badge(id) if team else None,
            weeks=tuple(_weeks(entries)),
            period=volume.title,
            unknown=self.company.changes.told,
            volumes=tuple(
                Link(text=v.title or "Latest changes", url="" if v == volume else urls.changes(id, v.part))
                for v in volumes
                if v != FIRST or volume != FIRST
            ),
            feed=urls.changes_feed(id) if self.company.has_journal else "",
        )

    def _rows(self, team: str) -> Iterator[ChangeEntry]:
        for entry in self._by_team.get(team, ()) if team else self.company.journal.entries:
            row = self._entry(entry, team)
            if row.events:
                yield row

    def lately(self) -> tuple[ChangeEvent, ...]:
        """What was done in the week before today, but for check-ins and what was only touched."""
        since = self.company.portfolio.today - timedelta(days=6)
        found: list[ChangeEvent] = []
        for entry in self.company.journal.entries:
            if entry.day < since or len(found) >= LATELY:
                break
            told = self._events(entry, "")
            found += (event for event in told if event.kind in COUNTED and event.kind != "check-in")
        return tuple(found[:LATELY])

    @staticmethod
    def moment(commit: Commit) -> str:
        """When a commit came to the branch, as feeds write it."""
        return datetime.fromtimestamp(commit.committed, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _entry(self, entry: JournalEntry, team: str) -> ChangeEntry:
        events = self._events(entry, team)
        told = replace(entry.commit, subject=entry.subject)
        return ChangeEntry(
            anchor=f"c-{entry.landed.short}",
            day=day(entry.day),
            updated=self.moment(entry.landed),
            authors=listed(list(entry.authors[:3])) + (" and others" if len(entry.authors) > 3 else ""),
            commit=commit_line(self.company.portfolio.settings, told, entry.day),
            events=events[:EVENTS],
            more=max(len(events) - EVENTS, 0),
            counts=tuple(_counts(events)),
        )

    def _events(self, entry: JournalEntry, team: str) -> tuple[ChangeEvent, ...]:
        wanted = [event for event in entry.events if not team or team in event.teams]
        company, cards = self.company, self.cards
        found = [objective_row(company, cards, e) for e in wanted if isinstance(e, ObjectiveEvent)]
        rows = [row for row in found if row is not None]
        rows += file_rows(company, cards, (e for e in wanted if isinstance(e, FileEvent)))
        order = list(COUNTED)
        rows.sort(key=lambda row: order.index(row.kind) if row.kind in COUNTED else len(order))
        if not team:
            return tuple(rows)
        own = cards.badge(team)
        return tuple(
            replace(row, team=None) if row.team == own else row for row in rows if row.kind != "closed"
        )


def _weeks(entries: Iterable[ChangeEntry]) -> Iterator[ChangeWeek]:
    newest_first = sorted(entries, key=lambda entry: entry.day.iso, reverse=True)
    for first, group in groupby(newest_first, lambda entry: monday(entry.day.iso)):
        own = list(group)
        year, number, _ = first.isocalendar()
        yield ChangeWeek(
            id=f"{year}-w{number:02}",
            title=f"Week of {first.day} {MONTHS[first.month - 1]} {first.year}",
            summary=tuple(_summary(own)),
            days=tuple(
                ChangeDay(title=_day_title(iso), iso=iso, entries=tuple(of_day))
                for iso, of_day in groupby(own, lambda entry: entry.day.iso)
            ),
        )


def _summary(entries: Iterable[ChangeEntry]) -> Iterator[str]:
    numbers: Counter[str] = Counter()
    for entry in entries:
        numbers.update(dict(entry.counts))
    for kind, (one, many) in COUNTED.items():
        if numbers[kind]:
            yield count(numbers[kind], one, many)


def _counts(events: Iterable[ChangeEvent]) -> Iterator[tuple[str, int]]:
    numbers: Counter[str] = Counter()
    for event in events:
        numbers[event.kind] += len(event.titles)
    yield from numbers.items()


def _day_title(iso: str) -> str:
    found = date.fromisoformat(iso)
    return f"{DAYS[found.weekday()]} {found.day} {MONTHS[found.month - 1]}"
