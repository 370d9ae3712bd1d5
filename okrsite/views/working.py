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
from okrsite.translation.numbers import whole
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.company import Company
from okrsite.views.grade_words import outcome_words
from okrsite.views.indexes import OwnGrade
from okrsite.views.pace_words import pace_digits, pace_steps
from okrsite.views.quantities import quantity_text
from okrsite.views.rounding import (
    fewest_digits,
    figure,
    honest,
    percent_told,
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
        steps.append(Step(label=_("Outcome"), text=outcome_words(key_result, score, settings.grades)))
    if own is not None:
        grade, review = own
        steps.append(
            Step(
                label=_("Own grade"),
                text=_(
                    "%(grade)s, by the team itself: beside the computed one, not in its place",
                    grade=plain(grade),
                ),
                source=_("review"),
                url=urls.review(review.cycle, review.team),
            )
        )
    return (*steps, Step(label=_("In the mean"), text=_in_the_mean(key_result, score)))


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
        yield Step(label=_("Reading"), text=_("none yet"))
        return
    text = _("%(now)s (late: after the end of the cycle)", now=now) if last.late else now
    yield Step(label=_("Reading"), text=text, source=_source_text(last), url=_url(key_result, last))


def _source_text(observation: Observation) -> str:
    read_on = day(observation.day).text
    if observation.check_in is not None:
        return _("check-in of %(day)s", day=read_on)
    return _("KPI of %(day)s", day=read_on)


def _url(key_result: KeyResult, observation: Observation) -> str:
    if observation.check_in is not None:
        return urls.check_in(observation.check_in)
    return urls.kpi(key_result.kpi)


def promise_steps(score: KeyResultScore, target: str) -> Iterator[Step]:
    text = target
    if score.assumed and score.start is not None:
        text = _(
            "%(promise)s; where it began was not written, so its first reading counts, %(reading)s",
            promise=target,
            reading=quantity_text(score.start),
        )
    yield Step(label=_("Promise"), text=text)


def _progress(key_result: KeyResult, score: KeyResultScore, digits: int) -> Iterator[Step]:
    if score.progress is None:
        return
    text = formula(key_result, score, percent_told(score.progress, digits))
    if text:
        yield Step(label=_("Progress"), text=text)


def formula(key_result: KeyResult, score: KeyResultScore, result: str) -> str:
    """How progress comes about; empty without a reading."""
    measure, last = key_result.measure, score.last
    if last is None:
        return ""
    if isinstance(measure, Move) and last.value is not None and score.start is not None:
        if score.start.number == measure.target.number:
            return _(
                "the first reading was the target already, so 100%% at the target and else 0%%: %(result)s",
                result=result,
            )
        return f"{way(score.start.number, measure.target.number, last.value.number)} = {result}"
    if isinstance(measure, Keep) and last.value is not None:
        comparison, within = _compared(measure, last.value)
        if within:
            return _("%(comparison)s, within the limits = %(result)s", comparison=comparison, result=result)
        return _("%(comparison)s, outside the limits = %(result)s", comparison=comparison, result=result)
    if isinstance(measure, Milestones):
        return f"{whole(last.done or 0)} ÷ {whole(len(measure.names))} = {result}"
    if isinstance(measure, Binary):
        return (
            _("done = %(result)s", result=result) if last.done else _("not done = %(result)s", result=result)
        )
    assert isinstance(measure, Graded)
    scored = "" if last.score is None else plain(last.score)
    return _("the team scores it %(score)s = %(result)s", score=scored, result=result)


def _compared(measure: Keep, value: Quantity) -> tuple[str, bool]:
    """`112 ≤ 120`, `40 ≤ 45 ≤ 50`, or what is broken: `126 > 120`; and whether it is within the limits."""
    number = term(value.number)
    low, high = measure.at_least, measure.at_most
    if low is not None and value.number < low.number:
        return f"{number} < {term(low.number)}", False
    if high is not None and value.number > high.number:
        return f"{number} > {term(high.number)}", False
    left = f"{term(low.number)} ≤ " if low else ""
    right = f" ≤ {term(high.number)}" if high else ""
    return f"{left}{number}{right}", True


def _in_the_mean(key_result: KeyResult, score: KeyResultScore) -> str:
    if key_result.dropped is not None:
        return _("left out, because it was dropped")
    weight = figure(score.weight)
    if score.weight == 0 and key_result.kind == "keep":
        return _("weight 0, so it does not count: a guardrail guards, it does not carry the mean")
    if score.weight == 0:
        return _("weight 0, so it does not count")
    if score.progress is None:
        return _("weight %(weight)s, counted as 0%% as long as there is no reading", weight=weight)
    if score.capped == score.progress:
        return _("weight %(weight)s", weight=weight)
    if score.progress > 1:
        return _("weight %(weight)s, counted as 100%%", weight=weight)
    return _("weight %(weight)s, counted as 0%%", weight=weight)
