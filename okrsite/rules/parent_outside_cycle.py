"""The parent is in a cycle that does not contain the objective's own.

An objective of 2026-Q4 can serve one of 2026-Q4, 2026-H2 or 2026, but not one of 2026-Q3: that quarter is
over before it begins. `supports` may lead to overlapping cycles, `depends_on` anywhere.

Fails in `2026-Q4/growth/onboarding.md`:

```yaml
parent: 2026-Q3/company/trusted-partner
```

Passes:

```yaml
parent: 2026/company/trusted-partner
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules.rule import Facts, error


def find(facts: Facts) -> Iterator[Finding]:
    for lost in facts.alignment.lost:
        miss = lost.miss
        if lost.field != "parent" or miss.reason != "outside" or not miss.reference.cycle:
            continue
        objective = facts.directory.objectives[miss.found]
        others = [
            o.id
            for home in facts.directory.homes(miss.cycle)
            for o in facts.directory.of_team(home, objective.team)
            if o.id != lost.objective.id and not o.draft
        ]
        same = [id for id in others if id.endswith(f"/{objective.name}")]
        listed = ", ".join(f"`{id}`" for id in (same or others)[:3])
        if same:
            hint = f"Did you mean {listed}?"
        elif listed:
            hint = f"In {miss.cycle} and what contains it, the team `{objective.team}` has {listed}."
        else:
            hint = f"Name an objective of {miss.cycle} or of a cycle that contains it."
        yield Finding(
            place=lost.place,
            message=f"the parent is in {objective.cycle}, which does not contain {miss.cycle}",
            hint=hint,
        )


RULE = error("parent-outside-cycle", __doc__, find)
