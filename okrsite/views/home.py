"""The home page."""

from collections.abc import Iterable
from dataclasses import dataclass

from okrsite.model.check_in import CheckIn
from okrsite.model.cycle import Cycle, CycleState
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.journal.pages import Chronicle
from okrsite.views.journal.parts import ChangeEvent
from okrsite.views.marks import OutcomeShare, Tally
from okrsite.views.means import objectives_mean
from okrsite.views.now.attention import Concerns, attention
from okrsite.views.now.verdict import Verdict, verdict_of
from okrsite.views.now.week import Week, week_of
from okrsite.views.parts import CheckInCard, CycleBanner, Frame, Meter, ObjectiveCard, Prose
from okrsite.views.standing import TeamStanding, upper
from okrsite.views.tally import contradictions, tally_of
from okrsite.views.words import day
from okrsite.views.workings import Mean


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleGroup:
    """A cycle and objectives of it."""

    cycle: CycleBanner
    objectives: tuple[ObjectiveCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """`cycle` is the active one with the most objectives, else the latest (`fallback` then says so), None
    in a company that has no cycle yet. `others` are the other active cycles with the company's objectives
    in them, if any. `verdict` says how the company does, and `attention` what somebody should look at, None
    and empty unless `cycle` is active. `check_ins` are the latest of all active cycles; `more_teams` counts
    the teams that `standings` leaves to the cycle's page. `basis` says what `meter` is the mean of; `heading`
    stands above the prose; `calendar` is a file with the days to keep in mind. `week` is what the check-ins
    of the last seven days brought, `lately` what else was done in them, but for what `attention` tells.
    `meter`, `tally`, `contradictions`, `outcomes` and `mean` are the same as on the page of `cycle`."""

    frame: Frame
    prose: Prose | None
    cycle: CycleBanner | None
    fallback: str
    objectives: tuple[ObjectiveCard, ...]
    others: tuple[CycleGroup, ...]
    standings: tuple[TeamStanding, ...]
    check_ins: tuple[CheckInCard, ...]
    more_check_ins: int
    more_teams: int = 0
    meter: Meter | None = None
    tally: tuple[Tally, ...] = ()
    contradictions: int = 0
    outcomes: tuple[OutcomeShare, ...] = ()
    mean: Mean | None = None
    basis: str = ""
    heading: str = ""
    calendar: str = ""
    lately: tuple[ChangeEvent, ...] = ()
    verdict: Verdict | None = None
    attention: tuple[Concerns, ...] = ()
    week: Week | None = None


CHECK_INS = 6
"""How many of the latest check-ins the home page shows."""


def home_view(company: Company, cards: Cards) -> HomeView:
    """The home page: the current cycle's company objectives, the teams' standing, the latest check-ins."""
    portfolio = company.portfolio
    settings = portfolio.settings
    cycle = company.current
    frame = cards.frame(
        urls.HOME,
        _("%(company)s OKRs", company=settings.company) if settings.company else _("OKRs"),
        "home",
        description=_("Objectives and key results of %(company)s", company=settings.company),
        source=portfolio.company,
    )
    prose = cards.prose(portfolio.company)
    if cycle is None:
        return HomeView(
            frame=frame,
            prose=prose,
            cycle=None,
            fallback=_("There is no cycle yet: the first one begins with a folder like 2026-Q4."),
            objectives=(),
            others=(),
            standings=(),
            check_ins=(),
            more_check_ins=0,
        )
    own = company.by_cycle[cycle.id]
    check_ins = _check_ins(company, cycle)
    standings = cards.standings(cycle.id)
    shown = upper(standings)
    banner, meter, tally = cards.banner(cycle.id), cards.mean_meter(own), tally_of(company, own)
    active = banner.state == "active"
    return HomeView(
        frame=frame,
        prose=prose,
        cycle=banner,
        fallback=_fallback(company, cycle),
        objectives=_of_root(company, cards, cycle),
        others=tuple(_others(company, cards, cycle)),
        standings=shown,
        more_teams=len(standings) - len(shown),
        check_ins=tuple(cards.check_in(c) for c in reversed(check_ins[-CHECK_INS:])),
        more_check_ins=max(len(check_ins) - CHECK_INS, 0),
        meter=meter,
        tally=tally,
        contradictions=contradictions(company, own),
        outcomes=cards.outcomes(cycle.id, own),
        mean=objectives_mean(company, own),
        basis=cards.basis(own),
        heading=portfolio.company_title,
        calendar=urls.CALENDAR,
        verdict=verdict_of(tally, meter, banner),
        attention=attention(company, cards.badge, own),
        week=week_of(company, cards, check_ins) if active else None,
        lately=Chronicle(company, cards).lately(told={cycle.id} if active else ()),
    )


def _check_ins(company: Company, cycle: Cycle) -> tuple[CheckIn, ...]:
    """The check-ins of all active cycles, oldest first; where none is active, of the one shown."""
    if company.state(cycle.id) is not CycleState.ACTIVE:
        return company.check_ins_by_cycle.get(cycle.id, ())
    active = {id for id in company.cycles if company.state(id) is CycleState.ACTIVE}
    return tuple(c for c in company.portfolio.check_ins if c.cycle in active)


def _of_root(company: Company, cards: Cards, cycle: Cycle) -> tuple[ObjectiveCard, ...]:
    """The root team's objectives of a cycle."""
    root = company.root.id if company.root else ""
    return tuple(cards.objective(o, brief=True) for o in company.by_team.get((cycle.id, root), ()))


def _others(company: Company, cards: Cards, cycle: Cycle) -> Iterable[CycleGroup]:
    """The other active cycles with objectives, longest first; where none is active, those that contain the
    one shown."""
    if company.state(cycle.id) is CycleState.ACTIVE:
        ids = [id for id in company.cycles if id != cycle.id and company.state(id) is CycleState.ACTIVE]
    else:
        ids = list(company.alignment.directory.homes(cycle.id)[1:])
    for id in sorted(ids, key=lambda id: (-company.cycles[id].days, id)):
        if company.by_cycle[id]:
            yield CycleGroup(cycle=cards.banner(id), objectives=_of_root(company, cards, company.cycles[id]))


def _fallback(company: Company, cycle: Cycle) -> str:
    """A sentence for the case that the cycle shown is not active."""
    state = cycle.state(company.portfolio.today)
    if state is CycleState.ACTIVE:
        return ""
    if state is CycleState.CLOSED:
        ends = day(cycle.ends).text
        return _("No cycle is active now. This is the latest one; it closed on %(day)s.", day=ends)
    starts = day(cycle.starts).text
    return _("No cycle is active now. This is the next one; it begins on %(day)s.", day=starts)
