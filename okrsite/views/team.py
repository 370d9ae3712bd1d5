"""A team's page, with all its cycles."""

from dataclasses import dataclass

from okrsite.model.cycle import CycleState
from okrsite.model.team import Team
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.findings import AllowedRow, FindingRow
from okrsite.views.marks import OutcomeShare, Tally
from okrsite.views.now.team_now import TeamNow, team_now
from okrsite.views.parts import CycleBanner, Frame, Link, Meter, ObjectiveCard, Prose, TeamBadge
from okrsite.views.proposals import Proposal, objective_proposals
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
    """A team with all its cycles, newest first. `now` is how it stands in the current one, or in another that
    is active, None where it takes part in none; that one is the first of `cycles`. `members` are all but the
    `lead`; their addresses are empty where nothing is theirs. `handles` review its pull requests. `findings`
    are what the check says of its file, `allowed` what the file allows itself. `calendar` is a file with the
    team's days to keep in mind, empty for one that has ended. `proposals` are objectives that readers may
    propose. `changes` leads to what changed, week by week, and `feed` to the same as a feed, both empty where
    nothing is known of that. `history` is None where none of its cycles has begun."""

    frame: Frame
    team: TeamBadge
    prose: Prose | None
    lead: Link | None
    members: tuple[Link, ...]
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
    now: TeamNow | None = None


def team_view(company: Company, cards: Cards, team: Team) -> TeamView:
    """A team's page: what it is for, who it is, and its objectives in every cycle, newest first, but for
    those that are active now."""
    known = company.has_journal
    now = _now(company, cards, team)
    newest = sorted(company.portfolio.cycles, key=lambda c: (c.starts, -c.days, c.id), reverse=True)
    cycles = []
    shown_now = now.cycle.id if now else ""
    newest.sort(key=lambda c: (c.id != shown_now, company.state(c.id) is not CycleState.ACTIVE))
    for cycle in newest:
        key = (cycle.id, team.id)
        if cycle.id not in company.cycles_of.get(team.id, ()):
            continue
        part = cards.part(cycle.id, team.id)
        shown = (
            *(cards.objective(o) for o in company.by_team.get(key, ())),
            *(cards.objective(o, guest=True) for o in company.shared.get(key, ())),
        )
        cycles.append(
            TeamCycle(
                cycle=cards.banner(cycle.id),
                url=urls.team_cycle(cycle.id, team.id),
                meter=part.meter,
                objectives=shown,
                tally=part.tally,
                outcomes=part.outcomes,
                mean=part.mean,
            )
        )
    return TeamView(
        frame=cards.frame(
            urls.team(team.id),
            team.name,
            "teams",
            cards.home_crumb(),
            Link(text=_("Teams"), url=urls.TEAMS),
            source=team.source,
        ),
        team=cards.badge(team.id),
        prose=cards.prose(team.source),
        lead=_person(company, team.lead) if team.lead else None,
        members=tuple(_person(company, name) for name in team.members if name != team.lead),
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
        now=now,
        history=team_history(company, cards, team),
        calendar="" if company.has_ended(team) else urls.team_calendar(team.id),
        changes=urls.changes(team.id) if known else "",
        feed=urls.changes_feed(team.id) if known else "",
        proposals=objective_proposals(company, team.id),
        findings=cards.findings(team.source.path),
        allowed=cards.allowed(team.source.path),
    )


def _person(company: Company, name: str) -> Link:
    """Somebody's name, and the page of what is theirs, if anything is."""
    return Link(text=name, url=company.owners.url(name))


def _now(company: Company, cards: Cards, team: Team) -> TeamNow | None:
    """How the team stands in the cycle that the home page shows, else in the shortest that is active."""
    current = [company.current.id] if company.current else []
    others = sorted(company.cycles.values(), key=lambda c: (c.days, c.id))
    found = (team_now(company, cards, id, team.id) for id in (*current, *(c.id for c in others)))
    return next((now for now in found if now is not None), None)


def life(company: Company, team: Team) -> str:
    """A sentence on when the team began or ended, empty where it says neither."""
    if team.until and company.has_ended(team):
        return _("This team ended with %(cycle)s.", cycle=team.until)
    if team.until:
        return _("The last cycle of this team is %(cycle)s.", cycle=team.until)
    return _("The first cycle of this team is %(cycle)s.", cycle=team.since) if team.since else ""
