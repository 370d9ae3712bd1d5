"""Figures rounded so that whoever works them out again from what is printed gets what is printed."""

from collections.abc import Callable
from decimal import Decimal

from okrsite.scoring.rounding import rounded
from okrsite.translation.numbers import decimal, exact, percent_signed, signed
from okrsite.translation.words import _
from okrsite.views.words import percent, percent_text

MOST = 9
"""No figure is printed with more decimals than this."""


def fewest_digits(fits: Callable[[int], bool], at_least: int = 0) -> int:
    """The fewest decimals with which something fits."""
    return next((digits for digits in range(at_least, MOST) if fits(digits)), MOST)


def hundredths(share: Decimal, digits: int) -> Decimal:
    """A share in percent with some decimals."""
    return rounded(share * 100, digits)


def percent_at(share: Decimal, digits: int) -> str:
    """A share as text in percent with some decimals, without needless zeros: `43.5%`, `−7%`."""
    number = hundredths(share, digits)
    return signed("-" if number < 0 else "", percent_signed(exact(number.copy_abs())))


def figure(number: Decimal) -> str:
    """A number as text, thousands parted: `1,250.5`."""
    return exact(number)


def score_in_figures(score: Decimal) -> str:
    """A RICE score with three figures, and more only before the point: `1,240`, `45.5`, `8.53`, `0.00203`."""
    return figure(rounded(score, max(2 - score.adjusted(), 0) if score else 0))


def honest(share: Decimal, digits: int) -> bool:
    """Whether a share with some decimals seems to be 0 or 100 % only where it is."""
    return (hundredths(share, digits) in (0, 100)) == (share in (0, 1))


def score_text(share: Decimal, *bounds: Decimal) -> str:
    """A share as a score, `0.73`, with at least two decimals, and as many as it takes to see on which side of
    some bounds it lies."""
    digits = fewest_digits(
        lambda d: (
            honest(share, d - 2)
            and all(_side(rounded(share, d), bound) == _side(share, bound) for bound in bounds)
        ),
        at_least=2,
    )
    return decimal(rounded(share, digits), digits)


def percent_told(share: Decimal, digits: int) -> str:
    """A share in percent with some decimals, and what a reader should know where pages show it otherwise
    in whole percent than it rounds: `99.6%, shown as 99%`."""
    text, whole = percent_at(share, digits), int(hundredths(hundredths(share, digits) / 100, 0))
    if percent(share) == whole:
        return text
    return _("%(exact)s, shown as %(shown)s", exact=text, shown=percent_text(share))


def plural(number: Decimal) -> int:
    """The number whose plural a figure takes: that of many for one with decimals."""
    return int(abs(number)) if number == number.to_integral_value() else 100


def _side(number: Decimal, bound: Decimal) -> int:
    return (number > bound) - (number < bound)


def term(number: Decimal) -> str:
    """A number as it stands in a formula: negative ones in brackets."""
    return _in_brackets(figure(number))


def percent_term(share: Decimal, digits: int) -> str:
    """A share in percent as it stands in a formula: negative ones in brackets."""
    return _in_brackets(percent_at(share, digits))


def _in_brackets(text: str) -> str:
    return f"({text})" if "−" in text else text


def way(start: Decimal, target: Decimal, value: Decimal) -> str:
    """The formula of a move: `(47 − 42) ÷ (65 − 42)`."""
    return f"({term(value)} − {term(start)}) ÷ ({term(target)} − {term(start)})"
