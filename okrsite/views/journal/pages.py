"""The pages of changes: for the whole site, and for each team."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import TypeGuard

from okrsite.changes.events import ObjectiveEvent
from okrsite.changes.file_events import FileEvent
from okrsite.changes.journal import JournalEntry
from okrsite.history.log import Commit
from okrsite.model.team import Team
from okrsite.translation.dates import day_and_month, long_day_text, weekday_text
from okrsite.translation.words import _, ngettext
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.history_lines import commit_line
from okrsite.views.journal.files import file_rows
from okrsite.views.journal.objectives import objective_row
from okrsite.views.journal.parts import ChangeDay, ChangeEntry, ChangeEvent, ChangesView, ChangeWeek
from okrsite.views.journal.volumes import FIRST, Volume, bound, monday
from okrsite.views.parts import Link
from okrsite.views.words import day, listed

EVENTS = 15
"""Events of one commit that are shown: one that brings a whole company is told by its first."""

SIGNED = 3
"""Writers of one commit that are named."""

LATELY = 3
"""Events that the home page shows."""

COUNTED: Mapping[str, Callable[[int], str]] = {
    "proposed": lambda n: ngettext("%(num)s objective proposed", "%(num)s objectives proposed", n),
    "goalpost": lambda n: ngettext("%(num)s goalpost moved", "%(num)s goalposts moved", n),
    "changed": lambda n: ngettext("%(num)s objective changed", "%(num)s objectives changed", n),
    "moved": lambda n: ngettext("%(num)s objective moved", "%(num)s objectives moved", n),
    "dropped": lambda n: ngettext("%(num)s objective dropped", "%(num)s objectives dropped", n),
    "withdrawn": lambda n: ngettext("%(num)s objective withdrawn", "%(num)s objectives withdrawn", n),
    "check-in": lambda n: ngettext("%(num)s check-in", "%(num)s check-ins", n),
    "review": lambda n: ngettext("%(num)s review", "%(num)s reviews", n),
    "closed": lambda n: ngettext("%(num)s cycle closed", "%(num)s cycles closed", n),
}
"""What the summary of a week counts, in its order, and how it is said of a number."""


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
            crumbs += [Link(text=_("Teams"), url=urls.TEAMS), Link(text=team.name, url=urls.team(team.id))]
        title = _("Changes of %(team)s", team=team.name) if team else _("Changes")
        if volume.part:
            crumbs.append(Link(text=title, url=urls.changes(id)))
        return ChangesView(
            frame=self.cards.frame(
                urls.changes(id, volume.part),
                _("%(title)s, %(period)s", title=title, period=volume.title) if volume.part else title,
                "teams" if team else "changes",
                *crumbs,
            ),
            team=self.cards.badge(id) if team else None,
            weeks=tuple(_weeks(entries)),
            period=volume.title,
            unknown=self.company.changes.told,
            volumes=tuple(
                Link(text=v.title or _("Latest changes"), url="" if v == volume else urls.changes(id, v.part))
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

    def lately(self, told: Container[str] = ()) -> tuple[ChangeEvent, ...]:
        """What was done in the week before today, but for check-ins and what was only touched. Cycles whose
        goalposts are `told` of elsewhere are left out with them."""
        since = self.company.portfolio.today - timedelta(days=6)
        found: list[ChangeEvent] = []
        for entry in self.company.journal.entries:
            if entry.day < since or len(found) >= LATELY:
                break
            events = tuple(
                event for event in entry.events if not (_moves_goalposts(event) and event.at.cycle in told)
            )
            rows = self._events(replace(entry, events=events), "")
            found += (row for row in rows if row.kind in COUNTED and row.kind != "check-in")
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
            authors=_authors(entry.authors),
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


def _authors(names: Sequence[str]) -> str:
    if len(names) <= SIGNED:
        return listed(list(names))
    return _("%(people)s and others", people=listed(list(names[:SIGNED])))


def _moves_goalposts(event: ObjectiveEvent | FileEvent) -> TypeGuard[ObjectiveEvent]:
    return isinstance(event, ObjectiveEvent) and event.kind == "changed" and bool(event.late)


def _weeks(entries: Iterable[ChangeEntry]) -> Iterator[ChangeWeek]:
    newest_first = sorted(entries, key=lambda entry: entry.day.iso, reverse=True)
    for first, group in groupby(newest_first, lambda entry: monday(entry.day.iso)):
        own = list(group)
        year, number, _weekday = first.isocalendar()
        yield ChangeWeek(
            id=f"{year}-w{number:02}",
            title=_("Week of %(day)s", day=long_day_text(first)),
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
    for kind, said in COUNTED.items():
        if numbers[kind]:
            yield said(numbers[kind])


def _counts(events: Iterable[ChangeEvent]) -> Iterator[tuple[str, int]]:
    numbers: Counter[str] = Counter()
    for event in events:
        numbers[event.kind] += len(event.titles)
    yield from numbers.items()


def _day_title(iso: str) -> str:
    found = date.fromisoformat(iso)
    return _("%(weekday)s %(day)s", weekday=weekday_text(found), day=day_and_month(found))
