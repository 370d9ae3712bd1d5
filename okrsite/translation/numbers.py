"""Numbers as the language that is being spoken writes them."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from functools import lru_cache

from babel.lists import format_list
from babel.numbers import format_decimal, get_decimal_symbol

from okrsite.translation.languages import Language, spoken

_KEPT = 8192
_LEFT_TO_RIGHT = "\u200e"
_DIGITS = 2000
"""More than a number in content can have: else Babel fails where it rounds one."""


def whole(number: int) -> str:
    """`2,500`; with a true minus sign."""
    return _decimal(Decimal(number), 0, spoken())


def decimal(number: Decimal, places: int | None = None) -> str:
    """`1,204.5`: with so many places behind the point, by default as many as the number has (at most 12)."""
    if places is None:  # before it is looked up: 1.5 and 1.50 are equal
        exponent = number.as_tuple().exponent
        places = min(-exponent, 12) if isinstance(exponent, int) and exponent < 0 else 0
    return _decimal(number, places, spoken())


def percent(number: int | Decimal) -> str:
    """`63%` of the number 63, `4.5%` of 4.5."""
    return _percent(number, spoken()) if isinstance(number, int) else _percent_of(number)


def percent_signed(figure: str) -> str:
    """A figure with its per cent sign: `63%`, in German `63 %`, in Turkish `%63`. Where the text runs from
    right to left, the sign keeps to its side of the figure, whatever letters stand before them."""
    before, after = _percent_signs(spoken())
    return f"{before}{figure}{after}"


def parted(whole: str, decimals: str, *, grouped: bool) -> str:
    """Digits before and behind the point, as many as there are, with the language's signs between them."""
    if grouped:
        whole = _decimal(Decimal(whole), 0, spoken())
    return f"{whole}{get_decimal_symbol(spoken().locale)}{decimals}" if decimals else whole


def exact(number: Decimal, *, grouped: bool = True) -> str:
    """`1,250.5`: all that a number has, without needless zeros."""
    return _exact(number, grouped, spoken())


def signed(sign: str, figure: str) -> str:
    """A figure with its sign before it: where the text runs from right to left, it needs to be told so."""
    if not sign:
        return figure
    mark = _LEFT_TO_RIGHT if spoken().direction == "rtl" else ""
    return f"{mark}{'−' if sign == '-' else sign}{figure}"


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return format_list(words, locale=spoken().locale) if words else ""


@lru_cache(maxsize=_KEPT)
def _decimal(number: Decimal, places: int, language: Language) -> str:
    pattern = f"#,##0.{'0' * places}" if places else "#,##0"
    with localcontext(prec=_DIGITS):
        text = format_decimal(abs(number), pattern, locale=language.locale)
    return signed("-" if number < 0 else "", text)


@lru_cache(maxsize=_KEPT)
def _exact(number: Decimal, grouped: bool, _language: Language) -> str:
    whole, _, decimals = f"{number.copy_abs().normalize():f}".partition(".")
    return signed("-" if number < 0 else "", parted(whole, decimals, grouped=grouped))


@lru_cache(maxsize=_KEPT)
def _percent_signs(language: Language) -> tuple[str, str]:
    """What stands before and behind a figure in per cent."""
    pattern = language.locale.percent_formats[None]
    before, after = pattern.prefix[0], pattern.suffix[0]
    if language.direction == "rtl":
        before, after = (sign and f"{_LEFT_TO_RIGHT}{sign}{_LEFT_TO_RIGHT}" for sign in (before, after))
    return before, after


@lru_cache(maxsize=_KEPT)
def _percent(number: int, _language: Language) -> str:
    return _percent_of(Decimal(number))


def _percent_of(number: Decimal) -> str:
    return signed("-" if number < 0 else "", percent_signed(decimal(number.copy_abs())))
