"""Key results in words: what was promised, where it is, what was read of it."""

from dataclasses import replace
from decimal import Decimal

from okrsite.model.cycle import CycleState
from okrsite.model.key_result import Binary, Graded, Keep, KeyResult, Measure, Milestones, Move
from okrsite.model.objective import Objective
from okrsite.model.reference import is_id
from okrsite.observations import Observation
from okrsite.scoring.pace import Pace, expected_on, expected_points, period_of
from okrsite.scoring.progress import KeyResultScore, kept, observed_progress
from okrsite.translation import numbers
from okrsite.translation.words import _, ngettext
from okrsite.views import urls
from okrsite.views.company import Company
from okrsite.views.grade_words import outcome_mark
from okrsite.views.history_lines import moved_link
from okrsite.views.indexes import OwnGrade
from okrsite.views.pace_words import status_mark
from okrsite.views.parts import (
    InitiativeRow,
    KeyResultRow,
    Link,
    Meter,
    MilestoneRow,
    ObjectiveCard,
    ReadingRow,
)
from okrsite.views.quantities import limits_text, quantity_text
from okrsite.views.words import DASH, day, meter, percent, percent_text, plain, points
from okrsite.views.working import working


def brief_row(
    company: Company, objective: Objective, key_result: KeyResult, own: OwnGrade | None = None
) -> KeyResultRow:
    """A key result as lists show it: without history, workings and what serves it. `own` is the grade that
    its team gave itself."""
    score = company.scores[objective.id].key_results[key_result.id]
    observations = company.readings.of(objective.id, key_result.id)
    last_said = next((o for o in reversed(observations) if o.confidence is not None), None)
    kpi = company.kpis.get(key_result.kpi)
    paces = company.paces.get(objective.id)
    pace = paces.key_results.get(key_result.id) if paces else None
    graded = company.state(objective.cycle) is CycleState.CLOSED and not objective.dropped
    grades = company.portfolio.settings.grades
    return KeyResultRow(
        id=key_result.id,
        url=urls.key_result(objective, key_result.id),
        title=key_result.title,
        kind=key_result.kind,
        who_does=_who_does(key_result),
        target=target_text(key_result),
        now=now_text(key_result, score.last),
        meter=_meter(score, pace),
        confidence="" if last_said is None else str(last_said.confidence),
        moonshot=key_result.moonshot,
        owner=key_result.owner,
        facts=_facts(key_result, score, observations),
        milestones=_milestones(key_result, score.last),
        kpi=Link(text=kpi.name, url=urls.kpi(kpi.id)) if kpi else None,
        added=day(key_result.added) if key_result.added else None,
        dropped=day(key_result.dropped) if key_result.dropped else None,
        because=key_result.because,
        last_reading=day(score.last.day) if score.last else None,
        mark=status_mark(pace) if pace else None,
        outcome=outcome_mark(key_result, score, grades, own)
        if graded and key_result.dropped is None
        else None,
        moved=moved_link(company, objective, key_result),
        owner_url=company.owners.url(key_result.owner),
    )


def _meter(score: KeyResultScore, pace: Pace | None) -> Meter:
    """How far it is, and where it should be by today."""
    made = meter(score.progress)
    if pace is None or pace.expected is None:
        return made
    due = min(max(percent(pace.expected), 0), 100)
    return replace(made, expected=due, due=percent_text(pace.expected))


def full_row(
    company: Company,
    objective: Objective,
    key_result: KeyResult,
    row: KeyResultRow,
    *,
    own: OwnGrade | None = None,
    serving: tuple[ObjectiveCard, ...] = (),
    initiatives: tuple[InitiativeRow, ...] = (),
) -> KeyResultRow:
    """A key result as its objective's page shows it: its `row` of lists, with history, workings and what
    serves it."""
    observations = company.readings.of(objective.id, key_result.id)
    stated = [o.confidence for o in observations if o.confidence is not None]
    return replace(
        row,
        working=working(company, objective, key_result, row.now, row.target, own),
        history=_history(company, objective, key_result),
        confidences=tuple(str(confidence) for confidence in stated),
        confidence_line=tuple(confidence * 10 for confidence in stated),
        serving=serving,
        initiatives=initiatives,
        formerly=_former_anchors(objective, key_result),
    )


def _former_anchors(objective: Objective, key_result: KeyResult) -> tuple[str, ...]:
    """The ids that a key result had on this objective's page and that nothing has today."""
    taken = {k.id for k in objective.key_results}
    old = (text.rpartition("#")[2] for text in key_result.formerly)
    return tuple(id for id in dict.fromkeys(old) if is_id(id) and id not in taken)


def _who_does(key_result: KeyResult) -> str:
    return " ".join(part for part in (key_result.who, key_result.does) if part)


def target_text(key_result: KeyResult) -> str:
    """The promise: `from 42% to 65%`, `at most $120`, `3 milestones`."""
    return measure_text(key_result.measure)


def measure_text(measure: Measure) -> str:
    """What a measure promises, in words."""
    if isinstance(measure, Move):
        target = quantity_text(measure.target)
        if measure.start is None:
            return _("to %(target)s", target=target)
        return _("from %(start)s to %(target)s", start=quantity_text(measure.start), target=target)
    if isinstance(measure, Keep):
        return limits_text(measure.at_least, measure.at_most)
    if isinstance(measure, Milestones):
        return ngettext("%(num)s milestone", "%(num)s milestones", len(measure.names))
    return _("done or not done") if isinstance(measure, Binary) else _("scored by the team")


