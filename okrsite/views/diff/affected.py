"""To whom else a change matters: what serves, supports or waits for something that is changed, what is served
by it, and what gains or loses a child."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from okrsite.alignment import Target
from okrsite.views.diff.key_results import MEASURE
from okrsite.views.diff.links import LINKS, Side
from okrsite.views.diff.objectives import ObjectivePair
from okrsite.views.diff.parts import Affected, KeyResultDiff, ObjectiveDiff, Reason, Relation
from okrsite.views.diff.words import step

RELATIONS: Mapping[str, Relation] = {"parent": "serves", "supports": "supports", "depends_on": "depends on"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Blow:
    """What becomes of an objective that others link to: words that follow its title (`whose key result ...`),
    and the key result that they are `about`, empty for all of it. What it serves need not know of words that
    only `reword` it."""

    text: str
    about: str = ""
    reword: bool = False


def affected(before: Side, after: Side, pairs: tuple[ObjectivePair, ...]) -> Iterator[Affected]:
    """Every objective that stays and to which something else's change matters."""
    blows = {
        pair.diff.id: tuple(_blows(pair.diff)) for pair in pairs if pair.diff and pair.diff.what != "new"
    }
    children = _Children(before, after)
    served = _served(after, pairs, blows)
    for pair in pairs:
        objective = pair.new
        if objective is None or pair.old is None:
            continue
        reasons: list[Reason] = []
        for field in LINKS:
            for side, there in ((after, objective), (before, pair.old)):
                found = side.targets(there, field) if there else ()
                for target in found:
                    id, key_result = side.now(target)
                    known = id in after.facts.directory.objectives
                    other = after.objective(id) if known else side.objective(target.objective)
                    for blow in blows.get(id, ()):
                        reason = Reason(kind=RELATIONS[field], other=other, text=blow.text)
                        own = not (blow.about and key_result) or blow.about == key_result
                        if own and reason not in reasons:
                            reasons.append(reason)
        reasons += (*served.get(objective.id, ()), *children.reasons(objective.id))
        if reasons:
            yield Affected(
                objective=after.objective(objective.id),
                cycle=objective.cycle,
                team=after.team(objective.team),
                reasons=tuple(reasons),
            )


def _served(
    after: Side, pairs: tuple[ObjectivePair, ...], blows: Mapping[str, tuple[Blow, ...]]
) -> Mapping[str, list[Reason]]:
    """What those that have a parent should know of what serves them and stays, by the parent's id."""
    found: dict[str, list[Reason]] = {}
    for pair in pairs:
        child = pair.new
        if child is not None and pair.old is not None:
            for target in after.targets(child, "parent"):
                found.setdefault(target.objective, []).extend(
                    Reason(kind="served by", other=after.objective(child.id), text=blow.text)
                    for blow in blows.get(child.id, ())
                    if not blow.reword
                )
    return found


def _blows(diff: ObjectiveDiff) -> Iterator[Blow]:
    """What others should know of a changed objective."""
    if diff.what == "removed":
        yield Blow(text="which is removed")
        return
    if diff.turn in {"dropped", "withdrawn"}:
        yield Blow(text={"dropped": "which is dropped", "withdrawn": "which is a draft again"}[diff.turn])
    for field in diff.came_from:
        if field.field != "file":
            yield Blow(text=f"which moves from {field.old} to {field.new}")
    for field in diff.fields:
        if field.field == "title":
            yield Blow(text=f"which was called “{field.old}”", reword=True)
    for key_result in diff.key_results:
        yield from _of_key_result(key_result)


def _of_key_result(diff: KeyResultDiff) -> Iterator[Blow]:
    name = f"whose key result “{diff.title}”"
    if diff.what == "removed":
        yield Blow(about=diff.id, text=f"{name} is removed")
    elif diff.what == "changed":
        for field in diff.fields:
            if field.field == "title":
                yield Blow(about=diff.id, text=f"{name} was called “{field.old}”", reword=True)
            elif field.field == "dropped" and field.new:
                yield Blow(about=diff.id, text=f"{name} is dropped")
            elif field.field in MEASURE:
                yield Blow(about=diff.id, text=f"{name} moves: {field.field} {step(field)}")


class _Children:
    """Which objectives serve another one today and did not, and the other way round."""

    def __init__(self, before: Side, after: Side) -> None:
        self.before = before
        self.after = after
        self.old = {
            before.now(Target(child))[0]: before.now(target)[0]
            for child, target in before.facts.alignment.parents.items()
        }
        self.new = {child: target.objective for child, target in after.facts.alignment.parents.items()}
        self.gained: dict[str, list[str]] = {}
        self.lost: dict[str, list[str]] = {}
        for child, parent in self.new.items():
            if self.old.get(child) != parent:
                self.gained.setdefault(parent, []).append(child)
        for child, parent in self.old.items():
            if self.new.get(child) != parent:
                self.lost.setdefault(parent, []).append(child)
        self.old_ids = {now: old for old, now in before.pairs.objectives_now.items()}

    def reasons(self, id: str) -> Iterator[Reason]:
        for child in self.gained.get(id, ()):
            if child not in self.before.facts.portfolio.ghosts:
                yield Reason(kind="gained", other=self.after.objective(child))
        for child in self.lost.get(id, ()):
            if child in self.after.facts.directory.objectives:
                yield Reason(kind="lost", other=self.after.objective(child))
            elif child not in self.after.facts.portfolio.ghosts:
                yield Reason(kind="lost", other=self.before.objective(self.old_ids.get(child, child)))
