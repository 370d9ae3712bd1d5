"""Check-in discipline, worked out by hand."""

from datetime import date

import pytest

from okrsite.model.cycle import Cycle
from okrsite.scoring.discipline import Discipline, discipline, stretches
from okrsite.settings import Cadence

Q4 = Cycle(id="2026-Q4", title="Q4", starts=date(2026, 10, 1), ends=date(2026, 12, 31))
AFTER = date(2027, 2, 1)
FORTNIGHT, MONTH = Cadence(), Cadence(days=0, months=1)


def october(*days: int) -> list[date]:
    return [date(2026, 10, day) for day in days]


def test_a_quarter_has_six_fortnights() -> None:
    found = list(stretches(Q4, FORTNIGHT))
    assert found[0] == (date(2026, 10, 1), date(2026, 10, 14))
    assert found[-1] == (date(2026, 12, 10), date(2026, 12, 23))
    assert len(found) == 6


def test_a_quarter_has_three_months() -> None:
    assert list(stretches(Q4, MONTH)) == [
        (date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 11, 1), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2026, 12, 31)),
    ]


def test_months_end_where_months_end() -> None:
    odd = Cycle(id="odd", title="", starts=date(2027, 1, 31), ends=date(2027, 4, 30))
    assert [last for _, last in stretches(odd, MONTH)] == [
        date(2027, 2, 27),
        date(2027, 3, 27),
        date(2027, 4, 27),
    ]


CASES = [
    # check-ins, today, on time, late, missed
    (october(2, 16, 30), AFTER, 3, 0, 3),
    (october(14, 15), AFTER, 2, 0, 4),
    (october(1, 2, 3), AFTER, 1, 0, 5),
    # none in the first stretch, but in the week after it: that one is on time for its own
    (october(15), AFTER, 1, 1, 4),
    (october(21), AFTER, 1, 1, 4),
    (october(22), AFTER, 1, 0, 5),
    ([], AFTER, 0, 0, 6),
    ([], date(2026, 9, 1), 0, 0, 0),
    # a stretch without a check-in is open until a week after its end
    ([], date(2026, 10, 21), 0, 0, 0),
    ([], date(2026, 10, 22), 0, 0, 1),
    (october(5), date(2026, 10, 5), 1, 0, 0),
    # the last stretch ends on 23 December; 30 December is a week later
    ([date(2026, 12, 30)], AFTER, 0, 1, 5),
    ([date(2026, 12, 31)], AFTER, 0, 0, 6),
]


@pytest.mark.parametrize(("days", "today", "on_time", "late", "missed"), CASES)
def test_on_time_late_missed(days: list[date], today: date, on_time: int, late: int, missed: int) -> None:
    found = discipline(Q4, days, FORTNIGHT, today)
    assert found == Discipline(on_time=on_time, late=late, missed=missed)
    assert found.owed == on_time + late + missed


def test_a_cycle_shorter_than_the_cadence_owes_nothing() -> None:
    week = Cycle(id="week", title="", starts=date(2026, 10, 1), ends=date(2026, 10, 7))
    assert discipline(week, [], FORTNIGHT, AFTER) == Discipline()


def test_teams_add_up() -> None:
    total = Discipline(on_time=1, late=2, missed=3) + Discipline(on_time=4, late=5, missed=6)
    assert total == Discipline(on_time=5, late=7, missed=9)
