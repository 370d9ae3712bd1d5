"""Grades of closed cycles on pages: outcomes with the bands that decide, and the team's own grades."""

from collections.abc import Callable

import pytest

from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.objective import ObjectiveView, objective_view
from okrsite.views.team_cycle import team_cycle_view

Build = Callable[..., tuple[Company, Cards]]


def closed(
    views: Build, key_results: str, readings: str, **more: str
) -> tuple[Company, Cards, ObjectiveView]:
    day = more.pop("day", "2026-09-28")
    files = {
        "2026-Q3/growth/o.md": f"title: T\nkey_results: [{key_results}]",
        f"2026-Q3/growth/checkins/{day}.md": f"key_results: {{{readings}}}",
    } | {path.replace("__", "/") + ".md": text for path, text in more.items()}
    company, cards = views(files)
    return company, cards, objective_view(company, cards, company.objectives["2026-Q3/growth/o"])


@pytest.mark.parametrize(
    ("ambition", "value", "outcome", "words"),
    [
        ("roofshot", "106", "exceeded", "1.06 is above 1.05: for a roofshot, exceeded."),
        (
            "roofshot",
            "95",
            "delivered",
            "0.95 is at least 0.95 and not above 1.05: for a roofshot, delivered.",
        ),
        (
            "roofshot",
            "94.9",
            "fell short",
            "0.949 is at least 0.3 and below 0.95: for a roofshot, fell short.",
        ),
        ("moonshot", "62", "delivered", "0.62 is at least 0.6 and not above 0.8: for a moonshot, delivered."),
        ("moonshot", "29", "failed to deliver", "0.29 is below 0.3: for a moonshot, failed to deliver."),
    ],
)
def test_the_band_decides(views: Build, ambition: str, value: str, outcome: str, words: str) -> None:
    key_result = f"{{id: a, title: A, from: 0, to: 100, ambition: {ambition}}}"
    _, _, page = closed(views, key_result, f"a: {{value: {value}}}")
    row = page.key_results[0]
    assert row.outcome is not None
    assert (row.outcome.outcome, row.outcome.late) == (outcome, False)
    assert [step.text for step in row.working if step.label == "Outcome"] == [words]


THREE = ", ".join(f"{{id: {id}, title: {id.upper()}, from: 0, to: 100}}" for id in "abc")


def test_an_objective_has_a_score_and_the_outcomes_of_its_key_results(views: Build) -> None:
    _, _, page = closed(views, THREE, "a: {value: 100}, b: {value: 20}")
    assert page.card.score == "0.40"
    assert [(one.outcome, one.count, one.offset, one.width) for one in page.card.outcomes] == [
        ("delivered", 1, 0, 33),
        ("failed to deliver", 1, 33, 33),
        ("no reading", 1, 66, 34),
    ]
    assert page.mean is not None
    assert page.mean.result == "120% ÷ 3 = 40%"
    assert [part.figures for part in page.mean.parts] == [
        ("1", "100%", "100%"),
        ("1", "20%", "20%"),
        ("1", "0%, no reading yet", "0%"),
    ]
    assert "no outcome of its own" in page.grading


def test_a_late_last_reading_stays_marked(views: Build) -> None:
    _, _, page = closed(views, "{id: a, title: A, from: 0, to: 100}", "a: {value: 96}", day="2026-10-05")
    row = page.key_results[0]
    assert row.outcome is not None
    assert row.outcome.late
    assert row.working[0].text == "96 (late: after the end of the cycle)"


def test_a_teams_own_grade_stands_beside_the_computed_one(views: Build) -> None:
    review = "objectives: {o: {decision: done, scores: {a: 0.9}}}"
    company, cards, page = closed(
        views, "{id: a, title: A, from: 0, to: 100}", "a: {value: 74}", **{"2026-Q3__growth__review": review}
    )
    row = page.key_results[0]
    assert row.outcome is not None
    assert (row.outcome.score, row.outcome.own, row.outcome.outcome) == ("0.74", "0.9", "fell short")
    assert [(s.url, s.source) for s in row.working if s.label == "Own grade"] == [
        ("2026-Q3/growth/index.html#review", "review")
    ]
    shown = team_cycle_view(company, cards, "2026-Q3", "growth").review
    assert shown is not None
    assert shown.lines[0].grades == (("A", "0.9", "0.74 (74%)"),)


def test_what_was_dropped_has_no_outcome(views: Build) -> None:
    dropped = "{id: a, title: A, from: 0, to: 9, dropped: 2026-08-01, because: x}"
    _, _, page = closed(views, dropped, "a: {value: 1}")
    assert page.key_results[0].outcome is None
    assert page.card.outcomes == ()
