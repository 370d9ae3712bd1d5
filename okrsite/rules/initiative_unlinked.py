"""An initiative does not say which key result it will move.

An initiative is a hypothesis: we believe that doing this will achieve who does what by how much. Ask of all
work: which of our key results will it move? (Gothelf and Seiden) Work that answers with none may be worth
doing, but it is not for this objective; in a RICE score its impact is zero (product OKR guide). OKRs that
were never connected to the work are among the first to fail (Jellyvision).

Dropped initiatives and dropped objectives are left alone, and so are objectives that have no key result yet.

Fails, in an objective with the key results `activation` and `handling`:

```yaml
initiatives:
  - title: Directory connector
```

Passes:

```yaml
initiatives:
  - title: Directory connector
    for: [activation, handling]
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules._running import living_key_results, without_text
from okrsite.rules._words import listed
from okrsite.rules.rule import Facts, warning


def find(facts: Facts) -> Iterator[Finding]:
    unlinked = [
        (objective, initiative)
        for objective in facts.living
        if living_key_results(objective)
        for initiative in objective.initiatives
        if not initiative.serves and initiative.status != "dropped"
    ]
    missing = without_text((initiative.place, "for") for _, initiative in unlinked)
    for (objective, initiative), is_missing in zip(unlinked, missing, strict=True):
        if not is_missing:
            continue
        ids = [f"`{k.id}`" for k in living_key_results(objective)]
        yield Finding(
            place=initiative.place.of("title"),
            message=f"“{initiative.title}” names no key result: its impact counts as zero in a RICE score"
            if initiative.rice
            else f"“{initiative.title}” names no key result",
            hint=f"Which one will it move? Name it with `for`: {listed(ids, most=8)}."
            if len(ids) > 1
            else f"Will it move {ids[0]}? Then write `for: {ids[0].strip('`')}`.",
        )


RULE = warning("initiative-unlinked", __doc__, find)
