"""What imported objectives serve: the parent that each names, by reference, title or label."""

from dataclasses import dataclass, replace

from okrsite.alignment import Target
from okrsite.exchange.importing.found import FoundObjective, Remark
from okrsite.exchange.importing.labels import labelled, short_label, spoken
from okrsite.exchange.importing.places import Cycles
from okrsite.model.reference import parse_reference
from okrsite.rules.rule import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An objective with its place: cycle, team and name, and the ids of its key results in their order."""

    found: FoundObjective
    cycle: str
    team: str
    name: str
    ids: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"{self.cycle}/{self.team}/{self.name}"

    def id_of(self, named: str) -> str | None:
        """The id that a key result got which is named so where it comes from; None where there is none."""
        there = zip(self.found.key_results, self.ids, strict=True)
        got = next((id for listed, id in there if named and listed.id.rpartition("#")[2] == named), None)
        return named if got is None and named in ("", *self.ids) else got


class Parents:
    """Finds parents among what is imported and what is there already."""

    def __init__(self, facts: Facts, cycles: Cycles, placed: list[Placed]) -> None:
        self.facts = facts
        self.cycles = cycles
        self.imported = {one.id: one for one in placed}
        self.titles: dict[str, list[Target]] = {}
        self.labels: dict[str, list[Target]] = {}
        for one in placed:
            self.titles.setdefault(_key(one.found.title), []).append(Target(one.id))
            if one.found.label:
                self.labels.setdefault(one.found.label, []).append(Target(one.id))
        self.of_key_results: dict[str, list[Target]] = {}
        for one in placed:
            for listed, id in zip(one.found.key_results, one.ids, strict=True):
                self.of_key_results.setdefault(_key(listed.title), []).append(Target(one.id, id))
        for objective in facts.portfolio.objectives:
            if objective.id not in self.imported:
                self.titles.setdefault(_key(objective.title), []).append(Target(objective.id))
                for key_result in objective.key_results:
                    self.of_key_results.setdefault(_key(key_result.title), []).append(
                        Target(objective.id, key_result.id)
                    )
        self.chosen: dict[str, str] = {}

    def reference(self, one: Placed, remarks: list[Remark]) -> str:
        """The parent of an objective as it is written in its file; empty without one, or after a remark."""
        text = one.found.parent.strip()
        if not text:
            return ""
        target = self.find(one, text)
        if isinstance(target, str):
            hint = "Write the title of its parent, or a reference like company/trusted-partner."
            where = f"{one.found.where}, parent"
            remarks.append(Remark(where=where, message=target, hint=hint))
            return ""
        self.chosen[one.id] = target.objective
        cycle, path = target.objective.split("/", 1)
        written = path if cycle == one.cycle else target.objective
        return f"{written}#{target.key_result}" if target.key_result else written

    def find(self, one: Placed, text: str) -> Target | str:
        """What a parent's text means, or why it means nothing."""
        found = self.by_reference(one, text) or self.by_words(text)
        if not found:
            return f"no objective is called “{text[:80]}”"
        fitting = [target for target in found if self.fits(one, target)]
        near = [t for t in fitting if t.objective.split("/")[0] == one.cycle] or fitting
        if not fitting:
            return (
                f"“{text[:80]}” is in a cycle that does not contain {one.cycle}, or would lead back to itself"
            )
        if len({target.objective for target in near}) > 1:
            return f"several objectives are called “{text[:80]}”"
        return near[0]

    def by_reference(self, one: Placed, text: str) -> list[Target]:
        reference = parse_reference(text.removesuffix(".md"))
        if reference is None:
            return []
        team = reference.team or one.team
        homes = (
            [reference.cycle]
            if reference.cycle
            else sorted(
                (id for id in self.cycles.known if self.cycles.contains(id, one.cycle)),
                key=lambda id: self.cycles.known[id].days,
            )
        )
        for cycle in homes:
            found = self.imported.get(f"{cycle}/{team}/{reference.objective}")
            key_result = found.id_of(reference.key_result) if found is not None else None
            if found is not None and key_result is not None:
                return [Target(found.id, key_result)]
            there = self.facts.directory.find(
                replace(reference, cycle=cycle, team=team), cycle=cycle, team=team
            )
            if isinstance(there, Target):
                return [there]
        return []

    def by_words(self, text: str) -> list[Target]:
        label, title, _ = labelled(spoken(text))
        number = label or short_label(text)
        return (
            self.titles.get(_key(title))
            or self.of_key_results.get(_key(title))
            or (self.labels.get(number) if number else None)
            or self.labels.get(_key(text))
            or self.titles.get(_key(text))
            or []
        )

    def fits(self, one: Placed, target: Target) -> bool:
        """Whether an objective may be the parent: its cycle contains this one's, and no circle arises."""
        cycle = target.objective.split("/")[0]
        if cycle not in self.cycles.known or not self.cycles.contains(cycle, one.cycle):
            return False
        at: str | None = target.objective
        seen: set[str] = set()
        while at is not None and at not in seen:
            if at == one.id:
                return False
            seen.add(at)
            above = self.facts.alignment.parents.get(at)
            at = self.chosen.get(at) or (above.objective if above else None)
        return True


def _key(title: str) -> str:
    return " ".join(title.casefold().split()).rstrip(".")
