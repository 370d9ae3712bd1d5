"""How a key result's figures come about, from the reading to what counts in its objective's mean."""

from collections.abc import Iterator
from decimal import Decimal

from okrsite.model.cycle import CycleState
from okrsite.model.key_result import Binary, Graded, Keep, KeyResult, Milestones, Move
from okrsite.model.objective import Objective
from okrsite.model.quantity import Quantity
from okrsite.observations import Observation
from okrsite.scoring.grading import outcome
from okrsite.scoring.pace import Pace
from okrsite.scoring.progress import KeyResultScore
from okrsite.scoring.rounding import rounded
from okrsite.settings import Grades
from okrsite.views import urls
from okrsite.views.company import Company
from okrsite.views.grade_words import OwnGrade, outcome_words
from okrsite.views.pace_words import pace_digits, pace_steps
from okrsite.views.rounding import (
    fewest_digits,
    figure,
    honest,
    percent_at,
    shown_as,
    term,
    way,
)
from okrsite.views.words import day, plain
from okrsite.views.workings import Step


def working(
    company: Company,
    objective: Objective,
    key_result: KeyResult,
    now: str,
    target: str,
    own: OwnGrade | None,
) -> tuple[Step, ...]:
    """All steps for one key result; `now` and `target` are its last reading and its promise in words."""
    observations = company.readings.of(objective.id, key_result.id)
    score = company.scores[objective.id].key_results[key_result.id]
    paces = company.paces.get(objective.id)
    pace = paces.key_results.get(key_result.id) if paces else None
    settings = company.portfolio.settings
    steps = [*reading_steps(key_result, score, now), *promise_steps(score, target)]
    steps += _progress(key_result, score, _digits(company, objective, key_result, pace))
    if pace is not None:
        today = company.portfolio.today
        cadence = settings.cadence_in(company.cycles[objective.cycle].days)
        steps += pace_steps(key_result, score, observations, pace, today, cadence)
    if company.state(objective.cycle) is CycleState.CLOSED and key_result.dropped is None:
        steps.append(Step(label="Outcome", text=outcome_words(key_result, score, settings.grades)))
    if own is not None:
        grade, review = own
        steps.append(
            Step(
                label="Own grade",
                text=f"{plain(grade)}, by the team itself: beside the computed one, not in its place",
                source="review",
                url=urls.review(review.cycle, review.team),
            )
        )
    return (*steps, Step(label="In the mean", text=_in_the_mean(key_result, score)))


def _digits(company: Company, objective: Objective, key_result: KeyResult, pace: Pace | None) -> int:
    """The decimals that progress takes for what is told of it to be seen."""
    progress = company.scores[objective.id].key_results[key_result.id].progress
    if progress is None:
        return 0
    if pace is not None:
        return pace_digits(pace, progress)
    closed = company.state(objective.cycle) is CycleState.CLOSED
    return digits_of(progress, key_result.moonshot, company.portfolio.settings.grades if closed else None)


def digits_of(progress: Decimal, moonshot: bool, grades: Grades | None) -> int:
    """The decimals that progress takes: where there are grades, enough to see its band."""

    def fits(digits: int) -> bool:
        if grades is None:
            return honest(progress, digits)
        seen, real = (
            outcome(one, moonshot=moonshot, grades=grades)
            for one in (rounded(progress, digits + 2), progress)
        )
        return honest(progress, digits) and seen is real

    return fewest_digits(fits)


def reading_steps(key_result: KeyResult, score: KeyResultScore, now: str) -> Iterator[Step]:
    last = score.last
    if last is None:
        yield Step(label="Reading", text="none yet")
        return
    late = " (late: after the end of the cycle)" if last.late else ""
    yield Step(label="Reading", text=f"{now}{late}", source=_source_text(last), url=_url(key_result, last))


def _source_text(observation: Observation) -> str:
    what = "check-in" if observation.check_in is not None else "KPI"
    return f"{what} of {day(observation.day).text}"


def _url(key_result: KeyResult, observation: Observation) -> str:
    if observation.check_in is not None:
        return urls.check_in(observation.check_in)
    return urls.kpi(key_result.kpi)


def promise_steps(score: KeyResultScore, target: str) -> Iterator[Step]:
    assumed = ""
    if score.assumed and score.start is not None:
        assumed = f"; where it began was not written, so its first reading counts, {score.start.text}"
    yield Step(label="Promise", text=f"{target}{assumed}")


def _progress(key_result: KeyResult, score: KeyResultScore, digits: int) -> Iterator[Step]:
    if score.progress is None:
        return
    result = f"{percent_at(score.progress, digits)}{shown_as(score.progress, digits)}"
    text = formula(key_result, score, result)
    if text:
        yield Step(label="Progress", text=text)


def formula(key_result: KeyResult, score: KeyResultScore, result: str) -> str:
    """How progress comes about; empty without a reading."""
    measure, last = key_result.measure, score.last
    if last is None:
        return ""
    if isinstance(measure, Move) and last.value is not None and score.start is not None:
        if score.start.number == measure.target.number:
            return f"the first reading was the target already, so 100% at the target and else 0%: {result}"
        return f"{way(score.start.number, measure.target.number, last.value.number)} = {result}"
    if isinstance(measure, Keep) and last.value is not None:
        return f"{_compared(measure, last.value)} = {result}"
    if isinstance(measure, Milestones):
        return f"{last.done} ÷ {len(measure.names)} = {result}"
    if isinstance(measure, Binary):
        return f"{'done' if last.done else 'not done'} = {result}"
    assert isinstance(measure, Graded)
    return f"the team scores it {'' if last.score is None else plain(last.score)} = {result}"


def _compared(measure: Keep, value: Quantity) -> str:
    """`112 ≤ 120`, `40 ≤ 45 ≤ 50`, or what is broken: `126 > 120`."""
    number = term(value.number)
    low, high = measure.at_least, measure.at_most
    if low is not None and value.number < low.number:
        return f"{number} < {term(low.number)}, outside the limits"
    if high is not None and value.number > high.number:
        return f"{number} > {term(high.number)}, outside the limits"
    left = f"{term(low.number)} ≤ " if low else ""
    right = f" ≤ {term(high.number)}" if high else ""
    return f"{left}{number}{right}, within the limits"


def _in_the_mean(key_result: KeyResult, score: KeyResultScore) -> str:
    if key_result.dropped is not None:
        return "left out, because it was dropped"
    weight = figure(score.weight)
    if score.weight == 0:
        why = ": a guardrail guards, it does not carry the mean" if key_result.kind == "keep" else ""
        return f"weight 0, so it does not count{why}"
    if score.progress is None:
        return f"weight {weight}, counted as 0% as long as there is no reading"
    capped = score.capped != score.progress
    return (
        f"weight {weight}, counted as {'100' if score.progress > 1 else '0'}%"
        if capped
        else f"weight {weight}"
    )
