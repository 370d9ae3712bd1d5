"""A parent, a check-in, an initiative or a review names a key result that is not there.

In a check-in, a key is `objective#key-result`, or the key result alone where its id is unique in the team's
cycle. A team may also check in on an objective of another team that is shared `with` it, as
`team/objective#key-result`.

Fails, where the objective has the key result `activation`:

```yaml
initiatives:
  - title: Directory connector
    for: activtion
```

Passes:

```yaml
initiatives:
  - title: Directory connector
    for: activation
```
"""

from collections.abc import Iterator

from okrsite.alignment import Target
from okrsite.diagnostics import Finding, corrected, meant, near_names
from okrsite.model.reference import parse_reference
from okrsite.observations import Problem
from okrsite.rules._references import what_is_missing
from okrsite.rules.rule import Facts, error


def find(facts: Facts) -> Iterator[Finding]:
    for lost in facts.alignment.lost:
        if lost.miss.reason == "key-result":
            missing = what_is_missing(facts, lost.miss, lost.objective.id)
            yield Finding(
                place=lost.place,
                message=missing.message,
                hint=missing.hint,
                private=facts.is_draft(lost.miss.found),
                correction=missing.correction,
            )
    yield from _check_ins(facts)
    yield from _initiatives(facts)
    yield from _reviews(facts)


def _check_ins(facts: Facts) -> Iterator[Finding]:
    for problem in facts.readings.problems:
        key = problem.reading.key
        if problem.kind == "unknown":
            near = _near(key, problem.names)
            hint = meant(near[:1])
            if problem.text:
                hint = "A check-in reads key results of its own cycle."
            elif not hint and problem.names:
                hint = "Known are " + ", ".join(f"`{name}`" for name in problem.names[:8]) + "."
            yield Finding(
                place=problem.place,
                message=f"there is no key result `{key[:80]}` for this check-in"
                + (f": {problem.text}" if problem.text else ""),
                hint=hint or "Write `objective#key-result`, both as their ids.",
                private=facts.is_draft(problem.objective),
                correction=None if problem.text else corrected(key, near, taken=_read(problem)),
            )
        elif problem.kind == "not-shared":
            yield Finding(
                place=problem.place,
                message=f"`{problem.objective}` is not shared with the team `{problem.check_in.team}`",
                hint=f"Its own team checks in on it, or it says `with: {problem.check_in.team}`.",
                private=facts.is_draft(problem.objective),
            )


def _near(key: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that could have been meant; where the key result stands alone, its id is what counts."""
    if "#" not in key:
        ids = near_names(key, {name.partition("#")[2] for name in names})
        if ids:
            return tuple(name for id in ids for name in names if name.partition("#")[2] == id)
    return near_names(key, names)


def _read(problem: Problem) -> list[str]:
    """The keys that could have been meant, and that the check-in reads already."""
    keys = {reading.key for reading in problem.check_in.readings}
    return [name for name in problem.names if name in keys or name.partition("#")[2] in keys]


def _initiatives(facts: Facts) -> Iterator[Finding]:
    for objective in facts.portfolio.objectives:
        known = [k.id for k in objective.key_results]
        for initiative in objective.initiatives:
            for id in initiative.serves:
                if objective.key_result(id) is None:
                    near = near_names(id, known)
                    yield Finding(
                        place=initiative.place.of("for", id),
                        message=f"the objective has no key result `{id}`",
                        hint=meant(near)
                        or (
                            "It has " + ", ".join(f"`{k}`" for k in known) + "." if known else "It has none."
                        ),
                        correction=corrected(id, near),
                    )


def _reviews(facts: Facts) -> Iterator[Finding]:
    for review in facts.portfolio.reviews:
        for verdict in review.verdicts:
            reference = parse_reference(verdict.objective)
            found = (
                facts.directory.find(reference, cycle=review.cycle, team=review.team) if reference else None
            )
            if not isinstance(found, Target):
                continue
            objective = facts.directory.objectives[found.objective]
            for id, _ in verdict.scores:
                if objective.key_result(id) is None:
                    near = near_names(id, [k.id for k in objective.key_results])
                    yield Finding(
                        place=verdict.place.name_of("scores", id),
                        message=f"the objective `{objective.name}` has no key result `{id[:60]}`",
                        hint=meant(near) or "Write a key result's `id`.",
                        correction=corrected(id, near, taken=[other for other, _ in verdict.scores]),
                    )


RULE = error("unknown-key-result", __doc__, find)
