"""An objective does not say why it matters.

A title says what; only prose says why this, and why now. An objective connects the team's work to a purpose
(Gothelf and Seiden): it is a focus area *and* why it matters (Weekdone). Without the why nobody outside the
team can tell whether the key results are the right ones. Headings alone say nothing, nor does `TBD`, nor the
question that `okrsite new objective` leaves there.

Fails, with nothing below the fields:

```yaml
title: Make the first week feel effortless for new admins
```

Passes:

```yaml
title: Make the first week feel effortless for new admins
---
Four admins in ten give up in their first week, and
none comes back. They are those we paid most to win.
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.objective import Objective
from okrsite.prose.parts import words_of
from okrsite.rules.rule import Facts, each_objective, warning

QUESTION = "Why this matters now, in a few sentences. What happens if we do nothing?"
"""What stands in a new objective for its team to answer."""

_OPEN = frozenset({"tbd", "todo"})


@each_objective
def find(_facts: Facts, objective: Objective) -> Iterator[Finding]:
    if objective.dropped:
        return
    said = words_of(objective.source.body)
    if said and (objective.draft or not _is_open(said)):
        return
    yield Finding(
        place=objective.place,
        message="nothing below the fields says why this objective matters",
        hint=f"Write two or three sentences below the second `---`: what changes for {_whom(objective)},"
        " and why now.",
    )


def _is_open(said: str) -> bool:
    """Whether it only says that something is to be said."""
    return said.strip(".! ").lower() in _OPEN or " ".join(said.split()) == QUESTION


def _whom(objective: Objective) -> str:
    """Those whom the objective is for, where a key result says so in few words."""
    named = (k.who for k in objective.key_results if k.dropped is None and 0 < len(k.who) <= 50)
    return next((f"“{who}”" for who in named), "those it is for")


RULE = warning("objective-without-why", __doc__, find)
