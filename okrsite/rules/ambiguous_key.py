"""A check-in names a key result by an id that several objectives of the team have.

Fails, where both `onboarding` and `support` have a key result `handling`:

```yaml
key_results:
  handling:
    value: 2 days
```

Passes:

```yaml
key_results:
  onboarding#handling:
    value: 2 days
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules.rule import Facts, error


def find(facts: Facts) -> Iterator[Finding]:
    for problem in facts.readings.problems:
        if problem.kind == "ambiguous":
            listed = " or ".join(f"`{name}`" for name in problem.names)
            yield Finding(
                place=problem.place,
                message=f"`{problem.reading.key}` is the id of {len(problem.names)} key results of the team",
                hint=f"Write {listed}.",
            )


RULE = error("ambiguous-key", __doc__, find)
