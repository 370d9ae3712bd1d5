"""An objective has more than one moonshot.

One moonshot key result in an objective, the others roofshots (Jellyvision). A moonshot succeeds at 60 to 70
percent: with several of them even a good quarter looks like a failure, and nothing of the objective is
certain.

Fails:

```yaml
key_results:
  - id: activation
    title: New account admins finish setup on day one
    from: 42%
    to: 95%
    ambition: moonshot
  - id: handling
    title: Connecting a directory takes minutes, not days
    from: 2.5 days
    to: 0.1 days
    ambition: moonshot
```

Passes:

```yaml
key_results:
  - id: activation
    title: New account admins finish setup on day one
    from: 42%
    to: 95%
    ambition: moonshot
  - id: handling
    title: Connecting a directory takes hours, not days
    from: 2.5 days
    to: 0.5 days
```

`at_most` is the number of moonshots in an objective: usually 1.
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules._words import listed
from okrsite.rules.rule import Facts, Option, warning


def find(facts: Facts, *, at_most: int) -> Iterator[Finding]:
    for objective in facts.living:
        counted = [k for k in objective.key_results if k.dropped is None]
        moonshots = [k for k in counted if k.moonshot]
        if len(moonshots) <= at_most:
            continue
        named = listed((f"`{k.id}`" for k in moonshots), most=8)
        are = "is a moonshot" if len(moonshots) == 1 else "are moonshots"
        yield Finding(
            place=moonshots[at_most].place.of("ambition"),
            message=f"{len(moonshots)} of {len(counted)} key results {are}, more than {at_most}: {named}",
            hint="Choose the one that would change most, and give the others targets that are hard but within"
            " reach (roofshots: delete their line `ambition`)."
            if at_most
            else "Give it a target that is hard but within reach, and delete the line `ambition`.",
        )


RULE = warning(
    "moonshot-overload",
    __doc__,
    find,
    Option(name="at_most", usual=1, about="the number of moonshots that an objective may have"),
)
