"""Numbers as the language that is being spoken writes them."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from functools import lru_cache

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from okrsite.translation.languages import spoken

_KEPT = 8192
_DIGITS = 2000
"""More than a number in content can have: else Babel fails where it rounds one."""


def whole(number: int) -> str:
    """`2,500`; with a true minus sign."""
    return _decimal(Decimal(number), 0, spoken().locale)


def decimal(number: Decimal, places: int | None = None) -> str:
    """`1,204.5`: with so many places behind the point, by default as many as the number has (at most 12)."""
    return _decimal(number, places, spoken().locale)


def percent(number: int) -> str:
    """`63%` of the number 63."""
    return _percent(number, spoken().locale)


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return format_list(words, locale=spoken().locale) if words else ""


@lru_cache(maxsize=_KEPT)
def _decimal(number: Decimal, places: int | None, locale: Locale) -> str:
    if places is None:
        exponent = number.as_tuple().exponent
        places = min(-exponent, 12) if isinstance(exponent, int) and exponent < 0 else 0
    pattern = f"#,##0.{'0' * places}" if places else "#,##0"
    with localcontext(prec=_DIGITS):
        return format_decimal(number, pattern, locale=locale).replace("-", "−")


@lru_cache(maxsize=_KEPT)
def _percent(number: int, locale: Locale) -> str:
    with localcontext(prec=_DIGITS):
        return format_percent(Decimal(number) / 100, locale=locale).replace("-", "−")
