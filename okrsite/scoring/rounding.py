"""Rounding as readers do it by hand: halves away from zero, and numbers of any size."""

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

WIDE = Context(prec=200, rounding=ROUND_HALF_UP)
"""Room for a share of the most absurd figures that the format takes: the usual 28 digits are not enough for
a reading of 24 digits on a way of a millionth."""


def rounded(number: Decimal, digits: int = 0) -> Decimal:
    """A number with some decimals, halves away from zero; nothing has no sign."""
    return WIDE.plus(WIDE.quantize(number, _unit(digits)))


@cache
def _unit(digits: int) -> Decimal:
    """The last place that is kept."""
    return Decimal(1).scaleb(-digits)
