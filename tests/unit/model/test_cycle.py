"""Cycles by the calendar, by the fiscal year, and by dates of their own."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from okrsite.model.cycle import Cycle, CycleState, cycle_dates, name_contains, nearest_cycle_name


def cycle(id: str, starts: str = "", ends: str = "", **fiscal: object) -> Cycle:
    if starts:
        return Cycle(id=id, title=id, starts=date.fromisoformat(starts), ends=date.fromisoformat(ends))
    dates = cycle_dates(id, **fiscal)  # type: ignore[arg-type]
    assert dates
    return Cycle(id=id, title=id, starts=dates[0], ends=dates[1])


CALENDAR = [
    ("2026", "2026-01-01", "2026-12-31"),
    ("2026-H1", "2026-01-01", "2026-06-30"),
    ("2026-H2", "2026-07-01", "2026-12-31"),
    ("2026-Q1", "2026-01-01", "2026-03-31"),
    ("2026-Q2", "2026-04-01", "2026-06-30"),
    ("2026-Q3", "2026-07-01", "2026-09-30"),
    ("2026-Q4", "2026-10-01", "2026-12-31"),
    ("2028-Q1", "2028-01-01", "2028-03-31"),
]


@pytest.mark.parametrize(("name", "starts", "ends"), CALENDAR)
@pytest.mark.parametrize("month", [1, 2, 7])
def test_calendar_cycles_know_no_fiscal_year(name: str, starts: str, ends: str, month: int) -> None:
    assert cycle_dates(name, fiscal_start=month) == (date.fromisoformat(starts), date.fromisoformat(ends))


FISCAL = [
    # name, month, named for, starts, ends
    ("FY27", 1, "end", "2027-01-01", "2027-12-31"),
    ("FY27", 1, "start", "2027-01-01", "2027-12-31"),
    ("FY27", 2, "end", "2026-02-01", "2027-01-31"),
    ("FY27", 2, "start", "2027-02-01", "2028-01-31"),
    ("FY27-H1", 2, "end", "2026-02-01", "2026-07-31"),
    ("FY27-H2", 2, "end", "2026-08-01", "2027-01-31"),
    ("FY27-Q1", 2, "end", "2026-02-01", "2026-04-30"),
    ("FY27-Q4", 2, "end", "2026-11-01", "2027-01-31"),
    ("FY27-Q2", 4, "end", "2026-07-01", "2026-09-30"),
    ("FY27-Q3", 10, "end", "2027-04-01", "2027-06-30"),
    ("FY28-Q1", 12, "end", "2027-12-01", "2028-02-29"),
    ("FY28-Q1", 12, "start", "2028-12-01", "2029-02-28"),
    ("FY99", 12, "start", "2099-12-01", "2100-11-30"),
    ("FY00", 2, "end", "1999-02-01", "2000-01-31"),
]


@pytest.mark.parametrize(("name", "month", "named_for", "starts", "ends"), FISCAL)
def test_fiscal_cycles(name: str, month: int, named_for: str, starts: str, ends: str) -> None:
    dates = cycle_dates(name, fiscal_start=month, named_for=named_for)
    assert dates == (date.fromisoformat(starts), date.fromisoformat(ends))


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("named_for", ["start", "end"])
def test_the_parts_of_a_fiscal_year_cover_it(month: int, named_for: str) -> None:
    def dates(name: str) -> tuple[date, date]:
        found = cycle_dates(name, fiscal_start=month, named_for=named_for)
        assert found
        return found

    year = dates("FY27")
    assert year[0].month == month
    named = year[1] if named_for == "end" or month == 1 else year[0]
    assert named.year == 2027
    for parts in (["FY27-H1", "FY27-H2"], [f"FY27-Q{n}" for n in range(1, 5)]):
        found = [dates(part) for part in parts]
        assert (found[0][0], found[-1][1]) == year
        for before, after in pairwise(found):
            assert after[0] == before[1] + timedelta(days=1)


@pytest.mark.parametrize(
    "name",
    ["", "2026-Q5", "2026-Q0", "2026-H3", "2026-q4", "fy27", "FY2027", "FY7", "3026", "0999", "26", "2026-",
     "2026-Q4 ", " 2026", "Q4-2026", "２０２６", "2026\n"],
)  # fmt: skip
def test_names_that_give_no_dates(name: str) -> None:
    assert cycle_dates(name) is None


CONTAINED = [
    ("2026", "2026-H1", True),
    ("2026", "2026-Q4", True),
    ("2026-H1", "2026-Q1", True),
    ("2026-H1", "2026-Q2", True),
    ("2026-H2", "2026-Q3", True),
    ("2026-H2", "2026-Q4", True),
    ("2026-H1", "2026-Q3", False),
    ("2026-H2", "2026-Q2", False),
    ("2026", "2027-Q1", False),
    ("2026-Q4", "2026", False),
    ("2026", "2026", False),
    ("FY27", "FY27-Q2", True),
    ("FY27-H1", "FY27-Q2", True),
    ("FY27", "FY28-Q2", False),
    ("2026", "2026-push", False),
    ("autumn", "autumn-Q1", False),
]


@pytest.mark.parametrize(("outer", "inner", "contained"), CONTAINED)
def test_containment_by_name(outer: str, inner: str, contained: bool) -> None:
    assert name_contains(outer, inner) is contained


def test_containment_by_name_wins_over_dates() -> None:
    year = cycle("FY27", "2026-02-01", "2027-01-31")
    quarter = cycle("FY27-Q1", "2026-01-26", "2026-04-26")
    assert year.contains(quarter)
    assert not quarter.contains(year)
    assert quarter.overlaps(year)
    odd = cycle("FY27-Q2", "2025-01-01", "2028-01-01")
    assert year.contains(odd)
    assert not odd.contains(year)


def test_containment_by_dates() -> None:
    push = cycle("push", "2026-10-05", "2026-11-13")
    assert cycle("2026-Q4").contains(push)
    assert cycle("2026").contains(push)
    assert not cycle("2026-Q3").contains(push)
    assert not push.contains(cycle("2026-Q4"))
    assert not push.contains(push)
    assert cycle("2026").contains(cycle("FY26-Q1"))
    across = cycle("across", "2026-09-01", "2026-11-13")
    assert not cycle("2026-Q4").contains(across)
    assert cycle("2026-Q4").overlaps(across)
    same_dates = cycle("fourth", "2026-10-01", "2026-12-31")
    assert not cycle("2026-Q4").contains(same_dates)
    assert not same_dates.contains(cycle("2026-Q4"))


def test_cycles_that_only_touch_do_not_overlap() -> None:
    assert not cycle("2026-Q3").overlaps(cycle("2026-Q4"))
    assert cycle("2026-Q3").overlaps(cycle("across", "2026-09-30", "2026-10-01"))


def test_state() -> None:
    quarter = cycle("2026-Q4")
    assert quarter.days == 92
    assert quarter.state(date(2026, 9, 30)) is CycleState.PLANNED
    assert quarter.state(date(2026, 10, 1)) is CycleState.ACTIVE
    assert quarter.state(date(2026, 12, 31)) is CycleState.ACTIVE
    assert quarter.state(date(2027, 1, 1)) is CycleState.CLOSED


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("2026Q4", "2026-Q4"),
        ("2026_q4", "2026-Q4"),
        ("2026 Q4", "2026-Q4"),
        ("2026-q4", "2026-Q4"),
        ("2026-Q4 ", "2026-Q4"),
        ("q4-2026", "2026-Q4"),
        ("Q4 26", "2026-Q4"),
        ("26-H2", "2026-H2"),
        ("h2_2026", "2026-H2"),
        ("fy27", "FY27"),
        ("FY2027-q1", "FY27-Q1"),
        ("Q2 FY27", "FY27-Q2"),
        ("FY 27 H1", "FY27-H1"),
        ("2026", "2026"),
        ("2026-Q5", ""),
        ("Q4", ""),
        ("autumn", ""),
        ("", ""),
    ],
)
def test_the_nearest_name(name: str, near: str) -> None:
    assert nearest_cycle_name(name) == near


@given(st.text(max_size=20) | st.text("FYfy0123456789QHqh-_ ", max_size=12))
def test_the_nearest_name_is_a_name(name: str) -> None:
    near = nearest_cycle_name(name)
    assert not near or cycle_dates(near)
