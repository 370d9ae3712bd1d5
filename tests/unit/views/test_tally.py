"""How key results keep up, counted: stale ones first and apart."""

from collections.abc import Callable

from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.cycle import cycle_view
from okrsite.views.home import home_view
from okrsite.views.marks import Tally

Build = Callable[..., tuple[Company, Cards]]

FILES = {
    "2026-Q4/growth/o.md": (
        "title: T\nkey_results: [{id: a, title: A, from: 0, to: 100}, {id: b, title: B, from: 0, to: 100}, "
        "{id: c, title: C, from: 0, to: 100}, {id: d, title: D, from: 0, to: 100}, "
        "{id: e, title: E, from: 0, to: 9, dropped: 2026-11-01, because: x}]"
    ),
    "2026-Q4/growth/checkins/2026-10-12.md": "key_results: {c: {value: 90}}",
    "2026-Q4/growth/checkins/2026-11-16.md": (
        "key_results: {a: {value: 60}, b: {value: 5, status: on track}, d: {note: soon}}"
    ),
}


def test_key_results_are_counted_by_suggested_status(views: Build) -> None:
    company, cards = views(FILES)
    page = cycle_view(company, cards, "2026-Q4")
    assert page.tally == (
        Tally(status="stale", count=1, offset=0, share=25),
        Tally(status="on track", count=1, offset=25, share=25),
        Tally(status="off track", count=1, offset=50, share=25),
        Tally(status="", count=1, offset=75, share=25),
    )
    assert page.contradictions == 1
    assert page.standings[0].tally == page.tally
    assert home_view(company, cards).tally == page.tally


def test_a_status_without_a_suggestion_contradicts_nothing(views: Build) -> None:
    files = FILES | {"2026-Q4/growth/checkins/2026-11-17.md": "key_results: {d: {status: off track}}"}
    page = cycle_view(*views(files), "2026-Q4")
    assert page.contradictions == 1


def test_closed_cycles_tell_outcomes_instead(views: Build) -> None:
    company, cards = views(
        {"2026-Q2/growth/o.md": FILES["2026-Q4/growth/o.md"].replace("2026-11", "2026-05")}
    )
    page = cycle_view(company, cards, "2026-Q2")
    assert page.tally == ()
    assert [(one.outcome, one.count) for one in page.outcomes] == [("no reading", 4)]


def test_a_mean_is_told_by_objective_or_by_team(views: Build) -> None:
    files = {"2026-Q4/growth/o.md": "title: O\nkey_results: [{id: a, title: A, from: 0, to: 3}]"}
    readings = ["o#a: {value: 1}"]
    for i in range(41):
        files[f"2026-Q4/product/p{i}.md"] = "title: P\nkey_results: [{id: a, title: A, from: 0, to: 3}]"
    files["2026-Q4/growth/checkins/2026-11-16.md"] = f"key_results: {{{', '.join(readings)}}}"
    few = cycle_view(*views(files), "2026-Q4").mean
    assert few is not None
    assert (few.columns[0], few.result) == ("Objective", "33% ÷ 1 = 33%")
    assert few.notes == ("Left out, as nothing is known of them yet: 41 objectives.",)
    done = ", ".join(f"p{i}#a: {{value: 3}}" for i in range(41))
    files["2026-Q4/product/checkins/2026-11-16.md"] = f"key_results: {{{done}}}"
    many = cycle_view(*views(files), "2026-Q4").mean
    assert many is not None
    assert [part.figures for part in many.parts] == [("1", "33%"), ("41", "4,100%")]
    assert many.result == "4,133% ÷ 42 = 98%"
