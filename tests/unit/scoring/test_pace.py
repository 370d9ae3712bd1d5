"""Pace, worked out by hand on a cycle of 100 days: 1 January to 10 April 2026."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from okrsite.scoring.pace import ObjectivePace, Pace, Reason, pace_all, status_at

Build = Callable[..., Any]

FIRST = date(2026, 1, 1)
OBJECTIVE = "push/growth/o"


@pytest.fixture
def company(company_in: Build, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A company in a folder of its own each time: a test may build several."""
    return lambda files, today: company_in(tmp_path_factory.mktemp("company"), files, today)


def on(passed: int) -> date:
    """The day by which so many days have passed, itself included."""
    return FIRST + timedelta(days=passed - 1)


def objective_pace(
    company: Build, passed: int, key_results: str, *check_ins: str, more: str = ""
) -> ObjectivePace:
    """The pace of an objective when so many of the 100 days have passed.

    Key results are one a line, `id: {fields}`. A check-in is `days: readings`, several readings with `;`.
    """
    entries = ""
    for line in key_results.strip().split("\n"):
        id, fields = line.strip().split(": {", 1)
        entries += f"  - {{id: {id}, title: T, {fields}\n"
    files = {
        "okrsite.yml": f"company: Acme\n{more}",
        "push/index.md": "starts: 2026-01-01\nends: 2026-04-10",
        "push/growth/o.md": f"title: O\nkey_results:\n{entries}",
    }
    for check_in in check_ins:
        day, readings = check_in.split(": ", 1)
        lines = "\n".join(f"  {reading.strip()}" for reading in readings.split(";"))
        files[f"push/growth/checkins/{on(int(day))}.md"] = f"key_results:\n{lines}"
    built = company(files, on(passed))
    assert not [d for d in built.check() if d.severity.value == "error"], built.found()
    found: ObjectivePace = pace_all(built.loaded.portfolio, built.readings, built.scores)[OBJECTIVE]
    return found


def pace(company: Build, passed: int, fields: str, *check_ins: str, more: str = "") -> Pace:
    """The pace of a key result alone in its objective."""
    return objective_pace(company, passed, f"k: {{{fields}}}", *check_ins, more=more).key_results["k"]


LINE = [
    # days passed, fields, the value read, expected, behind, status
    (50, "from: 0, to: 100", "60", "0.5", "-0.1", "on track"),
    (50, "from: 0, to: 100", "40", "0.5", "0.1", "on track"),
    (50, "from: 0, to: 100", "39.9", "0.5", "0.101", "at risk"),
    (50, "from: 0, to: 100", "25", "0.5", "0.25", "at risk"),
    (50, "from: 0, to: 100", "24.9", "0.5", "0.251", "off track"),
    (50, "from: 0, to: 100", "-20", "0.5", "0.7", "off track"),
    (50, "from: 0, to: 100", "300", "0.5", "-2.5", "on track"),
    # downward: from 2.5 to 0.5 days, 2 days are a quarter of the way
    (50, "from: 2.5 days, to: 0.5 days", "2 days", "0.5", "0.25", "at risk"),
    (50, "from: 2.5 days, to: 0.5 days", "1.7 days", "0.5", "0.1", "on track"),
    (50, "from: 2.5 days, to: 0.5 days", "3 days", "0.5", "0.75", "off track"),
    (50, "from: -4, to: 4", "0", "0.5", "0", "on track"),
    # nothing is behind in the first tenth, and from the eleventh day on it is
    (1, "from: 0, to: 100", "0", "0.01", "0.01", "on track"),
    (10, "from: 0, to: 100", "-50", "0.1", "0.6", "on track"),
    (11, "from: 0, to: 100", "0", "0.11", "0.11", "at risk"),
    (100, "from: 0, to: 100", "100", "1", "0", "on track"),
    (100, "from: 0, to: 100", "75", "1", "0.25", "at risk"),
]


@pytest.mark.parametrize(("passed", "fields", "value", "expected", "behind", "status"), LINE)
def test_against_the_elapsed_part(
    company: Build, passed: int, fields: str, value: str, expected: str, behind: str, status: str
) -> None:
    found = pace(company, passed, fields, f"{passed}: k: {{value: {value}}}")
    assert found.expected == Decimal(expected)
    assert found.behind == Decimal(behind)
    assert found.status == status
    assert found.reason is (Reason.EARLY if passed <= 10 else Reason.PACE)


