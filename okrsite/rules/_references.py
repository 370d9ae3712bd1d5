"""Words that several rules share when a reference leads nowhere."""

from collections.abc import Sequence
from typing import NamedTuple

from okrsite.alignment import Miss, Target
from okrsite.diagnostics import Correction, corrected, meant, near_names
from okrsite.model.reference import Reference, parse_reference
from okrsite.rules.rule import Facts


class Missing(NamedTuple):
    """What is wrong with a reference, what to do, and the one reference that can have been meant instead."""

    message: str
    hint: str
    correction: Correction | None = None


def what_is_missing(facts: Facts, miss: Miss, own: str) -> Missing:
    """What is wrong with a reference that names nothing that exists. `own` is the id of the objective that
    it stands in."""
    reference = miss.reference
    directory = facts.directory
    if miss.reason == "cycle":
        near = near_names(reference.cycle, directory.cycles)
        return Missing(
            f"there is no cycle `{reference.cycle}`",
            meant(near) or "Leave the cycle out to seek in this cycle and those that contain it.",
            _leading_somewhere(facts, miss, own, [written(reference, cycle=name) for name in near]),
        )
    if miss.reason == "team":
        team = reference.team or miss.team
        near = near_names(team, directory.teams)
        named = [written(reference, team=name) for name in near] if reference.team else []
        return Missing(
            f"there is no team `{team}`",
            meant(near) or "Write the id of a team: the name of its file in `teams/`.",
            _leading_somewhere(facts, miss, own, named),
        )
    if miss.reason == "outside":
        cycle = miss.found.partition("/")[0]
        return Missing(
            f"`{reference.text}` is in {cycle}, which does not contain {miss.cycle}",
            f"Name one of {miss.cycle} or of a cycle that contains it.",
        )
    if miss.reason == "key-result":
        known = [k.id for k in directory.objectives[miss.found].key_results]
        listed = ", ".join(f"`{id}`" for id in known[:8])
        near = near_names(reference.key_result, known)
        return Missing(
            f"the objective `{miss.found}` has no key result `{reference.key_result}`",
            meant(near) or (f"It has {listed}." if known else "It has none."),
            corrected(reference.text, [written(reference, key_result=name) for name in near]),
        )
    near, otherwise = nearest_objectives(facts, miss, own)
    whole = [f"{name}#{reference.key_result}" if reference.key_result else name for name in near]
    return Missing(
        f"there is no objective `{reference.text.partition('#')[0]}`",
        meant(near) or otherwise,
        _leading_somewhere(facts, miss, own, whole),
    )


def _leading_somewhere(facts: Facts, miss: Miss, own: str, meant: Sequence[str]) -> Correction | None:
    """The one reference that was meant, if there is one and it leads to another objective."""
    correction = corrected(miss.reference.text, meant)
    reference = parse_reference(correction.new) if correction else None
    if reference is None:
        return None
    found = facts.directory.find(reference, cycle=miss.cycle, team=miss.team)
    leads = isinstance(found, Target) and found.objective != own
    return correction if leads or (isinstance(found, Miss) and found.reason == "key-result") else None


def written(reference: Reference, *, cycle: str = "", team: str = "", key_result: str = "") -> str:
    """A reference as text, with some of its parts changed."""
    parts = (cycle or reference.cycle, team or reference.team, reference.objective)
    path = "/".join(part for part in parts if part)
    key_result = key_result or reference.key_result
    return f"{path}#{key_result}" if key_result else path


def nearest_objectives(facts: Facts, miss: Miss, own: str) -> tuple[tuple[str, ...], str]:
    """The objectives that a reference could mean, written as it would be, and what to do where there are
    none."""
    reference = miss.reference
    directory = facts.directory
    cycles = (reference.cycle,) if reference.cycle else directory.homes(miss.cycle)
    prefix = f"{reference.cycle}/" if reference.cycle else ""
    team = f"{reference.team}/" if reference.team else ""
    same_team = [o.name for cycle in cycles for o in directory.of_team(cycle, miss.team) if o.id != own]
    if near := near_names(reference.objective, same_team):
        return tuple(f"{prefix}{team}{name}" for name in near), ""
    anywhere = {
        f"{prefix}{o.team}/{o.name}": o
        for o in facts.portfolio.objectives
        if o.cycle in cycles and not o.draft and o.id != own
    }
    if same_name := [path for path, o in anywhere.items() if o.name == reference.objective]:
        return tuple(same_name[:3]), ""
    if near := near_names(f"{prefix}{miss.team}/{reference.objective}", anywhere):
        return near, ""
    if same_team:
        listed = ", ".join(f"`{prefix}{team}{name}`" for name in same_team[:6])
        return (), f"The team `{miss.team}` has {listed}."
    return (), "Write the name of the objective's file, without `.md`."
