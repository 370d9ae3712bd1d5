"""A team over its cycles: a small chart, and a table with the same figures."""

from dataclasses import dataclass

from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.team import Team
from okrsite.views.cards import Cards
from okrsite.views.carried import Carried, carried_in, carried_on
from okrsite.views.company import Company
from okrsite.views.figures import (
    CycleFigures,
    check_ins_note,
    cycle_figures,
    newest_first,
    of_one_length,
    outcomes_note,
)
from okrsite.views.parts import Meter


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryColumn:
    """A column of the chart: a cycle's name, its score as text and as a bar; `open` marks an active cycle."""

    cycle: str
    score: str
    meter: Meter
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamHistory:
    """A team's figures in all its cycles, newest first. `chart` is oldest first and holds cycles of about one
    length only; it is empty where fewer than two have a score. The notes are empty where nothing in the
    table needs them. `carried` is what went on from one cycle to another, newest first."""

    cycles: tuple[CycleFigures, ...]
    chart: tuple[HistoryColumn, ...]
    outcomes_note: str
    check_ins_note: str
    carried: tuple[Carried, ...]


COLUMNS = 12
"""How many cycles the chart shows: three years of quarters."""


def team_history(company: Company, cards: Cards, team: Team) -> TeamHistory | None:
    """A team's history; None where it had no objectives in a cycle that has begun."""
    begun = [
        cycle
        for cycle in newest_first(company)
        if (cycle.id, team.id) in company.by_team and company.state(cycle.id) is not CycleState.PLANNED
    ]
    if not begun:
        return None
    figures = tuple(cycle_figures(company, cards, cycle.id, team.id) for cycle in begun)
    settings = company.portfolio.settings
    return TeamHistory(
        cycles=figures,
        chart=_chart(begun, figures),
        outcomes_note=outcomes_note(settings.grades) if any(f.outcomes for f in figures) else "",
        check_ins_note=check_ins_note(settings) if any(f.check_ins for f in figures) else "",
        carried=_carried(company, cards, begun, team),
    )


def _chart(cycles: list[Cycle], figures: tuple[CycleFigures, ...]) -> tuple[HistoryColumn, ...]:
    """The latest cycles with a score, of the length that most of them have."""
    scored = {c.id: f for c, f in zip(cycles, figures, strict=True) if f.score}
    most = of_one_length([c for c in cycles if c.id in scored])[:COLUMNS]
    if len(most) < 2:
        return ()
    return tuple(
        HistoryColumn(cycle=c.id, score=f.score, meter=f.meter, open=f.cycle.state == "active")
        for c, f in ((c, scored[c.id]) for c in reversed(most))
    )


def _carried(company: Company, cards: Cards, cycles: list[Cycle], team: Team) -> tuple[Carried, ...]:
    """What the team's reviews carried on, and what its objectives took over from other teams."""
    reviews = [r for c in cycles if (r := company.reviews.get((c.id, team.id))) is not None]
    objectives = [o for c in cycles for o in company.by_team[(c.id, team.id)]]
    found = [*carried_on(company, cards, reviews), *carried_in(company, cards, objectives)]
    return tuple(dict.fromkeys(found))