OWN = [
    # from 42 to 65 (23 points); 45 by day 31 is 3/23, 55 by day 61 is 13/23
    (31, "42", Decimal(3) / 23),
    (61, "42", Decimal(13) / 23),
    (46, "42", (Decimal(3) + 5) / 23),  # halfway between the two
    (10, "42", Decimal(3) / 23 * 10 / 31),
    (100, "42", Decimal(1)),
    (80, "42", Decimal(13) / 23 + Decimal(10) / 23 * 19 / 39),
]


@pytest.mark.parametrize(("passed", "value", "expected"), OWN)
def test_against_its_own_expectations(company: Build, passed: int, value: str, expected: Decimal) -> None:
    fields = f"from: 42%, to: 65%, expected: {{{on(31)}: 45%, {on(61)}: 55%}}"
    found = pace(company, passed, fields, f"{passed}: k: {{value: {value}}}")
    assert found.expected is not None
    assert abs(found.expected - expected) < Decimal("1e-20")


EXPECTATIONS = [
    # fields, days passed, a reading, expected
    (f"from: 10 days, to: 2 days, expected: {{{on(50)}: 8 days}}", 50, "value: 8", "0.25"),
    (f"from: 10 days, to: 2 days, expected: {{{on(50)}: 80%}}", 50, "value: 8", "0.8"),  # a share of the way
    (f"from: 10 days, to: 2 days, expected: {{{on(50)}: 8}}", 25, "value: 8", "0.125"),
    (f"from: 0, to: 10, expected: {{{on(100)}: 5}}", 100, "value: 5", "0.5"),
    (f"from: 0, to: 10, expected: {{{on(100)}: 5}}", 50, "value: 5", "0.25"),
    (f"from: 0, to: 10, expected: {{{on(40)}: 10, {on(20)}: 0}}", 30, "value: 5", "0.5"),  # any order
    (f"from: 0, to: 10, expected: {{{on(40)}: 10}}", 70, "value: 5", "1"),
    (f"milestones: [a, b, c, d], expected: {{{on(50)}: 1}}", 50, "done: 1", "0.25"),
    (f"milestones: [a, b, c, d], expected: {{{on(50)}: 10%}}", 50, "done: 1", "0.1"),
    (f"owner: Jo, expected: {{{on(50)}: 0.2}}", 50, "score: 0.2", "0.2"),
    (f"to: 60, expected: {{{on(50)}: 30}}", 50, "value: 20", "0.25"),  # from 20, as read: 10 of 40
    ("milestones: [a, b]", 50, "done: 1", "0.5"),
    ("owner: Jo", 50, "score: 0.2", "0.5"),
]


@pytest.mark.parametrize(("fields", "passed", "reading", "expected"), EXPECTATIONS)
def test_expectations_of_every_kind(
    company: Build, fields: str, passed: int, reading: str, expected: str
) -> None:
    assert pace(company, passed, fields, f"{passed}: k: {{{reading}}}").expected == Decimal(expected)


def test_without_a_baseline_own_expectations_can_not_be_placed(company: Build) -> None:
    found = pace(company, 50, f"to: 60, expected: {{{on(50)}: 30}}", "50: k: {note: soon}")
    assert (found.expected, found.status, found.reason) == (Decimal("0.5"), "", Reason.UNREAD)


NO_LINE = [
    # fields, days passed, the readings, status, what it rests on
    ("at_most: $120", 50, "value: $120", "on track", Reason.LIMITS),
    ("at_most: $120", 50, "value: $121", "off track", Reason.LIMITS),
    ("at_most: $120", 11, "value: $121", "off track", Reason.LIMITS),
    ("at_most: $120", 10, "value: $121", "on track", Reason.EARLY),
    ("at_least: 3, at_most: 5", 99, "value: 3", "on track", Reason.LIMITS),
    ("binary: true", 50, "chance: 70%", "on track", Reason.CHANCE),
    ("binary: true", 50, "chance: 69%", "at risk", Reason.CHANCE),
    ("binary: true", 50, "chance: 40%", "at risk", Reason.CHANCE),
    ("binary: true", 99, "chance: 39%", "off track", Reason.CHANCE),
    ("binary: true", 99, "done: true", "on track", Reason.DONE),
    ("binary: true", 5, "chance: 1%", "on track", Reason.EARLY),
    # without a chance, the line is all there is
    ("binary: true", 30, "done: false", "off track", Reason.PACE),
    ("binary: true", 20, "done: false", "at risk", Reason.PACE),
    ("milestones: [a, b]", 99, "done: 2", "on track", Reason.DONE),
]


