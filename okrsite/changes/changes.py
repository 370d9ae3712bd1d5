"""What is known of a company's past: who changed what last, and what became of every promise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from okrsite.changes.goalposts import GoalpostLog, ObjectiveLog, Shift, cycle_shifts, objective_log
from okrsite.changes.states import ObjectiveState, state_of
from okrsite.changes.versions import Stage, Versions
from okrsite.history.blobs import read_blobs
from okrsite.history.log import Commit
from okrsite.history.past import Past, Unknown, Version
from okrsite.loading.former import cycle_days_in
from okrsite.model.cycle import Cycle
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
    """The past of a portfolio. Where it is not known, `unknown` says why and how to get it, `past` is None
    and everything here is empty: nothing is guessed."""

    portfolio: Portfolio | None = None
    past: Past | None = None
    unknown: str = ""
    _versions: "Versions | None" = field(default=None, repr=False)

    @property
    def zone(self) -> tzinfo:
        """The time zone that decides which day it is."""
        return ZoneInfo(self.portfolio.settings.time_zone if self.portfolio else "UTC")

    def last(self, path: str) -> LastChange | None:
        """The last change of a content file; None where nothing is known of it."""
        if self.past is None:
            return None
        newest = self.past.versions(path)[-1]
        return LastChange(day=newest.day(self.zone), commit=newest.commit)

    def stages(self, objective: Objective) -> tuple[Stage, ...]:
        """All that an objective was, oldest first, under earlier names too; the last is what it is."""
        return self._stages.get(objective.id, ())

    @cached_property
    def _stages(self) -> Mapping[str, tuple[Stage, ...]]:
        if self.past is None or self.portfolio is None or self._versions is None:
            return {}
        histories = {o.id: tuple(self._history(o)) for o in self.portfolio.objectives}
        # What a file says today is decoded already.
        self._versions.read(version for versions in histories.values() for version in versions[:-1])
        return {
            objective.id: (
                *self._versions.stages(histories[objective.id][:-1]),
                Stage(version=histories[objective.id][-1], state=state_of(objective)),
            )
            for objective in self.portfolio.objectives
        }

    def _history(self, objective: Objective) -> Iterator[Version]:
        """The versions of an objective's file, after those of files that are gone and which it says it
        was."""
        assert self.past is not None
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
        if self.past is None or self.portfolio is None or cycle.source is None:
            return ()
        versions = self.past.versions(cycle.source.path)
        if len(versions) < 2:
            return ()
        texts = dict(read_blobs(self.past.repository, (v.blob for v in versions[:-1] if v.blob)))
        days = []
        for version in versions[:-1]:
            data = texts.get(version.blob)
            if data is None:
                continue
            found = cycle_days_in(cycle.source.path, data, self.portfolio.settings)
            if found is not None:
                days.append((version, found))
        days.append((versions[-1], (cycle.starts, cycle.ends)))
        return tuple(cycle_shifts(days, self.portfolio.today, self.zone))

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
        return Changes(portfolio=portfolio, unknown=past.why)
    return Changes(portfolio=portfolio, past=past, _versions=Versions(past))
