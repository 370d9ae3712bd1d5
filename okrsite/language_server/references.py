"""References as somebody would write them."""

from collections.abc import Iterator

from okrsite.alignment import Target
from okrsite.loading.discover import ContentFile
from okrsite.model.objective import Objective
from okrsite.model.reference import parse_reference
from okrsite.rules.rule import Facts


def reference_words(
    facts: Facts, file: ContentFile, field: str, written: str
) -> Iterator[tuple[str, str, bool]]:
    """What a field may refer to.

    The likeliest come first: the teams above, nearest first, and the shortest cycles. Key results come once
    their objective is written, or after all objectives.
    """
    before, hash_, _ = written.partition("#")
    full = written.partition("/")[0] in facts.directory.cycles or field == "carried_to"
    objectives = [
        (reference_to(facts, objective, file.cycle, file.team, full=full), objective)
        for objective in _candidates(facts, file, field)
    ]
    if hash_:
        objectives = [pair for pair in objectives if pair[0] == before] or _named(facts, file, before)
    else:
        yield from ((text, objective.title, False) for text, objective in objectives)
    if field != "carried_to":
        for text, objective in objectives:
            for key_result in objective.key_results:
                yield f"{text}#{key_result.id}", key_result.title, True


def _named(facts: Facts, file: ContentFile, text: str) -> list[tuple[str, Objective]]:
    """The objective that is written already, in whatever form."""
    parsed = parse_reference(text)
    found = facts.directory.find(parsed, cycle=file.cycle, team=file.team) if parsed else None
    return [(text, facts.directory.objectives[found.objective])] if isinstance(found, Target) else []


def _candidates(facts: Facts, file: ContentFile, field: str) -> list[Objective]:
    directory = facts.directory
    own = directory.cycles.get(file.cycle)
    if own is None:
        return []
    homes = directory.homes(own.id)
    if field == "parent":
        cycles = set(homes)
    elif field == "carried_to":
        cycles = {c.id for c in directory.cycles.values() if c.ends > own.ends}
    else:
        cycles = {c.id for c in directory.cycles.values() if c.overlaps(own)}
    above = facts.line_above(file.team)
    near = {team: number for number, team in enumerate(above if field == "parent" else (file.team, *above))}

    def distance(objective: Objective) -> tuple[int, int, str]:
        days = directory.cycles[objective.cycle].days
        return near.get(objective.team, len(near)), days, objective.id

    found = (o for o in facts.portfolio.objectives if o.cycle in cycles and not o.dropped)
    return sorted((o for o in found if o.source.path != file.path), key=distance)


def reference_to(facts: Facts, objective: Objective, cycle: str, team: str, *, full: bool = False) -> str:
    """The shortest reference that leads to an objective from a file of a team in a cycle; with its cycle and
    team where it is to be written in `full`."""
    forms = [] if full else [f"{objective.team}/{objective.name}"]
    if not full and objective.team == team:
        forms.insert(0, objective.name)
    for form in forms:
        parsed = parse_reference(form)
        found = facts.directory.find(parsed, cycle=cycle, team=team) if parsed else None
        if isinstance(found, Target) and found.objective == objective.id:
            return form
    return objective.id


def keys_of_readings(facts: Facts, file: ContentFile) -> Iterator[tuple[str, str]]:
    """What a team may check in on: its own key results, then those of others that it shares; with titles."""
    shared = (o for o in facts.portfolio.objectives if o.cycle == file.cycle and file.team in o.shared_with)
    for objective in (*facts.directory.of_team(file.cycle, file.team), *shared):
        prefix = "" if objective.team == file.team else f"{objective.team}/"
        for key_result in objective.key_results:
            if key_result.dropped is None and not objective.dropped:
                yield f"{prefix}{objective.name}#{key_result.id}", key_result.title