@pytest.mark.parametrize(("fields", "passed", "reading", "status", "reason"), NO_LINE)
def test_limits_chances_and_what_is_done(
    company: Build, fields: str, passed: int, reading: str, status: str, reason: Reason
) -> None:
    found = pace(company, passed, fields, f"{passed}: k: {{{reading}}}")
    assert (found.status, found.reason) == (status, reason)
    if "milestones" not in fields:
        assert found.expected is None


DOUBT = [
    ("value: 60, confidence: 4", "on track", Reason.PACE),
    ("value: 60, confidence: 3", "at risk", Reason.DOUBT),
    ("value: 60, confidence: 0", "at risk", Reason.DOUBT),
    ("value: 30, confidence: 3", "at risk", Reason.PACE),
    ("value: 10, confidence: 3", "off track", Reason.PACE),
]


@pytest.mark.parametrize(("reading", "status", "reason"), DOUBT)
def test_a_confidence_of_three_is_never_on_track(
    company: Build, reading: str, status: str, reason: Reason
) -> None:
    found = pace(company, 50, "from: 0, to: 100", f"50: k: {{{reading}}}")
    assert (found.status, found.reason) == (status, reason)


def test_doubt_holds_in_the_first_tenth_too_but_not_for_what_is_done(company: Build) -> None:
    assert pace(company, 5, "from: 0, to: 100", "5: k: {value: 60, confidence: 2}").status == "at risk"
    assert pace(company, 50, "binary: true", "50: k: {done: true, confidence: 2}").status == "on track"


def test_the_last_confidence_counts_where_the_last_reading_has_none(company: Build) -> None:
    found = pace(company, 50, "from: 0, to: 100", "40: k: {confidence: 2}", "50: k: {value: 60}")
    assert found.reason is Reason.DOUBT


def test_pace_starts_when_a_key_result_was_added(company: Build) -> None:
    # Added on the 61st day, it has 40 days: 10 of them have passed on the 70th.
    fields = f"from: 0, to: 100, added: {on(61)}"
    found = pace(company, 70, fields, "70: k: {value: 20}")
    assert (found.period.passed, found.period.days) == (10, 40)
    assert (found.expected, found.behind) == (Decimal("0.25"), Decimal("0.05"))
    # Its first tenth are 4 days of its own.
    assert pace(company, 64, fields, "64: k: {value: -90}").reason is Reason.EARLY
    assert pace(company, 65, fields, "65: k: {value: -90}").status == "off track"


STALE = [
    # the last day heard (None: never), days passed, stale; 14 days and a week are 21
    (50, 71, False),
    (50, 72, True),
    (None, 22, False),
    (None, 23, True),
]


@pytest.mark.parametrize(("heard", "passed", "stale"), STALE)
def test_stale_after_the_cadence_and_a_week(
    company: Build, heard: int | None, passed: int, stale: bool
) -> None:
    check_ins = [] if heard is None else [f"{heard}: k: {{value: 100}}"]
    found = pace(company, passed, "from: 0, to: 100", *check_ins)
    assert found.stale is stale
    assert found.heard == (None if heard is None else on(heard))


@pytest.mark.parametrize(
    ("cadence", "passed", "stale"),
    [("1 week", 64, False), ("1 week", 65, True), ("1 month", 88, False), ("1 month", 89, True)],
)
def test_staleness_follows_the_cadence(company: Build, cadence: str, passed: int, stale: bool) -> None:
    more = f"check_in_every: {cadence}\n"
    assert pace(company, passed, "from: 0, to: 1", "50: k: {value: 1}", more=more).stale is stale


