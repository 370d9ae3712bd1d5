"""What objectives serve, support and depend on, compared by where it leads and told by title."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from okrsite.alignment import Target
from okrsite.model.objective import Objective
from okrsite.model.reference import Reference
from okrsite.rules.rule import Facts
from okrsite.views.diff.pairing import Pairs
from okrsite.views.diff.parts import FieldDiff, Named

LINKS = ("parent", "supports", "depends_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of an objective: where it leads as of today's names, so that what was renamed is the same (None
    where it leads nowhere), that in words, and what is written."""

    key: tuple[str, str] | None
    text: str
    written: str

    def same(self, other: "Link") -> bool:
        """Whether it is the same link. What leads nowhere on a side is the same where it is written so."""
        if self.key is None or other.key is None:
            return self.written == other.written
        return self.key == other.key


class Side:
    """One side of the change: names of what is on it, with the ids of today where it is the old one."""

    def __init__(self, facts: Facts, pairs: Pairs, *, old: bool) -> None:
        self.facts = facts
        self.pairs = pairs
        self.old = old

    def team(self, id: str) -> Named:
        """A team with its name, or its id where there is no such team."""
        team = self.facts.teams.get(id)
        return Named(id=id, title=team.name if team and team.name else id)

    def objective(self, id: str) -> Named:
        """An objective by its title, or its file's name where it has none."""
        found = self.facts.directory.objectives[id]
        return Named(id=id, title=found.title or found.name)

    def key_result(self, objective: str, id: str) -> Named:
        found = self.facts.directory.objectives[objective].key_result(id)
        return Named(id=id, title=found.title if found and found.title else id)

    def now(self, target: Target) -> tuple[str, str]:
        """The ids of today of an objective and a key result."""
        if not self.old:
            return target.objective, target.key_result
        objective = self.pairs.objectives_now.get(target.objective, target.objective)
        if not target.key_result:
            return objective, ""
        return self.pairs.key_results_now.get(
            (target.objective, target.key_result), (objective, target.key_result)
        )

    def text(self, target: Target) -> str:
        """A target in words: the title of the objective, and that of the key result."""
        title = self.objective(target.objective).title
        if not target.key_result:
            return title
        return f"{title}: {self.key_result(target.objective, target.key_result).title}"

    def targets(self, objective: Objective, field: str) -> Iterator[Target]:
        """Where the references of a field lead; those that lead nowhere are left out."""
        for reference in references(objective, field):
            found = self.facts.directory.find(reference, cycle=objective.cycle, team=objective.team)
            if isinstance(found, Target):
                yield found

    def links(self, objective: Objective, field: str) -> Iterator[Link]:
        for reference in references(objective, field):
            found = self.facts.directory.find(reference, cycle=objective.cycle, team=objective.team)
            if isinstance(found, Target):
                yield Link(key=self.now(found), text=self.text(found), written=reference.text)
            else:
                yield Link(key=None, text=reference.text, written=reference.text)

    def serves(self, objective: Objective) -> str:
        """What an objective serves, in words; empty where it serves nothing."""
        return ", ".join(link.text for link in self.links(objective, "parent"))


def references(objective: Objective, field: str) -> tuple[Reference, ...]:
    """The references that stand in a field of links."""
    if field == "parent":
        return (objective.parent,) if objective.parent else ()
    return objective.supports if field == "supports" else objective.depends_on


def link_diffs(before: Side, old: Objective, after: Side, new: Objective) -> Iterator[FieldDiff]:
    """The links that lead elsewhere than they did. A reworded title is no other link."""
    for field in LINKS:
        one, other = tuple(before.links(old, field)), tuple(after.links(new, field))
        lost, gained = tuple(_without(one, other)), tuple(_without(other, one))
        if not (lost or gained):
            continue
        several = field != "parent"
        yield FieldDiff(
            field=field,
            old=", ".join(link.text for link in one),
            new=", ".join(link.text for link in other),
            gained=tuple(link.text for link in gained) if several else (),
            lost=tuple(link.text for link in lost) if several else (),
            words=True,
        )


def _without(links: Iterable[Link], others: Iterable[Link]) -> Iterator[Link]:
    there = tuple(others)
    return (link for link in links if not any(link.same(other) for other in there))
