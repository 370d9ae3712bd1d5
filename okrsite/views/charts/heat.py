"""The heat map: all teams and all cycles that have begun, each with its mean score."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.objective import Objective
from okrsite.model.team import Team
from okrsite.scoring.grading import Outcome, outcomes_of
from okrsite.scoring.progress import mean_progress
from okrsite.translation.numbers import decimal, whole
from okrsite.translation.words import _, ngettext
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.figures import newest_first
from okrsite.views.parts import CycleBanner, Frame, Link, TeamBadge
from okrsite.views.rounding import score_text

COLUMNS = 16
"""How many cycles stand beside each other: four years of quarters."""

STEPS = 5
"""How many shades there are: fifths of the way."""

_GOOD = (Outcome.EXCEEDED, Outcome.DELIVERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatStep:
    """A shade: its number, 1 for the lightest to 5, and which scores it stands for (`0.2 to 0.4`)."""

    step: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """A team in a cycle. `score` is its mean score, empty where nothing was read, and `step` the shade of it,
    0 for none. `kept` says how many of its key results were delivered or exceeded in a cycle that has closed
    (`3 of 5 delivered`); in an active one it says that this is so far."""

    url: str
    score: str
    step: int
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A team and its cells, one a cycle, None where it had no objectives."""

    team: TeamBadge
    url: str
    depth: int
    cells: tuple[HeatCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatView:
    """All teams by cycle; `cycles` are newest first. `left_out` says how many older ones are not shown, empty
    where all are."""

    frame: Frame
    cycles: tuple[CycleBanner, ...]
    rows: tuple[HeatRow, ...]
    steps: tuple[HeatStep, ...]
    left_out: str


def heat_view(company: Company, cards: Cards) -> HeatView:
    """The heat map. Teams that never had objectives have no row."""
    begun = [
        cycle
        for cycle in newest_first(company)
        if cycle.id in company.inhabited and company.state(cycle.id) is not CycleState.PLANNED
    ]
    shown, older = begun[:COLUMNS], len(begun[COLUMNS:])
    return HeatView(
        frame=cards.frame(
            urls.HEAT,
            _("Teams by cycle"),
            "archive",
            cards.home_crumb(),
            Link(text=_("Archive"), url=urls.ARCHIVE),
            description=_("The mean score of every team in every cycle"),
        ),
        cycles=tuple(cards.banner(cycle.id) for cycle in shown),
        rows=tuple(
            HeatRow(
                team=cards.badge(team.id),
                url=urls.team_history(team.id),
                depth=depth,
                cells=tuple(_cell(company, cycle, team) for cycle in shown),
            )
            for team, depth in company.tree
            if any((cycle.id, team.id) in company.by_team for cycle in shown)
        ),
        steps=_steps(),
        left_out=ngettext(
            "%(num)s older cycle stands in the archive.", "%(num)s older cycles stand in the archive.", older
        )
        if older
        else "",
    )


def _steps() -> tuple[HeatStep, ...]:
    """The shades with the scores that they stand for."""
    bounds = [_bound(i) for i in range(STEPS + 1)]
    texts = [
        _("below %(score)s", score=bounds[1]),
        *(_("%(low)s to %(high)s", low=low, high=high) for low, high in pairwise(bounds[1:-1])),
        _("%(score)s and more", score=bounds[-2]),
    ]
    return tuple(HeatStep(step=i, text=text) for i, text in enumerate(texts, 1))


def _bound(fifth: int) -> str:
    """The score at so many fifths of the way."""
    return decimal(Decimal(fifth) / STEPS, 1)


def step_of(score: Decimal) -> int:
    """The shade of a score between 0 and 1: 1 for the first fifth, 5 from 0.8 on."""
    return min(int(score * STEPS), STEPS - 1) + 1


def _cell(company: Company, cycle: Cycle, team: Team) -> HeatCell | None:
    objectives = company.by_team.get((cycle.id, team.id))
    if objectives is None:
        return None
    score = mean_progress(objectives, company.scores)[0]
    return HeatCell(
        url=urls.team_cycle(cycle.id, team.id),
        score="" if score is None else score_text(score),
        step=0 if score is None else step_of(score),
        kept=_kept(company, cycle, objectives),
    )


def _kept(company: Company, cycle: Cycle, objectives: Sequence[Objective]) -> str:
    if company.state(cycle.id) is not CycleState.CLOSED:
        return _("so far")
    grades = company.portfolio.settings.grades
    outcomes = [one for o in objectives for one in outcomes_of(o, company.scores, grades).values()]
    if not outcomes:
        return ""
    kept = sum(one in _GOOD for one in outcomes)
    return ngettext(
        "%(kept)s of %(num)s delivered", "%(kept)s of %(num)s delivered", len(outcomes), kept=whole(kept)
    )