def test_a_note_is_heard_and_what_is_done_never_goes_stale(company: Build) -> None:
    assert not pace(company, 60, "from: 0, to: 100", "20: k: {value: 5}", "50: k: {note: waiting}").stale
    assert not pace(company, 99, "binary: true", "20: k: {done: true}").stale
    assert not pace(company, 99, "milestones: [a]", "20: k: {done: 1}").stale
    assert pace(company, 99, "milestones: [a, b]", "20: k: {done: 1}").stale
    assert pace(company, 99, "from: 0, to: 1", "20: k: {value: 1}").stale  # a figure may fall again


def test_a_key_result_added_late_is_not_stale_at_once(company: Build) -> None:
    assert not pace(company, 70, f"from: 0, to: 1, added: {on(60)}").stale
    assert pace(company, 82, f"from: 0, to: 1, added: {on(60)}").stale


def test_the_stated_status_stands_beside_the_suggested_one(company: Build) -> None:
    found = pace(company, 50, "from: 0, to: 100", "50: k: {value: 10, status: on track}")
    assert (found.status, found.stated, found.differs) == ("off track", "on track", True)
    same = pace(company, 50, "from: 0, to: 100", "50: k: {value: 50, status: on track}")
    assert (same.status, same.stated, same.differs) == ("on track", "on track", False)


def test_a_later_check_in_that_states_nothing_ends_the_stated_status(company: Build) -> None:
    check_ins = ("40: k: {value: 50, status: at risk}", "50: k: {value: 50}")
    found = pace(company, 50, "from: 0, to: 100", *check_ins)
    assert (found.stated, found.stated_by) == ("", None)


def test_an_objective_is_as_its_weakest_key_result(company: Build) -> None:
    found = objective_pace(
        company,
        50,
        "a: {from: 0, to: 100}\nb: {from: 0, to: 100}\nc: {at_most: 5}\n"
        "d: {from: 0, to: 1, dropped: 2026-01-05, because: x}",
        "50: a: {value: 50}; b: {value: 30}; c: {value: 5}",
    )
    assert (found.status, found.weakest, found.stale) == ("at risk", ("b",), False)
    assert sorted(found.key_results) == ["a", "b", "c"]


def test_stale_key_results_are_left_aside(company: Build) -> None:
    key_results = "a: {from: 0, to: 100}\nb: {from: 0, to: 100}"
    found = objective_pace(company, 50, key_results, "10: a: {value: 0}", "50: b: {value: 50}")
    assert (found.status, found.weakest, found.stale) == ("on track", ("b",), False)
    silent = objective_pace(company, 50, key_results, "10: a: {value: 0}; b: {value: 50}")
    assert (silent.status, silent.weakest, silent.stale) == ("", (), True)


def test_a_guardrail_decides_too(company: Build) -> None:
    key_results = "a: {from: 0, to: 100}\nb: {at_most: 5}"
    found = objective_pace(company, 50, key_results, "50: a: {value: 90}; b: {value: 6}")
    assert (found.status, found.weakest) == ("off track", ("b",))


def test_only_active_cycles_have_a_pace(company: Build) -> None:
    files = {
        "push/index.md": "starts: 2026-01-01\nends: 2026-04-10",
        "push/growth/o.md": "title: O\nkey_results: [{id: k, title: T, from: 0, to: 1}]",
        "push/growth/gone.md": "title: G\nstatus: dropped\nbecause: x",
    }
    for day, ids in (
        (date(2025, 12, 31), []),
        (date(2026, 1, 1), [OBJECTIVE]),
        (date(2026, 4, 10), [OBJECTIVE]),
        (date(2026, 4, 11), []),
    ):
        built = company(files, day)
        assert list(pace_all(built.loaded.portfolio, built.readings, built.scores)) == ids


def test_an_objective_without_key_results_has_no_status(company: Build) -> None:
    files = {"push/index.md": "starts: 2026-01-01\nends: 2026-04-10", "push/growth/o.md": "title: O"}
    built = company(files, on(50))
    found = pace_all(built.loaded.portfolio, built.readings, built.scores)[OBJECTIVE]
    assert (found.status, found.weakest, found.stale) == ("", (), False)


@pytest.mark.parametrize(
    ("behind", "status"),
    [
        ("-1", "on track"),
        ("0.10", "on track"),
        ("0.1001", "at risk"),
        ("0.25", "at risk"),
        ("0.2501", "off track"),
    ],
)
def test_the_bounds_belong_to_the_better_status(behind: str, status: str) -> None:
    assert status_at(Decimal(behind)) == status
