"""The parent of an objective does not exist.

Every objective of a team should serve something: the link to its parent is what the alignment graph is
made of. A reference without a cycle is sought in the objective's own cycle, then in those that contain it.

Fails, where the team `company` has no objective `trusted-partnr`:

```yaml
parent: company/trusted-partnr
```

Passes:

```yaml
parent: company/trusted-partner
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules._references import what_is_missing
from okrsite.rules.rule import Facts, error


def find(facts: Facts) -> Iterator[Finding]:
    for lost in facts.alignment.lost:
        if lost.field == "parent" and (
            lost.miss.reason in {"cycle", "team", "objective"}
            or (lost.miss.reason == "outside" and not lost.miss.reference.cycle)
        ):
            missing = what_is_missing(facts, lost.miss, lost.objective.id)
            yield Finding(
                place=lost.place,
                message=f"the parent is not found: {missing.message}",
                hint=missing.hint,
                correction=missing.correction,
            )


RULE = error("parent-not-found", __doc__, find)
