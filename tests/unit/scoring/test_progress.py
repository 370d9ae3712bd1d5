"""The formulas, with values worked out by hand."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, strategies as st

from okrsite.model.key_result import Keep
from okrsite.model.quantity import parse_quantity
from okrsite.scoring.progress import KeyResultScore, ObjectiveScore, kept, mean_progress, moved

Build = Callable[..., Any]


def score(company: Build, key_results: str, *days: str, **more: str) -> ObjectiveScore:
    """The score of an objective; each day is the readings of one check-in, the first on 5 October.

    Key results are written one a line: `id: {fields}`; readings as `id: {value: 5}`, several with `;`.
    """
    lines = [line.strip() for line in key_results.strip().split("\n")]
    parts = [line.split(": {", 1) for line in lines]
    entries = "\n".join(f"  - {{id: {id}, title: T, {fields}" for id, fields in parts)
    files = {"2026-Q4/growth/o.md": f"title: O\nkey_results:\n{entries}\n"}
    for i, day in enumerate(days):
        readings = "\n".join(f"  {reading.strip()}" for reading in day.split(";"))
        files[f"2026-Q4/growth/checkins/2026-10-{5 + i:02}.md"] = f"key_results:\n{readings}\n"
    built = company(files | more)
    errors = [d for d in built.check() if d.severity.value == "error"]
    assert not errors, errors
    scores: ObjectiveScore = built.scores["2026-Q4/growth/o"]
    return scores


def alone(company: Build, fields: str, *readings: str) -> KeyResultScore:
    """The score of a single key result, read on following days."""
    return score(company, f"k: {{{fields}}}", *(f"k: {{{reading}}}" for reading in readings)).key_results["k"]


MOVES = [
    # from and to, the last value, progress
    ("from: 40%, to: 60%", "50%", "0.5"),
    ("from: 40%, to: 60%", "60%", "1"),
    ("from: 40%, to: 60%", "40%", "0"),
    ("from: 40%, to: 60%", "30%", "-0.5"),
    ("from: 40%, to: 60%", "90%", "2.5"),
    ("from: 2.5 days, to: 0.5 days", "1.5 days", "0.5"),
    ("from: 2.5 days, to: 0.5 days", "0.5", "1"),
    ("from: 2.5 days, to: 0.5 days", "3 days", "-0.25"),
    ("from: 2.5 days, to: 0.5 days", "0", "1.25"),
    ("from: $2.5k, to: $6k", "$4.25k", "0.5"),
    ("from: -4, to: 4", "-2", "0.25"),
    ("from: 0, to: -10", "-5", "0.5"),
    ("from: 0, to: 1M", "250k", "0.25"),
]


@pytest.mark.parametrize(("fields", "value", "progress"), MOVES)
def test_move(company: Build, fields: str, value: str, progress: str) -> None:
    found = alone(company, fields, "value: 7", f"value: {value}")
    assert found.progress == Decimal(progress)
    assert found.capped == min(max(Decimal(progress), 0), 1)
    assert (found.assumed, found.readings) == (False, 2)


NO_START = [
    # to, the readings, progress, the baseline
    ("to: 60", ["value: 40", "value: 50"], "0.5", "40"),
    ("to: 60", ["value: 40"], "0", "40"),
    ("to: 20", ["note: none yet", "value: 40", "value: 25"], "0.75", "40"),
    ("to: 60", ["value: 60"], "1", "60"),
    ("to: 60", ["value: 60", "value: 59"], "0", "60"),
]


@pytest.mark.parametrize(("fields", "readings", "progress", "start"), NO_START)
def test_without_from_the_first_reading_is_the_baseline(
    company: Build, fields: str, readings: list[str], progress: str, start: str
) -> None:
    found = alone(company, fields, *readings)
    assert found.progress == Decimal(progress)
    assert found.assumed
    assert found.start is not None
    assert found.start.text == start


def test_a_reading_before_the_start_is_the_baseline_only(company: Build) -> None:
    before = {"2026-Q4/growth/checkins/2026-09-29.md": "key_results:\n  k: {value: 20}"}
    assert score(company, "k: {to: 60}", **before).key_results["k"].progress is None
    found = score(company, "k: {to: 60}", "k: {value: 30}", **before).key_results["k"]
    assert found.progress == Decimal("0.25")
    given_start = score(company, "k: {from: 0, to: 60}", "k: {value: 30}", **before).key_results["k"]
    assert given_start.progress == Decimal("0.5")


def test_a_reading_after_the_end_is_the_final_one(company: Build) -> None:
    late = {"2026-Q4/growth/checkins/2027-01-08.md": "key_results:\n  k: {value: 60}"}
    files = {"2026-Q4/growth/o.md": "title: O\nkey_results:\n  - {id: k, title: T, from: 0, to: 60}"}
    found = company(files | late).scores["2026-Q4/growth/o"].key_results["k"]
    assert (found.progress, found.last.late) == (1, True)


KEEPS = [
    # limits, the readings, progress, how many were within
    ("at_most: $120", ["$120"], 1, 1),
    ("at_most: $120", ["$120.01"], 0, 0),
    ("at_least: 99%", ["99%"], 1, 1),
    ("at_least: 99%", ["98.9%"], 0, 0),
    ("at_least: 5, at_most: 7", ["5", "8", "7"], 1, 2),
    ("at_least: 5, at_most: 7", ["6", "6", "4"], 0, 2),
    ("at_least: 5, at_most: 5", ["5"], 1, 1),
    ("at_least: -5, at_most: 5", ["-5", "-6", "5"], 1, 2),
    ("at_most: 10", ["-1M"], 1, 1),
]


@pytest.mark.parametrize(("fields", "values", "progress", "within"), KEEPS)
def test_keep(company: Build, fields: str, values: list[str], progress: int, within: int) -> None:
    found = alone(company, fields, *(f"value: {value}" for value in values))
    assert (found.progress, found.kept, found.readings) == (progress, within, len(values))


OTHERS = [
    ("milestones: [a, b, c, d]", ["done: 1"], "0.25"),
    ("milestones: [a, b, c, d]", ["done: 4"], "1"),
    ("milestones: [a, b, c, d]", ["done: 0"], "0"),
    ("milestones: [a, b, c, d]", ["done: [a, c]"], "0.5"),
    ("milestones: [a, b, c, d]", ["done: 3", "done: a"], "0.25"),
    ("milestones: a", ["done: a"], "1"),
    ("binary: true", ["chance: 90%"], "0"),
    ("binary: true", ["chance: 90%", "done: true"], "1"),
    ("binary: true", ["done: true", "done: false, chance: 10%"], "0"),
    ("owner: Jo", ["score: 0.7"], "0.7"),
    ("owner: Jo", ["score: 0.7", "note: no change"], "0.7"),
    ("owner: Jo", ["score: 1.0", "score: 0"], "0"),
    ("owner: Jo", ["confidence: 5"], None),
    ("from: 1, to: 2", [], None),
    ("from: 1, to: 2", ["note: x"], None),
]


@pytest.mark.parametrize(("fields", "readings", "progress"), OTHERS)
def test_other_kinds(company: Build, fields: str, readings: list[str], progress: str | None) -> None:
    found = alone(company, fields, *readings)
    assert found.progress == (None if progress is None else Decimal(progress))


OBJECTIVES = [
    # key results, readings, progress, without a reading
    pytest.param(
        "a: {from: 0, to: 10}\nb: {from: 0, to: 10}", "a: {value: 5}; b: {value: 10}", "0.75", 0, id="mean"
    ),
    pytest.param(
        "a: {from: 0, to: 10, weight: 3}\nb: {from: 0, to: 10}",
        "a: {value: 10}; b: {value: 0}",
        "0.75",
        0,
        id="weights",
    ),
    pytest.param(
        "a: {from: 0, to: 10, weight: 0.5}\nb: {from: 0, to: 10}",
        "a: {value: 0}; b: {value: 9}",
        "0.6",
        0,
        id="a weight below one",
    ),
    pytest.param(
        "a: {from: 0, to: 10}\nb: {from: 0, to: 10}", "a: {value: 5}", "0.25", 1, id="no reading counts 0"
    ),
    pytest.param(
        "a: {from: 0, to: 10}\nb: {from: 0, to: 10}", "a: {note: x}", None, 2, id="none at all is unknown"
    ),
    pytest.param(
        "a: {from: 0, to: 10}\nb: {from: 0, to: 10}", "a: {value: 30}; b: {value: -10}", "0.5", 0, id="capped"
    ),
    pytest.param(
        "a: {from: 0, to: 10}\nk: {at_most: 5}", "a: {value: 5}; k: {value: 1}", "0.5", 0, id="a guardrail"
    ),
    pytest.param(
        "a: {from: 0, to: 10}\nk: {at_most: 5}", "a: {value: 5}; k: {value: 9}", "0.5", 0, id="and beyond"
    ),
    pytest.param(
        "a: {from: 0, to: 10}\nk: {at_most: 5}", "k: {value: 1}", "0", 1, id="a guardrail alone is read"
    ),
    pytest.param(
        "a: {from: 0, to: 10}\nk: {at_most: 5, weight: 1}",
        "a: {value: 5}; k: {value: 1}",
        "0.75",
        0,
        id="a keep that carries",
    ),
    pytest.param(
        "k: {at_most: 5}\nl: {at_least: 5}", "k: {value: 1}; l: {value: 1}", "0.5", 0, id="keeps alone"
    ),
    pytest.param(
        "a: {from: 0, to: 10, dropped: 2026-10-05, because: x}\nb: {from: 0, to: 10}\n",
        "a: {value: 0}; b: {value: 5}",
        "0.5",
        0,
        id="dropped",
    ),
    pytest.param(
        "a: {from: 0, to: 10, dropped: 2026-10-05, because: x}\nk: {at_most: 5}",
        "a: {value: 9}; k: {value: 1}",
        "1",
        0,
        id="a keep beside what was dropped carries",
    ),
    pytest.param(
        "a: {from: 0, to: 10, weight: 0}\nb: {weight: 0}", "a: {value: 5}", None, 0, id="no weight at all"
    ),
    pytest.param(
        "a: {from: 0, to: 3}\nb: {from: 0, to: 3}\nc: {from: 0, to: 3}",
        "a: {value: 1}; b: {value: 1}; c: {value: 1}",
        "0.333333333333",
        0,
        id="thirds",
    ),
    pytest.param(
        "a: {milestones: [x, y]}\nb: {binary: true}\nc: {owner: Jo}\nd: {from: 0, to: 4}",
        "a: {done: 1}; b: {done: true}; c: {score: 0.5}; d: {value: 0}",
        "0.5",
        0,
        id="all kinds",
    ),
]


@pytest.mark.parametrize(("key_results", "readings", "progress", "unread"), OBJECTIVES)
def test_objectives(
    company: Build, key_results: str, readings: str, progress: str | None, unread: int
) -> None:
    found = score(company, key_results, readings)
    assert found.progress == (None if progress is None else Decimal(progress))
    assert found.unread == unread


def test_an_objective_without_key_results_is_unknown(company: Build) -> None:
    found = company({"2026-Q4/growth/o.md": "title: O"}).scores["2026-Q4/growth/o"]
    assert (found.progress, found.unread, found.key_results) == (None, 0, {})


def test_progress_is_never_that_of_children(company: Build) -> None:
    files = {
        "2026-Q4/growth/o.md": "title: O\nkey_results:\n  - {id: k, title: T, from: 0, to: 10}",
        "2026-Q4/growth/child.md": "title: C\nparent: o\nkey_results:\n  - {id: c, title: T, from: 0, to: 9}",
        "2026-Q4/growth/checkins/2026-11-16.md": "key_results:\n  c: {value: 9}",
    }
    scores = company(files).scores
    assert scores["2026-Q4/growth/child"].progress == 1
    assert scores["2026-Q4/growth/o"].progress is None


def test_the_mean_of_objectives(company: Build) -> None:
    def objective(more: str = "") -> str:
        return f"title: O\n{more}\nkey_results:\n  - {{id: k, title: T, from: 0, to: 10}}"

    files = {f"2026-Q4/growth/{name}.md": objective() for name in "abc"}
    files["2026-Q4/growth/d.md"] = objective("status: dropped\nbecause: x")
    files["2026-Q4/growth/checkins/2026-11-16.md"] = (
        "key_results:\n  a#k: {value: 10}\n  b#k: {value: 5}\n  d#k: {value: 0}"
    )
    built = company(files)
    objectives = built.loaded.portfolio.objectives
    assert mean_progress(objectives, built.scores) == (Decimal("0.75"), 2, 3)
    assert mean_progress((), built.scores) == (None, 0, 0)


NUMBERS = st.decimals(-(10**9), 10**9, places=3)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_moved_is_the_share_of_the_way(start: Decimal, target: Decimal, value: Decimal) -> None:
    found = moved(start, target, value)
    if start != target:
        exact = (Fraction(value) - Fraction(start)) / (Fraction(target) - Fraction(start))
        assert abs(Fraction(found) - exact) <= abs(exact) / 10**20
        assert moved(start, target, start) == 0
        assert moved(start, target, target) == 1
        assert abs(moved(-start, -target, -value) - found) <= abs(found) / 10**20


def test_numbers_as_large_as_can_be_written(company: Build) -> None:
    nines = "9" * 20
    found = score(company, f"k: {{from: 0.{nines}, to: 1}}", f"k: {{value: {nines}}}")
    assert found.progress == 1
    assert found.key_results["k"].progress is not None


@pytest.mark.parametrize(
    ("low", "high", "value", "within"),
    [("5", "7", "5", True), ("5", "7", "7.0", True), ("5", "7", "4.999", False), ("", "7", "-9", True),
     ("5", "", "9bn", True), ("", "", "1", True)],
)  # fmt: skip
def test_kept(low: str, high: str, value: str, within: bool) -> None:
    measure = Keep(
        at_least=parse_quantity(low) if low else None, at_most=parse_quantity(high) if high else None
    )
    assert kept(measure, parse_quantity(value)) is within
