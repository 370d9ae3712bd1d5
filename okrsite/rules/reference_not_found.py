"""A reference in `supports`, `depends_on` or a review leads nowhere.

`carried_to` may name an objective that is not written yet, in a team and a cycle that could have it.

Fails, where the team `product` has no objective `serch`:

```yaml
supports: product/serch
```

Passes:

```yaml
supports: product/search
```
"""

from collections.abc import Iterator

from okrsite.alignment import Miss, Target
from okrsite.diagnostics import Finding, corrected, meant, near_names
from okrsite.model.cycle import cycle_dates, nearest_cycle_name
from okrsite.model.reference import Reference, parse_reference
from okrsite.rules._references import what_is_missing, written
from okrsite.rules.rule import Facts, error
from okrsite.source import Place


def find(facts: Facts) -> Iterator[Finding]:
    for lost in facts.alignment.lost:
        if lost.field == "parent" or lost.miss.reason in {"ghost", "key-result"}:
            continue
        missing = what_is_missing(facts, lost.miss, lost.objective.id)
        yield Finding(
            place=lost.place,
            message=f"`{lost.field}`: {missing.message}",
            hint=missing.hint,
            correction=missing.correction,
        )
    yield from _outside_supports(facts)
    yield from _reviews(facts)


def _outside_supports(facts: Facts) -> Iterator[Finding]:
    cycles = facts.directory.cycles
    for objective in facts.portfolio.objectives:
        for reference in objective.supports:
            target = facts.directory.find(reference, cycle=objective.cycle, team=objective.team)
            if not isinstance(target, Target):
                continue
            other = facts.directory.objectives[target.objective]
            if not cycles[objective.cycle].overlaps(cycles[other.cycle]):
                yield Finding(
                    place=objective.place.of("supports", reference.text),
                    message=f"`supports`: {other.id} is in {other.cycle},"
                    f" which shares no day with {objective.cycle}",
                    hint="Name an objective of a cycle at the same time.",
                    private=other.draft,
                )


def _reviews(facts: Facts) -> Iterator[Finding]:
    for review in facts.portfolio.reviews:
        own = facts.directory.of_team(review.cycle, review.team)
        for verdict in review.verdicts:
            reference = parse_reference(verdict.objective)
            found = (
                facts.directory.find(reference, cycle=review.cycle, team=review.team) if reference else None
            )
            if reference is None or (isinstance(found, Miss) and found.reason != "ghost"):
                near = near_names(verdict.objective, [o.name for o in own if not o.draft])
                taken = {other.objective for other in review.verdicts}
                yield Finding(
                    place=verdict.place.name_of(),
                    message=f"the team has no objective `{verdict.objective[:80]}` in {review.cycle}",
                    hint=meant(near) or "Write the name of the objective's file, without `.md`.",
                    correction=corrected(verdict.objective, near, taken=taken),
                )
            if verdict.carried_to is not None:
                yield from _carried(facts, review.team, verdict.carried_to, verdict.place.of("carried_to"))


def _carried(facts: Facts, team: str, reference: Reference, place: Place) -> Iterator[Finding]:
    settings = facts.portfolio.settings
    named = cycle_dates(
        reference.cycle, fiscal_start=settings.fiscal_start, named_for=settings.fiscal_named_for
    )
    if reference.cycle and named is None and not facts.may_be_cycle(reference.cycle):
        nearest = nearest_cycle_name(reference.cycle)
        near = (nearest,) if nearest else near_names(reference.cycle, facts.directory.cycles)
        yield Finding(
            place=place,
            message=f"`carried_to`: there is no cycle `{reference.cycle}`",
            hint=meant(near) or "Name the cycle like `2027-Q1`.",
            correction=corrected(reference.text, [written(reference, cycle=name) for name in near]),
        )
        return
    wanted = reference.team or team
    ghost = f"team:{wanted}" in facts.portfolio.ghosts
    if not ghost and wanted not in facts.teams and wanted not in facts.directory.former_teams:
        near = near_names(wanted, facts.teams)
        whole = [written(reference, team=name) for name in near] if reference.team else []
        yield Finding(
            place=place,
            message=f"`carried_to`: there is no team `{wanted}`",
            hint=meant(near) or "Write the id of a team.",
            correction=corrected(reference.text, whole),
        )


RULE = error("reference-not-found", __doc__, find)
