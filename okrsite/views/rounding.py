"""Figures rounded so that whoever works them out again from what is printed gets what is printed."""

from collections.abc import Callable
from decimal import Decimal

from okrsite.scoring.rounding import rounded
from okrsite.views.words import percent, plain

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
    return f"{figure(hundredths(share, digits))}%"


def figure(number: Decimal) -> str:
    """A number as text, thousands parted: `1,250.5`."""
    text = plain(number)
    sign, text = ("−", text[1:]) if text.startswith("−") else ("", text)
    whole, point, decimals = text.partition(".")
    return f"{sign}{int(whole):,}{point}{decimals}"


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
    return f"{rounded(share, digits):,f}".replace("-", "−")


def shown_as(share: Decimal, digits: int) -> str:
    """What a reader should know where pages show a figure in whole percent otherwise than it rounds:
    `, shown as 99%`; else empty."""
    whole = int(hundredths(hundredths(share, digits) / 100, 0))
    return "" if percent(share) == whole else f", shown as {figure(Decimal(percent(share)))}%"


def _side(number: Decimal, bound: Decimal) -> int:
    return (number > bound) - (number < bound)


def term(number: Decimal) -> str:
    """A number as it stands in a formula: negative ones in brackets."""
    return _in_brackets(figure(number))


def percent_term(share: Decimal, digits: int) -> str:
    """A share in percent as it stands in a formula: negative ones in brackets."""
    return _in_brackets(percent_at(share, digits))


def _in_brackets(text: str) -> str:
    return f"({text})" if text.startswith("−") else text


def way(start: Decimal, target: Decimal, value: Decimal) -> str:
    """The formula of a move: `(47 − 42) ÷ (65 − 42)`."""
    return f"({term(value)} − {term(start)}) ÷ ({term(target)} − {term(start)})"
