"""The review of a closed cycle."""

from collections.abc import Callable

import pytest

from okrsite.views import cycle_review
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.cycle_review import CycleReviewView, cycle_review_view

Views = tuple[Company, Cards]

NUMBERS = "key_results: [{id: a, title: A, from: 0, to: 10}, {id: b, title: B, from: 0, to: 10}]"
QUARTER = {
    "2026-Q3/growth/o.md": f"title: O\n{NUMBERS}",
    "2026-Q3/growth/checkins/2026-09-20.md": "key_results: {a: {value: 12}, b: {value: 4}}",
    "2026-Q3/growth/review.md": (
        "---\nobjectives:\n"
        "  o: {decision: continue, carried_to: 2026-Q4/growth/next, scores: {a: 0.9}}\n---\n"
        "## What surprised us\n\nThe school day.\n"
    ),
    "2026-Q4/growth/next.md": f"title: Next\n{NUMBERS}",
    "2026-Q3/product/p.md": f"title: P\n{NUMBERS}",
    "2026-Q3/product/gone.md": "title: Gone\nstatus: dropped\nbecause: no permit",
    "2026-Q3/reviews/2026-09-30.md": "---\nattendees: [Ada]\n---\nStop.",
}


def review(made: Views, cycle: str = "2026-Q3") -> CycleReviewView:
    return cycle_review_view(*made, cycle)


def test_grades_stand_beside_what_teams_gave_themselves(views: Callable[..., Views]) -> None:
    """12 of 10 is 1.20 and exceeded; 4 of 10 fell short; the objective counts at most 1: (1 + 0.4) / 2."""
    page = review(views(QUARTER))
    assert [(t.team.name, t.depth) for t in page.teams] == [("Growth", 1), ("Product", 1)]
    growth, product = (t.objectives for t in page.teams)
    assert [(o.objective.text, o.score) for o in (*growth, *product)] == [("O", "0.70"), ("P", "–")]
    marks = [k.mark for o in (*growth, *product) for k in o.key_results]
    assert [(m.outcome, m.score, m.own) for m in marks if m] == [
        ("exceeded", "1.20", "0.9"),
        ("fell short", "0.40", ""),
        ("no reading", "", ""),
        ("no reading", "", ""),
    ]


def test_a_dropped_key_result_has_no_grade(views: Callable[..., Views]) -> None:
    dropped = "title: O\nkey_results: [{id: a, title: A, from: 0, to: 1, dropped: 2026-08-01, because: x}]"
    page = review(views({"2026-Q3/growth/o.md": dropped}))
    assert [k.mark for k in page.teams[0].objectives[0].key_results] == [None]


def test_decisions_and_what_is_undecided(views: Callable[..., Views]) -> None:
    page = review(views(QUARTER))
    assert [(d.objective.text, d.team.name, d.decision) for d in page.decisions] == [
        ("O", "Growth", "continue")
    ]
    assert page.decisions[0].onward is not None
    assert page.decisions[0].onward.url == "2026-Q4/growth/next.html"
    assert (page.tally, page.undecided) == ("1 continue", "1 objective has no decision")


def test_what_was_learned_and_who_wrote_no_review(views: Callable[..., Views]) -> None:
    page = review(views(QUARTER))
    learned = [(t.team.name, t.learned.text) for t in page.teams if t.learned]
    assert [(name, "The school day." in text) for name, text in learned] == [("Growth", True)]
    assert ([team.name for team in page.without_review], page.unreviewed) == (["Product"], False)
    assert [m.url for m in page.meetings] == ["2026-Q3/reviews/2026-09-30.html"]
    assert [(o.text, t.name, because) for o, t, because in page.dropped] == [("Gone", "Product", "no permit")]


def test_what_carries_over_has_two_ends(views: Callable[..., Views]) -> None:
    before = "objectives:\n  old: {decision: adjust, carried_to: 2026-Q3/growth/o}"
    made = views(
        QUARTER | {"2026-Q2/product/old.md": f"title: Old\n{NUMBERS}", "2026-Q2/product/review.md": before}
    )
    page = review(made)
    (on,), (into,) = page.carried_on, page.carried_in
    assert on.target is not None and into.target is not None
    assert (on.source.objective.text, on.target.objective.text, on.target.cycle.url) == (
        "O",
        "Next",
        "2026-Q4/index.html",
    )
    assert (into.source.objective.text, into.source.team.name, into.target.objective.text) == (
        "Old",
        "Product",
        "O",
    )
    assert review(made, "2026-Q2").carried_on == page.carried_in


def test_an_objective_that_is_not_written_yet_is_named(views: Callable[..., Views]) -> None:
    onward = "objectives:\n  o: {decision: adjust, carried_to: 2027-Q1/growth/later}"
    page = review(views(QUARTER | {"2026-Q3/growth/review.md": onward}))
    assert [(c.target, c.unwritten) for c in page.carried_on] == [(None, "2027-Q1/growth/later")]
    assert [(d.onward, d.unwritten) for d in page.decisions] == [(None, "2027-Q1/growth/later")]


def test_a_draft_is_not_named(views: Callable[..., Views]) -> None:
    page = review(views(QUARTER | {"2026-Q4/growth/next.md": "title: Secret\nstatus: draft"}))
    assert (page.carried_on, page.decisions[0].onward, page.decisions[0].unwritten) == ((), None, "")


def test_without_any_review(views: Callable[..., Views]) -> None:
    page = review(views({"2026-Q3/growth/o.md": "title: O"}))
    assert (page.decisions, page.tally, page.carried_on, page.meetings) == ((), "", (), ())
    assert page.undecided == "1 objective has no decision"
    assert ([team.name for team in page.without_review], page.unreviewed) == (["Growth"], True)
    assert (page.figures.check_ins, page.figures.outcomes) == (None, ())


def test_a_large_cycle_leaves_key_results_to_their_pages(
    views: Callable[..., Views], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = views(QUARTER)
    monkeypatch.setattr(cycle_review, "DETAILED", 2)  # Q3 has three objectives
    page = review(made)
    assert page.brief
    assert [o.key_results for t in page.teams for o in t.objectives] == [(), ()]


def test_reviews_that_find_no_room_are_linked(
    views: Callable[..., Views], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = "---\nobjectives:\n  p: {decision: done}\n---\nShort.\n"
    made = views(QUARTER | {"2026-Q3/product/review.md": own})
    monkeypatch.setattr(cycle_review, "PROSE", 40)  # Growth's takes 39
    assert [(t.team.name, t.learned is None, t.elsewhere) for t in review(made).teams] == [
        ("Growth", False, False),
        ("Product", True, True),
    ]
