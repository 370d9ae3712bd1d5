"""All cycles: what each came to, for all teams and for the upper ones, and what goes on in a later one."""

from dataclasses import dataclass

from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.team import Team
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.carried import Carried, carried_on, reviews_of
from okrsite.views.charts.outcome_columns import OutcomeColumn, outcome_columns, outcomes_in
from okrsite.views.company import Company
from okrsite.views.figures import (
    CycleFigures,
    check_ins_note,
    cycle_figures,
    has_review,
    newest_first,
    of_one_length,
    outcomes_note,
)
from okrsite.views.parts import CycleBanner, Frame, Link, TeamBadge


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveCell:
    """A team's figures in a cycle. `check_ins` is `5 of 6 on time`, empty where none was due."""

    url: str
    score: str
    check_ins: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveTeam:
    """A team and its figures in each of the cycles of the table, None where it had no objectives. `url` leads
    to its own history."""

    team: TeamBadge
    url: str
    depth: int
    cells: tuple[ArchiveCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedGroup:
    """What goes on from a cycle. `review_url` leads to its review, empty where it has none; `more` counts
    those that stand there only."""

    cycle: CycleBanner
    carried: tuple[Carried, ...]
    review_url: str
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveView:
    """All cycles, newest first. `outcomes` is the picture of what became of the key results of closed cycles
    of about one length, the oldest first, and `outcome_keys` are the outcomes in it. `columns` are the cycles
    of the table of teams, newest first; `upper` tells that it holds the upper teams only. The notes are empty
    where no figure needs them."""

    frame: Frame
    cycles: tuple[CycleFigures, ...]
    outcomes: tuple[OutcomeColumn, ...]
    outcome_keys: tuple[str, ...]
    outcomes_note: str
    check_ins_note: str
    columns: tuple[Link, ...]
    teams: tuple[ArchiveTeam, ...]
    upper: bool
    carried: tuple[CarriedGroup, ...]


ALL_TEAMS = 20
"""With more teams than this the archive shows the root and the divisions."""

COLUMNS = 8
"""How many cycles stand beside each other in the table of teams."""

CARRIED = 50
"""How many objectives of a cycle the archive lists as carried on; the cycle's review has all."""


def archive_view(company: Company, cards: Cards) -> ArchiveView:
    """All cycles, newest first; a longer one stands before those that it contains."""
    cycles = newest_first(company)
    figures = tuple(cycle_figures(company, cards, cycle.id) for cycle in cycles)
    begun = [c for c in cycles if company.state(c.id) is not CycleState.PLANNED]
    shown = [c for c in begun if c.id in company.inhabited][:COLUMNS]
    upper = len(company.tree) > ALL_TEAMS
    closed = [c for c, one in zip(cycles, figures, strict=True) if one.outcomes]
    alike = {c.id for c in of_one_length(closed)}
    outcomes = outcome_columns([one for one in figures if one.cycle.id in alike])
    settings = company.portfolio.settings
    return ArchiveView(
        frame=cards.frame(
            urls.ARCHIVE,
            _("All cycles"),
            "archive",
            cards.home_crumb(),
            description=_("Every cycle with its objectives, scores, outcomes and check-ins"),
        ),
        cycles=figures,
        outcomes=outcomes,
        outcome_keys=outcomes_in(outcomes),
        outcomes_note=outcomes_note(settings.grades) if any(f.outcomes for f in figures) else "",
        check_ins_note=check_ins_note(settings) if any(f.check_ins for f in figures) else "",
        columns=tuple(Link(text=c.id, url=urls.cycle(c.id)) for c in shown),
        teams=tuple(
            _team(company, cards, team, depth, shown)
            for team, depth in company.tree
            if (depth < 2 or not upper) and any((c.id, team.id) in company.by_team for c in shown)
        ),
        upper=upper,
        carried=tuple(group for c in cycles if (group := _carried(company, cards, c)).carried),
    )


def _team(company: Company, cards: Cards, team: Team, depth: int, cycles: list[Cycle]) -> ArchiveTeam:
    return ArchiveTeam(
        team=cards.badge(team.id),
        url=urls.team_history(team.id),
        depth=depth,
        cells=tuple(_cell(company, cards, cycle, team) for cycle in cycles),
    )


def _cell(company: Company, cards: Cards, cycle: Cycle, team: Team) -> ArchiveCell | None:
    if (cycle.id, team.id) not in company.by_team:
        return None
    figures = cycle_figures(company, cards, cycle.id, team.id)
    return ArchiveCell(
        url=figures.url,
        score=figures.score,
        check_ins=figures.check_ins.text if figures.check_ins else "",
    )


def _carried(company: Company, cards: Cards, cycle: Cycle) -> CarriedGroup:
    found = tuple(carried_on(company, cards, reviews_of(company, cycle.id)))
    return CarriedGroup(
        cycle=cards.banner(cycle.id),
        carried=found[:CARRIED],
        review_url=urls.cycle_review(cycle.id) if has_review(company, cycle.id) else "",
        more=max(len(found) - CARRIED, 0),
    )
