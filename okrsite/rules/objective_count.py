"""A team has more objectives in a cycle than it can care for.

Each further objective takes attention from the others; more than one for a team in a quarter is no priority
at all (product OKR guide, the strict reading, which is what `preset: strict` asks for). Too many is among
the first things that go wrong (Jellyvision). Objectives that were dropped do not count, nor do those of
other teams that this team shares through `with`.

Fails, where these are a team's objectives for 2026-Q4:

```yaml
- 2026-Q4/growth/brand.md
- 2026-Q4/growth/mail.md
- 2026-Q4/growth/onboarding.md
- 2026-Q4/growth/search.md
```

Passes:

```yaml
- 2026-Q4/growth/mail.md
- 2026-Q4/growth/onboarding.md
- 2026-Q4/growth/search.md
```

`at_most` is the number of objectives that a team may have in a cycle: usually 3, with `preset: strict` 1.
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.objective import Objective
from okrsite.rules._words import listed
from okrsite.rules.rule import Facts, Option, warning


def find(facts: Facts, *, at_most: int) -> Iterator[Finding]:
    by_team: dict[tuple[str, str], list[Objective]] = {}
    for objective in facts.living:
        by_team.setdefault((objective.cycle, objective.team), []).append(objective)
    for (cycle, team), objectives in by_team.items():
        published = [o for o in objectives if not o.draft]
        drafts = [o for o in objectives if o.draft]
        name = facts.teams[team].name if team in facts.teams else team
        if len(published) > at_most:
            yield Finding(
                place=published[-1].place,
                message=f"{name} has {len(published)} objectives in {cycle}, more than {at_most}:"
                f" {listed((f'`{o.name}`' for o in published), most=12)}",
                hint="Ask which of them the cycle would be a success without, and drop or postpone it;"
                " what must go on anyway is a KPI to watch.",
            )
        if drafts and len(objectives) > at_most:
            yield Finding(
                place=drafts[-1].place,
                message=f"once this is published, {name} has {len(objectives)} objectives in {cycle},"
                f" more than {at_most}: {listed((f'`{o.name}`' for o in objectives), most=12)}",
                hint="Decide which of them gives way before you delete `status: draft`.",
                private=True,
            )


RULE = warning(
    "objective-count",
    __doc__,
    find,
    Option(name="at_most", usual=3, about="the number of objectives that a team may have in a cycle"),
)
