"""The parent belongs to a team that is not above this one.

It is allowed, and often right: teams also serve their neighbours. But it is worth a look, because the team
above may not know: alignment goes sideways too, by explaining OKRs to leaders and peers (Gothelf and
Seiden). Where it is meant as help on the side, `supports` says so.

Fails, where the teams `growth` and `search` are both below `product`:

```yaml
parent: search/relevance      # in growth/onboarding.md
```

Passes:

```yaml
parent: product/first-value
supports: search/relevance
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules.rule import Facts, warning


def find(facts: Facts) -> Iterator[Finding]:
    roots = [team.id for team in facts.roots] if len(facts.roots) == 1 else []  # else the tree is broken
    for id, target in facts.alignment.parents.items():
        objective = facts.directory.objectives[id]
        parent = facts.directory.objectives[target.objective]
        if parent.team == objective.team or objective.dropped or objective.team not in facts.teams:
            continue
        line = facts.line_above(objective.team)
        if parent.team not in line and (objective.team, *line)[-1] in roots:
            above = " > ".join((*reversed(line), objective.team))
            yield Finding(
                place=objective.place.of("parent"),
                message=f"the parent belongs to the team `{parent.team}`, which is not above"
                f" `{objective.team}` ({above})",
                hint="Leave it if it is meant so; for help on the side there is `supports`.",
                private=facts.is_draft(parent.id),
            )


RULE = warning("parent-outside-line", __doc__, find)