def now_text(key_result: KeyResult, last: Observation | None) -> str:
    """Where it is now, as a figure; empty without a reading."""
    if last is None:
        return ""
    measure = key_result.measure
    if isinstance(measure, Milestones):
        return _(
            "%(done)s of %(all)s",
            done=numbers.whole(last.done or 0),
            all=numbers.whole(len(measure.names)),
        )
    if isinstance(measure, Binary):
        if last.done is None and last.chance is not None:
            return _("%(chance)s%% chance", chance=plain(last.chance))
        return _("done") if last.done else _("not done")
    if isinstance(measure, Graded):
        tenths = last.score is not None and last.score == round(last.score, 1)
        return numbers.decimal(last.score or Decimal(0), 1 if tenths else None)
    return quantity_text(last.value) if last.value is not None else ""


def observed_text(key_result: KeyResult, observation: Observation) -> str:
    """What one observation read, as a figure; empty where it is a note or a confidence alone."""
    return now_text(key_result, observation) if observation.measured else ""


def change_text(key_result: KeyResult, before: Observation | None, observation: Observation) -> str:
    """What became of a figure since the reading before: `was 58%`, `no change`; for a keep, whether it is
    within its limits. Empty where there is nothing to tell."""
    if not observation.measured:
        return ""
    if isinstance(key_result.measure, Keep) and observation.value is not None:
        if kept(key_result.measure, observation.value):
            return _("within the limits")
        return _("outside the limits")
    if before is None:
        return ""
    earlier = observed_text(key_result, before)
    if earlier == observed_text(key_result, observation):
        return _("no change")
    return _("was %(value)s", value=earlier)


def _facts(
    key_result: KeyResult, score: KeyResultScore, observations: tuple[Observation, ...]
) -> tuple[str, ...]:
    facts = []
    if isinstance(key_result.measure, Keep) and score.readings:
        facts.append(
            ngettext(
                "within the limits in %(kept)s of %(num)s reading",
                "within the limits in %(kept)s of %(num)s readings",
                score.readings,
                kept=numbers.whole(score.kept),
            )
        )
    if score.assumed and score.start is not None:
        facts.append(
            _("baseline assumed from the first reading, %(value)s", value=quantity_text(score.start))
        )
    chance = next((o.chance for o in reversed(observations) if o.chance is not None), None)
    if isinstance(key_result.measure, Binary) and chance is not None and score.last and score.last.done == 0:
        facts.append(_("chance %(chance)s%%", chance=plain(chance)))
    if isinstance(key_result.measure, Graded):
        facts.append(_("nothing is measured: the team scores it"))
    if key_result.dropped is None:
        if score.weight == 0:
            guards = key_result.kind == "keep"
            facts.append(_("a guardrail, no share in the mean") if guards else _("no share in the mean"))
        elif score.weight != 1:
            facts.append(_("weight %(weight)s", weight=plain(score.weight)))
    if score.last is not None and score.last.late:
        facts.append(_("read after the end"))
    return tuple(facts)


def _milestones(key_result: KeyResult, last: Observation | None) -> tuple[MilestoneRow, ...]:
    """The milestones with those that are done: by name where the last reading names them, else the first
    ones in their order."""
    measure = key_result.measure
    if not isinstance(measure, Milestones):
        return ()
    done = (last.done or 0) if last else 0
    named = set(last.names) if last else set()
    return tuple(
        MilestoneRow(name=name, done=name in named if named else i < done)
        for i, name in enumerate(measure.names)
    )


def step_text(before: Decimal | None, now: Decimal | None) -> str:
    """The step in progress between two observations, empty where there is none to tell."""
    return "" if before is None or now is None else points(now - before)


def _history(company: Company, objective: Objective, key_result: KeyResult) -> tuple[ReadingRow, ...]:
    score = company.scores[objective.id].key_results[key_result.id]
    period = period_of(key_result, company.cycles[objective.cycle], company.portfolio.today)
    points = expected_points(key_result, score.start, period)
    rows = []
    before: Decimal | None = None
    for observation in company.readings.of(objective.id, key_result.id):
        progress = observed_progress(key_result, observation, score.start)
        expected = None
        if progress is not None and not observation.baseline:
            expected = expected_on(points, period.part(observation.day))
        check_in = observation.check_in
        if check_in is not None:
            source = Link(text=_("check-in"), url=urls.check_in(check_in))
        else:
            source = Link(text=_("KPI"), url=urls.kpi(key_result.kpi))
        rows.append(
            ReadingRow(
                day=day(observation.day),
                author=check_in.author if check_in else "",
                value=observed_text(key_result, observation),
                progress=DASH if progress is None else percent_text(progress),
                change=step_text(before, progress),
                expected="" if expected is None else percent_text(expected),
                confidence="" if observation.confidence is None else str(observation.confidence),
                status=observation.status,
                note=observation.note,
                late=observation.late,
                baseline=observation.baseline,
                source=source,
            )
        )
        before = progress if progress is not None else before
    return tuple(reversed(rows))
