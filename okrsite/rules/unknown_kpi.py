"""A key result names a KPI that has no file in `kpis/`.

Fails, where there is a `kpis/cac.md`:

```yaml
kpi: cak
```

Passes:

```yaml
kpi: cac
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding, corrected, meant, near_names
from okrsite.rules.rule import Facts, error


def find(facts: Facts) -> Iterator[Finding]:
    known = {kpi.id for kpi in facts.portfolio.kpis}
    ghosts = {ghost.removeprefix("kpi:") for ghost in facts.portfolio.ghosts if ghost.startswith("kpi:")}
    for objective in facts.portfolio.objectives:
        for key_result in objective.key_results:
            if key_result.kpi and key_result.kpi not in known | ghosts:
                near = near_names(key_result.kpi, known)
                yield Finding(
                    place=key_result.place.of("kpi"),
                    message=f"there is no KPI `{key_result.kpi}`",
                    hint=meant(near) or f"Write `kpis/{key_result.kpi}.md`.",
                    correction=corrected(key_result.kpi, near),
                )


RULE = error("unknown-kpi", __doc__, find)
