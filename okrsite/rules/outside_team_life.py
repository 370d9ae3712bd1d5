"""A team has OKRs before its first cycle or after its last.

`since` and `until` of a team say which cycles it has OKRs in. OKRs outside them are shown all the same, but
likely one of the two is out of date. Objectives are bound to a time and to those who answer for them (Gothelf
and Seiden).

Fails, where `teams/growth.md` says `until: 2026-Q2`: `2026-Q3/growth/onboarding.md`

Passes: `2026-Q2/growth/onboarding.md`
"""

from collections.abc import Iterator
from datetime import date

from okrsite.diagnostics import Finding
from okrsite.model.cycle import cycle_dates
from okrsite.rules.rule import Facts, warning


def find(facts: Facts) -> Iterator[Finding]:
    for objective in facts.portfolio.objectives:
        team = facts.teams.get(objective.team)
        if team is None:
            continue
        cycle = facts.directory.cycles[objective.cycle]
        since, until = _dates(facts, team.since), _dates(facts, team.until)
        if since is not None and cycle.ends < since[0]:
            yield Finding(
                place=objective.place,
                message=f"the team `{team.id}` has OKRs since {team.since}, and this is one of {cycle.id}",
                hint=f"Correct `since` in `{team.source.path}`, or move the objective.",
            )
        elif until is not None and cycle.starts > until[1]:
            successors = " or ".join(f"`{id}`" for id in team.succeeded_by)
            yield Finding(
                place=objective.place,
                message=f"the team `{team.id}` has OKRs until {team.until}, and this is one of {cycle.id}",
                hint=f"Move it to {successors}."
                if successors
                else f"Correct `until` in `{team.source.path}`.",
            )


def _dates(facts: Facts, name: str) -> tuple[date, date] | None:
    cycle = facts.directory.cycles.get(name)
    if cycle is not None:
        return cycle.starts, cycle.ends
    settings = facts.portfolio.settings
    return cycle_dates(name, fiscal_start=settings.fiscal_start, named_for=settings.fiscal_named_for)


RULE = warning("outside-team-life", __doc__, find)
