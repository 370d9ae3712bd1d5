"""What a cycle came to, for all teams or for one: objectives, mean score, outcomes, check-ins; and what these
figures mean, in a line each."""

from collections.abc import Sequence
from dataclasses import dataclass

from okrsite.model.cycle import Cycle, CycleState
from okrsite.scoring.discipline import LATE, Discipline
from okrsite.scoring.progress import mean_progress
from okrsite.settings import Bands, Grades, Settings
from okrsite.translation.numbers import whole
from okrsite.translation.words import _, ngettext
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.marks import OutcomeShare
from okrsite.views.parts import CycleBanner, Meter
from okrsite.views.rounding import score_text
from okrsite.views.words import often, percent_text


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInFigures:
    """How many of the check-ins that were due came on time, late or never, and the first of these in words
    (`5 of 6 on time`)."""

    on_time: int
    late: int
    missed: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleFigures:
    """A cycle's figures, or those of one team in it; `url` leads to the page of either.

    `score` is the mean score (`0.73`, empty where it is not known) and `meter` the same as a bar; in active
    cycles they tell of today. `outcomes` is empty but in closed cycles, `check_ins` None where none was due.
    `carried` counts objectives that went on elsewhere. `review_url` is empty where the cycle has no review
    page: only closed ones have.
    """

    cycle: CycleBanner
    url: str
    objectives: int
    meter: Meter
    score: str
    outcomes: tuple[OutcomeShare, ...]
    check_ins: CheckInFigures | None
    carried: int
    review_url: str


def has_review(company: Company, cycle: str) -> bool:
    """Whether a cycle has a review page: it has closed, and there was something to review."""
    return company.state(cycle) is CycleState.CLOSED and bool(company.by_cycle[cycle])


def newest_first(company: Company) -> list[Cycle]:
    """All cycles; a longer one stands before those that it contains."""
    return sorted(company.portfolio.cycles, key=lambda c: (c.ends, c.days, c.id), reverse=True)


def cycle_figures(company: Company, cards: Cards, cycle: str, team: str = "") -> CycleFigures:
    """The figures of a cycle, or of a team in it. Objectives that are shared count for their own team."""
    objectives = company.by_team.get((cycle, team), ()) if team else company.by_cycle[cycle]
    mean = mean_progress(objectives, company.scores)[0]
    return CycleFigures(
        cycle=cards.banner(cycle),
        url=urls.team_cycle(cycle, team) if team else urls.cycle(cycle),
        objectives=sum(not o.dropped for o in objectives),
        meter=cards.part(cycle, team).meter if team else cards.mean_meter(objectives),
        score="" if mean is None else score_text(mean),
        outcomes=cards.part(cycle, team).outcomes if team else cards.outcomes(cycle, objectives),
        check_ins=check_in_figures(company, cycle, team),
        carried=sum(o.id in company.carried_to for o in objectives),
        review_url=urls.cycle_review(cycle) if has_review(company, cycle) else "",
    )


def check_in_figures(company: Company, cycle: str, team: str = "") -> CheckInFigures | None:
    """How regularly a team checked in during a cycle, or all teams together."""
    found = Discipline()
    if team:
        found = company.disciplines.get((cycle, team), found)
    else:
        for (at, _), one in company.disciplines.items():
            if at == cycle:
                found += one
    if not found.owed:
        return None
    return CheckInFigures(
        on_time=found.on_time,
        late=found.late,
        missed=found.missed,
        text=ngettext(
            "%(on_time)s of %(num)s on time",
            "%(on_time)s of %(num)s on time",
            found.owed,
            on_time=whole(found.on_time),
        ),
    )


def outcomes_note(grades: Grades) -> str:
    """What the outcomes mean, with the bands of the settings."""
    roofshot = _bounds("roofshot", grades.roofshot)
    if grades.roofshot == grades.moonshot:
        return _(
            "A key result’s outcome follows from how far it came: above %(roofshot_exceeded)s exceeded, from"
            " %(roofshot_delivered)s delivered, from %(roofshot_fell_short)s fell short, below that failed to"
            " deliver.",
            **roofshot,
        )
    return _(
        "A key result’s outcome follows from how far it came. A roofshot: above %(roofshot_exceeded)s"
        " exceeded, from %(roofshot_delivered)s delivered, from %(roofshot_fell_short)s fell short, below"
        " that failed to deliver. A moonshot, which aims beyond what seems possible: above"
        " %(moonshot_exceeded)s exceeded, from %(moonshot_delivered)s delivered, from"
        " %(moonshot_fell_short)s fell short, below that failed to deliver.",
        **roofshot,
        **_bounds("moonshot", grades.moonshot),
    )


def _bounds(ambition: str, bands: Bands) -> dict[str, str]:
    return {
        f"{ambition}_exceeded": percent_text(bands.exceeded),
        f"{ambition}_delivered": percent_text(bands.delivered),
        f"{ambition}_fell_short": percent_text(bands.fell_short),
    }


def check_ins_note(settings: Settings) -> str:
    """How check-ins are counted as on time, late or missed."""
    usual, in_a_year = settings.check_in_every, settings.cadence_in(366)
    if in_a_year == usual:
        owed = _(
            "A team with key results owes a check-in %(often)s, counted from the cycle’s first day.",
            often=often(usual),
        )
    else:
        owed = _(
            "A team with key results owes a check-in %(often)s (%(in_a_year)s in a cycle longer than half a"
            " year), counted from the cycle’s first day.",
            often=often(usual),
            in_a_year=often(in_a_year),
        )
    late = ngettext(
        "One that comes in time is on time, one that comes within %(num)s day after it is late, else it is"
        " missed. What can still come is not counted.",
        "One that comes in time is on time, one that comes within %(num)s days after it is late, else it is"
        " missed. What can still come is not counted.",
        LATE.days,
    )
    return f"{owed} {late}"


def of_one_length(cycles: Sequence[Cycle]) -> list[Cycle]:
    """Those of some cycles that are of the length that most of them have, of equals the shortest: what can
    stand side by side. In the order they are given in."""
    alike = [[other for other in cycles if _alike(one, other)] for one in cycles]
    return max(alike, key=lambda found: (len(found), -found[0].days)) if alike else []


def _alike(one: Cycle, other: Cycle) -> bool:
    """Whether two cycles are about as long: quarters are, whatever their months."""
    return abs(one.days - other.days) <= max(one.days // 10, 3)
