"""A key result is stated to be on track while its own figures are far behind: green outside, red inside.

A check-in asks where things stand with what we know today (Jellyvision). A green light over red figures helps
nobody: those who could do something learn of it when it is too late. An honest *at risk* is an offer to be
helped, and never a fault.

Far behind means more than 25 points behind the line on the day of the last check-in, limits that were broken
on that day, or a chance below 40 %. Only running cycles are looked at, and key results with a recent
check-in; in the first tenth of the time nothing is behind. Milestones are late only where a whole one is, by
more than a tenth of the time. Without a `from`, the line begins at the first reading, so one that came later
than in the first tenth says nothing here; and what is done or not done is not judged without a `chance`.

Fails on 16 November 2026, half-way through 2026-Q4, where the key result goes from 42% to 65%:

```yaml
onboarding#activation:
  value: 45%
  status: on track
```

Passes:

```yaml
onboarding#activation:
  value: 45%
  status: at risk
  note: The new guide is live since Friday, two weeks late
```

It passes as well where most is meant to come late and the key result says so from the beginning:

```yaml
expected: {2026-11-15: 45%, 2026-12-15: 60%}
```
"""

from collections.abc import Iterator
from decimal import Decimal

from okrsite.diagnostics import Finding
from okrsite.model.cycle import Cycle
from okrsite.model.key_result import Binary, Keep, KeyResult, Milestones, Move
from okrsite.observations import Observation
from okrsite.rules._running import living_key_results
from okrsite.rules._words import figures
from okrsite.rules.rule import Facts, warning
from okrsite.scoring.pace import EARLY, OFF_TRACK, ON_TRACK, RISK, SLACK, Pace, Period, pace_key_result
from okrsite.scoring.progress import KeyResultScore, score_key_result
from okrsite.scoring.rounding import rounded


def find(facts: Facts) -> Iterator[Finding]:
    for objective in facts.living:
        paces = facts.paces.get(objective.id)
        if paces is None:
            continue
        for key_result in living_key_results(objective):
            pace = paces.key_results[key_result.id]
            said = pace.stated_by
            if pace.stale or said is None or said.place is None:
                continue
            if pace.stated != ON_TRACK or pace.status != OFF_TRACK:
                continue
            observations = facts.readings.of(objective.id, key_result.id)
            inside = _inside(facts, key_result, facts.directory.cycles[objective.cycle], observations, said)
            if inside:
                yield Finding(
                    place=said.place.of("status"),
                    message=f"stated on track on {said.day}, yet {inside}",
                    hint="Say `at risk` or `off track`, and in a `note` what would help; if most is meant to"
                    " come late, the key result can say so with `expected`."
                    if isinstance(key_result.measure, Move | Milestones)
                    else "Say `at risk` or `off track`, and in a `note` what would help.",
                    private=objective.draft,
                    about=objective.source.path,
                )


def _inside(
    facts: Facts,
    key_result: KeyResult,
    cycle: Cycle,
    observations: tuple[Observation, ...],
    said: Observation,
) -> str:
    """What the figures said on the day of the statement; empty where they were not far behind."""
    known = tuple(o for o in observations if o.day <= said.day)
    score = score_key_result(key_result, known)
    cadence = facts.portfolio.settings.cadence_in(cycle.days)
    pace = pace_key_result(key_result, cycle, known, score, said.day, cadence)
    if pace.status != OFF_TRACK or score.progress is None or score.last is None:
        return ""
    name = f"`{key_result.id}`"
    measure = key_result.measure
    if isinstance(measure, Keep):
        value = score.last.value
        return f"{name} was at {value.text if value else ''}, and is to stay {figures(key_result)}"
    if isinstance(measure, Binary):
        chance = next((o.chance for o in reversed(known) if o.chance is not None), None)
        return "" if chance is None else f"the chance of {name} was {chance.normalize():f}%"
    if isinstance(measure, Milestones):
        return _milestones(name, len(measure.names), score, pace)
    if score.assumed and _began_late(known, pace.period):
        return ""
    assert pace.expected is not None and pace.behind is not None
    digits = next((d for d in (0, 1) if _adds_up(pace.expected, score.progress, pace.behind, d)), 2)
    reached, expected, behind = (
        f"{rounded(share * 100, digits)}" for share in (score.progress, pace.expected, pace.behind)
    )
    return f"{name} was then {reached}% of the way where {expected}% was expected: {behind} points behind"


def _milestones(name: str, all: int, score: KeyResultScore, pace: Pace) -> str:
    """Milestones come one at a time: only whole ones are due, and not to the day."""
    assert pace.expected is not None and score.progress is not None
    due, done = int(pace.expected * all), int(score.progress * all + Decimal("0.5"))
    overdue = int((pace.expected - SLACK) * all) - done
    if Decimal(overdue) / max(all, 1) < RISK:
        return ""
    were_done, were_due = ("was" if number == 1 else "were" for number in (done, due))
    return f"{done} of the {all} milestones of {name} {were_done} done where {due} {were_due} due"


def _began_late(known: tuple[Observation, ...], period: Period) -> bool:
    """Whether the first value, the baseline for want of a better, came after the first tenth."""
    first = next((o for o in known if o.value is not None), None)
    return first is not None and Decimal(period.part(first.day)) / period.days > EARLY


def _adds_up(expected: Decimal, reached: Decimal, behind: Decimal, digits: int) -> bool:
    """Whether the figures, so rounded, give what stands at the end."""
    parts = (rounded(share * 100, digits) for share in (expected, reached, behind))
    return next(parts) - next(parts) == next(parts)


RULE = warning("watermelon", __doc__, find)
