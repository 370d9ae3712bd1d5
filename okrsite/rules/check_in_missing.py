"""A team, or one of its key results, has not been heard of for longer than the cadence and a week.

OKRs that nobody looks at are forgotten by the middle of the quarter: no check-ins is one of the ways in which
they fail (Jellyvision), and a team that talks about them every week keeps them alive (Weekdone). A check-in
need not be long: where each key result stands, how sure you are of reaching it, what changed.

The reminder stands with the team when it is the team that has gone quiet, and with a key result when the team
does check in but leaves that one out. It looks at cycles that are running; readings of a KPI, and check-ins
of a team that shares the objective, count as hearing of a key result. What is done, or was dropped, owes
none.

Fails on 20 November 2026, where `okrsite.yml` says `check_in_every: 2 weeks`: the last check-in of the team
`growth` in 2026-Q4 is

```yaml
2026-Q4/growth/checkins/2026-10-16.md
```

Passes:

```yaml
2026-Q4/growth/checkins/2026-11-13.md
```

In cycles longer than half a year a check-in a month is enough (Gothelf and Seiden review each month what is
meant to take a year).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from okrsite.diagnostics import Finding
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.rules._running import days, living_key_results
from okrsite.rules._words import listed
from okrsite.rules.rule import Facts, warning
from okrsite.scoring.pace import GRACE
from okrsite.settings import Cadence

Late = tuple[Objective, tuple[KeyResult, ...]]


def find(facts: Facts) -> Iterator[Finding]:
    latest = facts.recollection.of("latest", facts.check_ins, partial(_latest, facts))
    late: dict[tuple[str, str], list[Late]] = {}
    for objective in facts.living:
        pace = facts.paces.get(objective.id)
        if objective.draft or pace is None:
            continue
        overdue = tuple(k for k in living_key_results(objective) if pace.key_results[k.id].stale)
        if overdue:
            late.setdefault((objective.cycle, objective.team), []).append((objective, overdue))
    for (cycle, team), objectives in late.items():
        heard = latest.get((cycle, team))
        since = max(heard or date.min, facts.directory.cycles[cycle].starts)
        if facts.portfolio.today - since > _cadence(facts, cycle).length + GRACE:
            yield from _of_team(facts, cycle, team, heard)
        else:
            for objective, overdue in objectives:
                yield _of_key_results(facts, objective, overdue)


def _latest(facts: Facts) -> dict[tuple[str, str], date]:
    """When each team last checked in, by cycle and team."""
    today, ahead = facts.portfolio.today, timedelta(days=1)  # it is tomorrow already somewhere
    return {(c.cycle, c.team): c.day for c in facts.check_ins if c.day - today <= ahead}  # they come by day


def _cadence(facts: Facts, cycle: str) -> Cadence:
    return facts.portfolio.settings.cadence_in(facts.directory.cycles[cycle].days)


def _of_team(facts: Facts, cycle: str, id: str, heard: date | None) -> Iterator[Finding]:
    team, today = facts.teams.get(id), facts.portfolio.today
    if team is None:  # there is no such team, or its file can't be read, which is reported
        return
    often = _cadence(facts, cycle).text
    if heard is None:
        starts = facts.directory.cycles[cycle].starts
        told = f"no check-in yet for {cycle}, which began on {starts}, {days((today - starts).days)} ago"
    else:
        told = f"the last check-in for {cycle} was on {heard}, {days((today - heard).days)} ago"
    yield Finding(
        place=team.place,
        message=f"{told}, and one is due {often}",
        hint=f"Write `{cycle}/{id}/checkins/{today}.md`: where each key result stands, how sure you are of"
        " it, and what changed.",
    )


def _of_key_results(facts: Facts, objective: Objective, overdue: tuple[KeyResult, ...]) -> Finding:
    today, paces = facts.portfolio.today, facts.paces[objective.id].key_results

    def when(key_result: KeyResult) -> str:
        heard = paces[key_result.id].heard
        if heard is None:
            return f"`{key_result.id}` (nothing yet)"
        return f"`{key_result.id}` (last on {heard}, {days((today - heard).days)} ago)"

    one = len(overdue) == 1
    which = listed(when(k) for k in overdue)
    return Finding(
        place=overdue[0].place if one else objective.place.name_of("key_results"),
        message=f"the team checks in, but not on {which}",
        hint=f"Give {'it' if one else 'each'} a line in the next check-in, a note or a confidence will do; if"
        f" nobody works on {'it' if one else 'one'} any more, drop it with `dropped` and `because`.",
    )


RULE = warning("check-in-missing", __doc__, find)
