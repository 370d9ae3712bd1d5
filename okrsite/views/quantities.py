"""Numbers of the content as the readers' language sets them: `42,5 %` where somebody wrote `42.5%`.

In English they stay as they were written. Elsewhere the decimal sign, the one between thousands and the place
of the per cent sign are the language's; how many decimals there are and whether thousands are parted is the
writer's, and so are currency signs and units.
"""

import re
from functools import lru_cache

from okrsite.model.quantity import GAP, Quantity
from okrsite.translation.languages import Language, spoken
from okrsite.translation.numbers import parted, percent_signed, signed
from okrsite.translation.words import _, pgettext

_KEPT = 8192
_ISOLATE, _END = "\u2068", "\u2069"
_SEPARATORS = re.compile(rf"[,'’]|{GAP}")
_WRITTEN = re.compile(r"(?P<sign>[+\-−]?)(?P<number>[0-9.,'’ \u00a0\u202f]+)(?P<multiplier>k|M|bn|)")


def quantity_text(quantity: Quantity) -> str:
    """A number with its unit, for people."""
    language = spoken()
    return quantity.text if language.english else _set(quantity, language)


def limits_text(low: Quantity | None, high: Quantity | None) -> str:
    """Limits in words: `between 3 and 5 days`, `at least 45`, `at most $120`; empty without any."""
    if low and high:
        return _("between %(low)s and %(high)s", low=quantity_text(low), high=quantity_text(high))
    if low:
        return _("at least %(low)s", low=quantity_text(low))
    return _("at most %(high)s", high=quantity_text(high)) if high else ""


@lru_cache(maxsize=_KEPT)
def _set(quantity: Quantity, language: Language) -> str:
    """The text of a quantity. Where the page runs from right to left, a unit still follows its number."""
    written = _WRITTEN.fullmatch(quantity.figure.strip())
    if written is None:
        return quantity.text
    digits, point, decimals = written["number"].strip().partition(".")
    whole = _SEPARATORS.sub("", digits)
    number = parted(whole, decimals if point else "", grouped=whole != digits)
    number = _multiplied(number, written["multiplier"])
    if quantity.suffix == "%" and not quantity.prefix:
        number = percent_signed(number)
    else:
        number = f"{quantity.prefix}{number}{quantity.suffix}"
    text = signed(written["sign"], number)
    return (
        f"{_ISOLATE}{text}{_END}"
        if language.direction == "rtl" and any(map(str.isalpha, quantity.suffix))
        else text
    )


def _multiplied(number: str, multiplier: str) -> str:
    """`2.5k`, `1.2M`, `3bn`, as the language shortens thousands, millions and billions."""
    if multiplier == "k":
        return pgettext("a number of thousands", "%(number)sk", number=number)
    if multiplier == "M":
        return pgettext("a number of millions", "%(number)sM", number=number)
    return pgettext("a number of billions", "%(number)sbn", number=number) if multiplier else number
