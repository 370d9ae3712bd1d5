"""A published objective refers to a draft.

Nothing published names a draft, so the link is left out until the draft is published. The finding is told
to the writer only.

Fails, where `company/trusted-partner` is a draft:

```yaml
parent: company/trusted-partner
```

Passes once it is published.
"""

from collections.abc import Iterator

from okrsite.alignment import Target
from okrsite.diagnostics import Finding
from okrsite.model.objective import Objective
from okrsite.model.reference import Reference
from okrsite.rules.rule import Facts, warning
from okrsite.source import Place


def find(facts: Facts) -> Iterator[Finding]:
    directory, objectives = facts.directory, facts.portfolio.objectives
    if not any(objective.draft for objective in objectives):
        return
    for objective in objectives:
        if objective.draft:
            continue
        for reference, place in _references(objective):
            target = directory.find(reference, cycle=objective.cycle, team=objective.team)
            if isinstance(target, Target) and directory.objectives[target.objective].draft:
                yield Finding(
                    place=place,
                    message=f"`{target.objective}` is a draft: the link is left out until it is published",
                    hint="Publish it first, or name a published objective.",
                    private=True,
                )


def _references(objective: Objective) -> Iterator[tuple[Reference, Place]]:
    if objective.parent is not None:
        yield objective.parent, objective.place.of("parent")
    for field, references in (("supports", objective.supports), ("depends_on", objective.depends_on)):
        for reference in references:
            yield reference, objective.place.of(field, reference.text)


RULE = warning("link-to-draft", __doc__, find)
