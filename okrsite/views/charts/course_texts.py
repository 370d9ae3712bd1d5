"""What is written into the picture of a key result's course: as far from its lines as there is room."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from okrsite.model.key_result import Graded, Keep, KeyResult, Measure, Move
from okrsite.model.quantity import Quantity
from okrsite.observations import Observation
from okrsite.translation.words import _
from okrsite.views.charts.axes import place, tick_text
from okrsite.views.charts.course_box import Box, Spot, step
from okrsite.views.charts.course_goals import WHOLE, Goal, levels
from okrsite.views.charts.course_words import goal_text
from okrsite.views.charts.courses import CourseText
from okrsite.views.key_results import observed_text
from okrsite.views.quantities import limits_text, quantity_text
from okrsite.views.words import clipped

LONGEST = 24
"""Characters of a text in a picture: no more fit on a phone."""

SHORT = 14
"""A figure longer than this leaves its unit out: that stands above the picture."""

NARROW = Decimal(18)
"""What a short text takes of the width of a phone, in percent."""

ENOUGH = 25.0
"""A text this far from everything else, in percent of the height, is free; of several such places the last
is taken."""

TEXT_LINE = Decimal(6)
"""Half the height of a text, in percent of that of a picture."""

_TOP = Decimal(10)
_PLACES = (77, 70, 62, 50, 38, 26, 14, 2)

Line = Sequence[Spot]

Stretch = tuple[float, float, float, float]
"""A straight part of a line, as exact as it takes to see how much room there is beside it: from where to
where it goes, the height at which it begins, and its slope."""


def goal_texts(
    box: Box, goals: Sequence[Goal], readings: Line, now: CourseText | None, *, falling: bool
) -> list[CourseText]:
    """The lines to reach, or the limits, by name: today's at the end that is further from the readings, and
    not where the last reading is written (`now`); an earlier one at its beginning if there is room."""
    *earlier, today = goals
    texts = []
    for goal, until in pairwise(goals):
        left = box.x(step(box, goal))
        if box.x(step(box, until)) - left >= NARROW:
            number, _text, below = _named(goal.measure, falling)[0]
            was = _("was %(target)s", target=_short_goal(goal.measure))
            texts.append(_text_at((left, box.heights.y(number)), was, below=below))
    left = box.x(step(box, today))
    drawn = stretches(readings)
    for number, text, below in _named(today.measure, falling):
        y = box.heights.y(number)
        at_left = room_beside(drawn, float(left), float(y), 30) > room_beside(drawn, 70, float(y), 30)
        if at_left and (not earlier or WHOLE - left >= 2 * NARROW):
            texts.append(_text_at((left, y), text, below=below, aside=bool(earlier)))
        else:
            taken = now is not None and now.anchor == "end" and abs(Decimal(now.y) - y) < 2 * TEXT_LINE
            side = not now.below if now and taken else below
            texts.append(_text_at((WHOLE, y), text, end=True, below=side))
    return texts


def _named(measure: Measure, falling: bool) -> list[tuple[Decimal, str, bool]]:
    """The height of each line, its text, and whether that stands below it: outside of what is to be read."""
    if isinstance(measure, Keep):
        low, high = measure.at_least, measure.at_most
        found = [(high, limits_text(None, high), False), (low, limits_text(low, None), True)]
        return [(limit.number, text, below) for limit, text, below in found if limit is not None]
    text = _short_goal(measure)
    if isinstance(measure, Move | Graded):
        text = _("target %(target)s", target=text)
    return [(number, text, falling) for number in levels(measure) if number is not None]


def _short_goal(measure: Measure) -> str:
    return short(measure.target) if isinstance(measure, Move) else goal_text(measure)


def short(quantity: Quantity) -> str:
    """A quantity, without its unit where that is long."""
    text = quantity_text(quantity)
    return text if len(text) <= SHORT else tick_text(quantity.number, quantity, quantity.number.copy_abs())


def now_text(key_result: KeyResult, last: Observation, readings: Line, expected: Line) -> CourseText:
    """The last reading: behind it where there is room, on the other side than what is expected; else before
    it, on the free side of the line that leads there."""
    text = short(last.value) if last.value is not None else observed_text(key_result, last)
    x, y = readings[-1]
    if x > WHOLE - NARROW:
        before = readings[-2][1] if len(readings) > 1 else y
        return _text_at((x, y), text, end=True, below=y > before, aside=True)
    due = height_at(expected, x)
    return _text_at((x, y), text, aside=True, below=y < _TOP or (due is not None and y >= due))


def expected_text(
    box: Box, goals: Sequence[Goal], expected: Line, readings: Line, others: Sequence[CourseText]
) -> list[CourseText]:
    """The name of the line of what is expected, on either side of it, and on no other line."""
    if not expected:
        return []
    falling = expected[-1][1] > expected[0][1]
    taken = [*stretches(readings), *_goal_lines(box, goals), *map(_extent, others)]
    best: tuple[float, CourseText] | None = None
    for x in _PLACES:
        if best and best[0] == ENOUGH:
            break
        for end in (False, True):
            at = x + NARROW if end else Decimal(x)
            y = height_at(expected, at)
            if y is None:
                continue
            below = falling == end
            room = min(room_beside(taken, x, float(y + TEXT_LINE if below else y - TEXT_LINE)), ENOUGH)
            if best is None or room > best[0]:
                best = room, _text_at((at, y), _("expected"), end=end, below=below)
    return [best[1]] if best else []


def _text_at(spot: Spot, text: str, *, below: bool, end: bool = False, aside: bool = False) -> CourseText:
    return CourseText(
        x=place(spot[0], 1),
        y=place(spot[1], 1),
        text=clipped(text, LONGEST),
        anchor="end" if end else "start",
        below=below,
        aside=aside,
    )


def stretches(line: Line) -> list[Stretch]:
    corners = [(float(x), float(y)) for x, y in line]
    found = [
        (begins, ends, one, (other - one) / (ends - begins) if begins < ends else 0.0)
        for (begins, one), (ends, other) in pairwise(corners)
    ]
    return found + [(x, x, y, 0.0) for x, y in corners[-1:]]


def _goal_lines(box: Box, goals: Sequence[Goal]) -> list[Stretch]:
    begins = [float(box.x(step(box, goal))) for goal in goals]
    return [
        (left, right, float(box.heights.y(number)), 0.0)
        for goal, left, right in zip(goals, begins, [*begins[1:], float(WHOLE)], strict=True)
        for number in levels(goal.measure)
        if number is not None
    ]


def _extent(text: CourseText) -> Stretch:
    """About where a text stands, as a line through its middle."""
    x, y = float(text.x), float(text.y) + (6 if text.below else -6)
    width = 3 * len(text.text) + 4
    return (x - width, x, y, 0.0) if text.anchor == "end" else (x, x + width, y, 0.0)


def room_beside(lines: Sequence[Stretch], left: float, y: float, width: float = 18) -> float:
    """How far the nearest of some lines is from a height, over some width: at seven places of it, and where a
    line begins or ends."""
    right = left + width
    nearest = 100.0
    for begins, ends, height, slope in lines:
        if begins > right or ends < left:
            continue
        above = height - y
        first = above + slope * (max(begins, left) - begins)
        last = above + slope * (min(ends, right) - begins)
        nearest = min(nearest, abs(first), abs(last))
        if first * last < 0:  # else it is nearest at either end
            for x in (left + width * i / 6 for i in range(1, 6)):
                if begins <= x <= ends:
                    nearest = min(nearest, abs(above + slope * (x - begins)))
    return round(nearest, 6)  # so that equals are


def height_at(line: Line, x: Decimal) -> Decimal | None:
    """The height of a line at a place, None where it does not reach."""
    for (left, one), (right, other) in pairwise(line):
        if left <= x <= right:
            return one if left == right else one + (other - one) * (x - left) / (right - left)
    return None
