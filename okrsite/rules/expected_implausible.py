"""What is expected by a day lies outside the key result's time, or outside its figures.

`expected` says how the way to the target is thought to go where a straight line would mislead. Its figures
are those of the key result itself, so they lie between `from` and `to`; a percentage is a share of the way
only where the key result's own unit is another. A day outside the cycle, or before the day it was `added`,
shows nothing. A target is specific and time-bound (SMART; product OKR guide), and so is each step to it.

Fails, in 2026-Q4:

```yaml
from: 42%
to: 65%
expected:
  2026-10-31: 20%
  2027-01-31: 60%
```

Passes:

```yaml
from: 42%
to: 65%
expected:
  2026-10-31: 46.6%
  2026-11-30: 60%
```
"""

from collections.abc import Iterator
from decimal import Decimal

from okrsite.diagnostics import Finding
from okrsite.model.key_result import Expected, Graded, KeyResult, Milestones, Move
from okrsite.model.quantity import Quantity
from okrsite.rules.rule import Facts, warning
from okrsite.scoring.pace import Period, expected_share, period_of
from okrsite.scoring.progress import ONE, ZERO

HUNDRED = Decimal(100)


def find(facts: Facts) -> Iterator[Finding]:
    for objective in facts.living:
        cycle = facts.directory.cycles[objective.cycle]
        for key_result in objective.key_results:
            if not key_result.expected or key_result.dropped is not None or key_result.unclear:
                continue
            start = facts.scores[objective.id].key_results[key_result.id].start
            period = period_of(key_result, cycle, facts.portfolio.today)
            for expected in key_result.expected:
                yield from _day(key_result, expected, period)
                yield from _figure(key_result, expected, start)


def _day(key_result: KeyResult, expected: Expected, period: Period) -> Iterator[Finding]:
    if period.starts <= expected.day <= period.ends:
        return
    if expected.day > period.ends:
        when = f"after the cycle's last day ({period.ends}): `{key_result.id}` is over by then"
    elif key_result.added == period.starts:
        when = f"before the key result was added ({period.starts})"
    else:
        when = f"before the cycle's first day ({period.starts}): `{key_result.id}` has not begun"
    yield Finding(
        place=key_result.place.name_of("expected", expected.day.isoformat()),
        message=f"{expected.day} is {when}",
        hint=f"Write a day from {period.starts} to {period.ends}.",
    )


def _figure(key_result: KeyResult, expected: Expected, start: Quantity | None) -> Iterator[Finding]:
    share = expected_share(key_result, expected.value, expected.share, start)
    if share is None or ZERO <= share <= ONE:
        return
    message, hint = _words(key_result, expected, start)
    yield Finding(place=key_result.place.of("expected", expected.day.isoformat()), message=message, hint=hint)


def _words(key_result: KeyResult, expected: Expected, start: Quantity | None) -> tuple[str, str]:
    figure, measure = expected.value.text, key_result.measure
    if expected.share:
        return (
            f"{figure} of the way is not between its start and its end",
            "Write a share from 0% to 100%, or the figure that you expect of the key result itself.",
        )
    if isinstance(measure, Move) and start is not None:
        return (
            f"{figure} is not between {start.text} and {measure.target.text}, where `{key_result.id}` moves",
            _both_ways(expected.value.number, start, measure.target),
        )
    if isinstance(measure, Milestones):
        return (
            f"{figure} is no number of the {len(measure.names)} milestones of `{key_result.id}`",
            f"Write how many are done by then, from 0 to {len(measure.names)}, or a share like `50%`.",
        )
    assert isinstance(measure, Graded)
    return (
        f"{figure} is no score of `{key_result.id}`",
        "Write a score from 0.0 to 1.0, like `0.5`, or a share of the way like `50%`.",
    )


def _both_ways(written: Decimal, start: Quantity, target: Quantity) -> str:
    """How to write a figure of the key result, and how a share of the way. A percentage that is no figure was
    most likely meant as the latter."""
    percent = start.unit == "%"
    share = written if ZERO <= written <= HUNDRED and percent else HUNDRED / 2
    number = start.number + (target.number - start.number) * share / HUNDRED
    figure = f"{_plain(number)}{start.suffix}"
    figure = f"-{start.prefix}{figure[1:]}" if number < 0 else f"{start.prefix}{figure}"
    way = "half of the way" if share == HUNDRED / 2 else f"{_plain(share)}% of the way"
    if percent:
        return f"Write the figure itself: {way} is `{figure}`."
    return f"Write the figure itself or a share of the way: half of it is `{figure}`, or `50%`."


def _plain(number: Decimal) -> str:
    """At most two decimals, no zeros behind them."""
    text = f"{number:,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


RULE = warning("expected-implausible", __doc__, find)
