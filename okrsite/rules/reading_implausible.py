"""A reading is a hundred times outside its key result's range, or a share where percent are meant.

Nothing is converted, so `4700` where 47 is meant, `1.5` where the range is 1M to 2M, or `0.47` where the unit
is % make nonsense of the progress.

Fails, where the key result goes from 42% to 65%:

```yaml
value: 0.47
```

Passes:

```yaml
value: 47%
```
"""

from collections.abc import Iterator
from decimal import Decimal

from okrsite.diagnostics import Finding
from okrsite.model.key_result import Keep, Move
from okrsite.model.objective import Objective
from okrsite.model.quantity import Quantity
from okrsite.observations import Observation
from okrsite.rules.rule import Facts, each_objective, warning

HUNDRED = Decimal(100)
Bound = Decimal | None


@each_objective
def find(facts: Facts, objective: Objective) -> Iterator[Finding]:
    yield from _values(facts, objective)
    yield from _chances(facts, objective)


def _values(facts: Facts, objective: Objective) -> Iterator[Finding]:
    for key_result in objective.key_results:
        if not isinstance(key_result.measure, Move | Keep):
            continue
        score = facts.scores[objective.id].key_results[key_result.id]
        low, high = _bounds(key_result.measure, score.start)
        written = _bounds(key_result.measure, None if score.assumed else score.start)
        percent = key_result.unit is not None and key_result.unit.unit == "%"
        for observation in facts.readings.of(objective.id, key_result.id):
            if observation.value is None or observation.place is None:
                continue
            value = abs(observation.value.number)
            hint = _meant(value, low, high)
            if percent and 0 < value < 1 and _is_bare(observation) and _share_is_meant(value, *written):
                hint = "A share is written in percent: 0.47 is 47%."
            if hint:
                yield Finding(
                    place=observation.place.of("value"),
                    message=f"{observation.value.text} is far outside the range of"
                    f" `{key_result.id}` ({_range(key_result.measure)})",
                    hint=hint,
                    private=objective.draft,
                    about=objective.source.path,
                )


def _chances(facts: Facts, objective: Objective) -> Iterator[Finding]:
    """Chances below one percent: most likely a share was meant."""
    for key_result in objective.key_results:
        for observation in facts.readings.of(objective.id, key_result.id):
            if observation.place and observation.chance and 0 < observation.chance < 1:
                yield Finding(
                    place=observation.place.of("chance"),
                    message=f"a chance of {observation.chance}% is next to none",
                    hint="A chance is written in percent: 0.6 is 60%.",
                    private=objective.draft,
                    about=objective.source.path,
                )


def _is_bare(observation: Observation) -> bool:
    """Whether the reading was written without a unit."""
    readings = observation.check_in.readings if observation.check_in else ()
    return any(r.place == observation.place and r.value is not None and r.value.bare for r in readings)


def _bounds(measure: Move | Keep, start: Quantity | None) -> tuple[Bound, Bound]:
    """The range without signs; None where it is open. `start` is a move's baseline, perhaps assumed."""
    if isinstance(measure, Keep):
        low, high = measure.at_least, measure.at_most
        if any(limit is not None and limit.number < 0 for limit in (low, high)):
            return None, None
        return (low.number if low else None), (high.number if high else None)
    ends = [quantity.number for quantity in (start, measure.target) if quantity is not None]
    sizes = [abs(end) for end in ends]
    return (Decimal(0) if min(ends) < 0 < max(ends) else min(sizes)), max(sizes)


def _range(measure: Move | Keep) -> str:
    if isinstance(measure, Move):
        start = f"{measure.start.text} " if measure.start else ""
        return f"{start}to {measure.target.text}"
    limits = (("at least", measure.at_least), ("at most", measure.at_most))
    return ", ".join(f"{words} {limit.text}" for words, limit in limits if limit)


def _meant(value: Decimal, low: Bound, high: Bound) -> str:
    """What to do about a value that is far off; empty where it is plausible.

    Far off is a factor of a hundred beyond the range, or beyond ten where a hundredth (or a hundredfold)
    of the value would lie within it.
    """
    if not value:
        return ""
    too_big = high and (
        value >= HUNDRED * high or (value >= 10 * high and _within(value / HUNDRED, low, high))
    )
    too_small = low and (
        value * HUNDRED <= low or (value * 10 <= low and _within(value * HUNDRED, low, high))
    )
    return "Check the figure, its multiplier (k, M, bn) and its unit." if too_big or too_small else ""


def _share_is_meant(value: Decimal, low: Bound, high: Bound) -> bool:
    """Whether a value below 1% makes sense only as a share: all of the range is far above it, or begins at
    nothing."""
    if low:
        return low >= 10 or (value < low and _within(value * HUNDRED, low, high))
    return low is not None and high is not None and high > 1 and value * HUNDRED <= high


def _within(value: Decimal, low: Bound, high: Bound) -> bool:
    return (low is not None and low <= value) and (high is None or value <= high)


RULE = warning("reading-implausible", __doc__, find)
