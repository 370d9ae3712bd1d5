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
from okrsite.diagnostics import Finding, did_you_mean
from okrsite.model.cycle import cycle_dates, nearest_cycle_name
from okrsite.model.reference import Reference, parse_reference
from okrsite.rules._references import what_is_missing
from okrsite.rules.rule import Facts, error
from okrsite.source import Place


def find(facts: Facts) -> Iterator[Finding]:
    for lost in facts.alignment.lost:
        if lost.field == "parent" or lost.miss.reason in {"ghost", "key-result"}:
            continue
        message, hint = what_is_missing(facts, lost.miss, lost.objective.id)
        yield Finding(place=lost.place, message=f"`{lost.field}`: {message}", hint=hint)
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
                known = [o.name for o in own if not o.draft]
                yield Finding(
                    place=verdict.place.name_of(),
                    message=f"the team has no objective `{verdict.objective[:80]}` in {review.cycle}",
                    hint=did_you_mean(verdict.objective, known)
                    or "Write the name of the objective's file, without `.md`.",
                )
            if verdict.carried_to is not None:
                yield from _carried(facts, review.team, verdict.carried_to, verdict.place.of("carried_to"))


def _carried(facts: Facts, team: str, reference: Reference, place: Place) -> Iterator[Finding]:
    settings = facts.portfolio.settings
    named = cycle_dates(
        reference.cycle, fiscal_start=settings.fiscal_start, named_for=settings.fiscal_named_for
    )
    if reference.cycle and named is None and not facts.may_be_cycle(reference.cycle):
        near = nearest_cycle_name(reference.cycle)
        yield Finding(
            place=place,
            message=f"`carried_to`: there is no cycle `{reference.cycle}`",
            hint=f"Did you mean `{near}`?"
            if near
            else did_you_mean(reference.cycle, facts.directory.cycles) or "Name the cycle like `2027-Q1`.",
        )
        return
    wanted = reference.team or team
    ghost = f"team:{wanted}" in facts.portfolio.ghosts
    if not ghost and wanted not in facts.teams and wanted not in facts.directory.former_teams:
        yield Finding(
            place=place,
            message=f"`carried_to`: there is no team `{wanted}`",
            hint=did_you_mean(wanted, facts.teams) or "Write the id of a team.",
        )


RULE = error("reference-not-found", __doc__, find)
