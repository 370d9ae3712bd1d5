"""A team's page, with all its cycles."""

from dataclasses import dataclass

from okrsite.model.team import Team
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.findings import AllowedRow, FindingRow
from okrsite.views.marks import OutcomeShare, Tally
from okrsite.views.means import objectives_mean
from okrsite.views.parts import CycleBanner, Frame, Link, Meter, ObjectiveCard, Prose, TeamBadge
from okrsite.views.proposals import Proposal, objective_proposals
from okrsite.views.tally import tally_of
from okrsite.views.team_history import TeamHistory, team_history
from okrsite.views.workings import Mean


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCycle:
    """A cycle on a team's page, and the team's part of it at `url`. `tally` is how its key results keep up,
    `outcomes` what became of them once the cycle has closed; `mean` works out what `meter` shows."""

    cycle: CycleBanner
    url: str
    meter: Meter
    objectives: tuple[ObjectiveCard, ...]
    tally: tuple[Tally, ...] = ()
    outcomes: tuple[OutcomeShare, ...] = ()
    mean: Mean | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """A team with all its cycles, newest first. `handles` review its pull requests. `findings` are what the
    check says of its file, `allowed` what the file allows itself. `calendar` is a file with the team's days
    to keep in mind, empty for one that has ended. `proposals` are objectives that readers may propose.
    `changes` leads to what changed, week by week, and `feed` to the same as a feed, both empty where nothing
    is known of that. `history` is None where none of its cycles has begun."""

    frame: Frame
    team: TeamBadge
    prose: Prose | None
    lead: str
    members: tuple[str, ...]
    handles: tuple[str, ...]
    above: tuple[Link, ...]
    beneath: tuple[TeamBadge, ...]
    life: str
    succeeded_by: tuple[Link, ...]
    cycles: tuple[TeamCycle, ...]
    findings: tuple[FindingRow, ...] = ()
    allowed: tuple[AllowedRow, ...] = ()
    history: TeamHistory | None = None
    calendar: str = ""
    proposals: tuple[Proposal, ...] = ()
    changes: str = ""
    feed: str = ""


def team_view(company: Company, cards: Cards, team: Team) -> TeamView:
    """A team's page: what it is for, who it is, and its objectives in every cycle, newest first."""
    known = company.has_journal
    cycles = []
    for cycle in sorted(company.portfolio.cycles, key=lambda c: (c.starts, -c.days, c.id), reverse=True):
        key = (cycle.id, team.id)
        if key not in company.filled:
            continue
        own = company.by_team.get(key, ())
        shown = (
            *(cards.objective(o) for o in own),
            *(cards.objective(o, guest=True) for o in company.shared.get(key, ())),
        )
        cycles.append(
            TeamCycle(
                cycle=cards.banner(cycle.id),
                url=urls.team_cycle(cycle.id, team.id),
                meter=cards.mean_meter(own),
                objectives=shown,
                tally=tally_of(company, own),
                outcomes=cards.outcomes(cycle.id, own),
                mean=objectives_mean(company, own),
            )
        )
    return TeamView(
        frame=cards.frame(
            urls.team(team.id),
            team.name,
            "teams",
            cards.home_crumb(),
            Link(text="Teams", url=urls.TEAMS),
            source=team.source,
        ),
        team=cards.badge(team.id),
        prose=cards.prose(team.source),
        lead=team.lead,
        members=team.members,
        handles=team.handles,
        above=tuple(Link(text=t.name, url=urls.team(t.id)) for t in company.line_above(team.id)),
        beneath=tuple(cards.badge(t.id) for t in company.beneath.get(team.id, ())),
        life=life(company, team),
        succeeded_by=tuple(
            Link(text=company.teams[id].name, url=urls.team(id))
            for id in team.succeeded_by
            if id in company.teams
        ),
        cycles=tuple(cycles),
        history=team_history(company, cards, team),
        calendar="" if company.has_ended(team) else urls.team_calendar(team.id),
        changes=urls.changes(team.id) if known else "",
        feed=urls.changes_feed(team.id) if known else "",
        proposals=objective_proposals(company, team.id),
        findings=cards.findings(team.source.path),
        allowed=cards.allowed(team.source.path),
    )


def life(company: Company, team: Team) -> str:
    """A sentence on when the team began or ended, empty where it says neither."""
    if team.until and company.has_ended(team):
        return f"This team ended with {team.until}."
    if team.until:
        return f"The last cycle of this team is {team.until}."
    return f"The first cycle of this team is {team.since}." if team.since else ""
