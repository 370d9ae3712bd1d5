"""The tree of teams."""

from dataclasses import dataclass

from okrsite.model.team import Team
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.parts import CycleBanner, Frame, Link, Meter, TeamBadge
from okrsite.views.people.person import has_people


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamBranch:
    """A team and the teams beneath it. The address of `lead` is empty where there is no page of theirs;
    `ended` is empty or a remark (`until 2026-Q2`)."""

    team: TeamBadge
    lead: Link | None
    people: int
    ended: str
    standing: Meter
    objectives: int
    beneath: tuple["TeamBranch", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsView:
    """The tree of teams. `people` leads to the list of everybody who owns something; empty without one."""

    frame: Frame
    cycle: CycleBanner | None
    roots: tuple[TeamBranch, ...]
    people: str = ""


def teams_view(company: Company, cards: Cards) -> TeamsView:
    """The tree of teams, with how each stands in the current cycle."""
    current = company.current
    return TeamsView(
        frame=cards.frame(urls.TEAMS, _("Teams"), "teams", cards.home_crumb()),
        cycle=cards.banner(current.id) if current else None,
        roots=(_branch(company, cards, company.root),) if company.root else (),
        people=urls.PEOPLE if has_people(company) else "",
    )


def _branch(company: Company, cards: Cards, team: Team) -> TeamBranch:
    cycle = company.current.id if company.current else ""
    own = company.by_team.get((cycle, team.id), ())
    return TeamBranch(
        team=cards.badge(team.id),
        lead=Link(text=team.lead, url=company.owners.url(team.lead)) if team.lead else None,
        people=len({*team.members, *([team.lead] if team.lead else [])}),
        ended=_("until %(cycle)s", cycle=team.until) if company.has_ended(team) else "",
        standing=cards.part(cycle, team.id).meter,
        objectives=sum(not o.dropped for o in own),
        beneath=tuple(_branch(company, cards, below) for below in company.beneath.get(team.id, ())),
    )
