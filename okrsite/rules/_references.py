"""Words that several rules share when a reference leads nowhere."""

from okrsite.alignment import Miss
from okrsite.diagnostics import did_you_mean
from okrsite.rules.rule import Facts


def what_is_missing(facts: Facts, miss: Miss, own: str) -> tuple[str, str]:
    """What is wrong with a reference that names nothing that exists, and what to do. `own` is the id of the
    objective that it stands in."""
    reference = miss.reference
    directory = facts.directory
    if miss.reason == "cycle":
        hint = did_you_mean(reference.cycle, directory.cycles)
        return (
            f"there is no cycle `{reference.cycle}`",
            hint or "Leave the cycle out to seek in this cycle and those that contain it.",
        )
    if miss.reason == "team":
        hint = did_you_mean(reference.team or miss.team, directory.teams)
        return (
            f"there is no team `{reference.team or miss.team}`",
            hint or "Write the id of a team: the name of its file in `teams/`.",
        )
    if miss.reason == "outside":
        cycle = miss.found.partition("/")[0]
        return (
            f"`{reference.text}` is in {cycle}, which does not contain {miss.cycle}",
            f"Name one of {miss.cycle} or of a cycle that contains it.",
        )
    if miss.reason == "key-result":
        known = [k.id for k in directory.objectives[miss.found].key_results]
        listed = ", ".join(f"`{id}`" for id in known[:8])
        return (
            f"the objective `{miss.found}` has no key result `{reference.key_result}`",
            did_you_mean(reference.key_result, known) or (f"It has {listed}." if known else "It has none."),
        )
    return f"there is no objective `{reference.text.partition('#')[0]}`", nearest_objective(facts, miss, own)


def nearest_objective(facts: Facts, miss: Miss, own: str) -> str:
    """ "Did you mean" over the objectives a reference could lead to, written as it would be."""
    reference = miss.reference
    directory = facts.directory
    cycles = (reference.cycle,) if reference.cycle else directory.homes(miss.cycle)
    prefix = f"{reference.cycle}/" if reference.cycle else ""
    same_team = [o.name for cycle in cycles for o in directory.of_team(cycle, miss.team) if o.id != own]
    written = f"{reference.team}/" if reference.team else ""
    hint = did_you_mean(reference.objective, same_team)
    if hint:
        return hint.replace("`", "`" + prefix + written, 1) if hint.count("`") == 2 else hint
    anywhere = {
        f"{prefix}{o.team}/{o.name}": o
        for o in facts.portfolio.objectives
        if o.cycle in cycles and not o.draft and o.id != own
    }
    same_name = [path for path, o in anywhere.items() if o.name == reference.objective]
    hint = " or ".join(f"`{path}`" for path in same_name[:3])
    hint = f"Did you mean {hint}?" if hint else ""
    if not hint:
        hint = did_you_mean(f"{prefix}{miss.team}/{reference.objective}", anywhere)
    if not hint and same_team:
        listed = ", ".join(f"`{prefix}{written}{name}`" for name in same_team[:6])
        hint = f"The team `{miss.team}` has {listed}."
    return hint or "Write the name of the objective's file, without `.md`."
