"""Objectives are each other's parents, or an objective is its own.

Alignment leads up to the company's objectives; in a circle it leads nowhere. One report names the whole
circle.

Fails, where `product/search` has the parent `growth/onboarding`:

```yaml
parent: product/search      # in growth/onboarding.md
```

Passes:

```yaml
parent: company/trusted-partner
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules.rule import Facts, error


def find(facts: Facts) -> Iterator[Finding]:
    for circle in facts.alignment.circles:
        first = facts.directory.objectives[circle[0]]
        place = first.place.of("parent")
        drafts = any(facts.directory.objectives[id].draft for id in circle)
        if len(circle) == 1:
            yield Finding(
                place=place,
                message=f"the objective is its own parent: {first.id} -> {first.id}",
                hint="Name the objective above it, or delete the line.",
                private=drafts,
            )
            continue
        yield Finding(
            place=place,
            message=f"these parents lead in a circle: {' -> '.join((*circle, circle[0]))}",
            hint="Give one of them a parent outside the circle.",
            private=drafts,
        )


RULE = error("alignment-circle", __doc__, find)
