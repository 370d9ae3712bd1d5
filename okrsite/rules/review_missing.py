"""A cycle has ended, and a team has not reviewed it.

The end of a cycle is where OKRs pay back. Reached: which initiatives worked, what surprised us? Overshot: was
the target too low, was the market kind? Missed: without blame, two or three things to do differently (product
OKR guide). Without a review the next cycle begins with the same guesses, and objectives that should be
recommitted, adjusted or discarded (Gothelf and Seiden) just fade away.

A team owes a review where it had objectives that were not dropped.

Fails from 15 January 2027 on, where the team `growth` had objectives in 2026-Q4: there is no file

```yaml
2026-Q4/growth/review.md
```

Passes with this in it, and a few lines on what worked, what surprised us, and what we do differently:

```yaml
objectives:
  onboarding:
    decision: continue
    carried_to: 2027-Q1/growth/onboarding
```

`after_days` is how many days after the end of the cycle there is time: usually 14. `until_days` is how many
days after it the reminder ends, because what is older is history: usually 100.
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules._running import days
from okrsite.rules.rule import Facts, Option, warning


def find(facts: Facts, *, after_days: int, until_days: int) -> Iterator[Finding]:
    portfolio = facts.portfolio
    ended = {
        cycle.id: passed
        for cycle in portfolio.cycles
        if after_days < (passed := (portfolio.today - cycle.ends).days) <= until_days and passed > 0
    }
    reviewed = {(review.cycle, review.team) for review in portfolio.reviews}
    owing: dict[tuple[str, str], int] = {}
    for objective in facts.living:
        if objective.cycle in ended and not objective.draft:
            key = (objective.cycle, objective.team)
            owing[key] = owing.get(key, 0) + 1
    for (cycle, id), count in owing.items():
        team, path = facts.teams.get(id), f"{cycle}/{id}/review.md"
        if team is None or (cycle, id) in reviewed or path in portfolio.unread:
            continue
        number = "its objective" if count == 1 else f"its {count} objectives"
        yield Finding(
            place=team.place,
            message=f"{cycle} ended on {facts.directory.cycles[cycle].ends}, {days(ended[cycle])} ago,"
            f" and {team.name} has not reviewed {number} yet",
            hint=f"Write `{path}`; `okrsite close {cycle}` begins it for you, with the scores filled in.",
        )


RULE = warning(
    "review-missing",
    __doc__,
    find,
    Option(name="after_days", usual=14, about="the days after the end of a cycle in which there is time"),
    Option(name="until_days", usual=100, about="the days after the end of a cycle when the reminder ends"),
    lasting=True,
)
