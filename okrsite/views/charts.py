"""Lines over time as values: coordinates that only need to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from okrsite.model.quantity import Quantity
from okrsite.scoring.rounding import rounded
from okrsite.views.parts import Day
from okrsite.views.rounding import figure
from okrsite.views.words import day


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPoint:
    """A reading in a chart: its place, whether it is `outside` the limits, and what it says."""

    x: str
    y: str
    outside: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLine:
    """A line across a chart at a height, and what it stands for (`40%`, `at least 40`)."""

    y: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Readings over time, ready to be drawn.

    All coordinates are percent of the box, as texts with at most two decimals: x to the right, y downwards.
    `label` is the alternative text, whole sentences. `course` joins the points: `0,40 12.5,38 ...`. `band`
    is the top and the height of what lies within the limits, None without limits; `limits` are its edges.
    `ticks` are round values to read heights off.
    """

    label: str
    course: str
    points: tuple[ChartPoint, ...]
    band: tuple[str, str] | None
    limits: tuple[ChartLine, ...]
    ticks: tuple[ChartLine, ...]
    first: Day
    last: Day


TICKS = 4
"""About how many lines to read heights off."""

CROWD = 60
"""With more readings than this only those outside the limits, and the last, are marked."""

_MARGIN = Decimal("0.08")
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))

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
    low, high = _domain(readings, at_least, at_most)
    first, last = readings[0][0], readings[-1][0]

    def x(when: date) -> str:
        return _text(Decimal((when - first).days) * 100 / (last - first).days)

    def y(number: Decimal) -> str:
        return _text((high - number) * 100 / (high - low))

    points = [
        ChartPoint(
            x=x(when),
            y=y(value.number),
            outside=outside(value, at_least, at_most),
            text=f"{value.text}, {day(when).text}",
        )
        for when, value in readings
    ]
    marked = points if len(points) <= CROWD else [*(p for p in points[:-1] if p.outside), points[-1]]
    limits = [
        ChartLine(y=y(limit.number), text=f"{word} {limit.text}")
        for word, limit in (("at least", at_least), ("at most", at_most))
        if limit is not None
    ]
    return Chart(
        label=_label(name, readings, at_least, at_most),
        course=" ".join(f"{point.x},{point.y}" for point in points),
        points=tuple(marked),
        band=_band(at_least, at_most, low, high) if limits else None,
        limits=tuple(limits),
        ticks=tuple(ChartLine(y=y(tick), text=_like(readings[-1][1], tick)) for tick in _ticks(low, high)),
        first=day(first),
        last=day(last),
    )


def _domain(
    readings: Sequence[Reading], at_least: Quantity | None, at_most: Quantity | None
) -> tuple[Decimal, Decimal]:
    """The lowest and the highest number that a chart has room for."""
    numbers = [value.number for _, value in readings]
    numbers += [limit.number for limit in (at_least, at_most) if limit is not None]
    low, high = min(numbers), max(numbers)
    margin = (high - low) * _MARGIN or abs(high) * _MARGIN or Decimal(1)
    return low - margin, high + margin


def _band(
    at_least: Quantity | None, at_most: Quantity | None, low: Decimal, high: Decimal
) -> tuple[str, str]:
    """The top and the height of what lies within the limits."""
    top = high if at_most is None else at_most.number
    bottom = low if at_least is None else at_least.number
    return _text((high - top) * 100 / (high - low)), _text(max(top - bottom, Decimal(0)) * 100 / (high - low))


def _ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Round numbers between two others, evenly spaced."""
    rough = (high - low) / TICKS
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(step * power for step in _STEPS if step * power >= rough)
    first = (low / step).to_integral_value(ROUND_CEILING)
    count = int((high / step).to_integral_value(ROUND_FLOOR) - first) + 1
    return [(first + i) * step for i in range(count)]


def _label(
    name: str, readings: Sequence[Reading], at_least: Quantity | None, at_most: Quantity | None
) -> str:
    """What the picture shows, for whoever can't see it."""
    lowest = min(readings, key=lambda r: r[1].number)
    highest = max(readings, key=lambda r: r[1].number)
    last_day, last = readings[-1]
    sentences = [
        f"{name} from {day(readings[0][0]).text} to {day(last_day).text}: lowest {lowest[1].text} on "
        f"{day(lowest[0]).text}, highest {highest[1].text} on {day(highest[0]).text}, last {last.text}."
    ]
    if at_least is not None or at_most is not None:
        out = sum(outside(value, at_least, at_most) for _, value in readings)
        verb = "is" if out == 1 else "are"
        sentences.append(f"{out} of {len(readings)} readings {verb} outside the limits.")
    return " ".join(sentences)


def _like(quantity: Quantity, number: Decimal) -> str:
    """A number written like a quantity, with its sign of currency or percent; words would take the room."""
    sign = "−" if number < 0 else ""
    suffix = "" if quantity.suffix.startswith(" ") else quantity.suffix
    return f"{sign}{quantity.prefix}{figure(abs(number))}{suffix}"


def _text(number: Decimal) -> str:
    return f"{rounded(number, 2).normalize():f}"
