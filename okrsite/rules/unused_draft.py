"""A draft is still a draft though its cycle has begun.

A draft is nowhere on the site. Once its cycle runs, either the team works on it, and it should be published,
or it does not, and the file should go.

Fails once the cycle has begun:

```yaml
status: draft
```

Passes without the line.
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.cycle import CycleState
from okrsite.rules.rule import Facts, warning


def find(facts: Facts) -> Iterator[Finding]:
    for objective in facts.portfolio.objectives:
        if objective.draft and facts.state(objective.cycle) is not CycleState.PLANNED:
            starts = facts.directory.cycles[objective.cycle].starts
            yield Finding(
                place=objective.place.of("status"),
                message=f"this is still a draft, though {objective.cycle} began on {starts}: nobody sees it",
                hint="Delete the line `status: draft` to publish it, or delete the file.",
                private=True,
            )


RULE = warning("unused-draft", __doc__, find)
