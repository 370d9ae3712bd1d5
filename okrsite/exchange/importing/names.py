"""Names and ids that an import may not take, as what is there would mean something else by them."""

from collections.abc import Iterator, Mapping
from itertools import count

from okrsite.alignment import Target
from okrsite.exchange.importing.found import FoundObjective
from okrsite.model.reference import ID, LONGEST
from okrsite.rules.rule import Facts
from okrsite.writing.ids import plain_id


def known_ids(facts: Facts, cycle: str, team: str) -> frozenset[str]:
    """Ids of key results that check-ins of the team may call by that id alone."""
    there = (*facts.directory.of_team(cycle, team), *facts.directory.formerly_of_team(cycle, team))
    return frozenset(
        id.rpartition("#")[2] for one in there for each in one.key_results for id in (each.id, *each.formerly)
    )


def meant_elsewhere(facts: Facts) -> Mapping[str, frozenset[str]]:
    """By team, the names of objectives that others name without the cycle, which is another one than theirs:
    a new objective of that name in a nearer cycle would be taken for it."""
    found: dict[str, set[str]] = {}
    for one in facts.portfolio.objectives:
        for reference in (one.parent, *one.supports, *one.depends_on):
            if reference is None or reference.cycle:
                continue
            target = facts.directory.find(reference, cycle=one.cycle, team=one.team)
            if isinstance(target, Target) and not target.objective.startswith(f"{one.cycle}/"):
                found.setdefault(reference.team or one.team, set()).add(reference.objective)
    return {team: frozenset(names) for team, names in found.items()}


def key_result_ids(found: FoundObjective, known: frozenset[str]) -> list[str]:
    """The ids of an objective's key results, in their order, none of which is `known`."""
    used = dict.fromkeys(known)
    numbers: dict[str, Iterator[int]] = {}
    ids = []
    for number, key_result in enumerate(found.key_results, start=1):
        wanted = key_result.id.rpartition("#")[2]
        id = wanted if ID.fullmatch(wanted) and len(wanted) <= LONGEST - 6 else plain_id(key_result.title)
        id = id or f"key-result-{number}"
        name = id
        while name in used:
            name = f"{id}-{next(numbers.setdefault(id, count(2)))}"
        used[name] = None
        ids.append(name)
    return ids
