"""The axes of pictures over time: where numbers and days lie in a box, and round ones to read them off.

Places are percent of the box, as texts: x to the right, y downwards. So a picture can have any size while its
texts and lines keep theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from okrsite.model.quantity import Quantity
from okrsite.scoring.rounding import rounded
from okrsite.translation.dates import day_in_year, month_in_year, month_names
from okrsite.translation.numbers import percent_signed, signed
from okrsite.translation.words import pgettext
from okrsite.views.rounding import figure

TICKS = 4
"""About how many lines to read heights off."""

DAY_TICKS = 5
"""At most so many days are named below a picture: more do not fit beside each other on a phone."""

LONGEST = 8
"""A tick of more characters than this has no room beside the picture."""

_MARGIN = Decimal("0.08")
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_SHORT = ((Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "k"))
_FULL = Decimal(10_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A value or a day to read a picture by: its place on its axis, and its text."""

    at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heights:
    """The numbers that a picture has room for, from `low` at its bottom to `high` at its top."""

    low: Decimal
    high: Decimal

    def y(self, number: Decimal) -> Decimal:
        """How far below the top a number lies, in percent of the box."""
        return (self.high - number) * 100 / (self.high - self.low)


def heights_of(numbers: Iterable[Decimal]) -> Heights:
    """Room for all of some numbers, and a little more at either end."""
    found = list(numbers)
    low, high = min(found), max(found)
    margin = (high - low) * _MARGIN or abs(high) * _MARGIN or Decimal(1)
    return Heights(low=low - margin, high=high + margin)


def place(share: Decimal, places: int = 2) -> str:
    """A place as text, with no more decimals than one can see."""
    text = str(rounded(share, places))
    return text.rstrip("0").rstrip(".") if places else text


def round_numbers(heights: Heights, about: int = TICKS, *, whole: bool = False) -> list[Decimal]:
    """Round numbers within the heights, evenly spaced; `whole` ones where nothing lies between."""
    rough = (heights.high - heights.low) / about
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(step * power for step in _STEPS if step * power >= rough)
    if whole:
        step = max(step.to_integral_value(ROUND_CEILING), Decimal(1))
    first = (heights.low / step).to_integral_value(ROUND_CEILING)
    count = int((heights.high / step).to_integral_value(ROUND_FLOOR) - first) + 1
    return [(first + i) * step for i in range(count)]


def ticks(heights: Heights, numbers: Iterable[Decimal], like: Quantity | None) -> tuple[Tick, ...]:
    """Numbers to read heights off, written like a quantity; without texts where these had no room."""
    found = list(numbers)
    texts = [tick_text(number, like, max(map(abs, found))) for number in found]
    fit = all(len(text) <= LONGEST for text in texts)
    return tuple(
        Tick(at=place(heights.y(number)), text=text if fit else "")
        for number, text in zip(found, texts, strict=True)
    )


def tick_text(number: Decimal, like: Quantity | None, largest: Decimal) -> str:
    """A number with the sign of currency or percent of a quantity; words would take the room. Thousands and
    more are shortened, all in the same way: `$20k`, `0.5M` beside `1.5M`."""
    size, unit = next(((s, u) for s, u in _SHORT if largest >= _FULL and largest >= s), (Decimal(1), ""))
    text = figure(abs(number) / size)
    if unit and number:
        text = _shortened(text, unit)
    prefix, suffix = (like.prefix, like.suffix) if like else ("", "")
    if suffix == "%" and not prefix:
        text = percent_signed(text)
    elif not suffix.startswith(" "):
        text = f"{prefix}{text}{suffix}"
    else:
        text = f"{prefix}{text}"
    return signed("-" if number < 0 else "", text)


def _shortened(number: str, unit: str) -> str:
    if unit == "k":
        return pgettext("a number of thousands", "%(number)sk", number=number)
    if unit == "M":
        return pgettext("a number of millions", "%(number)sM", number=number)
    return pgettext("a number of billions", "%(number)sbn", number=number)


def day_ticks(first: date, last: date) -> tuple[Tick, ...]:
    """The first days of months, quarters or years between two days, evenly spaced; the two days themselves
    where they are too close to each other. The year is named where it begins, and first of all."""
    span = (last - first).days
    found: list[tuple[date, int]] = []
    for months in _MONTHS:
        found = [(day, months) for day in _first_days(first, last, months)]
        if len(found) <= DAY_TICKS:
            break
    if len(found) < 2:
        return (Tick(at="0", text=day_in_year(first)), Tick(at="100", text=day_in_year(last)))
    years = found[0][1] % 12 == 0
    return tuple(
        Tick(
            at=place(Decimal((day - first).days) * 100 / span),
            text=_month(day, named=day.month == 1 or day == found[0][0], years=years),
        )
        for day, _ in found
    )


def _first_days(first: date, last: date, months: int) -> Iterable[date]:
    """The first days of every so many months, counted from January of the year 0."""
    at = first.year * 12 + first.month - 1
    if first.day > 1:
        at += 1
    at += -at % months
    while at <= last.year * 12 + last.month - 1:
        yield date(at // 12, at % 12 + 1, 1)
        at += months


def _month(day: date, *, named: bool, years: bool) -> str:
    if years:
        return str(day.year)
    return month_in_year(day) if named else month_names()[day.month - 1]
