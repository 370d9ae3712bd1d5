"""What is known of a company's past: who changed what last, and what became of every promise."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from okrsite.changes.goalposts import GoalpostLog, ObjectiveLog, Shift, cycle_shifts, objective_log
from okrsite.changes.hushed import hushed_commits
from okrsite.changes.states import ObjectiveState, state_of
from okrsite.changes.versions import Stage, Versions
from okrsite.history.blobs import read_blobs
from okrsite.history.log import BY_MACHINE, Commit
from okrsite.history.past import Past, Unknown, Version
from okrsite.model.cycle import Cycle, cycle_dates
from okrsite.model.objective import Objective
from okrsite.model.portfolio import Portfolio

NOTHING = GoalpostLog(day_one=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastChange:
    """When a file was last changed, and by whom. `commit` is None where what stands there is not
    committed."""

    day: date | None
    commit: Commit | None


@dataclass(frozen=True, kw_only=True)
class Changes:
    """The past of a portfolio. Where it is not known, `unknown` says why and how to get it (`told` the same
    to the readers of a site), `past` is None and everything here is empty: nothing is guessed."""

    portfolio: Portfolio | None = None
    past: Past | None = None
    unknown: str = ""
    told: str = ""
    _versions: "Versions | None" = field(default=None, repr=False)

    @property
    def zone(self) -> tzinfo:
        """The time zone that decides which day it is."""
        return ZoneInfo(self.portfolio.settings.time_zone if self.portfolio else "UTC")

    def last(self, *paths: str) -> LastChange | None:
        """The last change of a content file, of several the newest; None where nothing is known."""
        if self.past is None or not paths:
            return None
        latest = (self.past.versions(path)[-1] for path in paths)
        newest = max(latest, key=lambda v: (v.landed is None, v.landed.committed if v.landed else 0))
        return LastChange(day=newest.day(self.zone), commit=newest.commit)

    def stages(self, objective: Objective) -> tuple[Stage, ...]:
        """All that an objective was, oldest first, under earlier names too; the last is what it is."""
        return self._stages.get(objective.id, ())

    @cached_property
    def _stages(self) -> Mapping[str, tuple[Stage, ...]]:
        if self.past is None or self.portfolio is None or self._versions is None:
            return {}
        histories = {o.id: tuple(self.versions(o)) for o in self.portfolio.objectives}
        # What a file says today is decoded already.
        self._versions.read(version for versions in histories.values() for version in versions[:-1])
        return {
            objective.id: (
                *self._versions.stages(histories[objective.id][:-1]),
                Stage(version=histories[objective.id][-1], state=state_of(objective)),
            )
            for objective in self.portfolio.objectives
        }

    def versions(self, objective: Objective) -> Iterator[Version]:
        """The versions of an objective's file, after those of files that are gone and which it says it
        was; none where nothing is known of the past."""
        if self.past is None:
            return
        versions = self.past.versions(objective.source.path)
        known = {version.path for version in versions}
        for old in objective.formerly:
            path = f"{old.cycle or objective.cycle}/{old.team or objective.team}/{old.objective}.md"
            if path not in known:
                yield from (version for version in self.past.gone.get(path, ()) if version.blob)
        yield from versions

    def log(self, objective: Objective) -> ObjectiveLog:
        """What became of an objective's promises."""
        return self._logs.get(objective.id, _NO_LOG)

    def goalposts(self, objective: Objective, key_result: str) -> GoalpostLog:
        """The goalposts of one of its key results."""
        return dict(self.log(objective).key_results).get(key_result, NOTHING)

    @cached_property
    def _logs(self) -> Mapping[str, ObjectiveLog]:
        if self.portfolio is None:
            return {}
        cycles = {cycle.id: cycle for cycle in self.portfolio.cycles}
        return {
            objective.id: objective_log(
                self._stages[objective.id],
                cycles[objective.cycle],
                self.portfolio.today,
                self.zone,
                others=cycles.keys() - {objective.cycle},
            )
            for objective in self.portfolio.objectives
            if objective.id in self._stages
        }

    def cycle_shifts(self, cycle: Cycle) -> tuple[Shift, ...]:
        """The dates of a cycle that were set anew, oldest first."""
        return self._cycle_shifts.get(cycle.id, ())

    @cached_property
    def _cycle_shifts(self) -> Mapping[str, tuple[Shift, ...]]:
        if self.past is None or self.portfolio is None:
            return {}
        from okrsite.loading.former import cycle_days_in  # loads yaml, which not every command needs

        found = {c: self.past.versions(c.source.path) for c in self.portfolio.cycles if c.source}
        earlier = {cycle: versions[:-1] for cycle, versions in found.items()}
        texts = self.texts(version for versions in earlier.values() for version in versions)
        settings, others = self.portfolio.settings, {cycle.id for cycle in found}
        shifts = {}
        for cycle, versions in found.items():
            days = [
                (version, dates)
                for version in earlier[cycle]
                if version.path.split("/")[0] not in others - {cycle.id}
                if (data := texts.get(version.blob)) is not None
                and (dates := cycle_days_in(version.path, data, settings)) is not None
            ]
            days.append((versions[-1], (cycle.starts, cycle.ends)))
            by_name = cycle_dates(
                cycle.id, fiscal_start=settings.fiscal_start, named_for=settings.fiscal_named_for
            )
            begun, written = self.known_since.get(cycle.id), days[0][0].day(self.zone)
            if by_name is not None and begun is not None and (written is None or begun < written):
                days.insert(0, (days[0][0], by_name))  # until then its name alone gave its dates
            shifts[cycle.id] = tuple(cycle_shifts(days, self.portfolio.today, self.zone))
        return shifts

    @cached_property
    def known_since(self) -> Mapping[str, date]:
        """For each folder at the top of the content, cycles among them, the day its first file came to the
        branch: what was before that is not known."""
        if self.past is None:
            return {}
        first: dict[str, int] = {}
        for landing in self.past.landings:
            for version in landing.versions:
                folder = version.path.partition("/")[0]
                first[folder] = min(first.get(folder, landing.commit.committed), landing.commit.committed)
        return {folder: datetime.fromtimestamp(at, self.zone).date() for folder, at in first.items()}

    def author(self, commit: Commit) -> str:
        """Who wrote a commit, as the settings want it."""
        return commit.signed(self.portfolio.settings.authors if self.portfolio else "")

    def public(self, commit: Commit | None) -> Commit | None:
        """A commit as readers may see it: what one says that had to do with a draft may name it, and what
        nobody wrote tells nobody anything."""
        if commit is None or not (commit.id in self._hushed or BY_MACHINE.fullmatch(commit.subject)):
            return commit
        return replace(commit, subject="")

    @cached_property
    def _hushed(self) -> frozenset[str]:
        """The commits that had to do with a draft."""
        if self.past is None or self.portfolio is None:
            return frozenset()
        known = map(self.stages, self.portfolio.objectives)
        return hushed_commits(self.past, self.portfolio, known, self.states)

    def rank(self, version: Version) -> int:
        """Sorts versions by when they came to the branch; what is not committed comes last."""
        return self._ranks[version.landed.id] if version.landed else len(self._ranks)

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        landings = self.past.landings if self.past else ()
        return {landing.commit.id: number for number, landing in enumerate(landings)}

    def texts(self, versions: Iterable[Version]) -> Mapping[str, bytes]:
        """What files held in some versions, by blob, through one process of git."""
        if self.past is None:
            return {}
        return dict(read_blobs(self.past.repository, (v.blob for v in versions if v.blob)))

    def states(self, versions: tuple[Version, ...]) -> tuple[ObjectiveState | None, ...]:
        """The states of any versions of objectives' files, those that are gone too."""
        if self._versions is None:
            return tuple(None for _ in versions)
        self._versions.read(versions)
        return tuple(self._versions.state(version) for version in versions)


_NO_LOG = ObjectiveLog()
NO_CHANGES = Changes()
"""Where nobody asked about the past."""


def changes_of(portfolio: Portfolio, past: Past | Unknown) -> Changes:
    """What is known of a portfolio's past; read when it is first asked for."""
    if isinstance(past, Unknown):
        return Changes(portfolio=portfolio, unknown=past.why, told=past.told)
    return Changes(portfolio=portfolio, past=past, _versions=Versions(past))
