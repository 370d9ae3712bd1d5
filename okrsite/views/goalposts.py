"""What became of each promise: its goalposts on day one beside today's, and every time they were set anew."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from okrsite.changes.goalposts import Shift
from okrsite.changes.states import KeyResultState
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.scoring.day_one import as_promised, comparable, score_as_promised
from okrsite.scoring.progress import KeyResultScore
from okrsite.translation.words import N_, _
from okrsite.views import urls
from okrsite.views.commits import CommitLine
from okrsite.views.company import Company
from okrsite.views.field_words import field_name, field_value
from okrsite.views.grade_words import outcome_mark, outcome_words
from okrsite.views.history_lines import goalposts_of, public_line
from okrsite.views.key_results import measure_text, now_text, target_text
from okrsite.views.marks import OutcomeMark
from okrsite.views.parts import Day
from okrsite.views.rounding import percent_told
from okrsite.views.words import DASH, day, percent_text
from okrsite.views.working import digits_of, formula, promise_steps, reading_steps
from okrsite.views.workings import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRow:
    """A goalpost that was set anew: its field, what was written before and after (empty where nothing was),
    and who did it. `moved` tells that the promise had begun by then."""

    field: str
    old: str
    new: str
    by: CommitLine
    moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How a key result stands by the goalposts of a day: `Day one`, say, the date (None for today), the
    promise in words, progress as text (a dash where it is not known), and in a closed cycle the outcome."""

    name: str
    day: Day | None
    promise: str
    progress: str
    outcome: OutcomeMark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goalposts:
    """A key result's goalposts, at an `anchor` of its objective's page.

    `since` is day one, None where that has yet to come, and `first` the promise as it was then, empty where
    it reads the same today. If it was `moved`, `stands` has the two side by side, `working` says how progress
    against day one comes about, and `note` why it can't be told. `shifts` are oldest first, and `heading`
    sums them up.
    """

    anchor: str
    heading: str
    since: Day | None = None
    first: str = ""
    moved: bool = False
    shifts: tuple[ShiftRow, ...] = ()
    stands: tuple[Stand, ...] = ()
    working: tuple[Step, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A key result that was taken out of its objective after day one: its title, what it had promised, and
    who did it."""

    title: str
    promise: str
    by: CommitLine


OTHERWISE = N_("It is measured in another way today, so its readings can’t be held against day one.")


def goalposts(company: Company, objective: Objective, key_result: KeyResult) -> Goalposts | None:
    """The goalposts of a key result; None where there is nothing to tell."""
    known = company.changes.goalposts(objective, key_result.id)
    shifts = shift_rows(company, known.shifts)
    anchor = urls.goalposts_anchor(key_result.id)
    log = goalposts_of(company, objective, key_result)
    if log is None or log.first is None or log.day_one is None:
        return Goalposts(anchor=anchor, heading=_("Set anew so far"), shifts=shifts) if shifts else None
    promised = as_promised(key_result, log.first, log.first_moonshot)
    made = Goalposts(
        anchor=anchor,
        heading=_("Moved, and put back") if log.moved else _("Set anew since it was first written"),
        since=day(log.day_one),
        first=_promise(promised, beside=key_result),
        shifts=shifts,
    )
    return _moved(company, objective, key_result, promised, made) if log.changed else made


def _moved(
    company: Company, objective: Objective, key_result: KeyResult, promised: KeyResult, made: Goalposts
) -> Goalposts:
    """The same for goalposts that are others today."""
    now = company.scores[objective.id].key_results[key_result.id]
    can = comparable(key_result, promised.measure)
    alike = _promise(promised, beside=key_result) == _promise(key_result, beside=promised)
    if alike and promised.measure == key_result.measure:  # only what is expected by when
        return replace(made, heading=_("Goalposts moved"), moved=True, first="")
    observations = company.readings.of(objective.id, key_result.id)
    then = score_as_promised(key_result, promised, observations) if can else None
    return replace(
        made,
        heading=_("Goalposts moved"),
        moved=True,
        first="" if alike else made.first,
        stands=(
            _stand(company, objective, promised, then, _("Day one"), made.since, key_result),
            _stand(company, objective, key_result, now, _("Today"), None, promised),
        ),
        working=() if then is None else _working(company, objective, promised, then),
        note="" if can else _(OTHERWISE),
    )


def _stand(
    company: Company,
    objective: Objective,
    key_result: KeyResult,
    score: KeyResultScore | None,
    name: str,
    when: Day | None,
    other: KeyResult,
) -> Stand:
    known = score is not None and score.progress is not None
    graded = _graded(company, objective, key_result)
    return Stand(
        name=name,
        day=when,
        promise=_promise(key_result, beside=other),
        progress=percent_text(score.progress) if score and score.progress is not None else DASH,
        outcome=outcome_mark(key_result, score, company.portfolio.settings.grades, None)
        if score and known and graded
        else None,
    )


def _promise(key_result: KeyResult, beside: KeyResult) -> str:
    """The promise in words; with its ambition where that differs from another's."""
    text = target_text(key_result)
    if key_result.moonshot == beside.moonshot:
        return text
    if key_result.moonshot:
        return _("%(promise)s, as a moonshot", promise=text)
    return _("%(promise)s, as a roofshot", promise=text)


def _graded(company: Company, objective: Objective, key_result: KeyResult) -> bool:
    closed = company.state(objective.cycle) is CycleState.CLOSED
    return closed and key_result.dropped is None and not objective.dropped


def _working(
    company: Company, objective: Objective, promised: KeyResult, score: KeyResultScore
) -> tuple[Step, ...]:
    """How progress against day one comes about."""
    grades = company.portfolio.settings.grades
    graded = _graded(company, objective, promised)
    steps = [
        *reading_steps(promised, score, now_text(promised, score.last)),
        *promise_steps(score, target_text(promised)),
    ]
    if score.progress is not None:
        digits = digits_of(score.progress, promised.moonshot, grades if graded else None)
        result = percent_told(score.progress, digits)
        steps.append(Step(label=_("Progress"), text=formula(promised, score, result)))
    if graded:
        steps.append(Step(label=_("Outcome"), text=outcome_words(promised, score, grades)))
    return tuple(steps)


def shift_rows(company: Company, shifts: Iterable[Shift]) -> tuple[ShiftRow, ...]:
    """Goalposts that were set anew, as pages show them."""
    return tuple(
        ShiftRow(
            field=field_name(shift.field),
            old=field_value(shift.field, shift.old),
            new=field_value(shift.field, shift.new),
            by=public_line(company, shift.commit, shift.day),
            moved=shift.late,
        )
        for shift in shifts
    )


def removed(company: Company, objective: Objective) -> tuple[Removed, ...]:
    """The key results that were taken out of an objective."""
    return tuple(
        Removed(
            title=one.key_result.title or one.key_result.id,
            promise=_said(one.key_result),
            by=public_line(company, one.commit, one.day),
        )
        for one in company.changes.log(objective).removals
    )


def _said(state: KeyResultState) -> str:
    return measure_text(state.measure) if "kind" in state.fields else ""
