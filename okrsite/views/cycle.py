"""A cycle's page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from okrsite.model.cycle import Cycle
from okrsite.model.objective import Objective
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.figures import has_review
from okrsite.views.goalposts import ShiftRow, shift_rows
from okrsite.views.marks import OutcomeShare, Tally
from okrsite.views.means import objectives_mean
from okrsite.views.parts import (
    CheckInCard,
    CycleBanner,
    Frame,
    Link,
    Meter,
    ObjectiveCard,
    Prose,
    TeamBadge,
)
from okrsite.views.standing import TeamStanding
from okrsite.views.tally import contradictions, tally_of
from okrsite.views.words import count, day
from okrsite.views.workings import Mean


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamGroup:
    """A team's objectives in a cycle; `url` leads to the team's page in that cycle."""

    team: TeamBadge
    url: str
    depth: int
    objectives: tuple[ObjectiveCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleView:
    """A cycle with all its teams. `tally` is how its key results keep up, of which `contradictions` count
    those whose team says otherwise; `outcomes` what became of them once it has closed. `basis` says what
    `meter` is the mean of, and `mean` works it out; `check_ins` are the latest. `review_url` leads to the
    cycle's review, empty where it has none. `moved` are its dates that were set anew after it had begun."""

    frame: Frame
    cycle: CycleBanner
    prose: Prose | None
    within: tuple[Link, ...]
    contains: tuple[Link, ...]
    before: Link | None
    after: Link | None
    meter: Meter
    counts: tuple[str, ...]
    standings: tuple[TeamStanding, ...]
    groups: tuple[TeamGroup, ...]
    meetings: tuple[Link, ...]
    alignment_url: str
    tally: tuple[Tally, ...] = ()
    contradictions: int = 0
    outcomes: tuple[OutcomeShare, ...] = ()
    mean: Mean | None = None
    basis: str = "Progress"
    check_ins: tuple[CheckInCard, ...] = ()
    review_url: str = ""
    moved: tuple[ShiftRow, ...] = ()


CHECK_INS = 12
"""How many of the latest check-ins a cycle's page shows; the others are on the teams' pages."""

DETAILED = 300
"""A cycle with more objectives than this lists them without their key results."""


def cycle_view(company: Company, cards: Cards, cycle_id: str) -> CycleView:
    """A cycle's page: all its objectives by team."""
    cycle = company.cycles[cycle_id]
    objectives = company.by_cycle[cycle_id]
    brief = len(objectives) > DETAILED
    names = [c.id for c in company.portfolio.cycles]
    peers = [c for c in company.portfolio.cycles if abs(c.days - cycle.days) <= max(cycle.days // 10, 3)]
    at = [c.id for c in peers].index(cycle_id)
    dropped = sum(o.dropped for o in objectives)
    check_ins = company.check_ins_by_cycle.get(cycle_id, ())
    depths = {team.id: depth for team, depth in company.tree}
    by_team: dict[str, list[Objective]] = {}
    for objective in objectives:
        by_team.setdefault(objective.team, []).append(objective)
    return CycleView(
        frame=cards.frame(
            urls.cycle(cycle_id),
            cycle.title,
            cards.section_of(cycle_id),
            cards.home_crumb(),
            source=cycle.source,
        ),
        cycle=cards.banner(cycle_id),
        prose=cards.prose(cycle.source),
        within=tuple(cards.cycle_link(id) for id in company.alignment.directory.homes(cycle_id)[1:]),
        contains=tuple(cards.cycle_link(id) for id in names if cycle.contains(company.cycles[id])),
        before=cards.cycle_link(peers[at - 1].id) if at else None,
        after=cards.cycle_link(peers[at + 1].id) if at + 1 < len(peers) else None,
        meter=cards.mean_meter(objectives),
        counts=(
            count(len(by_team), "team"),
            count(len(objectives) - dropped, "objective") + (f" ({dropped} more dropped)" if dropped else ""),
            count(company.key_results_in(cycle_id), "key result"),
            count(len(check_ins), "check-in"),
        ),
        basis=cards.basis(objectives),
        check_ins=tuple(cards.check_in(c) for c in reversed(check_ins[-CHECK_INS:])),
        standings=cards.standings(cycle_id),
        groups=tuple(
            TeamGroup(
                team=cards.badge(team),
                url=urls.team_cycle(cycle_id, team),
                depth=depths.get(team, 0),
                objectives=tuple(cards.objective(o, brief=brief) for o in group),
            )
            for team, group in by_team.items()
        ),
        meetings=tuple(
            Link(text=f"Review of {cards.day_text(m.day)}", url=urls.meeting(m))
            for m in company.meetings.get(cycle_id, ())
        ),
        alignment_url=urls.alignment(cycle_id),
        review_url=urls.cycle_review(cycle_id) if has_review(company, cycle_id) else "",
        tally=tally_of(company, objectives),
        contradictions=contradictions(company, objectives),
        outcomes=cards.outcomes(cycle_id, objectives),
        mean=objectives_mean(company, objectives),
        moved=tuple(_moved(company, cycle)),
    )


def _moved(company: Company, cycle: Cycle) -> Iterator[ShiftRow]:
    """The dates that were set anew after the cycle had begun."""
    words = {"starts": "first day", "ends": "last day"}
    late = [shift for shift in company.changes.cycle_shifts(cycle) if shift.late]
    for shift, row in zip(late, shift_rows(company, late), strict=True):
        old, new = (day(date.fromisoformat(text)).text for text in (shift.old, shift.new))
        yield replace(row, field=words[shift.field], old=old, new=new)
