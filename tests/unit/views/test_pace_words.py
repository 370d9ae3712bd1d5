"""What pages say of pace: statuses, staleness, expectations. 20 November is day 51 of the 92 of 2026-Q4."""

from collections.abc import Callable

import pytest

from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.objective import ObjectiveView, objective_view
from okrsite.views.parts import KeyResultRow

Views = tuple[Company, Cards]
Build = Callable[..., Views]
KEY_RESULT = "key_results: [{id: a, title: Alpha, from: 0, to: 100%s}]"


def page(views: Build, key_results: str, *check_ins: tuple[str, str], **files: str) -> ObjectiveView:
    written = {"2026-Q4/growth/o.md": f"title: T\n{key_results}"} | files
    for day, readings in check_ins:
        written[f"2026-Q4/growth/checkins/{day}.md"] = f"key_results: {{{readings}}}"
    company, cards = views(written)
    return objective_view(company, cards, company.objectives["2026-Q4/growth/o"])


def step(row: KeyResultRow, label: str) -> str:
    return next((step.text for step in row.working if step.label == label), "")


def test_a_status_is_suggested_from_what_is_expected(views: Build) -> None:
    row = page(views, KEY_RESULT % "", ("2026-11-16", "a: {value: 40}")).key_results[0]
    assert row.mark is not None
    assert (row.mark.status, row.mark.stale, row.mark.stated) == ("at risk", "", "")
    assert step(row, "Expected") == "51 of 92 days have passed = 55%"
    assert step(row, "Status") == (
        "55% expected − 40% reached = 15 points behind; more than 10 behind is at risk."
    )
    assert row.meter.expected == 55


def test_decimals_are_shown_where_whole_points_would_tell_another_status(views: Build) -> None:
    row = page(views, KEY_RESULT % "", ("2026-11-16", "a: {value: 45.4}")).key_results[0]
    assert step(row, "Status").startswith(
        "55.43% expected − 45.4% reached = 10.03 points behind; more than 10"
    )
    assert step(row, "Progress") == "(45.4 − 0) ÷ (100 − 0) = 45.4%"


def test_another_status_that_the_team_states_is_told_as_well(views: Build) -> None:
    row = page(views, KEY_RESULT % "", ("2026-11-16", "a: {value: 20, status: at risk}")).key_results[0]
    assert row.mark is not None
    assert (row.mark.status, row.mark.stated, row.mark.stated_on) == ("off track", "at risk", "16 Nov 2026")
    assert step(row, "The team says") == "at risk"


def test_a_status_that_was_stated_holds_until_the_next_check_in(views: Build) -> None:
    said = ("2026-11-02", "a: {value: 20, status: at risk}")
    row = page(views, KEY_RESULT % "", said, ("2026-11-16", "a: {value: 30}")).key_results[0]
    assert row.mark is not None
    assert (row.mark.status, row.mark.stated) == ("off track", "")


def test_what_nobody_was_heard_of_is_stale(views: Build) -> None:
    row = page(views, KEY_RESULT % "", ("2026-10-12", "a: {value: 60}")).key_results[0]
    assert row.mark is not None
    assert (row.mark.stale, row.mark.status) == ("last heard 12 Oct 2026", "on track")
    assert step(row, "Stale") == (
        "Last heard 12 Oct 2026, 39 days ago. A check-in is due every 2 weeks; after 21 days, a week more "
        "than that, a key result is stale, whatever its figures suggest."
    )


def test_an_objective_is_stale_where_all_its_key_results_are(views: Build) -> None:
    card = page(views, KEY_RESULT % "").card
    assert card.mark is not None
    assert (card.mark.status, card.mark.stale) == ("", "nothing heard yet")


TWO = "key_results: [{id: a, title: Alpha, from: 0, to: 100}, {id: b, title: Beta, from: 0, to: 100}]"


@pytest.mark.parametrize(
    ("readings", "status", "because"),
    [
        ("a: {value: 50}, b: {value: 60}", "on track", "as all its key results are"),
        ("a: {value: 50}, b: {value: 40}", "at risk", "as its weakest key result: Beta"),
        ("a: {value: 10}, b: {value: 20}", "off track", "as its weakest key results: “Alpha” and “Beta”"),
        ("a: {value: 50}, b: {note: soon}", "on track", "as all its key results with a reading are"),
        ("a: {value: 40}", "at risk", "as its weakest key result: Alpha, 1 stale one left aside"),
    ],
)
def test_an_objective_stands_as_its_weakest_key_result(
    views: Build, readings: str, status: str, because: str
) -> None:
    card = page(views, TWO, ("2026-11-16", readings)).card
    assert card.mark is not None
    assert (card.mark.status, card.mark.because) == (status, because)


def test_its_own_expectations_stand_in_place_of_the_line(views: Build) -> None:
    own = ", expected: {2026-10-31: 20, 2026-11-30: 60}"
    row = page(views, KEY_RESULT % own, ("2026-11-16", "a: {value: 40}")).key_results[0]
    assert row.meter.expected == 47
    assert step(row, "Expected") == (
        "20 by 31 Oct 2026 is (20 − 0) ÷ (100 − 0) = 20% of the way; 60 by 30 Nov 2026 is (60 − 0) ÷ "
        "(100 − 0) = 60% of the way. Of the 30 days between them 20 have passed: "
        "20% + (60% − 20%) × 20 ÷ 30 = 47%"
    )
    assert step(row, "Status").startswith("47% expected − 40% reached = 7 points behind; up to 10")


