"""All teams by cycle, and the outcomes of cycles over time."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from okrsite.views.archive import archive_view
from okrsite.views.cards import Cards
from okrsite.views.charts.heat import COLUMNS, HeatCell, heat_view, step_of
from okrsite.views.company import Company

Views = tuple[Company, Cards]
Build = Callable[..., Views]


def quarter(cycle: str, day: str, *values: int, team: str = "growth") -> dict[str, str]:
    """An objective whose key results should each reach 10."""
    key_results = ", ".join(f"{{id: k{i}, title: K, from: 0, to: 10}}" for i in range(len(values)))
    read = ", ".join(f"k{i}: {{value: {value}}}" for i, value in enumerate(values))
    return {
        f"{cycle}/{team}/o.md": f"title: O\nkey_results: [{key_results}]",
        f"{cycle}/{team}/checkins/{day}.md": f"key_results: {{{read}}}",
    }


@pytest.mark.parametrize(
    ("score", "step"), [("0", 1), ("0.199", 1), ("0.2", 2), ("0.5", 3), ("0.79", 4), ("0.8", 5), ("1", 5)]
)
def test_a_shade_is_a_fifth(score: str, step: int) -> None:
    assert step_of(Decimal(score)) == step


def test_every_team_and_cycle_has_a_cell(views: Build) -> None:
    made = views(
        quarter("2026-Q3", "2026-07-03", 10, 12, 1)
        | quarter("2026-Q3", "2026-07-03", 5, team="product")
        | quarter("2026-Q4", "2026-10-02", 2)
        | {"2027-Q1/growth/o.md": "title: O\nkey_results: [{id: k, title: K, from: 0, to: 10}]"}
        | {"2026-Q4/product/o.md": "title: O\nkey_results: [{id: k, title: K, from: 0, to: 10}]"}
    )
    page = heat_view(*made)
    assert [cycle.id for cycle in page.cycles] == ["2026-Q4", "2026-Q3"]
    assert {row.team.name: row.cells for row in page.rows} == {
        "Growth": (
            HeatCell(url="2026-Q4/growth/index.html", score="0.20", step=2, kept="so far"),
            HeatCell(url="2026-Q3/growth/index.html", score="0.70", step=4, kept="2 of 3 delivered"),
        ),
        "Product": (
            HeatCell(url="2026-Q4/product/index.html", score="", step=0, kept="so far"),
            HeatCell(url="2026-Q3/product/index.html", score="0.50", step=3, kept="0 of 1 delivered"),
        ),
    }
    assert [one.text for one in page.steps] == [
        "below 0.2", "0.2 to 0.4", "0.4 to 0.6", "0.6 to 0.8", "0.8 and more",
    ]  # fmt: skip
    assert page.left_out == ""


def test_an_empty_company_has_an_empty_map(views: Build) -> None:
    page = heat_view(*views({}))
    assert (page.rows, page.cycles) == ((), ())


def test_older_cycles_are_left_out_and_counted(views: Build) -> None:
    files = {}
    for year in range(2018, 2023):
        for number in range(1, 5):
            files |= quarter(f"{year}-Q{number}", f"{year}-{number * 3:02}-01", 4)
    page = heat_view(*views(files, date(2023, 1, 5)))
    assert (len(page.cycles), page.cycles[0].id) == (COLUMNS, "2022-Q4")
    assert page.left_out == "4 older cycles stand in the archive."


def test_outcomes_stand_on_each_other(views: Build) -> None:
    made = views(quarter("2026-Q2", "2026-04-03", 12, 10, 5, 5) | quarter("2026-Q3", "2026-07-03", 0))
    page = archive_view(*made)
    second, third = page.outcomes
    assert (second.cycle.text, third.cycle.text) == ("2026-Q2", "2026-Q3")
    assert [(p.outcome, p.top, p.height, p.middle, p.count) for p in second.parts] == [
        ("exceeded", 75, 25, 88, "1"),
        ("delivered", 50, 25, 63, "1"),
        ("fell short", 0, 50, 25, "2"),
    ]
    assert second.label == "Outcomes in 2026-Q2: 1 exceeded, 1 delivered and 2 fell short"
    assert page.outcome_keys == ("exceeded", "delivered", "fell short", "failed to deliver")


def test_one_closed_cycle_is_no_picture_over_time(views: Build) -> None:
    page = archive_view(*views(quarter("2026-Q3", "2026-07-03", 10) | quarter("2026-Q4", "2026-10-03", 1)))
    assert (page.outcomes, page.outcome_keys) == ((), ())
