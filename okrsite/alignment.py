"""Where references lead, and the alignment they make: parents, children, orphans, circles.

Alignment is a claim to discuss, not arithmetic: nothing here adds up progress.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from okrsite.model.cycle import Cycle
from okrsite.model.objective import Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.reference import Reference, parse_reference
from okrsite.model.review import Review
from okrsite.source import Place


@dataclass(frozen=True, slots=True)
class Target:
    """An objective by its id, and one of its key results where one is named."""

    objective: str
    key_result: str = ""


Reason = Literal["cycle", "team", "objective", "outside", "key-result", "ghost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A reference that leads nowhere.

    `reason` says which part: there is no such cycle, team or objective; it lies `outside` the cycles it may
    lie in (`found` is its id); the objective (`found`) has no such key result; or its file can't be read
    (`ghost`, which nobody needs to hear of twice).
    """

    reference: Reference
    reason: Reason
    cycle: str
    team: str
    found: str = ""


class Directory:
    """Finds objectives by reference. Old names (`formerly`) lead to what has them now."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.objectives: Mapping[str, Objective] = {o.id: o for o in portfolio.objectives}
        self.cycles: Mapping[str, Cycle] = {c.id: c for c in portfolio.cycles}
        self.teams: frozenset[str] = frozenset(t.id for t in portfolio.teams)
        self.ghosts = portfolio.ghosts
        self.unread = portfolio.unread
        self.former_teams: dict[str, str] = {
            old: team.id for team in portfolio.teams for old in team.formerly if old not in self.teams
        }
        self._formerly_of_team: dict[tuple[str, str], list[Objective]] = {}
        self.former: dict[str, Target] = {}
        for objective in portfolio.objectives:
            for reference in objective.formerly:
                self._remember(objective, reference, Target(objective.id))
            for key_result in objective.key_results:
                for text in key_result.formerly:
                    old = parse_reference(text)
                    if old is not None and old.key_result:
                        self._remember(objective, old, Target(objective.id, key_result.id))
        self._homes: dict[str, tuple[str, ...]] = {}
        self._by_team: dict[tuple[str, str], list[Objective]] = {}
        for objective in portfolio.objectives:
            self._by_team.setdefault((objective.cycle, objective.team), []).append(objective)

    def _remember(self, objective: Objective, reference: Reference, target: Target) -> None:
        """Note a former name, with `#` that of a key result. Its team may have another id today."""
        team = reference.team or objective.team
        team = self.former_teams.get(team, team)
        cycle = reference.cycle or objective.cycle
        old = f"{cycle}/{team}/{reference.objective}"
        if team != objective.team:
            self._formerly_of_team.setdefault((cycle, team), []).append(objective)
        self.former.setdefault(f"{old}#{reference.key_result}" if reference.key_result else old, target)

    def of_team(self, cycle: str, team: str) -> tuple[Objective, ...]:
        """A team's objectives in a cycle, by name."""
        return tuple(self._by_team.get((cycle, team), ()))

    def formerly_of_team(self, cycle: str, team: str) -> tuple[Objective, ...]:
        """Objectives that a team had in a cycle and that have moved on since."""
        return tuple(self._formerly_of_team.get((cycle, team), ()))

    def homes(self, cycle: str) -> tuple[str, ...]:
        """A cycle and those that contain it, shortest first: where a reference without a cycle is sought."""
        if cycle not in self._homes:
            own = self.cycles.get(cycle)
            above = [c for c in self.cycles.values() if own is not None and c.contains(own)]
            above.sort(key=lambda c: (c.days, c.id))
            self._homes[cycle] = (cycle, *(c.id for c in above))
        return self._homes[cycle]

    def find(self, reference: Reference, *, cycle: str, team: str) -> Target | Miss:
        """Where a reference leads that stands in a file of a team in a cycle.

        A reference with a cycle is taken at its word, whether or not that cycle contains the one it
        stands in: see `inside`.
        """
        wanted_team = reference.team or team
        wanted_team = self.former_teams.get(wanted_team, wanted_team)
        homes = (reference.cycle,) if reference.cycle else self.homes(cycle)
        for home in homes:
            id = f"{home}/{wanted_team}/{reference.objective}"
            target = self._at(id, reference)
            if target is not None:
                return target
            if id in self.ghosts:
                return self._miss(reference, "ghost", cycle, wanted_team)
        if f"team:{wanted_team}" in self.ghosts and not self.of_team(cycle, wanted_team):
            return self._miss(reference, "ghost", cycle, wanted_team)
        if reference.cycle and reference.cycle not in self.cycles:
            if any(path.startswith(f"{reference.cycle}/") for path in self.unread):
                return self._miss(reference, "ghost", cycle, wanted_team)
            return self._miss(reference, "cycle", cycle, wanted_team)
        if wanted_team not in self.teams:
            return self._miss(reference, "team", cycle, wanted_team)
        if not reference.cycle:
            for elsewhere in reversed(tuple(self.cycles)):
                id = f"{elsewhere}/{wanted_team}/{reference.objective}"
                if self._at(id, reference) is not None:
                    return self._miss(reference, "outside", cycle, wanted_team, id)
        return self._miss(reference, "objective", cycle, wanted_team)

    def inside(self, target: str, cycle: str) -> bool:
        """Whether an objective lies in a cycle or in one that contains it."""
        return self.objectives[target].cycle in self.homes(cycle)

    def _at(self, id: str, reference: Reference) -> Target | Miss | None:
        key_result = reference.key_result
        moved = self.former.get(f"{id}#{key_result}") if key_result else None
        former = self.former.get(id)
        objective = self.objectives.get(id) or (self.objectives[former.objective] if former else None)
        if objective is None:
            return moved
        if not key_result:
            return Target(objective.id)
        found = objective.key_result(key_result)
        if found is None and moved is not None:
            return moved
        if found is None:
            return self._miss(reference, "key-result", objective.cycle, objective.team, objective.id)
        return Target(objective.id, found.id)

    @staticmethod
    def _miss(reference: Reference, reason: Reason, cycle: str, team: str, found: str = "") -> Miss:
        return Miss(reference=reference, reason=reason, cycle=cycle, team=team, found=found)


