"""What happened to an objective: each version of it that says something new, as an event."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Literal

from okrsite.changes.compare import (
    InitiativeChange,
    ObjectiveChange,
    compare_initiatives,
    compare_states,
)
from okrsite.changes.goalposts import day_one_of, moves, readable
from okrsite.changes.states import KeyResultState, ObjectiveState
from okrsite.changes.versions import Stage, is_objective
from okrsite.history.past import Version
from okrsite.model.cycle import Cycle

NOTHING = ObjectiveChange()

Kind = Literal["proposed", "changed", "moved", "dropped", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where an objective is or was: `team` by its id of today."""

    cycle: str
    team: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveEvent:
    """What a version did to an objective. `kind` is the chief of it: a draft that is published is proposed,
    one whose file is deleted is withdrawn.

    `id` is what the objective is called today, empty where it is no more; `title` what it was called then.
    `before` is where it was, None where it stayed. `late` are the goalposts of key results that moved after
    day one, each as key result and field; without a field it was taken out. `closed` marks what was done
    after the cycle's end.
    """

    kind: Kind
    id: str
    at: Whereabouts
    title: str
    before: Whereabouts | None = None
    change: ObjectiveChange = NOTHING
    initiatives: tuple[InitiativeChange, ...] = ()
    late: frozenset[tuple[str, str]] = frozenset()
    closed: bool = False

    @property
    def teams(self) -> frozenset[str]:
        """Whom it concerns."""
        return frozenset({self.at.team} | ({self.before.team} if self.before else set()))


def whereabouts(path: str, former_teams: Mapping[str, str]) -> Whereabouts:
    """Where an objective's file is, from its path. `former_teams` are old ids of teams with today's."""
    cycle, team, name = path.removesuffix(".md").split("/")
    return Whereabouts(cycle=cycle, team=former_teams.get(team, team), name=name)


def objective_events(
    stages: tuple[Stage, ...],
    id: str,
    cycles: Mapping[str, Cycle],
    former_teams: Mapping[str, str],
    zone: tzinfo,
) -> Iterator[tuple[Version, ObjectiveEvent]]:
    """The events of an objective, oldest first, each with its version. What a draft said is no part of
    them, nor what nobody could read; what is not committed has not happened yet."""
    walk = _Walk(id, cycles, former_teams)
    for stage in stages:
        day = stage.version.day(zone)
        if day is None:
            continue
        event = walk.step(stage, day)
        if event is not None:
            yield stage.version, event


class _Walk:
    """Goes through the versions of an objective, from the first on."""

    def __init__(self, id: str, cycles: Mapping[str, Cycle], former_teams: Mapping[str, str]) -> None:
        self.id = id
        self.cycles = cycles
        self.former_teams = former_teams
        self.state: ObjectiveState | None = None
        self.at = Whereabouts(cycle="", team="", name="")
        self.published: dict[str, date] = {}

    def step(self, stage: Stage, day: date) -> ObjectiveEvent | None:
        path, state = stage.version.path, stage.state
        if not stage.version.blob or not is_objective(path):
            return self.leave(day)
        if state is None or state.draft or not all(map(readable, state.key_results)):
            return None
        before, place = self.state, self.at
        self.state, self.at = state, whereabouts(path, self.former_teams)
        if before is None or place.cycle != self.at.cycle:
            self.published = {}
        if before is None:
            self.note(state, day)
            return self.event("dropped" if state.status == "dropped" else "proposed", day)
        change = compare_states(before, state)
        initiatives = tuple(compare_initiatives(before, state))
        late = frozenset(self.late(change, day))
        for pair in change.changed:
            if pair.old.id in self.published:
                self.published[pair.new.id] = self.published[pair.old.id]
        self.note(state, day)
        moved = place != self.at
        if change.nothing and not initiatives and not moved:
            return None
        dropped = state.status == "dropped" and before.status != "dropped"
        return self.event(
            "dropped" if dropped else "moved" if moved else "changed",
            day,
            before=place if moved else None,
            change=change,
            initiatives=initiatives,
            late=late,
        )

    def leave(self, day: date) -> ObjectiveEvent | None:
        """The file is gone."""
        if self.state is None:
            return None
        event = self.event("withdrawn", day)
        self.state = None
        return event

    def note(self, state: ObjectiveState, day: date) -> None:
        for key_result in state.key_results:
            self.published.setdefault(key_result.id, day)

    def late(self, change: ObjectiveChange, day: date) -> Iterator[tuple[str, str]]:
        for pair in change.changed:
            day_one = self.day_one(pair.old)
            yield from ((pair.new.id, f.field) for f in pair.fields if moves(f, day, day_one))
        for removed in change.removed:
            day_one = self.day_one(removed)
            if day_one is not None and day > day_one and "dropped" not in removed.fields:
                yield removed.id, ""

    def day_one(self, key_result: KeyResultState) -> date | None:
        published, cycle = self.published.get(key_result.id), self.cycles.get(self.at.cycle)
        return None if cycle is None else day_one_of(published, cycle)

    def event(
        self,
        kind: Kind,
        day: date,
        *,
        before: Whereabouts | None = None,
        change: ObjectiveChange = NOTHING,
        initiatives: tuple[InitiativeChange, ...] = (),
        late: frozenset[tuple[str, str]] = frozenset(),
    ) -> ObjectiveEvent:
        assert self.state is not None
        cycle = self.cycles.get(self.at.cycle)
        return ObjectiveEvent(
            kind=kind,
            id=self.id,
            at=self.at,
            title=self.state.title or self.at.name,
            before=before,
            change=change,
            initiatives=initiatives,
            late=late,
            closed=cycle is not None and day > cycle.ends,
        )