@pytest.mark.parametrize(
    ("fields", "reading", "status", "words"),
    [
        ("at_most: 5", "value: 9", "off track", "Outside the limits is off track."),
        ("at_most: 5", "value: 5", "on track", "Within the limits is on track."),
        (
            "binary: true",
            "chance: 60%",
            "at risk",
            "A chance of 60% is at risk: on track from 70%, at risk from 40%, below that off track.",
        ),
        ("binary: true", "done: true", "on track", "All is done: on track."),
        (
            "binary: true",
            "done: false",
            "off track",
            "51 of 92 days have passed = 55%, and it is not done: 55 points behind; more than 25 behind is "
            "off track.",
        ),
        (
            "from: 0, to: 100",
            "value: 55, confidence: 3",
            "at risk",
            "55% expected − 55% reached = 0 points behind; up to 10 behind is on track. But with a "
            "confidence of 3 or less, of 10, nothing is on track: at risk.",
        ),
        ("from: 0, to: 100", "note: soon", "", "No reading, so nothing suggests one."),
    ],
)
def test_a_status_has_its_reason(views: Build, fields: str, reading: str, status: str, words: str) -> None:
    key_results = f"key_results: [{{id: a, title: Alpha, {fields}}}]"
    row = page(views, key_results, ("2026-11-16", f"a: {{{reading}}}")).key_results[0]
    assert row.mark is not None
    assert row.mark.status == status
    assert step(row, "Status") == words


def test_confidence_has_its_history(views: Build) -> None:
    said = [("2026-10-12", "a: {confidence: 7}"), ("2026-10-26", "a: {value: 3}")]
    row = page(views, KEY_RESULT % "", *said, ("2026-11-16", "a: {confidence: 4}")).key_results[0]
    assert row.confidences == ("7", "4")
    assert row.confidence_line == (70, 40)


def test_planned_and_closed_cycles_have_no_status(views: Build) -> None:
    for cycle, graded in (("2026-Q3", True), ("2027-Q1", False)):
        company, cards = views({f"{cycle}/growth/o.md": f"title: T\n{KEY_RESULT % ''}"})
        found = objective_view(company, cards, company.objectives[f"{cycle}/growth/o"])
        assert found.card.mark is None
        assert found.key_results[0].mark is None
        assert (found.key_results[0].outcome is not None) == graded


def test_a_status_that_is_stated_alone_is_told(views: Build) -> None:
    row = page(views, KEY_RESULT % "", ("2026-11-16", "a: {status: off track}")).key_results[0]
    assert row.mark is not None
    assert (row.mark.status, row.mark.stale, row.mark.stated) == ("", "", "off track")


def test_what_is_expected_is_told_uncapped_and_drawn_within_the_bar(views: Build) -> None:
    """-3 on a way of 10 is -30%; the bar begins at 0."""
    own = ", expected: {2026-10-31: 15, 2026-11-20: -3}"
    row = page(views, KEY_RESULT.replace("100", "10") % own, ("2026-11-16", "a: {value: -1}")).key_results[0]
    assert (row.meter.expected, row.meter.due) == (0, "−30%")
    assert step(row, "Status").startswith("−30% expected − (−10%) reached = 20 points ahead;")


def test_negative_shares_stand_in_brackets(views: Build) -> None:
    """From -20% on 31 October to 40% on 30 November; 20 of the 30 days: -20 + 60 x 2 / 3 = 20."""
    own = ", expected: {2026-10-31: -20, 2026-11-30: 40}"
    row = page(views, KEY_RESULT % own, ("2026-11-16", "a: {value: -1200}")).key_results[0]
    assert step(row, "Expected").endswith("(−20%) + (40% − (−20%)) × 20 ÷ 30 = 20%")
    assert step(row, "Progress") == "((−1,200) − 0) ÷ (100 − 0) = −1,200%"
    assert step(row, "Status").startswith("20% expected − (−1,200%) reached = 1,220 points behind;")


def test_a_first_reading_at_the_target_is_all_or_nothing(views: Build) -> None:
    said = ("2026-11-02", "a: {value: 9}"), ("2026-11-16", "a: {value: 8}")
    row = page(views, "key_results: [{id: a, title: Alpha, to: 9}]", *said).key_results[0]
    assert step(row, "Progress") == (
        "the first reading was the target already, so 100% at the target and else 0%: 0%"
    )


def test_one_that_is_added_later_on_has_not_begun(views: Build) -> None:
    row = page(views, KEY_RESULT % ", added: 2026-12-31", ("2026-11-16", "a: {value: 1}")).key_results[0]
    assert step(row, "Expected") == "0 of 1 day from 31 Dec 2026 has passed = 0%"


def test_figures_of_any_size_are_worked_out(views: Build) -> None:
    """A reading of 24 digits on a way of a millionth: 10^23 x 10^6 x 100 percent."""
    way = "key_results: [{id: a, title: Alpha, from: 0, to: 0.000001}]"
    row = page(views, way, ("2026-11-16", f"a: {{value: 1{'0' * 23}}}")).key_results[0]
    assert row.meter.text == f"{10**31:,}%"


def test_a_dropped_key_result_with_a_reading_does_not_tell_that_none_counts(views: Build) -> None:
    two = TWO.replace("{id: b, ", "{id: b, dropped: 2026-11-17, because: x, ")
    assert page(views, two, ("2026-11-16", "b: {value: 60}")).card.meter.note == "no reading yet"
