"""A target was met before the work began.

KPIs are to be monitored, key results are to be moved this quarter (Weekdone). Where the first reading is at
the target already, nothing is left to move: the target is too low, or what is meant is a limit to keep.
What counts are the readings until the first tenth of the cycle has passed, those of a KPI and those before
the cycle too.

Fails, where the first reading of the quarter is 66%:

```yaml
from: 42%
to: 65%
```

Passes, where nothing more is wanted:

```yaml
at_least: 65%
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.key_result import Binary, Graded, Keep, KeyResult, Milestones, Move
from okrsite.model.objective import Objective
from okrsite.observations import Observation
from okrsite.rules.rule import Facts, each_objective, warning
from okrsite.scoring.pace import EARLY, Period, period_of
from okrsite.scoring.progress import ONE, observed_progress

FIELDS: dict[type, str] = {Move: "to", Milestones: "milestones", Binary: "binary"}


@each_objective
def find(facts: Facts, objective: Objective) -> Iterator[Finding]:
    if objective.dropped:
        return
    cycle = facts.directory.cycles[objective.cycle]
    for key_result in objective.key_results:
        if isinstance(key_result.measure, Keep | Graded) or key_result.dropped is not None:
            continue
        start = facts.scores[objective.id].key_results[key_result.id].start
        period = period_of(key_result, cycle, facts.portfolio.today)
        first = [
            (o, progress)
            for o in facts.readings.of(objective.id, key_result.id)
            if _early(o, period) and (progress := observed_progress(key_result, o, start)) is not None
        ]
        if first and all(progress >= ONE for _, progress in first):
            yield Finding(
                place=key_result.place.of(FIELDS[type(key_result.measure)]),
                message=_message(key_result, first[0][0]),
                hint=_hint(key_result),
            )


def _early(observation: Observation, period: Period) -> bool:
    """Whether a day lies before a period or in its first tenth, which its first day always does."""
    return period.part(observation.day) <= max(int(EARLY * period.days), 1)


def _message(key_result: KeyResult, first: Observation) -> str:
    measure = key_result.measure
    if isinstance(measure, Move):
        value = first.value.text if first.value else ""
        met = f"the target of {measure.target.text} was met before the work began"
        return f"`{key_result.id}` was at {value} on {first.day}: {met}"
    done = f"all {len(measure.names)} milestones were" if isinstance(measure, Milestones) else "it was"
    return f"nothing is left to do for `{key_result.id}`: {done} done on {first.day} already"


def _hint(key_result: KeyResult) -> str:
    measure = key_result.measure
    if not isinstance(measure, Move):
        return "Put in its place what this makes possible: what will somebody do differently now?"
    up = measure.start is None or measure.start.number < measure.target.number
    limit = "at_least" if up else "at_most"
    return (
        "Set a target that takes work to reach, from where the figure is today;"
        f" if it only must not get worse, write `{limit}: {measure.target.text}`."
    )


RULE = warning("target-already-met", __doc__, find)
