"""Key results by what they promised on day one, with the readings of today."""

from datetime import date
from decimal import Decimal

import pytest

from okrsite.model.key_result import Binary, Graded, Keep, KeyResult, Measure, Milestones, Move
from okrsite.model.quantity import Quantity, parse_quantity
from okrsite.observations import Observation
from okrsite.scoring.day_one import as_promised, comparable, score_as_promised
from okrsite.source import Place, SourceFile

PLACE = Place(source=SourceFile(path="2026-Q4/growth/o.md"))
DAY = date(2026, 11, 2)


def q(text: str) -> Quantity:
    found = parse_quantity(text)
    assert isinstance(found, Quantity)
    return found


def move(start: str, target: str) -> Move:
    return Move(start=q(start) if start else None, target=q(target))


def key_result(measure: Measure) -> KeyResult:
    return KeyResult(id="k", title="K", measure=measure, place=PLACE)


def progress(now: Measure, first: Measure, *read: Observation) -> Decimal | None:
    today = key_result(now)
    assert comparable(today, first)
    return score_as_promised(today, as_promised(today, first, moonshot=False), read).progress


def value(text: str) -> Observation:
    return Observation(day=DAY, value=q(text))


def test_a_move_counts_from_the_promised_start_to_the_promised_target() -> None:
    assert progress(move("50%", "60%"), move("40%", "80%"), value("60%")) == Decimal("0.5")
    assert progress(move("50%", "60%"), move("", "80%"), value("40%"), value("60%")) == Decimal("0.5")


def test_a_keep_is_kept_within_the_promised_limits() -> None:
    assert progress(Keep(at_most=q("50")), Keep(at_most=q("40")), value("45")) == 0
    assert progress(Keep(at_most=q("30")), Keep(at_most=q("40")), value("35")) == 1


@pytest.mark.parametrize(
    ("done", "names", "expected"),
    [
        (3, (), Decimal(1)),  # of a, b as many as are done
        (1, (), Decimal("0.5")),
        (2, ("b", "c"), Decimal("0.5")),  # c was not promised
        (1, ("c",), Decimal(0)),
    ],
)
def test_of_milestones_those_count_that_were_promised(
    done: int, names: tuple[str, ...], expected: Decimal
) -> None:
    read = Observation(day=DAY, done=done, names=names)
    assert progress(Milestones(names=("a", "b", "c")), Milestones(names=("a", "b")), read) == expected


def test_milestones_that_were_only_renamed_count_as_read() -> None:
    read = Observation(day=DAY, done=1, names=("contract signed",))
    now = Milestones(names=("contract signed", "shop open"))
    assert progress(now, Milestones(names=("contract", "shop open")), read) == Decimal("0.5")


def test_without_a_reading_nothing_is_known() -> None:
    assert progress(move("50%", "60%"), move("40%", "80%")) is None


@pytest.mark.parametrize(
    ("now", "first", "can"),
    [
        (move("1", "9"), move("1 day", "9 days"), False),
        (move("$1", "$9"), move("$1", "$5"), True),
        (move("1", "9"), Milestones(names=("a",)), False),
        (Keep(at_least=q("1 day")), Keep(at_most=q("9 days")), True),
        (Keep(at_least=q("1 day")), Keep(at_most=q("9%")), False),
        (Binary(), Binary(), True),
        (Binary(), Graded(), False),
    ],
)
def test_only_what_is_measured_alike_can_be_compared(now: Measure, first: Measure, can: bool) -> None:
    assert comparable(key_result(now), first) is can
