"""A key result was reached before half of its time had passed, or was certain from the start.

A good target is reached to 60 to 80 % (product OKR guide); even a roofshot is hard, and only just achievable
(Jellyvision). What is passed by the middle of the quarter, or given a confidence of 10 in the first check-in,
would have come about without anybody's stretching. Nobody did wrong: there is time left to aim higher.

Reached means above 100 % of the way for a figure to be moved, all milestones done, or a full score, on a day
in the first half of the cycle (from `added`, where that is later), and still so at the last reading. What the
key result itself expected by then (`expected`) is a plan and no surprise. Certain means a confidence of 10 in
the first check-in that states one, if that comes in the first half and before the key result is reached, and
in all since: one is enough to ask. A figure to be kept within limits is a guardrail, and certainty there is
good news. What is done or not done can come early by its nature, so only its confidence counts. Without a
`from` nobody can tell how far the way was. Where the very first reading is past the target already, the rule
`target-already-met` says so.

Fails, on a key result of 2026-Q4 that goes from 42% to 65%, in the check-in of 30 October:

```yaml
onboarding#activation:
  value: 72%
```

Fails as well, where no check-in ever said less:

```yaml
onboarding#activation:
  value: 47%
  confidence: 10
```

Passes, in the same check-in:

```yaml
onboarding#activation:
  value: 51%
  confidence: 6
```
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from okrsite.diagnostics import Finding
from okrsite.model.cycle import Cycle
from okrsite.model.key_result import Graded, KeyResult, Milestones, Move
from okrsite.model.objective import Objective
from okrsite.observations import Observation
from okrsite.rules._running import living_key_results
from okrsite.rules.rule import Facts, each_objective, warning
from okrsite.scoring.pace import EARLY, expected_progress, period_of
from okrsite.scoring.progress import ONE, KeyResultScore, observed_progress
from okrsite.scoring.rounding import rounded

SURE = 10


@each_objective
def find(facts: Facts, objective: Objective) -> Iterator[Finding]:
    if objective.dropped:
        return
    cycle, scores = facts.directory.cycles[objective.cycle], facts.scores[objective.id]
    for key_result in living_key_results(objective):
        observations = facts.readings.of(objective.id, key_result.id)
        if not observations or key_result.unclear or key_result.kind == "keep":
            continue
        score = scores.key_results[key_result.id]
        early = _reached_early(key_result, cycle, observations, score)
        if early is not None:
            yield _reached(key_result, cycle, early, score)
            continue
        first = _sure_from_the_start(key_result, cycle, observations, score)
        if first is not None:
            yield Finding(
                place=key_result.place,
                message=f"confidence in `{key_result.id}` is {SURE} of 10 since its first check-in on"
                f" {first.day}: it was sure from the start",
                hint="Ask what would be hard but achievable, and aim for that; or say in the next"
                " check-in what could still go wrong.",
            )


def _reached_early(
    key_result: KeyResult, cycle: Cycle, observations: tuple[Observation, ...], score: KeyResultScore
) -> Observation | None:
    """The first observation past the target, if it came in the first half and the last one still is.

    None where the target was met before the work began, which is another rule's (`target-already-met`).
    """
    if not isinstance(key_result.measure, Move | Milestones | Graded) or score.assumed:
        return None
    if not _reaches(key_result, score.progress):
        return None
    measured = [
        (o, p) for o in observations if (p := observed_progress(key_result, o, score.start)) is not None
    ]
    early = next((o for o, p in measured if not o.baseline and _reaches(key_result, p)), None)
    if early is None or not _in_first_half(key_result, cycle, early.day):
        return None
    first, progress = measured[0]
    if progress >= ONE and period_of(key_result, cycle, first.day).share <= EARLY:
        return None
    period = period_of(key_result, cycle, early.day)
    expected = expected_progress(key_result, score.start, period, early.day)
    return early if expected is None or expected < ONE else None


def _reaches(key_result: KeyResult, progress: Decimal | None) -> bool:
    """Whether progress is above 100 %, or at it where there can be no more."""
    if progress is None:
        return False
    return progress > ONE if isinstance(key_result.measure, Move) else progress >= ONE


def _in_first_half(key_result: KeyResult, cycle: Cycle, day: date) -> bool:
    period = period_of(key_result, cycle, day)
    return period.passed * 2 < period.days


def _sure_from_the_start(
    key_result: KeyResult, cycle: Cycle, observations: tuple[Observation, ...], score: KeyResultScore
) -> Observation | None:
    """The first observation that states a confidence, if it and all since are sure though much was open."""
    stated = {o.day: o for o in observations if o.confidence is not None}  # of a day, the last one counts
    if not stated or any(o.confidence != SURE for o in stated.values()):
        return None
    first = stated[min(stated)]
    by_then = (observed_progress(key_result, o, score.start) for o in observations if o.day <= first.day)
    if not _in_first_half(key_result, cycle, first.day) or any(p is not None and p >= ONE for p in by_then):
        return None
    return first


def _reached(key_result: KeyResult, cycle: Cycle, early: Observation, score: KeyResultScore) -> Finding:
    period = period_of(key_result, cycle, early.day)
    name, time = f"`{key_result.id}`", f"after {_percent(period.share)}% of its time"
    if isinstance(key_result.measure, Milestones):
        told = f"all {len(key_result.measure.names)} milestones of {name} were done on {early.day}, {time}"
    elif isinstance(key_result.measure, Graded):
        told = f"{name} had its full score on {early.day}, {time}"
    else:
        progress = observed_progress(key_result, early, score.start)
        assert progress is not None and early.value is not None
        told = f"{name} was at {early.value.text}, {_percent(progress)}% of the way, on {early.day}, {time}"
    return Finding(
        place=key_result.place,
        message=told,
        hint="Was the target low, or the market kind? If there is more to win, drop this one with `dropped`"
        " and `because`, and add it anew with a target that stretches.",
    )


def _percent(share: Decimal) -> int:
    return int(rounded(share * 100))


RULE = warning("sandbagged", __doc__, find)
