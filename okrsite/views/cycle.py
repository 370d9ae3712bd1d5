"""A cycle's page."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from okrsite.model.cycle import Cycle
from okrsite.translation.numbers import whole
from okrsite.translation.words import _, ngettext
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.facets import Filters, filters
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
from okrsite.views.standing import TeamStanding, upper
from okrsite.views.tally import contradictions, tally_of
from okrsite.views.words import day
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
    cycle's review, `present_url` to its presentation; empty where it has none. `moved` are its dates that
    were set anew after it had begun, with `starts` or `ends` as their field. `filters` say what its
    objectives can be found by, None where there is nothing to choose from; `long` that there are so many
    that pages should draw only those in sight. `more_teams` counts those that `standings` leaves to the list
    of objectives."""

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
    present_url: str = ""
    moved: tuple[ShiftRow, ...] = ()
    filters: Filters | None = None
    long: bool = False
    more_teams: int = 0

    @property
    def pieces(self) -> tuple[tuple[TeamGroup, ...], ...]:
        """The groups; those of a long page in pieces of some `PIECE` objectives, that a browser can leave
        undrawn while they are out of sight."""
        if not self.long:
            return (self.groups,) if self.groups else ()
        pieces: list[list[TeamGroup]] = []
        room = 0
        for group in self.groups:
            if room <= 0:
                pieces.append([])
                room = PIECE
            pieces[-1].append(group)
            room -= len(group.objectives)
        return tuple(tuple(piece) for piece in pieces)


CHECK_INS = 12
"""How many of the latest check-ins a cycle's page shows; the others are on the teams' pages."""

LONG = 200
"""A cycle with more objectives than this is a long page: it leaves their key results to their own pages."""

PIECE = 50
"""Objectives in a piece of a long page."""


def cycle_view(company: Company, cards: Cards, cycle_id: str) -> CycleView:
    """A cycle's page: all its objectives by team."""
    cycle = company.cycles[cycle_id]
    objectives = company.by_cycle[cycle_id]
    names = [c.id for c in company.portfolio.cycles]
    peers = [c for c in company.portfolio.cycles if abs(c.days - cycle.days) <= max(cycle.days // 10, 3)]
    at = [c.id for c in peers].index(cycle_id)
    dropped = sum(o.dropped for o in objectives)
    check_ins = company.check_ins_by_cycle.get(cycle_id, ())
    listed = [(o, cards.objective(o)) for o in objectives]
    by_team: dict[str, list[ObjectiveCard]] = {}
    for objective, card in listed:
        by_team.setdefault(objective.team, []).append(card)
    standings = cards.standings(cycle_id)
    shown = upper(standings)
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
            ngettext("%(num)s team", "%(num)s teams", len(by_team)),
            _objectives(len(objectives) - dropped, dropped),
            ngettext("%(num)s key result", "%(num)s key results", company.key_results_in(cycle_id)),
            ngettext("%(num)s check-in", "%(num)s check-ins", len(check_ins)),
        ),
        basis=cards.basis(objectives),
        check_ins=tuple(cards.check_in(c) for c in reversed(check_ins[-CHECK_INS:])),
        standings=shown,
        more_teams=len(standings) - len(shown),
        groups=tuple(
            TeamGroup(
                team=cards.badge(team),
                url=urls.team_cycle(cycle_id, team),
                depth=company.depths.get(team, 0),
                objectives=tuple(group),
            )
            for team, group in by_team.items()
        ),
        meetings=tuple(
            Link(text=_("Review of %(day)s", day=cards.day_text(m.day)), url=urls.meeting(m))
            for m in company.meetings.get(cycle_id, ())
        ),
        alignment_url=urls.alignment(cycle_id),
        review_url=urls.cycle_review(cycle_id) if has_review(company, cycle_id) else "",
        present_url=urls.present(cycle_id) if objectives else "",
        tally=tally_of(company, objectives),
        contradictions=contradictions(company, objectives),
        outcomes=cards.outcomes(cycle_id, objectives),
        mean=objectives_mean(company, objectives),
        moved=tuple(_moved(company, cycle)),
        filters=filters(company, cycle_id, listed),
        long=len(objectives) > LONG,
    )


def _objectives(living: int, dropped: int) -> str:
    if not dropped:
        return ngettext("%(num)s objective", "%(num)s objectives", living)
    return ngettext(
        "%(num)s objective (%(dropped)s more dropped)",
        "%(num)s objectives (%(dropped)s more dropped)",
        living,
        dropped=whole(dropped),
    )


def _moved(company: Company, cycle: Cycle) -> Iterator[ShiftRow]:
    """The dates that were set anew after the cycle had begun."""
    late = [shift for shift in company.changes.cycle_shifts(cycle) if shift.late]
    for shift, row in zip(late, shift_rows(company, late), strict=True):
        old, new = (day(date.fromisoformat(text)).text for text in (shift.old, shift.new))
        yield replace(row, field=shift.field, old=old, new=new)
