"""A binary key result has no chance of success, though its team has checked in.

“Launch this” and “win that customer” hide progress: it is 0 until the last day. So say that it is binary
and give the chance of success; the work is to raise the chance (product OKR guide). A chance of 40% in the
third week starts a conversation that a plain “not done” never starts.

Fails, in a check-in, where `soc2` is binary:

```yaml
key_results:
  onboarding#soc2:
    note: The auditor has begun
```

Passes:

```yaml
key_results:
  onboarding#soc2:
    chance: 60%
    note: The auditor has begun
```
"""

from collections.abc import Iterator
from datetime import date
from functools import cache, partial

from okrsite.diagnostics import Finding
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import Binary
from okrsite.rules.rule import Facts, warning
from okrsite.scoring.pace import period_of


def find(facts: Facts) -> Iterator[Finding]:
    heard = cache(partial(_heard, facts))
    for objective in facts.living:
        if facts.state(objective.cycle) is not CycleState.ACTIVE:
            continue
        cycle = facts.directory.cycles[objective.cycle]
        for key_result in objective.key_results:
            if not isinstance(key_result.measure, Binary) or key_result.dropped is not None:
                continue
            observations = facts.readings.of(objective.id, key_result.id)
            if any(o.chance is not None or o.done for o in observations):
                continue
            since = period_of(key_result, cycle, facts.portfolio.today).starts
            days = {o.day for o in observations} | set(heard().get((objective.cycle, objective.team), ()))
            times = sum(day >= since for day in days)
            if times:
                yield Finding(
                    place=key_result.place.of("binary"),
                    message=f"no check-in gives the chance of `{key_result.id}`, though there"
                    f" {'was one' if times == 1 else f'were {times}'} since {since}:"
                    " until it is done nobody can see how it goes",
                    hint=f"In the next check-in write below `{objective.name}#{key_result.id}` how likely it"
                    " is as you see it today, like `chance: 60%`.",
                )


def _heard(facts: Facts) -> dict[tuple[str, str], list[date]]:
    """The days of the check-ins, by cycle and team."""
    heard: dict[tuple[str, str], list[date]] = {}
    for check_in in facts.check_ins:
        heard.setdefault((check_in.cycle, check_in.team), []).append(check_in.day)
    return heard


RULE = warning("binary-without-chance", __doc__, find)
