"""A team of one has OKRs.

OKRs for individuals: don't, all guides agree. They turn into a list of tasks and from there into appraisal;
what one person does is rarely a change in somebody's behaviour, and there is nobody to check in with.
Personal plans are not OKRs (Weekdone). Better: the person owns an objective or a key result of the team they
work with.

A team counts as one person where `members` names only one and `lead` nobody else. A team with teams beneath
it is a level of the company, whoever is named there; an objective that is shared with another team is no
one's alone. It looks at objectives of cycles that run or are planned.

Fails, where the team has objectives in a running cycle:

```yaml
name: Growth
lead: Priya Raman
members: Priya Raman
```

Passes:

```yaml
name: Growth
lead: Priya Raman
members:
  - Priya Raman
  - Jo Malik
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.cycle import CycleState
from okrsite.model.objective import Objective
from okrsite.model.team import Team
from okrsite.rules._words import listed
from okrsite.rules.rule import Facts, warning


def find(facts: Facts) -> Iterator[Finding]:
    with_teams_beneath = {team.parent for team in facts.portfolio.teams}
    alone = {t.id: t for t in facts.portfolio.teams if _is_one(t) and t.id not in with_teams_beneath}
    theirs: dict[str, list[Objective]] = {}
    for objective in facts.living:
        if objective.team not in alone or set(objective.shared_with) - {objective.team}:
            continue
        if facts.state(objective.cycle) is not CycleState.CLOSED:
            theirs.setdefault(objective.team, []).append(objective)
    for id, objectives in theirs.items():
        team, published = alone[id], [o for o in objectives if not o.draft]
        cycles = listed(dict.fromkeys(o.cycle for o in published or objectives), most=4)
        above = facts.teams.get(team.parent)
        whose = f"of {above.name}" if above else "of a team"
        yield Finding(
            place=team.place.of("members"),
            message=f"{team.name} is {team.members[0]} alone, and has OKRs in {cycles}",
            hint=f"Let {team.members[0]} own an objective or a key result {whose} instead; or name the others"
            " who work on these.",
            private=not published,
        )


def _is_one(team: Team) -> bool:
    """Whether a team says that it has one person."""
    people = {" ".join(name.split()).casefold() for name in (*team.members, team.lead) if name.strip()}
    return bool(team.members) and len(people) == 1


RULE = warning("individual-okr", __doc__, find)
