"""A review carries an objective over, and it never arrives.

Each quarter every objective is recommitted, adjusted or discarded (Gothelf and Seiden). What goes on needs a
place to go on in, or next quarter nobody can tell whether it was kept, changed or forgotten. So `continue`
and `adjust` take a `carried_to`, and `done` and `drop` take none.

`carried_to` may name an objective that is not written yet, until its cycle begins. It names a cycle that goes
on after the review's own: the next quarter, or the year. Where `continue` or `adjust` has no `carried_to`,
the question comes once the next cycle of the same length runs and the team has OKRs in it; when that has
ended too, it is history.

Fails on 5 January 2027, where `2027-Q1/growth/` has no `onboarding.md`:

```yaml
objectives:
  onboarding:
    decision: continue
    carried_to: 2027-Q1/growth/onboarding
```

Fails as well, because what is done does not go on:

```yaml
objectives:
  onboarding:
    decision: done
    carried_to: 2027-Q1/growth/first-week
```

Passes, where `2027-Q1/growth/first-week.md` is there:

```yaml
objectives:
  onboarding:
    decision: adjust
    carried_to: 2027-Q1/growth/first-week
```
"""

from collections.abc import Iterator
from datetime import date, timedelta

from okrsite.alignment import Miss, Target
from okrsite.diagnostics import Finding, corrected, meant, near_names
from okrsite.model.cycle import Cycle, CycleState, cycle_dates
from okrsite.model.reference import Reference, parse_reference
from okrsite.model.review import Review, Verdict
from okrsite.rules._running import without_text
from okrsite.rules._words import listed
from okrsite.rules.rule import Facts, warning

GOES_ON = frozenset({"continue", "adjust"})
ENDS = frozenset({"done", "drop"})


def find(facts: Facts) -> Iterator[Finding]:
    following = _following(facts)
    for review in facts.portfolio.reviews:
        for verdict in review.verdicts:
            if verdict.carried_to is None:
                if verdict.decision in GOES_ON:
                    yield from _goes_nowhere(facts, review, verdict, following.get(review.cycle))
            elif verdict.decision in ENDS:
                yield Finding(
                    place=verdict.place.of("carried_to"),
                    message=f"`{verdict.objective}` is decided as `{verdict.decision}`, and yet carried to"
                    f" `{verdict.carried_to.text}`",
                    hint="If it goes on there, decide `continue` or `adjust`; if not, delete `carried_to`.",
                    private=_hides(facts, review, verdict),
                    about=_about(facts, review, verdict),
                )
            else:
                yield from _does_not_arrive(facts, review, verdict, verdict.carried_to, following)


def _does_not_arrive(
    facts: Facts, review: Review, verdict: Verdict, to: Reference, following: dict[str, Cycle]
) -> Iterator[Finding]:
    place, private = verdict.place.of("carried_to"), _hides(facts, review, verdict)
    team, own = to.team or review.team, facts.directory.cycles[review.cycle]
    cycle = facts.directory.cycles.get(to.cycle)
    dates = (cycle.starts, cycle.ends) if cycle else _dates(facts, to.cycle)
    if not to.cycle or (dates and dates[1] <= own.ends):
        after = following.get(review.cycle)
        example = f": `{after.id}/{team}/{to.objective}`" if after else ""
        names = f"is in {to.cycle}, which does not go on after" if to.cycle else "names no cycle after"
        yield Finding(
            place=place,
            message=f"`carried_to`: `{to.text}` {names} {own.id}",
            hint=f"Write the cycle that it goes on in, the team and the objective{example}.",
            private=private,
            about=_about(facts, review, verdict),
        )
        return
    former = facts.directory.former_teams
    if dates is None or dates[0] > facts.portfolio.today or not (team in facts.teams or team in former):
        return  # still to come, or reported by `reference-not-found`
    found = facts.directory.find(to, cycle=review.cycle, team=review.team)
    if isinstance(found, Target) or found.reason == "ghost":
        return
    home = former.get(team, team)
    there = [o.name for o in facts.directory.of_team(to.cycle, home) if not o.draft]
    near = [f"{to.cycle}/{home}/{name}" for name in near_names(to.objective, there)]
    whole = [f"{name}#{to.key_result}" if to.key_result else name for name in near]
    has = listed((f"`{to.cycle}/{home}/{name}`" for name in there), most=5)
    yield Finding(
        place=place,
        message=f"`carried_to`: {to.cycle} began on {dates[0]}, and there is no `{to.text}`",
        hint=meant(near)
        or f"{f'The team has {has}: name' if has else 'Name'} the objective that it goes on in, write it, or"
        " decide `drop` and say why.",
        correction=corrected(to.text, whole),
        private=private,
        about=_about(facts, review, verdict),
    )


