"""Days as the language that is being spoken writes them."""

from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_skeleton, get_day_names, get_month_names

from okrsite.translation.languages import spoken

_KEPT = 8192


def day_text(value: date) -> str:
    """`16 Oct 2026`."""
    return _skeleton("yMMMd", value, spoken().locale)


def day_in_year(value: date) -> str:
    """`16 Oct`, where the year is plain."""
    return _skeleton("MMMd", value, spoken().locale)


def month_text(value: date) -> str:
    """`October 2026`."""
    return _skeleton("yMMMM", value, spoken().locale)


def month_names() -> tuple[str, ...]:
    """`Jan`, `Feb` and so on, from January."""
    names = get_month_names("abbreviated", context="stand-alone", locale=spoken().locale)
    return tuple(str(names[month]) for month in range(1, 13))


def weekday_text(value: date) -> str:
    """`Friday`."""
    return str(get_day_names("wide", context="stand-alone", locale=spoken().locale)[value.weekday()])


@lru_cache(maxsize=_KEPT)
def _skeleton(skeleton: str, value: date, locale: Locale) -> str:
    midnight = datetime(value.year, value.month, value.day)
    return str(format_skeleton(skeleton, midnight, locale=locale))
