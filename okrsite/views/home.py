"""The home page."""

from collections.abc import Iterable
from dataclasses import dataclass

from okrsite.model.cycle import Cycle, CycleState
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.parts import CheckInCard, CycleBanner, Frame, Meter, ObjectiveCard, Prose, Tally
from okrsite.views.standing import TeamStanding
from okrsite.views.tally import tally_of
from okrsite.views.words import day


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleGroup:
    """A cycle and objectives of it."""

    cycle: CycleBanner
    objectives: tuple[ObjectiveCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """`cycle` is the shortest active one, else the latest (`fallback` then says so), None in a company
    that has no cycle yet. `longer` holds the company objectives of the active cycles that contain it;
    `more_teams` counts the teams that `standings` leaves to the cycle's page. `meter` and `tally` are the
    same as on the page of `cycle`."""

    frame: Frame
    prose: Prose | None
    cycle: CycleBanner | None
    fallback: str
    objectives: tuple[ObjectiveCard, ...]
    longer: tuple[CycleGroup, ...]
    standings: tuple[TeamStanding, ...]
    check_ins: tuple[CheckInCard, ...]
    more_check_ins: int
    more_teams: int = 0
    meter: Meter | None = None
    tally: tuple[Tally, ...] = ()


CHECK_INS = 6
"""How many of the latest check-ins the home page shows."""

TEAMS = 60
"""With more teams than this, the home page shows those of the upper levels."""


def home_view(company: Company, cards: Cards) -> HomeView:
    """The home page: the current cycle's company objectives, the teams' standing, the latest check-ins."""
    portfolio = company.portfolio
    settings = portfolio.settings
    cycle = company.current
    frame = cards.frame(
        urls.HOME,
        f"{settings.company} OKRs" if settings.company else "OKRs",
        "home",
        description=f"Objectives and key results of {settings.company}",
        source=portfolio.company,
    )
    prose = cards.prose(portfolio.company)
    if cycle is None:
        return HomeView(
            frame=frame,
            prose=prose,
            cycle=None,
            fallback="There is no cycle yet: the first one begins with a folder like `2026-Q4`.",
            objectives=(),
            longer=(),
            standings=(),
            check_ins=(),
            more_check_ins=0,
        )
    own = company.by_cycle[cycle.id]
    check_ins = company.check_ins_by_cycle.get(cycle.id, ())
    standings = cards.standings(cycle.id)
    shown = _upper(standings)
    return HomeView(
        frame=frame,
        prose=prose,
        cycle=cards.banner(cycle.id),
        fallback=_fallback(company, cycle),
        objectives=_of_root(company, cards, cycle),
        longer=tuple(_longer(company, cards, cycle)),
        standings=shown,
        more_teams=len(standings) - len(shown),
        check_ins=tuple(cards.check_in(c) for c in reversed(check_ins[-CHECK_INS:])),
        more_check_ins=max(len(check_ins) - CHECK_INS, 0),
        meter=cards.mean_meter(own),
        tally=tally_of(company, own),
    )


def _of_root(company: Company, cards: Cards, cycle: Cycle) -> tuple[ObjectiveCard, ...]:
    """The root team's objectives of a cycle."""
    root = company.root.id if company.root else ""
    return tuple(cards.objective(o) for o in company.by_team.get((cycle.id, root), ()))


def _longer(company: Company, cards: Cards, cycle: Cycle) -> Iterable[CycleGroup]:
    today = company.portfolio.today
    for id in company.alignment.directory.homes(cycle.id)[1:]:
        longer = company.cycles[id]
        objectives = _of_root(company, cards, longer)
        if objectives and (
            longer.state(today) is CycleState.ACTIVE or company.state(cycle.id) is not CycleState.ACTIVE
        ):
            yield CycleGroup(cycle=cards.banner(id), objectives=objectives)


def _upper(standings: tuple[TeamStanding, ...]) -> tuple[TeamStanding, ...]:
    """All teams where they are few, else those of as many upper levels as fit."""
    if len(standings) <= TEAMS:
        return standings
    deepest = 0
    for depth in range(max(s.depth for s in standings) + 1):
        if sum(1 for s in standings if s.depth <= depth) > TEAMS:
            break
        deepest = depth
    return tuple(s for s in standings if s.depth <= deepest)[:TEAMS]


def _fallback(company: Company, cycle: Cycle) -> str:
    """A sentence for the case that the cycle shown is not active."""
    state = cycle.state(company.portfolio.today)
    if state is CycleState.ACTIVE:
        return ""
    if state is CycleState.CLOSED:
        return f"No cycle is active now. This is the latest one; it closed on {day(cycle.ends).text}."
    return f"No cycle is active now. This is the next one; it begins on {day(cycle.starts).text}."
