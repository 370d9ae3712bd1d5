"""An objective of a team has no parent.

Bottom-up OKRs need a clear link to what they serve (Gothelf and Seiden). The root team's objectives need
none; every other objective names the objective or key result that it helps.

Fails, in a team below the root:

```yaml
title: Make the first week feel effortless
```

Passes:

```yaml
title: Make the first week feel effortless
parent: company/trusted-partner#retention
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules.rule import Facts, warning


def find(facts: Facts) -> Iterator[Finding]:
    roots = {team.id for team in facts.roots}
    if not roots:  # the tree of teams is broken, which is reported
        return
    for objective in facts.portfolio.objectives:
        if objective.parent is not None or "parent" in objective.unclear:
            continue
        if objective.team not in roots and not objective.dropped:
            above = facts.line_above(objective.team)
            candidates = [
                f"{o.team}/{o.name}"
                for team in above
                for cycle in facts.directory.homes(objective.cycle)
                for o in facts.directory.of_team(cycle, team)
                if not o.draft and not o.dropped
            ][:3]
            listed = ", ".join(f"`parent: {name}`" for name in candidates)
            yield Finding(
                place=objective.place,
                message="this objective has no parent: what does it serve?",
                hint=f"Name the objective or key result above it, for example {listed}."
                if listed
                else "Name the objective or key result above it with `parent`.",
            )


RULE = warning("objective-unaligned", __doc__, find)
