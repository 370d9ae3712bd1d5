"""The confidence in a key result fell far from one check-in to the next, and nobody says why.

Confidence answers a question: with what we know today, how sure are we of reaching this? When the answer
falls, something was learnt. A check-in that also says what changed and what stands in the way (Jellyvision)
lets others help while there is time; a bare number makes them guess.

A `note` on the reading says it, or one on a reading between the two; so does the prose of the check-in where
it names the key result by its id or title. Only the last figure of a day counts.

Fails, where the check-in before said `confidence: 8`:

```yaml
onboarding#activation:
  value: 47%
  confidence: 4
```

Passes:

```yaml
onboarding#activation:
  value: 47%
  confidence: 4
  note: The directory vendor slipped by three weeks
```

`points` is how far it has to fall, of 10: usually 3.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from okrsite.diagnostics import Finding
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.observations import Observation
from okrsite.rules._running import living_key_results
from okrsite.rules.rule import Facts, Option, each_objective, warning


@each_objective
def find(facts: Facts, objective: Objective, *, points: int) -> Iterator[Finding]:
    if objective.dropped:
        return
    for key_result in living_key_results(objective):
        observations = facts.readings.of(objective.id, key_result.id)
        for before, after in _falls(observations, key_result, points):
            assert after.place is not None  # only check-ins state a confidence
            yield Finding(
                place=after.place.of("confidence"),
                message=f"confidence in `{key_result.id}` fell from {before.confidence} on {before.day}"
                f" to {after.confidence} on {after.day}, and nothing says why",
                hint="Add a `note` to this reading: what did you learn, and who could help?",
                private=objective.draft,
                about=objective.source.path,
            )


def _falls(
    observations: Sequence[Observation], key_result: KeyResult, points: int
) -> Iterator[tuple[Observation, Observation]]:
    """The observations before and after each fall that nothing explains."""
    before: Observation | None = None
    since: list[Observation] = []
    for _, of_day in groupby(observations, key=lambda o: o.day):
        today = list(of_day)
        since += today
        after = next((o for o in reversed(today) if o.confidence is not None), None)
        if after is None or after.confidence is None:
            continue
        if before is not None and before.confidence is not None:
            fell = before.confidence - after.confidence
            if fell >= max(points, 1) and not any(_tells_why(o, key_result) for o in since):
                yield before, after
        before, since = after, []


def _tells_why(observation: Observation, key_result: KeyResult) -> bool:
    """Whether a reading has a note, or its check-in's prose, headings aside, speaks of the key result."""
    if observation.note or observation.check_in is None:
        return bool(observation.note)
    lines = observation.check_in.source.body.splitlines()
    prose = " ".join(" ".join(line for line in lines if not line.lstrip().startswith("#")).split()).lower()
    if " ".join(key_result.title.split()).lower() in prose:
        return True
    id = re.escape(key_result.id).replace(r"\-", "[- ]")
    return re.search(rf"(?<![\w-]){id}(?![\w-])", prose) is not None


RULE = warning(
    "confidence-fell-silently",
    __doc__,
    find,
    Option(name="points", usual=3, about="how many points of 10 the confidence has to fall"),
)
