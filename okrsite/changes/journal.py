"""The journal: what each commit of the branch did, in the words of OKRs.

Drafts are private: nothing here names one, neither what is a draft today nor what never was more than one,
and no commit that touched one is told with its subject. What was set aside with `_` is as private.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from okrsite.changes.changes import Changes
from okrsite.changes.events import ObjectiveEvent, objective_events
from okrsite.changes.file_events import FileEvent, file_events
from okrsite.changes.versions import Stage, is_objective
from okrsite.history.log import Commit
from okrsite.history.past import Past, Version
from okrsite.model.portfolio import Portfolio

WEEKS = 13
"""How many weeks up to the last change are the last weeks: a quarter."""

Event = ObjectiveEvent | FileEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """What a commit of the branch did, on a day in the site's time zone.

    `landed` is that commit; `commit` is where to look it up: the commit of a side branch that a merge
    brought, where it is a single one. `authors` wrote it, the first to begin with first. `subject` is what
    the commit says, or where a merge says nothing the newest one that it brought; empty where that may name a
    draft.
    """

    landed: Commit
    commit: Commit
    day: date
    authors: tuple[str, ...]
    subject: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """What happened, newest first; `since` is the Monday with which the last weeks begin. Where the past is
    not known it is empty."""

    entries: tuple[JournalEntry, ...] = ()
    since: date | None = None


def journal_of(changes: Changes, shown: Portfolio, veiled: frozenset[str] = frozenset()) -> Journal:
    """The journal. `shown` is what the site shows: no draft is in it. `veiled` are the paths of check-ins
    that speak of drafts too."""
    past = changes.past
    if past is None or changes.portfolio is None:
        return Journal()
    writer = _Writer(changes, past, changes.portfolio, shown, veiled)
    return Journal(entries=tuple(writer.entries()), since=writer.since)


class _Writer:
    """Sorts the events of all files into the commits that brought them."""

    def __init__(
        self, changes: Changes, past: Past, written: Portfolio, shown: Portfolio, veiled: frozenset[str]
    ) -> None:
        self.changes = changes
        self.past = past
        self.written = written
        self.shown = shown
        self.veiled = veiled
        self.zone = changes.zone
        known = {team.id for team in shown.teams}
        self.former_teams = {
            old: team.id for team in shown.teams for old in team.formerly if old not in known
        }
        self.found: dict[str, list[tuple[Version, Event]]] = {}
        self.private: set[str] = set()

    def entries(self) -> Iterator[JournalEntry]:
        self.objectives()
        for version, event in file_events(self.changes, self.past, self.shown, self.former_teams):
            if event is None or event.path in self.veiled:
                self.hide(version)
            if event is not None:
                self.tell(version, event)
        for landing in reversed(self.past.landings):
            found = self.found.get(landing.commit.id)
            if found:
                yield self.entry(landing.commit, found)

    def entry(self, landed: Commit, found: list[tuple[Version, Event]]) -> JournalEntry:
        writers = {writer.id: writer for version, _ in found for writer in version.writers}
        commits = sorted(writers.values(), key=lambda c: (c.authored, c.id))
        commit = commits[0] if len(commits) == 1 else landed
        return JournalEntry(
            landed=landed,
            commit=commit,
            day=self.day(landed),
            authors=tuple(filter(None, dict.fromkeys(map(self.changes.author, commits)))),
            subject="" if landed.id in self.private else self.subject(commit, commits),
            events=tuple(event for _, event in sorted(found, key=lambda one: one[0].path)),
        )

    def subject(self, commit: Commit, commits: list[Commit]) -> str:
        """What a commit says, or one of those that it brought, the newest that says anything."""
        for one in (commit, *reversed(commits)):
            told = self.changes.public(one)
            if told is not None and told.subject:
                return told.subject
        return ""

    def day(self, commit: Commit) -> date:
        return datetime.fromtimestamp(commit.committed, self.zone).date()

    @cached_property
    def since(self) -> date:
        """The Monday of the first of the last weeks: a commit dated in the future does not move it."""
        days = [self.day(landing.commit) for landing in self.past.landings if landing.versions]
        last = min(max(days, default=self.written.today), self.written.today)
        return last - timedelta(days=last.weekday() + 7 * (WEEKS - 1))

    def tell(self, version: Version, event: Event) -> None:
        if version.landed is not None:
            self.found.setdefault(version.landed.id, []).append((version, event))

    def hide(self, version: Version) -> None:
        if version.landed is not None:
            self.private.add(version.landed.id)

    # objectives

    def objectives(self) -> None:
        strands = tuple(self.strands())
        self.changes.states(tuple(version for _, versions in strands for version in versions))
        cycles = {cycle.id: cycle for cycle in self.written.cycles}
        drafts = {o.source.path for o in self.written.objectives if o.draft} | self.written.unread
        for id, versions in strands:
            stages = tuple(
                Stage(version=version, state=state if is_objective(version.path) else None)
                for version, state in zip(versions, self.changes.states(versions), strict=True)
            )
            states = [stage.state for stage in stages if stage.state is not None]
            path = versions[-1].path
            if path in drafts or self.past.is_aside(path) or not states or states[-1].draft:
                for version in versions:
                    self.hide(version)
                continue
            for stage in stages:
                if stage.version.blob and (stage.state is None or stage.state.draft):
                    self.hide(stage.version)
            for version, event in objective_events(stages, id, cycles, self.former_teams, self.zone):
                self.tell(version, event)

    def strands(self) -> Iterator[tuple[str, tuple[Version, ...]]]:
        """The committed versions of each objective, those first that the site shows, each with its id of
        today, empty where it is no more."""
        joined: set[str] = set()
        known = {objective.source.path for objective in self.shown.objectives}
        for objective in self.shown.objectives:
            versions = tuple(v for v in self.changes.versions(objective) if v.landed is not None)
            joined.update(version.path for version in versions)
            if versions:
                yield objective.id, versions
        for path, versions in self.past.files.items():
            if path not in known and any(is_objective(version.path) for version in versions):
                yield "", versions
        for path, versions in self.past.gone.items():
            if path not in joined and any(is_objective(version.path) for version in versions):
                yield "", versions
