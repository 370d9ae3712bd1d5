"""What a cycle came to, worked out by hand."""

from collections.abc import Callable
from decimal import Decimal

from okrsite.settings import Bands, Cadence, Grades, Settings
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.figures import check_ins_note, cycle_figures, has_review, outcomes_note

Views = tuple[Company, Cards]

QUARTER = {
    # 97 of 100 is delivered, as is 7 of 10 for a moonshot; 2 of 10 failed. (0.97 + 0.7 + 0.2) / 3 = 0.623
    "2026-Q3/growth/o.md": (
        "title: O\nkey_results: [{id: a, title: A, from: 0, to: 100},"
        " {id: b, title: B, from: 0, to: 10, ambition: moonshot}, {id: c, title: C, from: 0, to: 10}]"
    ),
    # Q3 has six whole fortnights: from 1, 15 and 29 July, 12 and 26 August, 9 September. 2 August is on time
    # for the third and late for the second, 1 September for the fifth and the fourth; nobody came in the
    # last.
    "2026-Q3/growth/checkins/2026-07-10.md": "key_results: {a: {value: 5}}",
    "2026-Q3/growth/checkins/2026-08-02.md": "key_results: {b: {value: 7}}",
    "2026-Q3/growth/checkins/2026-09-01.md": "key_results: {a: {value: 97}, c: {value: 2}}",
}


def test_a_closed_cycle(views: Callable[..., Views]) -> None:
    found = cycle_figures(*views(QUARTER), "2026-Q3", "growth")
    assert (found.objectives, found.score, found.meter.text) == (1, "0.62", "62%")
    assert [(o.outcome, o.count, o.share, o.offset, o.width) for o in found.outcomes] == [
        ("delivered", 2, "67%", 0, 66),
        ("failed to deliver", 1, "33%", 66, 34),
    ]
    assert found.check_ins is not None
    assert (found.check_ins.on_time, found.check_ins.late, found.check_ins.missed) == (3, 2, 1)
    assert found.check_ins.text == "3 of 6 on time"
    assert found.url == "2026-Q3/growth/index.html"
    assert found.review_url == "2026-Q3/review.html"


def test_all_teams_together(views: Callable[..., Views]) -> None:
    """Product reached 5 of 10 in one objective and dropped another; (0.623 + 0.5) / 2 = 0.562. It checked in
    once in six fortnights, in time."""
    made = views(
        QUARTER
        | {
            "2026-Q3/product/p.md": "title: P\nkey_results: [{id: k, title: K, from: 0, to: 10}]",
            "2026-Q3/product/gone.md": "title: G\nstatus: dropped\nbecause: no permit",
            "2026-Q3/product/checkins/2026-07-03.md": "key_results: {k: {value: 5}}",
        }
    )
    found = cycle_figures(*made, "2026-Q3")
    assert (found.objectives, found.score, found.url) == (2, "0.56", "2026-Q3/index.html")
    assert [(o.outcome, o.count) for o in found.outcomes] == [
        ("delivered", 2),
        ("fell short", 1),
        ("failed to deliver", 1),
    ]
    assert found.check_ins is not None
    assert (found.check_ins.on_time, found.check_ins.late, found.check_ins.missed) == (4, 2, 6)


def test_an_active_cycle_has_no_outcomes_yet(views: Callable[..., Views]) -> None:
    made = views(
        {
            "2026-Q4/growth/o.md": "title: O\nkey_results: [{id: k, title: K, from: 0, to: 10}]",
            "2026-Q4/growth/checkins/2026-10-05.md": "key_results: {k: {value: 5}}",
        }
    )
    found = cycle_figures(*made, "2026-Q4")
    assert (found.score, found.outcomes, found.review_url) == ("0.50", (), "")


def test_nothing_is_known_of_a_cycle_to_come(views: Callable[..., Views]) -> None:
    made = views({"2027-Q1/growth/o.md": "title: O\nkey_results: [{id: k, title: K, from: 0, to: 10}]"})
    found = cycle_figures(*made, "2027-Q1")
    assert (found.score, found.outcomes, found.check_ins) == ("", (), None)


def test_only_closed_cycles_with_objectives_have_a_review(views: Callable[..., Views]) -> None:
    company, _ = views(
        {
            "2026-Q1/index.md": "title: Empty",
            "2026-Q3/growth/o.md": "title: O",
            "2026-Q4/growth/o.md": "title: O",
            "2027-Q1/growth/o.md": "title: O",
        }
    )
    assert [id for id in company.cycles if has_review(company, id)] == ["2026-Q3"]


def test_the_notes_tell_the_settings() -> None:
    own = Bands(exceeded=Decimal("1.1"), delivered=Decimal("0.9"), fell_short=Decimal("0.5"))
    words = "above 110% exceeded, from 90% delivered, from 50% fell short, below that failed to deliver"
    assert outcomes_note(Grades(roofshot=own, moonshot=own)).count(words) == 1
    both = outcomes_note(Grades(roofshot=own))
    assert f"A roofshot: {words}." in both
    assert "above 80% exceeded, from 60% delivered, from 30% fell short" in both
    assert "within 7 days after it is late" in check_ins_note(Settings())
    assert "every 2 weeks (every month in a cycle longer than half a year)" in check_ins_note(Settings())
    monthly = check_ins_note(Settings(check_in_every=Cadence(days=0, months=1)))
    assert "owes a check-in every month, counted" in monthly
