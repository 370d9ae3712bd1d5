"""Rounding: halves away from zero, and no number is too large for it."""

from decimal import Decimal

import pytest

from okrsite.scoring.rounding import rounded


@pytest.mark.parametrize(
    ("number", "digits", "result"),
    [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("2.345", 2, "2.35"),
        ("9e49", 0, "9" + "0" * 49),
        ("123456789012345678901234.5", 9, "123456789012345678901234.500000000"),
    ],
)
def test_rounded(number: str, digits: int, result: str) -> None:
    assert str(rounded(Decimal(number), digits)) == result
