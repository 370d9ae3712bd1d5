"""Teams are above each other in a circle.

Fails, where `teams/product.md` says `parent: growth`:

```yaml
parent: product      # in teams/growth.md
```

Passes, with a root team that has no `parent`:

```yaml
parent: company
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules.rule import Facts, error


def find(facts: Facts) -> Iterator[Finding]:
    for circle in circles(facts):
        team = facts.teams[circle[0]]
        if len(circle) == 1:
            yield Finding(
                place=team.place.of("parent"),
                message=f"the team `{team.id}` is its own parent",
                hint="Name the team above it, or delete the line if it is the root team.",
            )
            continue
        yield Finding(
            place=team.place.of("parent"),
            message=f"these teams are above each other in a circle: {' -> '.join((*circle, circle[0]))}",
            hint="Give one of them another `parent`.",
        )


def circles(facts: Facts) -> list[tuple[str, ...]]:
    """Each circle once, beginning at its smallest id."""
    found = set()
    done: set[str] = set()
    for team in facts.portfolio.teams:
        trail: dict[str, None] = {}
        current: str = team.id
        while current in facts.teams and current not in trail and current not in done:
            trail[current] = None
            current = facts.teams[current].parent
        if current in trail:
            circle = list(trail)[list(trail).index(current) :]
            first = circle.index(min(circle))
            found.add(tuple(circle[first:] + circle[:first]))
        done |= trail.keys()
    return sorted(found)


RULE = error("team-circle", __doc__, find)
