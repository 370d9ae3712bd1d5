"""The archive of all cycles, and each team's history on its own page."""

from collections.abc import Callable

import pytest

from okrsite.views import archive
from okrsite.views.archive import archive_view
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.team_history import TeamHistory, team_history

Views = tuple[Company, Cards]

NUMBER = "key_results: [{id: k, title: K, from: 0, to: 10}]"


def quarter(cycle: str, day: str, value: int, team: str = "growth", name: str = "o") -> dict[str, str]:
    """An objective with one reading."""
    return {
        f"{cycle}/{team}/{name}.md": f"title: {name} of {cycle}\n{NUMBER}",
        f"{cycle}/{team}/checkins/{day}.md": f"key_results: {{k: {{value: {value}}}}}",
    }


THREE = (
    quarter("2026-Q2", "2026-04-03", 4)
    | quarter("2026-Q3", "2026-07-03", 9)
    | quarter("2026-Q4", "2026-10-02", 2)
)


def history(made: Views, team: str = "growth") -> TeamHistory | None:
    company, cards = made
    return team_history(company, cards, company.teams[team])


def test_all_cycles_newest_first(views: Callable[..., Views]) -> None:
    page = archive_view(*views(THREE | {"2027-Q1/index.md": "title: To come"}))
    assert [(f.cycle.id, f.objectives, f.score, bool(f.outcomes), f.review_url) for f in page.cycles] == [
        ("2027-Q1", 0, "", False, ""),
        ("2026-Q4", 1, "0.20", False, ""),
        ("2026-Q3", 1, "0.90", True, "2026-Q3/review.html"),
        ("2026-Q2", 1, "0.40", True, "2026-Q2/review.html"),
    ]
    assert page.outcomes_note and page.check_ins_note


def test_teams_by_cycle(views: Callable[..., Views]) -> None:
    """Six fortnights are due in a closed quarter, of which the one check-in of Growth meets the first; on 20
    November three have closed in Q4, and the second has no check-in within a week either."""
    page = archive_view(*views(THREE | quarter("2026-Q3", "2026-07-04", 5, team="product", name="p")))
    assert [link.text for link in page.columns] == ["2026-Q4", "2026-Q3", "2026-Q2"]
    cells = {
        row.team.name: [cell and (cell.score, cell.check_ins) for cell in row.cells] for row in page.teams
    }
    assert cells == {
        "Growth": [("0.20", "1 of 3 on time"), ("0.90", "1 of 6 on time"), ("0.40", "1 of 6 on time")],
        "Product": [None, ("0.50", "1 of 6 on time"), None],
    }
    assert [row.url for row in page.teams] == ["teams/growth.html#history", "teams/product.html#history"]
    assert not page.upper


def test_many_teams_are_left_to_their_pages(views: Callable[..., Views]) -> None:
    """The root, Growth, Product, and teams below Growth: with 17 of those there are 20."""
    files = {f"teams/t{i}.md": f"name: T{i}\nparent: growth" for i in range(17)}
    files |= quarter("2026-Q3", "2026-07-03", 5, team="t1") | quarter("2026-Q3", "2026-07-03", 5)
    page = archive_view(*views(files))
    assert (page.upper, [row.team.name for row in page.teams]) == (False, ["Growth", "T1"])
    page = archive_view(*views(files | {"teams/t17.md": "name: T17\nparent: growth"}))
    assert (page.upper, [row.team.name for row in page.teams]) == (True, ["Growth"])


def test_what_was_carried_on_stands_with_its_cycle(
    views: Callable[..., Views], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = THREE | quarter("2026-Q2", "2026-04-03", 4, name="o", team="product")
    for team in ("growth", "product"):
        files[f"2026-Q2/{team}/review.md"] = (
            "objectives:\n  o: {decision: continue, carried_to: 2026-Q3/growth/o}"
        )
    made = views(files)
    (group,) = archive_view(*made).carried
    assert (group.cycle.id, group.more, group.review_url) == ("2026-Q2", 0, "2026-Q2/review.html")
    assert [(c.source.team.name, c.target and c.target.objective.url) for c in group.carried] == [
        ("Growth", "2026-Q3/growth/o.html"),
        ("Product", "2026-Q3/growth/o.html"),
    ]
    monkeypatch.setattr(archive, "CARRIED", 1)
    (group,) = archive_view(*made).carried
    assert (len(group.carried), group.more) == (1, 1)


def test_a_company_without_cycles(views: Callable[..., Views]) -> None:
    page = archive_view(*views({}))
    assert (page.cycles, page.teams, page.carried, page.outcomes_note, page.check_ins_note) == (
        (),
        (),
        (),
        "",
        "",
    )


def test_a_cycle_to_come_alone(views: Callable[..., Views]) -> None:
    page = archive_view(*views({"2027-Q1/growth/o.md": f"title: O\n{NUMBER}"}))
    assert [(f.objectives, f.check_ins) for f in page.cycles] == [(1, None)]
    assert (page.columns, page.teams) == ((), ())


def test_a_teams_history(views: Callable[..., Views]) -> None:
    found = history(views(THREE))
    assert found is not None
    assert [(f.cycle.id, f.score) for f in found.cycles] == [
        ("2026-Q4", "0.20"),
        ("2026-Q3", "0.90"),
        ("2026-Q2", "0.40"),
    ]
    assert [(c.cycle, c.score, c.meter.percent, c.open) for c in found.chart] == [
        ("2026-Q2", "0.40", 40, False),
        ("2026-Q3", "0.90", 90, False),
        ("2026-Q4", "0.20", 20, True),
    ]


def test_a_chart_holds_cycles_of_one_length(views: Callable[..., Views]) -> None:
    found = history(views(THREE | quarter("2026", "2026-02-03", 5)))
    assert found is not None
    assert found.cycles[0].cycle.id == "2026"
    assert [c.cycle for c in found.chart] == ["2026-Q2", "2026-Q3", "2026-Q4"]


def test_one_cycle_makes_no_chart(views: Callable[..., Views]) -> None:
    found = history(views(quarter("2026-Q3", "2026-07-03", 9)))
    assert found is not None
    assert (len(found.cycles), found.chart) == (1, ())


def test_a_team_that_has_not_begun_has_no_history(views: Callable[..., Views]) -> None:
    made = views({"2027-Q1/growth/o.md": "title: O"})
    assert history(made) is None
    assert history(made, "product") is None


def test_a_history_tells_what_was_carried_on_and_taken_over(views: Callable[..., Views]) -> None:
    onward = "objectives:\n  o: {decision: continue, carried_to: 2026-Q3/growth/o}"
    made = views(
        THREE
        | quarter("2026-Q2", "2026-04-03", 4, team="product")
        | {"2026-Q2/growth/review.md": onward, "2026-Q2/product/review.md": onward}
    )
    growth, product = history(made), history(made, "product")
    assert growth is not None and product is not None
    assert [c.source.team.name for c in growth.carried] == ["Growth", "Product"]
    assert [c.source.team.name for c in product.carried] == ["Product"]
    assert [f.carried for f in growth.cycles] == [0, 0, 1]
