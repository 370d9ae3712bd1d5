"""Which team, objective and key result of the one side is which of the other.

They keep their ids as a rule. Where they don't, `formerly` says what something was, git which file was
renamed, and an equal title with equal key results the rest.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from okrsite.alignment import former_id
from okrsite.changes.compare import paired, spelling_only
from okrsite.changes.states import KeyResultState, ObjectiveState, state_of
from okrsite.model.objective import Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.team import Team

T = TypeVar("T")
Pair = tuple[T | None, T | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """What belongs together, as (before, after), either None; in the order of today, then what is gone.

    `teams_now` and `objectives_now` give today's id by the old one, `key_results_now` the same for the pair
    of objective and key result, `paths_now` the path of a file that has another one.
    """

    teams: tuple[Pair[Team], ...]
    objectives: tuple[Pair[Objective], ...]
    teams_now: Mapping[str, str]
    objectives_now: Mapping[str, str]
    key_results_now: Mapping[tuple[str, str], tuple[str, str]]
    paths_now: Mapping[str, str]


def pair_up(before: Portfolio, after: Portfolio, renamed: Mapping[str, str]) -> Pairs:
    """Pair the teams and objectives of two states. `renamed` are files that git found under another path."""
    teams = tuple(_teams(before, after, renamed))
    teams_now = {one.id: other.id for one, other in teams if one and other}
    pairing = _Objectives(before, after, renamed, teams_now)
    objectives = tuple(pairing.pairs())
    objectives_now = {one.id: other.id for one, other in objectives if one and other}
    paths_now = {
        one.source.path: other.source.path
        for one, other in (*teams, *objectives)
        if one and other and one.source.path != other.source.path
    }
    key_results_now = {
        (one.id, old.id): (other.id, new.id)
        for one, other in objectives
        if one and other
        for old, new in pairing.key_results(one.id, other.id)
        if old and new
    }
    return Pairs(
        teams=teams,
        objectives=objectives,
        teams_now=teams_now,
        objectives_now=objectives_now,
        key_results_now=key_results_now,
        paths_now={**renamed, **paths_now},
    )


def paired_by(
    old: Iterable[T], new: Iterable[T], key: Callable[[T], str], now: Callable[[T], str]
) -> Iterator[Pair[T]]:
    """Pair by a key: `now` gives the key that something of the old side should have today."""
    left = {now(one): one for one in old}
    for other in new:
        yield left.pop(key(other), None), other
    for one in left.values():
        yield one, None


def _teams(before: Portfolio, after: Portfolio, renamed: Mapping[str, str]) -> Iterator[Pair[Team]]:
    there = {team.id: team for team in after.teams}
    by_path = {team.source.path: team for team in after.teams}
    former = {old: team.id for team in after.teams for old in team.formerly}
    old_ids = {team.id for team in before.teams}

    def now(team: Team) -> str:
        if team.id in there:
            return team.id
        other = by_path.get(renamed.get(team.source.path, ""))
        if other is not None and other.id not in old_ids and other.name == team.name:
            return other.id
        said = former.get(team.id, team.id)
        return team.id if said in old_ids else said

    yield from paired_by(before.teams, after.teams, lambda team: team.id, now)


@dataclass(slots=True)
class _Left:
    """The objectives that have no partner yet, by id."""

    old: dict[str, Objective]
    new: dict[str, Objective]
    found: dict[str, Objective] = field(default_factory=dict)

    def join(self, old_id: str, new_id: str) -> None:
        self.found[new_id] = self.old.pop(old_id)
        del self.new[new_id]


class _Objectives:
    """Pairs objectives, the surest signs first."""

    def __init__(
        self, before: Portfolio, after: Portfolio, renamed: Mapping[str, str], teams_now: Mapping[str, str]
    ) -> None:
        self.after = after
        self.renamed = renamed
        self.teams_now = teams_now
        self.old_states = {o.id: state_of(o) for o in before.objectives}
        self.new_states = {o.id: state_of(o) for o in after.objectives}
        self.left = _Left(old={o.id: o for o in before.objectives}, new={o.id: o for o in after.objectives})

    def pairs(self) -> Iterator[Pair[Objective]]:
        self.by_former_names(replaced=True)
        for id in [id for id in self.left.old if id in self.left.new]:
            self.left.join(id, id)
        self.by_renamed_teams()
        self.by_former_names(replaced=False)
        self.by_renamed_files()
        self.by_content()
        for objective in self.after.objectives:
            yield self.left.found.get(objective.id), objective
        for objective in self.left.old.values():
            yield objective, None

    def by_former_names(self, *, replaced: bool) -> None:
        """By what `formerly` says; first where the old name was given to something else entirely."""
        for new_id, objective in tuple(self.left.new.items()):
            for reference in objective.formerly:
                old_id = former_id(objective, reference)
                if old_id == new_id or old_id not in self.left.old or reference.key_result:
                    continue
                taken = self.left.new.get(old_id)
                if taken is not None and (not replaced or self.akin(old_id, old_id)):
                    continue
                if (taken is not None) == replaced:
                    self.left.join(old_id, new_id)
                    break

    def by_renamed_teams(self) -> None:
        for old_id, objective in tuple(self.left.old.items()):
            team = self.teams_now.get(objective.team, objective.team)
            new_id = f"{objective.cycle}/{team}/{objective.name}"
            if team != objective.team and new_id in self.left.new:
                self.left.join(old_id, new_id)

    def by_renamed_files(self) -> None:
        """By what git found. Short files are soon alike, so the two must have a name or words in common."""
        by_path = {o.source.path: id for id, o in self.left.new.items()}
        for old_id, objective in tuple(self.left.old.items()):
            new_id = by_path.get(self.renamed.get(objective.source.path, ""))
            if new_id is not None and new_id in self.left.new:
                same_name = objective.name == self.left.new[new_id].name
                if same_name or self.akin(old_id, new_id):
                    self.left.join(old_id, new_id)

    def by_content(self) -> None:
        """By title and key results, where only one on each side has them."""
        old, new = (
            self.contents(self.left.old, self.old_states),
            self.contents(self.left.new, self.new_states),
        )
        for content, old_ids in old.items():
            new_ids = new.get(content, [])
            if len(old_ids) == len(new_ids) == 1:
                self.left.join(old_ids[0], new_ids[0])

    @staticmethod
    def contents(
        objectives: Iterable[str], states: Mapping[str, ObjectiveState]
    ) -> dict[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for id in objectives:
            state = states[id]
            if state.title:
                words = (state.title, *sorted(k.title for k in state.key_results))
                found.setdefault(tuple(" ".join(w.casefold().split()) for w in words), []).append(id)
        return found

    def key_results(
        self, old_id: str, new_id: str
    ) -> Iterator[tuple[KeyResultState | None, KeyResultState | None]]:
        return paired(self.old_states[old_id].key_results, self.new_states[new_id].key_results)

    def akin(self, old_id: str, new_id: str) -> bool:
        """Whether two objectives share their title or a key result."""
        one, other = self.old_states[old_id], self.new_states[new_id]
        if one.title and other.title and spelling_only(one.title, other.title):
            return True
        titles = {k.title.casefold() for k in one.key_results if k.title}
        return any(k.title.casefold() in titles for k in other.key_results)
