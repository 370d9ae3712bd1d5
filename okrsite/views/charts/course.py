"""The picture of a key result's course: what was read of it against what was expected by then."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.key_result import Binary, Graded, Keep, KeyResult, Measure, Milestones, Move
from okrsite.model.objective import Objective
from okrsite.model.quantity import Quantity
from okrsite.observations import Observation
from okrsite.scoring.pace import expected_points, period_of
from okrsite.scoring.progress import ONE, ZERO, KeyResultScore, kept
from okrsite.translation.dates import day_in_year, day_text
from okrsite.translation.words import _
from okrsite.views.charts.axes import Heights, Tick, place, round_numbers, ticks
from okrsite.views.charts.course_box import Box, box_of, edges, joined, near, path, placed, step, within
from okrsite.views.charts.course_goals import WHOLE, Goal, goals_of, levels
from okrsite.views.charts.course_texts import NARROW, expected_text, goal_texts, now_text
from okrsite.views.charts.course_words import course_label, move_text
from okrsite.views.charts.courses import Confidence, Course, CoursePoint, CourseText
from okrsite.views.company import Company
from okrsite.views.key_results import observed_text
from okrsite.views.words import plain

_APART = Decimal(7)
_STEP = 7
"""How far the confidences of a team stand apart, of 100: above ten of them there is room for a text."""


def course_of(company: Company, objective: Objective, key_result: KeyResult) -> Course | None:
    """The course of a key result over its cycle; None where nothing was read of it yet."""
    cycle = company.cycles[objective.cycle]
    score = company.scores[objective.id].key_results[key_result.id]
    observations = near(company.readings.of(objective.id, key_result.id), cycle)
    read = [(o, number) for o in observations if (number := number_of(key_result.measure, o)) is not None]
    stated = [o for o in observations if o.confidence is not None]
    if not read and not stated:
        return None
    goals = goals_of(company, objective, key_result)
    living = not objective.dropped and key_result.dropped is None
    expected = _expected(key_result, score, cycle, company.portfolio.today) if living else []
    box = box_of(key_result, cycle, observations, [n for _, n in read], goals, [n for _, n in expected])
    line = [(box.x(passed), box.heights.y(number)) for passed, number in expected]
    spots = [box.spot(o.day, number) for o, number in read]
    places = [placed(spot) for spot in spots]
    active = company.state(cycle.id) is CycleState.ACTIVE
    now = now_text(key_result, read[-1][0], spots, line) if read else None
    texts = goal_texts(box, goals, spots, now, falling=_falling(key_result, score))
    texts += expected_text(box, goals, line, spots, [*texts, now] if now else texts)
    return Course(
        label=course_label(company, objective, key_result, read=[o for o, _ in read], goals=goals),
        readings=joined(places),
        points=tuple(
            CoursePoint(
                x=x, y=y, text=f"{observed_text(key_result, o)}, {day_text(o.day)}", kind=_kind(key_result, o)
            )
            for (o, _), (x, y) in zip(read, places, strict=True)
        ),
        expected=joined(map(placed, line)),
        targets=tuple(path(edge) for edge in edges(box, goals) if edge),
        within=within(box, goals),
        moves=tuple(_moves(box, goals)),
        texts=tuple(texts),
        now=now,
        ticks=_ticks(key_result.measure, box.heights),
        starts=_end(box, 0, cycle.starts, "start"),
        ends=_end(box, box.days, cycle.ends, "end"),
        edges=tuple(place(box.x(at), 1) for at in (0, box.days) if at not in (box.first, box.last)),
        today=_today(box, company.portfolio.today) if active else None,
        confidences=_confidences(box, stated),
    )


def number_of(measure: Measure, observation: Observation) -> Decimal | None:
    """What was read, as a number: of what is binary the chance in percent, and 100 where it is done."""
    if isinstance(measure, Move | Keep):
        return None if observation.value is None else observation.value.number
    if isinstance(measure, Milestones):
        return None if observation.done is None else Decimal(observation.done)
    if isinstance(measure, Graded):
        return observation.score
    if observation.done:
        return WHOLE
    return observation.chance if observation.done is None or observation.chance is not None else ZERO


def _expected(
    key_result: KeyResult, score: KeyResultScore, cycle: Cycle, today: date
) -> list[tuple[int, Decimal]]:
    """What is expected when days of the cycle have passed, as numbers of the key result."""
    period = period_of(key_result, cycle, today)
    before = (period.starts - cycle.starts).days
    measure, start = key_result.measure, score.start
    if isinstance(measure, Move):
        if start is None or start.number == measure.target.number:
            return []
        zero, way = start.number, measure.target.number - start.number
    else:
        zero, way = ZERO, Decimal(len(measure.names)) if isinstance(measure, Milestones) else ONE
    return [
        (before + point.passed, zero + way * point.share)
        for point in expected_points(key_result, start, period)
    ]


def _moves(box: Box, goals: Sequence[Goal]) -> list[CoursePoint]:
    """A mark at every step."""
    marks = []
    for before, after in pairwise(goals):
        if after.since is None:
            continue
        for old, new in zip(levels(before.measure), levels(after.measure), strict=True):
            number = old if new is None else new
            if old != new and number is not None:
                text = move_text(before, after)
                x, y = box.x(step(box, after)), box.heights.y(number)
                marks.append(CoursePoint(x=place(x, 1), y=place(y, 1), text=text))
    return marks


def _falling(key_result: KeyResult, score: KeyResultScore) -> bool:
    """Whether less is better."""
    measure = key_result.measure
    return (
        isinstance(measure, Move) and score.start is not None and score.start.number > measure.target.number
    )


def _kind(key_result: KeyResult, observation: Observation) -> str:
    measure, value = key_result.measure, observation.value
    if isinstance(measure, Keep) and value is not None and not kept(measure, value):
        return "outside"
    return "aside" if observation.baseline or observation.late else ""


def _ticks(measure: Measure, heights: Heights) -> tuple[Tick, ...]:
    if isinstance(measure, Move):
        return ticks(heights, round_numbers(heights), measure.target)
    if isinstance(measure, Keep):
        return ticks(heights, round_numbers(heights), measure.at_least or measure.at_most)
    if isinstance(measure, Milestones):
        return ticks(heights, round_numbers(heights, whole=True), None)
    if isinstance(measure, Binary):
        percent = Quantity(number=ZERO, figure="0", suffix="%")
        return ticks(heights, [ZERO, WHOLE / 2, WHOLE], percent)
    return ticks(heights, [ZERO, ONE / 2, ONE], None)


def _end(box: Box, passed: int, when: date, anchor: str) -> CourseText:
    return CourseText(x=place(box.x(passed), 1), y="100", text=day_in_year(when), anchor=anchor, below=True)


def _today(box: Box, today: date) -> CourseText:
    x = box.x(box.day(today))
    anchor = "start" if x < NARROW / 2 else "end" if x > 100 - NARROW / 2 else "middle"
    return CourseText(x=place(x, 1), y="0", text=_("today"), anchor=anchor)


def _confidences(box: Box, stated: Sequence[Observation]) -> tuple[Confidence, ...]:
    """Confidence over time. Texts that would stand on the next one's are left out, the last never."""
    found: list[Confidence] = []
    taken = WHOLE + _APART
    for o in reversed(stated):
        if o.confidence is None:
            continue
        x = box.x(box.day(o.day))
        room = taken - x >= _APART
        taken = x if room else taken
        text = plain(Decimal(o.confidence)) if room else ""
        found.append(Confidence(x=place(x, 1), y=str(100 - o.confidence * _STEP), text=text))
    return tuple(reversed(found))