def _goes_nowhere(facts: Facts, review: Review, verdict: Verdict, after: Cycle | None) -> Iterator[Finding]:
    """`continue` or `adjust` without a place to go on, once the next cycle runs with OKRs of the team."""
    if after is None or after.state(facts.portfolio.today) is not CycleState.ACTIVE:
        return
    there = [o for o in facts.directory.of_team(after.id, review.team) if not o.draft and not o.dropped]
    reference = parse_reference(verdict.objective)
    found = reference and facts.directory.find(reference, cycle=review.cycle, team=review.team)
    if not there or not isinstance(found, Target) or not without_text([(verdict.place, "carried_to")])[0]:
        return
    objective = facts.directory.objectives[found.objective]
    if objective.cycle != review.cycle:  # it has moved on, and says so with `formerly`
        return
    same = [o for o in there if o.name == objective.name]
    ids = listed((f"`{o.id}`" for o in same or there), most=5)
    yield Finding(
        place=verdict.place.of("decision"),
        message=f"`{verdict.objective}` is to {verdict.decision}, and {after.id} began on {after.starts}:"
        " where does it go on?",
        hint=f"Write `carried_to: {same[0].id}`, if it is that one."
        if same
        else f"Name where with `carried_to` (the team has {ids}), or decide `done` or `drop`.",
        private=objective.draft,
        about=objective.source.path,
    )


def _about(facts: Facts, review: Review, verdict: Verdict) -> str:
    """The file of the objective that a verdict is about; empty where there is none."""
    reference = parse_reference(verdict.objective)
    found = reference and facts.directory.find(reference, cycle=review.cycle, team=review.team)
    return facts.directory.objectives[found.objective].source.path if isinstance(found, Target) else ""


def _following(facts: Facts) -> dict[str, Cycle]:
    """For cycles with a review the next one of about the same length, by id."""
    cycles = facts.directory.cycles
    found: dict[str, Cycle] = {}
    for id in {review.cycle for review in facts.portfolio.reviews}:
        own = cycles[id]
        half = timedelta(days=own.days / 2)
        alike = [c for c in cycles.values() if c.starts - own.starts > half and c.ends > own.ends]
        alike = [c for c in alike if abs(c.days - own.days) * 10 <= own.days]
        if alike:
            found[id] = min(alike, key=lambda c: (c.starts, c.ends, c.id))
    return found


def _dates(facts: Facts, name: str) -> tuple[date, date] | None:
    settings = facts.portfolio.settings
    return cycle_dates(name, fiscal_start=settings.fiscal_start, named_for=settings.fiscal_named_for)


def _hides(facts: Facts, review: Review, verdict: Verdict) -> bool:
    """Whether a verdict names a draft, or a file that can't be read and may be one."""
    for reference in (parse_reference(verdict.objective), verdict.carried_to):
        if reference is None:
            continue
        found = facts.directory.find(reference, cycle=review.cycle, team=review.team)
        if isinstance(found, Miss):
            if found.reason == "ghost" or (found.reason == "key-result" and facts.is_draft(found.found)):
                return True
        elif facts.is_draft(found.objective):
            return True
    return False


RULE = warning("carry-over-broken", __doc__, find, lasting=True)
