"""Lines over time as values: coordinates that only need to be drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import median

from okrsite.model.quantity import Quantity
from okrsite.translation.words import _, ngettext
from okrsite.views.charts.axes import Heights, Tick, day_ticks, heights_of, place, round_numbers, ticks
from okrsite.views.charts.course_texts import TEXT_LINE, Line, room_beside, stretches
from okrsite.views.parts import Day
from okrsite.views.quantities import limits_text, quantity_text
from okrsite.views.words import day


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPoint:
    """A reading in a chart: its place, whether it is `outside` the limits, and what it says."""

    x: str
    y: str
    outside: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLimit:
    """A limit across a chart: its height, what it says (`at least 40`), and whether that stands `below` its
    line: on the side where nothing should be; and at its `end`, where it else stands at its beginning."""

    y: str
    text: str
    below: bool
    end: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Readings over time, ready to be drawn.

    All coordinates are percent of the box, as texts with at most two decimals: x to the right, y downwards.
    `label` is the alternative text, whole sentences. `courses` join the points of stretches that were read
    regularly: `0,40 12.5,38 ...`; `gaps` are the lines across what was not. `band` is the top and the height
    of what lies within the limits, None without limits; `limits` are its edges, and `outside` tells that a
    reading breaks one. `ticks` are round values to read heights off, `days` those to read dates off.
    """

    label: str
    courses: tuple[str, ...]
    gaps: tuple[str, ...]
    points: tuple[ChartPoint, ...]
    band: tuple[str, str] | None
    limits: tuple[ChartLimit, ...]
    outside: bool
    ticks: tuple[Tick, ...]
    days: tuple[Tick, ...]
    first: Day
    last: Day


CROWD = 60
"""With more readings than this only those outside the limits, those alone, and the last, are marked."""

GAP = 3
"""Where so many times the usual number of days passed without a reading, the line is broken."""

WIDE = 30
"""What the name of a limit takes of the width of a phone, in percent."""

Reading = tuple[date, Quantity]


def outside(value: Quantity, at_least: Quantity | None, at_most: Quantity | None) -> bool:
    """Whether a value lies outside its limits; equal counts as within."""
    if at_least is not None and value.number < at_least.number:
        return True
    return at_most is not None and value.number > at_most.number


def chart_of(
    name: str, readings: Sequence[Reading], at_least: Quantity | None, at_most: Quantity | None
) -> Chart | None:
    """The course of readings, oldest first, against their limits; None for fewer than two days."""
    if not readings or readings[0][0] == readings[-1][0]:
        return None
    limits = [limit for limit in (at_least, at_most) if limit is not None]
    heights = heights_of([*(value.number for _when, value in readings), *(limit.number for limit in limits)])
    first, last = readings[0][0], readings[-1][0]
    spots = [
        (Decimal((when - first).days) * 100 / (last - first).days, heights.y(value.number))
        for when, value in readings
    ]
    points = [
        ChartPoint(
            x=place(x),
            y=place(y),
            outside=outside(value, at_least, at_most),
            text=_("%(value)s, %(day)s", value=quantity_text(value), day=day(when).text),
        )
        for (when, value), (x, y) in zip(readings, spots, strict=True)
    ]
    parts = _parts(readings, points)
    alone = {part[0] for part in parts if len(part) == 1}
    crowded = len(points) > CROWD
    return Chart(
        label=_label(name, readings, at_least, at_most),
        courses=tuple(_joined(part) for part in parts if len(part) > 1),
        gaps=tuple(_joined((one[-1], other[0])) for one, other in pairwise(parts)),
        points=tuple(
            p for i, p in enumerate(points, 1) if not crowded or p.outside or p in alone or i == len(points)
        ),
        band=_band(at_least, at_most, heights) if limits else None,
        limits=tuple(_limits(at_least, at_most, heights, spots)),
        outside=any(point.outside for point in points),
        ticks=ticks(heights, round_numbers(heights), readings[-1][1]),
        days=day_ticks(first, last),
        first=day(first),
        last=day(last),
    )


def _parts(readings: Sequence[Reading], points: Sequence[ChartPoint]) -> list[list[ChartPoint]]:
    """The points, parted where nothing was read for long."""
    steps = [(after - before).days for (before, _), (after, _) in pairwise(readings)]
    usual = median(step for step in steps if step) if len(steps) > GAP else 0
    parts = [[points[0]]]
    for step, point in zip(steps, points[1:], strict=True):
        if usual and step > GAP * usual:
            parts.append([])
        parts[-1].append(point)
    return parts


def _band(at_least: Quantity | None, at_most: Quantity | None, heights: Heights) -> tuple[str, str]:
    """The top and the height of what lies within the limits."""
    top = heights.y(heights.high if at_most is None else at_most.number)
    bottom = heights.y(heights.low if at_least is None else at_least.number)
    return place(top), place(max(bottom - top, Decimal(0)))


def _limits(
    at_least: Quantity | None, at_most: Quantity | None, heights: Heights, spots: Line
) -> Iterator[ChartLimit]:
    """The limits, each named at the end that is further from the readings."""
    drawn = stretches(spots)
    found = [(at_least, limits_text(at_least, None), True), (at_most, limits_text(None, at_most), False)]
    for limit, text, below in found:
        if limit is not None:
            y = heights.y(limit.number)
            beside = float(y + TEXT_LINE if below else y - TEXT_LINE)
            at_start = room_beside(drawn, 0, beside, WIDE) > room_beside(drawn, 100 - WIDE, beside, WIDE)
            yield ChartLimit(y=place(y), text=text, below=below, end=not at_start)


def _label(
    name: str, readings: Sequence[Reading], at_least: Quantity | None, at_most: Quantity | None
) -> str:
    """What the picture shows, for whoever can't see it."""
    lowest = min(readings, key=lambda r: r[1].number)
    highest = max(readings, key=lambda r: r[1].number)
    last_day, last = readings[-1]
    said = _(
        "%(name)s from %(first_day)s to %(last_day)s: lowest %(lowest)s on %(lowest_day)s, highest"
        " %(highest)s on %(highest_day)s, last %(last)s.",
        name=name,
        first_day=day(readings[0][0]).text,
        last_day=day(last_day).text,
        lowest=quantity_text(lowest[1]),
        lowest_day=day(lowest[0]).text,
        highest=quantity_text(highest[1]),
        highest_day=day(highest[0]).text,
        last=quantity_text(last),
    )
    if at_least is None and at_most is None:
        return said
    limits = _("It should be %(limits)s.", limits=limits_text(at_least, at_most))
    out = sum(outside(value, at_least, at_most) for _when, value in readings)
    broken = ngettext(
        "%(num)s reading is outside the limits.", "%(num)s readings are outside the limits.", out
    )
    return f"{said} {limits} {broken}"


def _joined(points: Sequence[ChartPoint]) -> str:
    return " ".join(f"{point.x},{point.y}" for point in points)
