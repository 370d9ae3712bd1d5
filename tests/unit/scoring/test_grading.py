"""Grades, with the bands written out."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from okrsite.scoring.grading import Outcome, outcome, outcomes_of, shares
from okrsite.settings import Bands, Grades

Build = Callable[..., Any]

ROOFSHOT = [
    ("1.051", "exceeded"),
    ("1.05", "delivered"),
    ("1", "delivered"),
    ("0.95", "delivered"),
    ("0.949", "fell short"),
    ("0.3", "fell short"),
    ("0.299", "failed to deliver"),
    ("0", "failed to deliver"),
    ("-0.5", "failed to deliver"),
    ("7", "exceeded"),
]
MOONSHOT = [
    ("0.81", "exceeded"),
    ("1", "exceeded"),
    ("0.8", "delivered"),
    ("0.6", "delivered"),
    ("0.599", "fell short"),
    ("0.3", "fell short"),
    ("0.29", "failed to deliver"),
    ("-2", "failed to deliver"),
]


@pytest.mark.parametrize(("score", "word"), ROOFSHOT)
def test_roofshot(score: str, word: str) -> None:
    assert outcome(Decimal(score), moonshot=False, grades=Grades()).value == word


@pytest.mark.parametrize(("score", "word"), MOONSHOT)
def test_moonshot(score: str, word: str) -> None:
    assert outcome(Decimal(score), moonshot=True, grades=Grades()).value == word


def test_no_reading_is_no_outcome() -> None:
    assert outcome(None, moonshot=False, grades=Grades()) is Outcome.UNREAD
    assert outcome(None, moonshot=True, grades=Grades()) is Outcome.UNREAD


def test_the_settings_change_the_bands() -> None:
    bands = Bands(exceeded=Decimal("1.2"), delivered=Decimal("0.7"), fell_short=Decimal("0.5"))
    grades = Grades(roofshot=bands)
    assert outcome(Decimal("0.7"), moonshot=False, grades=grades) is Outcome.DELIVERED
    assert outcome(Decimal("1.2"), moonshot=False, grades=grades) is Outcome.DELIVERED
    assert outcome(Decimal("0.49"), moonshot=False, grades=grades) is Outcome.FAILED
    assert outcome(Decimal("0.7"), moonshot=True, grades=grades) is Outcome.DELIVERED


FILES = {
    "2026-Q3/growth/o.md": """title: O
key_results:
  - {id: up, title: T, from: 0, to: 100}
  - {id: down, title: T, from: 10 days, to: 2 days}
  - {id: moon, title: T, from: 0, to: 100, ambition: moonshot}
  - {id: kept, title: T, at_most: 5}
  - {id: silent, title: T, from: 0, to: 100}
  - {id: gone, title: T, from: 0, to: 100, dropped: 2026-08-01, because: moot}
""",
    "2026-Q3/growth/checkins/2026-09-28.md": """key_results:
  up: {value: 94}
  down: {value: 1 day}
  moon: {value: 65}
  kept: {value: 6}
  gone: {value: 90}
""",
}


def test_what_became_of_each_key_result(company: Build) -> None:
    built = company(FILES, date(2026, 11, 20))
    (objective,) = built.loaded.portfolio.objectives
    # 94 / 100; (1 - 10) / (2 - 10) = 1.125; 0.65 of a moonshot; outside its limit
    assert {k: o.value for k, o in outcomes_of(objective, built.scores, Grades()).items()} == {
        "up": "fell short",
        "down": "exceeded",
        "moon": "delivered",
        "kept": "failed to deliver",
        "silent": "no reading",
    }


def test_a_late_check_in_is_the_final_reading(company: Build) -> None:
    late = {"2026-Q3/growth/checkins/2026-10-05.md": "key_results:\n  up: {value: 96}"}
    built = company(FILES | late, date(2026, 11, 20))
    (objective,) = built.loaded.portfolio.objectives
    assert outcomes_of(objective, built.scores, Grades())["up"] is Outcome.DELIVERED


def test_shares_best_first(company: Build) -> None:
    built = company(FILES, date(2026, 11, 20))
    found = shares(built.loaded.portfolio.objectives, built.scores, Grades())
    assert [(s.outcome.value, s.count, s.share) for s in found] == [
        (word, 1, Decimal("0.2"))
        for word in ("exceeded", "delivered", "fell short", "failed to deliver", "no reading")
    ]
    assert shares((), built.scores, Grades()) == ()


def test_dropped_objectives_have_no_outcomes(company: Build) -> None:
    dropped = FILES["2026-Q3/growth/o.md"] + "status: dropped\nbecause: moot\n"
    built = company(FILES | {"2026-Q3/growth/o.md": dropped}, date(2026, 11, 20))
    assert shares(built.loaded.portfolio.objectives, built.scores, Grades()) == ()
