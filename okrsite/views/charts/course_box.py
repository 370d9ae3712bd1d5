"""Where the days of a cycle and the figures of a key result lie in its picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from okrsite.model.cycle import Cycle
from okrsite.model.key_result import Keep, KeyResult, Move
from okrsite.observations import Observation
from okrsite.scoring.progress import ZERO
from okrsite.views.charts.axes import Heights, heights_of, place
from okrsite.views.charts.course_goals import WHOLE, Goal, levels

ASIDE = 6
"""A picture shows what was read up to a sixth of the cycle before its first day and after its last; of what
lies further away only the nearest, at the edge."""

Spot = tuple[Decimal, Decimal]
"""A place in percent of the box."""

Place = tuple[str, str]
"""The same as texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The days of a cycle and the numbers of a key result as places in a box. Days count from 1 for the
    cycle's first; `first` and `last` are the edges of the box."""

    starts: date
    days: int
    first: int
    last: int
    heights: Heights

    def day(self, when: date) -> int:
        """How many days of the cycle have passed at the end of a day, no further than to the edges."""
        return min(max((when - self.starts).days + 1, self.first), self.last)

    def x(self, passed: int) -> Decimal:
        return Decimal((passed - self.first) * 100) / (self.last - self.first)

    def spot(self, when: date, number: Decimal) -> Spot:
        return self.x(self.day(when)), self.heights.y(number)


def near(observations: Sequence[Observation], cycle: Cycle) -> list[Observation]:
    """What was said in the cycle or close to it, and the nearest of what was said far before and after."""
    room = cycle.days // ASIDE
    told = [o for o in observations if o.measured or o.confidence is not None]
    before = [o for o in told if (cycle.starts - o.day).days > room]
    after = [o for o in told if (o.day - cycle.ends).days > room]
    far = {id(o) for o in (*before[:-1], *after[:-1])}
    return [o for o in told if id(o) not in far]


def box_of(
    key_result: KeyResult,
    cycle: Cycle,
    observations: Sequence[Observation],
    read: Sequence[Decimal],
    goals: Sequence[Goal],
    expected: Sequence[Decimal],
) -> Box:
    """A box with room for all of it. Only figures may begin elsewhere than at nothing."""
    room = cycle.days // ASIDE
    passed = [(o.day - cycle.starts).days + 1 for o in observations]
    numbers = [*read, *expected, *(n for goal in goals for n in levels(goal.measure) if n is not None)]
    if not isinstance(key_result.measure, Move | Keep):
        numbers.append(ZERO)
    return Box(
        starts=cycle.starts,
        days=cycle.days,
        first=max(min(0, *passed), -room),
        last=min(max(cycle.days, *passed), cycle.days + room),
        heights=heights_of(numbers),
    )


def edges(box: Box, goals: Sequence[Goal]) -> list[list[Spot]]:
    """For each line to reach, or limit, its corners over the days; empty where there is none. A limit that
    came or went runs along the edge of the box while it is not there, so that a band keeps its outline."""
    found: list[list[Spot]] = []
    for i in range(len(levels(goals[0].measure))):
        numbers = [levels(goal.measure)[i] for goal in goals]
        if all(number is None for number in numbers):
            found.append([])
            continue
        away = box.heights.high if i else box.heights.low
        spots: list[Spot] = []
        for goal, until, number in zip(goals, [*goals[1:], None], numbers, strict=True):
            y = box.heights.y(away if number is None else number)
            end = WHOLE if until is None else box.x(step(box, until))
            spots += [(box.x(step(box, goal)), y), (end, y)]
        found.append(spots)
    return found


def step(box: Box, goal: Goal) -> int:
    """Where a promise begins to hold: at the end of the day before its first."""
    return box.first if goal.since is None else max(box.day(goal.since) - 1, box.first)


def within(box: Box, goals: Sequence[Goal]) -> str:
    """The outline of what lies within the limits."""
    if not isinstance(goals[0].measure, Keep):
        return ""
    low, high = edges(box, goals)
    left = box.x(step(box, goals[0]))
    low = low or [(left, WHOLE), (WHOLE, WHOLE)]
    high = high or [(left, ZERO), (WHOLE, ZERO)]
    return f"{path([*high, *reversed(low)])}Z"


def placed(spot: Spot) -> Place:
    return place(spot[0], 1), place(spot[1], 1)


def joined(places: Iterable[Place]) -> str:
    return " ".join(map(",".join, places))


def path(spots: Iterable[Spot]) -> str:
    return "M" + "L".join(" ".join(placed(spot)) for spot in spots)