def former_id(objective: Objective, reference: Reference) -> str:
    """The full id that a `formerly` reference names: what it leaves out is the objective's own."""
    return f"{reference.cycle or objective.cycle}/{reference.team or objective.team}/{reference.objective}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A reference of an objective that leads nowhere, with the field it stands in."""

    objective: Objective
    field: str
    place: Place
    miss: Miss


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The links between objectives, all by id and in a settled order.

    `parents` and the others hold what resolves; `lost` the references that do not; `circles` the chains
    of parents that lead back to themselves, each beginning at its smallest id.
    """

    directory: Directory
    parents: Mapping[str, Target]
    children: Mapping[str, tuple[str, ...]]
    supports: Mapping[str, tuple[Target, ...]]
    supported_by: Mapping[str, tuple[str, ...]]
    depends_on: Mapping[str, tuple[Target, ...]]
    dependents: Mapping[str, tuple[str, ...]]
    lost: tuple[Lost, ...]
    circles: tuple[tuple[str, ...], ...]

    def ancestors(self, id: str) -> tuple[Target, ...]:
        """From an objective's parent up to the root of its chain. A circle ends the walk."""
        chain: list[Target] = []
        seen = {id}
        target = self.parents.get(id)
        while target is not None and target.objective not in seen:
            chain.append(target)
            seen.add(target.objective)
            target = self.parents.get(target.objective)
        return tuple(chain)

    def descendants(self, id: str) -> int:
        """How many objectives hang below one, all levels counted."""
        seen = {id}
        queue = [id]
        for current in queue:
            for child in self.children.get(current, ()):
                if child not in seen:
                    seen.add(child)
                    queue.append(child)
        return len(seen) - 1


