"""How a team stands in an active cycle: whether it is on pace, what is stale, when it checks in next, and who
is tied to it."""

from dataclasses import dataclass

from okrsite.model.cycle import CycleState
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.marks import Tally
from okrsite.views.now.attention import Concerns, stale_key_results
from okrsite.views.now.due import CheckInDue, check_in_due
from okrsite.views.now.ties import SHOWN, Ties, dependents, needs
from okrsite.views.now.verdict import Verdict, verdict_of
from okrsite.views.parts import CycleBanner, Meter
from okrsite.views.workings import Mean


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamNow:
    """A team in an active cycle, and its part of it at `url`. `verdict` is None without key results, `due`
    for a team that owes no check-in. `stale` are the key results that nobody spoke of for too long;
    `dependents` the objectives of other teams that depend on this one, `needs` what it waits for itself."""

    cycle: CycleBanner
    url: str
    meter: Meter
    verdict: Verdict | None
    tally: tuple[Tally, ...]
    mean: Mean | None
    stale: Concerns
    due: CheckInDue | None
    dependents: Ties
    needs: Ties


def team_now(
    company: Company, cards: Cards, cycle_id: str, team_id: str, *, ties: int = SHOWN
) -> TeamNow | None:
    """How a team stands, with so many `ties` in either direction; None where the cycle is not active, or the
    team has no objectives in it."""
    own = [o for o in company.by_team.get((cycle_id, team_id), ()) if not o.dropped]
    if not own or company.state(cycle_id) is not CycleState.ACTIVE:
        return None
    cycle, part = cards.banner(cycle_id), cards.part(cycle_id, team_id)
    return TeamNow(
        cycle=cycle,
        url=urls.team_cycle(cycle_id, team_id),
        meter=part.meter,
        verdict=verdict_of(part.tally, part.meter, cycle),
        tally=part.tally,
        mean=part.mean,
        stale=stale_key_results(company, cards.badge, own, team=team_id),
        due=check_in_due(company, cycle_id, team_id),
        dependents=dependents(company, cards, own, shown=ties),
        needs=needs(company, cards, own, shown=ties),
    )
