"""The axes of pictures: round numbers, days, and places within the box."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from okrsite.model.quantity import Quantity, parse_quantity
from okrsite.views.charts.axes import DAY_TICKS, day_ticks, heights_of, place, round_numbers, ticks

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
NUMBERS = st.decimals(-(10**12), 10**12, places=3, allow_nan=False)


def texts(numbers: list[str], like: str = "") -> list[str]:
    heights = heights_of(map(Decimal, numbers))
    quantity: Quantity | None = parse_quantity(like) if like else None
    return [tick.text for tick in ticks(heights, round_numbers(heights), quantity)]


@pytest.mark.parametrize(
    ("numbers", "like", "expected"),
    [
        (["42", "65"], "42%", ["50%", "60%"]),
        (["0", "40000"], "$9", ["$0", "$20k", "$40k"]),
        (["1600000", "2400000"], "3 people", ["1.75M", "2M", "2.25M"]),
        (["-4", "4"], "", ["−2.5", "0", "2.5"]),
    ],
)
def test_ticks_are_round_and_short(numbers: list[str], like: str, expected: list[str]) -> None:
    assert texts(numbers, like) == expected


def test_ticks_that_have_no_room_have_no_text() -> None:
    assert set(texts(["0.000000001", "0.000000004"])) == {""}


def test_milestones_are_counted_in_whole_steps() -> None:
    heights = heights_of([Decimal(0), Decimal(2)])
    assert round_numbers(heights, whole=True) == [0, 1, 2]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 9, 10), date(2026, 12, 20), ["Oct 2026", "Nov", "Dec"]),
        (date(2026, 1, 1), date(2026, 1, 20), ["1 Jan", "20 Jan"]),
        (date(2025, 11, 1), date(2026, 11, 1), ["Jan 2026", "Apr", "Jul", "Oct"]),
        (date(2019, 5, 1), date(2026, 11, 1), ["2020", "2022", "2024", "2026"]),
    ],
)
def test_days_are_named_where_months_begin(first: date, last: date, expected: list[str]) -> None:
    assert [tick.text for tick in day_ticks(first, last)] == expected


@given(DAYS, st.integers(1, 40_000))
def test_every_day_named_lies_in_the_box(first: date, days: int) -> None:
    named = day_ticks(first, first + timedelta(days=days))
    assert 2 <= len(named) <= DAY_TICKS
    places = [Decimal(tick.at) for tick in named]
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] <= 100


@given(st.lists(NUMBERS, min_size=1, max_size=9))
def test_every_number_and_tick_lies_in_the_box(numbers: list[Decimal]) -> None:
    heights = heights_of(numbers)
    found = [heights.y(number) for number in (*numbers, *round_numbers(heights))]
    assert all(0 <= y <= 100 for y in found)
    assert all("E" not in place(y) and place(y) != "-0" for y in found)
