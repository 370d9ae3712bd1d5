"""When commits came to a branch, though clocks were wrong."""

from itertools import pairwise

import pytest

from okrsite.history.clocks import FIRST, settled

DAY = 86_400
FUTURE = 365 * 70
PAST = -365 * 50


def days(*moments: int) -> list[int]:
    """The days that come of days, counted from one in 2026."""
    begin = FIRST + 21 * 365 * DAY
    return [(moment - begin) // DAY for moment in settled([begin + day * DAY for day in moments])]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ((), []),
        ((0, 1, 1, 4), [0, 1, 1, 4]),
        ((0, 1, FUTURE, 3, 4), [0, 1, 3, 3, 4]),
        ((0, 1, PAST, 3, 4), [0, 1, 1, 3, 4]),
        ((0, 1, 7, 2, 3, 4), [0, 1, 2, 2, 3, 4]),
        ((0, 5, 6, 1, 7), [0, 5, 6, 6, 7]),
        ((0, FUTURE, PAST, 3), [0, 3, 3, 3]),
        ((0, FUTURE), [0, FUTURE]),
        ((0, PAST), [0, 0]),
        ((PAST, 1, 0), [0, 0, 0]),
    ],
)
def test_no_commit_is_older_than_the_one_before(written: tuple[int, ...], found: list[int]) -> None:
    assert days(*written) == found
    assert all(one <= other for one, other in pairwise(days(*written)))


def test_commits_of_no_clock_at_all() -> None:
    assert settled([5, 3, 9]) == [9, 9, 9]