def align(portfolio: Portfolio) -> Alignment:
    """Follow every reference between objectives."""
    directory = Directory(portfolio)
    lost: list[Lost] = []
    parents: dict[str, Target] = {}
    supports: dict[str, tuple[Target, ...]] = {}
    depends_on: dict[str, tuple[Target, ...]] = {}

    def follow(
        objective: Objective, field: str, references: Iterable[tuple[Reference, Place]]
    ) -> tuple[Target, ...]:
        targets = []
        for reference, place in references:
            found = directory.find(reference, cycle=objective.cycle, team=objective.team)
            if isinstance(found, Target):
                targets.append(found)
            else:
                lost.append(Lost(objective=objective, field=field, place=place, miss=found))
        return tuple(targets)

    for objective in portfolio.objectives:
        place = objective.place
        if objective.parent is not None:
            found = follow(objective, "parent", [(objective.parent, place.of("parent"))])
            if found and not directory.inside(found[0].objective, objective.cycle):
                miss = Miss(
                    reference=objective.parent,
                    reason="outside",
                    cycle=objective.cycle,
                    team=objective.team,
                    found=found[0].objective,
                )
                lost.append(Lost(objective=objective, field="parent", place=place.of("parent"), miss=miss))
            elif found:
                parents[objective.id] = found[0]
        if objective.supports:
            supports[objective.id] = follow(
                objective,
                "supports",
                ((r, place.of("supports", r.text)) for r in objective.supports),
            )
        if objective.depends_on:
            depends_on[objective.id] = follow(
                objective,
                "depends_on",
                ((r, place.of("depends_on", r.text)) for r in objective.depends_on),
            )
    return Alignment(
        directory=directory,
        parents=parents,
        children=_turned({child: (target,) for child, target in parents.items()}),
        supports=supports,
        supported_by=_turned(supports),
        depends_on=depends_on,
        dependents=_turned(depends_on),
        lost=tuple(lost),
        circles=_circles(parents),
    )


def _turned(links: Mapping[str, tuple[Target, ...]]) -> dict[str, tuple[str, ...]]:
    turned: dict[str, list[str]] = {}
    for id, targets in links.items():
        for target in targets:
            turned.setdefault(target.objective, []).append(id)
    return {id: tuple(dict.fromkeys(ids)) for id, ids in turned.items()}


def _circles(parents: Mapping[str, Target]) -> tuple[tuple[str, ...], ...]:
    """Each circle of parents once. Every objective has one parent, so a walk finds it."""
    circles = []
    done: set[str] = set()
    for start in parents:
        trail: list[str] = []
        current: str | None = start
        while current is not None and current not in done:
            done.add(current)
            trail.append(current)
            target = parents.get(current)
            current = target.objective if target else None
            if current in trail:
                circle = trail[trail.index(current) :]
                first = circle.index(min(circle))
                circles.append(tuple(circle[first:] + circle[:first]))
                break
    return tuple(sorted(circles))


def without_drafts(portfolio: Portfolio, directory: Directory) -> Portfolio:
    """What may be published. Whoever reads only this cannot name a draft.

    `directory` is that of the whole portfolio. References to drafts that would be shown as written (where
    a review carries an objective to) are left out. Where nothing has to go, it is the same portfolio.
    """
    objectives = tuple(o for o in portfolio.objectives if not o.draft)
    if len(objectives) == len(portfolio.objectives) and not (directory.ghosts or directory.unread):
        return portfolio

    def shown(review: Review) -> Review:
        kept = []
        for verdict in review.verdicts:
            reference = parse_reference(verdict.objective)
            if reference is not None and _leads_to_draft(reference, review, directory):
                continue
            if verdict.carried_to is not None and _leads_to_draft(verdict.carried_to, review, directory):
                verdict = replace(verdict, carried_to=None)
            kept.append(verdict)
        return replace(review, verdicts=tuple(kept))

    reviews = tuple(shown(review) for review in portfolio.reviews)
    if len(objectives) == len(portfolio.objectives) and reviews == portfolio.reviews:
        return portfolio
    return replace(portfolio, objectives=objectives, reviews=reviews)


def _leads_to_draft(reference: Reference, review: Review, directory: Directory) -> bool:
    """Whether a reference of a review names a draft, or a file that can't be read and may be one."""
    found = directory.find(reference, cycle=review.cycle, team=review.team)
    if isinstance(found, Miss):
        return found.reason == "ghost" or (
            found.reason == "key-result" and directory.objectives[found.found].draft
        )
    return directory.objectives[found.objective].draft
