"""Two things claim the same former name.

`formerly` makes old links and check-ins lead to the new place; that works only where one thing claims a name.

Fails, where `growth/start` has `formerly: onboarding` too:

```yaml
formerly: onboarding      # in growth/first-week.md
```

Passes with the line in one of the two files, and with no objective `onboarding` any more.
"""

from collections.abc import Iterator

from okrsite.alignment import former_id
from okrsite.diagnostics import Finding
from okrsite.rules.rule import Facts, error


def find(facts: Facts) -> Iterator[Finding]:
    claims: dict[str, str] = {}
    for objective in sorted(facts.portfolio.objectives, key=lambda o: o.draft):
        for reference in objective.formerly:
            if reference.key_result:
                continue
            old = former_id(objective, reference)
            place = objective.place.of("formerly", reference.text)
            if old in facts.directory.objectives:
                yield Finding(
                    place=place,
                    message=f"`{old}` is an objective of its own today",
                    hint="A former name is one that nothing has any more: delete the line.",
                )
            elif old in claims:
                yield Finding(
                    place=place,
                    message=f"`{claims[old]}` says too that it was `{old}`",
                    hint="Keep it in the one that took over.",
                )
            claims.setdefault(old, objective.id)
    former: dict[str, str] = {}
    for team in facts.portfolio.teams:
        for old in team.formerly:
            place = team.place.of("formerly", old)
            if old in facts.teams:
                yield Finding(
                    place=place,
                    message=f"`{old}` is a team of its own today",
                    hint="A former id is one that no team has any more: delete the line.",
                )
            elif old in former:
                yield Finding(
                    place=place,
                    message=f"the team `{former[old]}` says too that it was `{old}`",
                    hint="Keep it in the one that took over.",
                )
            former.setdefault(old, team.id)


RULE = error("duplicate-former", __doc__, find)
