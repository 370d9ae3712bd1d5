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
from okrsite.rules.rule import Facts, warning
from okrsite.source import Place


def find(facts: Facts) -> Iterator[Finding]:
    alignment = facts.alignment
    for objective in facts.portfolio.objectives:
        if objective.draft:
            continue
        targets: list[tuple[Target, Place]] = []
        if objective.id in alignment.parents:
            targets.append((alignment.parents[objective.id], objective.place.of("parent")))
        for field, links in (("supports", alignment.supports), ("depends_on", alignment.depends_on)):
            targets += [
                (target, objective.place.of(field, i)) for i, target in enumerate(links.get(objective.id, ()))
            ]
        for target, place in targets:
            if facts.directory.objectives[target.objective].draft:
                yield Finding(
                    place=place,
                    message=f"`{target.objective}` is a draft: the link is left out until it is published",
                    hint="Publish it first, or name a published objective.",
                    private=True,
                )


RULE = warning("link-to-draft", __doc__, find)
