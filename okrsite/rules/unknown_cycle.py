"""A team's `since` or `until` is no name of a cycle.

Fails:

```yaml
since: Q4 2026
```

Passes:

```yaml
since: 2026-Q4
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding, corrected, meant, near_names
from okrsite.model.cycle import cycle_dates, nearest_cycle_name
from okrsite.rules.rule import Facts, error


def find(facts: Facts) -> Iterator[Finding]:
    cycles = facts.directory.cycles
    for team in facts.portfolio.teams:
        for field, name in (("since", team.since), ("until", team.until)):
            if name and cycle_dates(name) is None and not facts.may_be_cycle(name):
                nearest = nearest_cycle_name(name)
                near = (nearest,) if nearest else near_names(name, cycles)
                yield Finding(
                    place=team.place.of(field),
                    message=f"`{field}`: there is no cycle `{name[:40]}`",
                    hint=(f"Write `{field}: {nearest}`." if nearest else meant(near))
                    or "Name it like `2026-Q4`.",
                    correction=corrected(name, near),
                )


RULE = error("unknown-cycle", __doc__, find)
