"""The tree of teams."""

from dataclasses import dataclass

from okrsite.model.team import Team
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.parts import CycleBanner, Frame, Meter, TeamBadge


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamBranch:
    """A team and the teams beneath it. `ended` is empty or a remark (`until 2026-Q2`)."""

    team: TeamBadge
    lead: str
    people: int
    ended: str
    standing: Meter
    objectives: int
    beneath: tuple["TeamBranch", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsView:
    frame: Frame
    cycle: CycleBanner | None
    roots: tuple[TeamBranch, ...]


def teams_view(company: Company, cards: Cards) -> TeamsView:
    """The tree of teams, with how each stands in the current cycle."""
    current = company.current
    return TeamsView(
        frame=cards.frame(urls.TEAMS, "Teams", "teams", cards.home_crumb()),
        cycle=cards.banner(current.id) if current else None,
        roots=(_branch(company, cards, company.root),) if company.root else (),
    )


def _branch(company: Company, cards: Cards, team: Team) -> TeamBranch:
    cycle = company.current.id if company.current else ""
    own = company.by_team.get((cycle, team.id), ())
    return TeamBranch(
        team=cards.badge(team.id),
        lead=team.lead,
        people=len({*team.members, *([team.lead] if team.lead else [])}),
        ended=f"until {team.until}" if company.has_ended(team) else "",
        standing=cards.mean_meter(own),
        objectives=sum(not o.dropped for o in own),
        beneath=tuple(_branch(company, cards, below) for below in company.beneath.get(team.id, ())),
    )
