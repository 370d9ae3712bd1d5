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
        members = [facts.directory.objectives[id] for id in circle]
        drafts = any(member.draft for member in members)
        # A circle through a draft is the draft's fault: without it, nothing published leads in a circle.
        first = next((member for member in members if member.draft), members[0])
        place = first.place.of("parent")
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
