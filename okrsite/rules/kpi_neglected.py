"""A KPI is outside its limits, and no key result works on it.

KPIs are to be monitored, key results are to be moved this quarter (Weekdone). When a KPI leaves its limits it
asks a question: is this what we should move now? A key result that names it with `kpi` is the answer. It may
also be fine to wait, if somebody says so: `allow` in the KPI's file takes the reason.

Unhealthy means that the last reading up to today is below `at_least` or above `at_most`. A key result of a
running cycle counts, and so does one of a planned cycle: it has been taken up. Dropped ones, and drafts, do
not.

Fails, where the last reading is 38 and no key result has `kpi: nps`:

```yaml
name: Net promoter score
at_least: 45
```

Passes, with this key result in a running cycle:

```yaml
- id: recommend
  title: Customers recommend us
  from: 38
  to: 50
  kpi: nps
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import Keep, Move
from okrsite.model.kpi import Kpi, KpiReading
from okrsite.rules._running import living_key_results
from okrsite.rules.rule import Facts, warning


def find(facts: Facts) -> Iterator[Finding]:
    worked_on = {
        key_result.kpi
        for objective in facts.living
        if not objective.draft and facts.state(objective.cycle) is not CycleState.CLOSED
        for key_result in living_key_results(objective)
        if isinstance(key_result.measure, Move | Keep)
    }
    for kpi in facts.portfolio.kpis:
        last = next((r for r in reversed(kpi.readings) if r.day <= facts.portfolio.today), None)
        crossed = last and _crossed(kpi, last)
        if last and crossed and kpi.id not in worked_on:
            yield Finding(
                place=kpi.place,
                message=f"{kpi.name}: {last.value.text} on {last.day}, {crossed},"
                " and no key result works on it",
                hint=f"Let a key result of this or the next cycle move it, with `kpi: {kpi.id}`; or say under"
                " `allow` why it can wait.",
            )


def _crossed(kpi: Kpi, reading: KpiReading) -> str:
    """The limit that a reading crosses, in words; empty where it is within."""
    value = reading.value.number
    if kpi.at_least is not None and value < kpi.at_least.number:
        return f"below the limit of {kpi.at_least.text}"
    if kpi.at_most is not None and value > kpi.at_most.number:
        return f"above the limit of {kpi.at_most.text}"
    return ""


RULE = warning("kpi-neglected", __doc__, find)
