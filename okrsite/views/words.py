"""Dates, numbers and plurals as pages show them."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from okrsite.scoring.rounding import rounded
from okrsite.settings import Cadence
from okrsite.translation import numbers
from okrsite.translation.dates import day_text
from okrsite.translation.languages import Language, spoken
from okrsite.translation.words import _, ngettext
from okrsite.views.parts import Day, Meter

DASH = "–"
_KEPT = 8192


def day(value: date) -> Day:
    """`16 Oct 2026`, and `2026-10-16` for machines."""
    return _day(value, spoken())


@lru_cache(maxsize=_KEPT)
def _day(value: date, _language: Language) -> Day:
    return Day(text=day_text(value), iso=value.isoformat())


def count(number: int, one: str, many: str = "") -> str:
    """`1 objective`, `2 objectives`, `2,500 objectives`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def often(cadence: Cadence) -> str:
    """`every 2 weeks`, `every 10 days`, `every month`."""
    if cadence.months:
        return ngettext("every month", "every %(num)s months", cadence.months)
    if cadence.days % 7 == 0:
        return ngettext("every week", "every %(num)s weeks", cadence.days // 7)
    return ngettext("every day", "every %(num)s days", cadence.days)


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return numbers.listed(words)


def percent(share: Decimal) -> int:
    """A share in whole percent: 100 only where it is reached, 0 only where nothing is."""
    whole = int(rounded(share * 100))
    if whole == 100 and share < 1:
        return 99
    if whole == 0 and share != 0:
        return 1 if share > 0 else -1
    return whole


def percent_text(share: Decimal) -> str:
    """`63%`, uncapped; a minus sign where it fell below the start."""
    return numbers.percent(percent(share))


def points(share: Decimal) -> str:
    """A step in progress: `+8 points`, `−3 points`, `no change`."""
    number = int(rounded(share * 100))
    if number == 0:
        return _("no change")
    if number > 0:
        return ngettext("+%(num)s point", "+%(num)s points", number)
    return ngettext("−%(num)s point", "−%(num)s points", -number)


def meter(share: Decimal | None, note: str = "") -> Meter:
    """A progress figure; None is unknown, which is not nothing."""
    if share is None:
        return Meter(known=False, percent=0, text=DASH, note=note or _("no reading yet"))
    whole = percent(share)
    return Meter(known=True, percent=min(max(whole, 0), 100), text=numbers.percent(whole), note=note)


def clipped(text: str, longest: int) -> str:
    """A text of no more than so many characters, with an ellipsis where it went on."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def plain(number: Decimal) -> str:
    """A number without needless zeros: `0.7`, `12`."""
    return numbers.exact(number, grouped=False)
