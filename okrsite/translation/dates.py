"""Days as the language that is being spoken writes them."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_skeleton, get_date_format, get_day_names, get_month_names

from okrsite.translation.languages import Language, spoken

_KEPT = 8192


def day_text(value: date) -> str:
    """`16 Oct 2026`."""
    return _skeleton("yMMMd", value, spoken())


def long_day_text(value: date) -> str:
    """`16 October 2026`."""
    language = spoken()
    return str(get_date_format("long", locale=language.locale).apply(value, language.locale))


def day_and_month(value: date) -> str:
    """`16 October`."""
    return _skeleton("MMMMd", value, spoken())


def day_in_year(value: date) -> str:
    """`16 Oct`, where the year is plain."""
    return _skeleton("MMMd", value, spoken())


def month_text(value: date) -> str:
    """`October 2026`."""
    return _skeleton("yMMMM", value, spoken())


def month_in_year(value: date) -> str:
    """`Oct 2026`."""
    return _skeleton("yMMM", value, spoken())


def month_name(value: date) -> str:
    """`October`, for itself."""
    names = get_month_names("wide", context="stand-alone", locale=spoken().locale)
    return str(names[value.month])


def month_names() -> tuple[str, ...]:
    """`Jan`, `Feb` and so on, from January."""
    names = get_month_names("abbreviated", context="stand-alone", locale=spoken().locale)
    return tuple(str(names[month]) for month in range(1, 13))


def weekday_text(value: date) -> str:
    """`Friday`."""
    return str(get_day_names("wide", context="stand-alone", locale=spoken().locale)[value.weekday()])


@lru_cache(maxsize=_KEPT)
def _skeleton(skeleton: str, value: date, language: Language) -> str:
    midnight = datetime(value.year, value.month, value.day)
    return str(format_skeleton(skeleton, midnight, locale=language.locale))
