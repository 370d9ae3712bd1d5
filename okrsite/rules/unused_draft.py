"""A draft is still a draft though its cycle has begun.

A draft is nowhere on the site. Once its cycle runs, either the team works on it, and it should be published,
or it does not, and the file should go. Two weeks are left to finish it, from the start of the cycle or, where
all its key results joined later, from the day the first of them was `added`. OKRs are proposed, explained,
revised and then published (Gothelf and Seiden): what others can't read, they can't align with.

Fails on 20 October, in a cycle that began on 1 October:

```yaml
status: draft
```

Passes without the line.

`after_days` is how many days after the start a draft may stand: usually 14.
"""

from collections.abc import Iterator
from datetime import date

from okrsite.diagnostics import Finding
from okrsite.model.cycle import CycleState
from okrsite.model.objective import Objective
from okrsite.rules.rule import Facts, Option, warning


def find(facts: Facts, *, after_days: int) -> Iterator[Finding]:
    for objective in facts.portfolio.objectives:
        if objective.draft and facts.state(objective.cycle) is not CycleState.PLANNED:
            starts = facts.directory.cycles[objective.cycle].starts
            if (facts.portfolio.today - _begun(objective, starts)).days <= after_days:
                continue
            yield Finding(
                place=objective.place.of("status"),
                message=f"this is still a draft, though {objective.cycle} began on {starts}: nobody sees it",
                hint="Delete the line `status: draft` to publish it, or delete the file.",
                private=True,
            )


def _begun(objective: Objective, starts: date) -> date:
    """The day on which somebody could begin to work on it."""
    joined = [k.added or starts for k in objective.key_results if k.dropped is None]
    return max(starts, min(joined, default=starts))


RULE = warning(
    "unused-draft",
    __doc__,
    find,
    Option(name="after_days", usual=14, about="the days after the start of its cycle that a draft may stand"),
)
