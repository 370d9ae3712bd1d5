"""How often teams check in."""

import pytest

from okrsite.settings import Cadence, Settings

MONTH = Cadence(days=0, months=1)


@pytest.mark.parametrize(
    ("cadence", "text"),
    [
        (Cadence(days=14), "every 2 weeks"),
        (Cadence(days=7), "every week"),
        (Cadence(days=10), "every 10 days"),
        (Cadence(days=1), "every day"),
        (MONTH, "every month"),
    ],
)
def test_a_cadence_in_words(cadence: Cadence, text: str) -> None:
    assert cadence.text == text


@pytest.mark.parametrize(
    ("often", "days", "cadence"),
    [
        (Cadence(days=14), 92, Cadence(days=14)),
        (Cadence(days=14), 184, Cadence(days=14)),
        (Cadence(days=14), 365, MONTH),
        (Cadence(days=42), 365, Cadence(days=42)),
        (MONTH, 365, MONTH),
        (MONTH, 42, MONTH),
    ],
)
def test_in_a_long_cycle_a_check_in_a_month_is_enough(often: Cadence, days: int, cadence: Cadence) -> None:
    assert Settings(check_in_every=often).cadence_in(days) == cadence
