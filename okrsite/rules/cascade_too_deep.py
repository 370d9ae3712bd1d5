"""An objective hangs more than three levels deep in the cascade.

Company objectives and team OKRs: two layers are often enough (Weekdone). With each further one the line to
what the company wants gets longer, plans wait for the level above, and objectives turn into cascaded
deliverables. Levels are different teams in a row along the parents: a team's quarterly objective below its
own annual one is the same level, told in time.

Fails, in an objective of the team `ranking`, whose parents go on to `product` and `company`:

```yaml
parent: search/relevance  # the fourth level
```

Passes:

```yaml
parent: product/first-value  # the third
```

`at_most` is the number of levels: usually 3.
"""

from collections.abc import Iterator
from itertools import groupby, islice

from okrsite.alignment import Target
from okrsite.diagnostics import Finding
from okrsite.model.objective import Objective
from okrsite.rules._words import reference
from okrsite.rules.rule import Facts, Option, warning

SHOWN = 20
"""Of a longer line no more objectives are looked at to name their teams."""


def find(facts: Facts, *, at_most: int) -> Iterator[Finding]:
    levels = _levels(facts)
    for id, target in facts.alignment.parents.items():
        objective = facts.directory.objectives[id]
        parent = facts.directory.objectives[target.objective]
        depth = levels.get(id, 0)
        if depth <= at_most or objective.dropped or parent.team == objective.team:
            continue
        line = [objective, *islice(_line(facts, id), SHOWN)]
        teams = [team for team, _ in groupby(o.team for o in line)]
        more = "... > " if len(teams) < depth else ""
        yield Finding(
            place=objective.place.of("parent"),
            message=f"this objective is {depth} levels deep, more than {at_most}:"
            f" {more}{' > '.join(reversed(teams))}",
            hint=_hint(facts, objective, levels, at_most),
            private=any(o.draft for o in line),
        )


def _levels(facts: Facts) -> dict[str, int]:
    """For each objective with a parent, and those above it, on which level it is; the top is 1. What hangs in
    a circle of parents has no level."""
    parents, objectives = facts.alignment.parents, facts.directory.objectives
    levels: dict[str, int] = {id: 0 for circle in facts.alignment.circles for id in circle}
    for start in parents:
        trail: list[str] = []
        current = start
        while current not in levels and current in parents:
            trail.append(current)
            current = parents[current].objective
        level = levels.setdefault(current, 1)
        for below in reversed(trail):
            if level:
                level += objectives[below].team != objectives[parents[below].objective].team
            levels[below] = level
    return levels


def _line(facts: Facts, id: str) -> Iterator[Objective]:
    """The objectives above one, nearest first."""
    target: Target | None = facts.alignment.parents.get(id)
    while target is not None:
        yield facts.directory.objectives[target.objective]
        target = facts.alignment.parents.get(target.objective)


def _hint(facts: Facts, objective: Objective, levels: dict[str, int], at_most: int) -> str:
    """Which objective would be near enough to the top to hang it from."""
    better = next((o for o in _line(facts, objective.id) if levels[o.id] < at_most), None)
    if better is None:
        return "Ask whether it is an objective of its own, or an initiative of the one above."
    return (
        f"If it serves `{reference(better, seen_from=objective)}` just as well, name that as `parent`; if it"
        " only delivers a part of the one above, make it an initiative there."
    )


RULE = warning(
    "cascade-too-deep",
    __doc__,
    find,
    Option(name="at_most", usual=3, about="the number of levels, each another team, from the top"),
)
