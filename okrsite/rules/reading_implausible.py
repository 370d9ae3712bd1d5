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
from okrsite.model.key_result import Keep, KeyResult, Move
from okrsite.model.quantity import Quantity
from okrsite.rules.rule import Facts, warning

HUNDRED = Decimal(100)


def find(facts: Facts) -> Iterator[Finding]:
    for objective in facts.portfolio.objectives:
        for key_result in objective.key_results:
            bounds = _bounds(key_result)
            if not bounds:
                continue
            percent = key_result.unit is not None and key_result.unit.unit == "%"
            for observation in facts.readings.of(objective.id, key_result.id):
                if observation.value is None or observation.place is None:
                    continue
                value = abs(observation.value.number)
                hint = _meant(value, bounds, percent=percent)
                if hint is not None:
                    yield Finding(
                        place=observation.place.of("value"),
                        message=f"{observation.value.text} is far outside the range of"
                        f" `{key_result.id}` ({_range(key_result)})",
                        hint=hint,
                    )


def _bounds(key_result: KeyResult) -> tuple[Decimal, ...]:
    measure = key_result.measure
    given: tuple[Quantity | None, ...]
    if isinstance(measure, Move):
        given = (measure.start, measure.target)
    elif isinstance(measure, Keep):
        given = (measure.at_least, measure.at_most)
    else:
        return ()
    return tuple(abs(quantity.number) for quantity in given if quantity is not None)


def _range(key_result: KeyResult) -> str:
    measure = key_result.measure
    if isinstance(measure, Move):
        return (
            f"{measure.start.text} to {measure.target.text}" if measure.start else f"to {measure.target.text}"
        )
    assert isinstance(measure, Keep)
    limits = (("at least", measure.at_least), ("at most", measure.at_most))
    return ", ".join(f"{words} {limit.text}" for words, limit in limits if limit)


def _meant(value: Decimal, bounds: tuple[Decimal, ...], *, percent: bool) -> str | None:
    """What was likely meant by a value that is far off, or None where it is plausible.

    Far off is a factor of a hundred beyond the range, or beyond ten where a hundredth (or a hundredfold)
    of the value would lie within it.
    """
    low, high = min(bounds), max(bounds)
    if value == 0 or high == 0:
        return None
    if percent and value < 1 and low <= value * HUNDRED <= high and not low <= value <= high:
        return "A share is written in percent: 0.47 is 47%."
    if percent and value < 1 and low == 0 and high > 1 and value * HUNDRED <= high:
        return "A share is written in percent: 0.47 is 47%."
    too_big = value >= HUNDRED * high or (value >= 10 * high and low <= value / HUNDRED <= high and low > 0)
    too_small = low > 0 and (value * HUNDRED <= low or (value * 10 <= low and low <= value * HUNDRED <= high))
    if too_big or too_small:
        return "Check the figure, its multiplier (k, M, bn) and its unit."
    return None


RULE = warning("reading-implausible", __doc__, find)
