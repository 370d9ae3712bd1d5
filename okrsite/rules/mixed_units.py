"""The numbers of a key result, or of a KPI, are in different units.

The unit is what stands around the number; day and days are one. Nothing is converted. A bare number takes the
unit of the others, and `unit:` names one that is not written beside numbers, like `ms (p95)`.

Fails:

```yaml
from: 2.5 days
to: 12 hours
```

Passes:

```yaml
from: 60 hours
to: 12 hours
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules.rule import Facts, error


def find(facts: Facts) -> Iterator[Finding]:
    for problem in facts.readings.problems:
        if problem.kind == "unit" and problem.reading.value is not None:
            value = problem.reading.value
            yield Finding(
                place=problem.place,
                message=f"`value: {value.text}` is in `{value.unit_text}`,"
                f" but the key result is in `{problem.text}`",
                hint="Write the value in the key result's unit; nothing is converted.",
                private=facts.is_draft(problem.objective),
            )
    kpis = {kpi.id: kpi for kpi in facts.portfolio.kpis}
    for objective in facts.portfolio.objectives:
        for key_result in objective.key_results:
            kpi = kpis.get(key_result.kpi)
            if kpi is None or kpi.unit is None or key_result.unit is None:
                continue
            if kpi.unit.unit != key_result.unit.unit:
                yield Finding(
                    place=key_result.place.of("kpi"),
                    message=f"the KPI `{kpi.id}` is in `{kpi.unit.unit_text}`,"
                    f" but the key result is in `{key_result.unit.unit_text}`",
                    hint="Write the key result in the KPI's unit, or take `kpi` out.",
                )


RULE = error("mixed-units", __doc__, find)
