"""What the alignment explorer is given: rows in the order of the tree, that name each other by place."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.graphs.alignment import alignment_views
from okrsite.views.graphs.explorer import Explorer, explorer_of
from okrsite.views.graphs.explorer_parts import Entry

Views = tuple[Company, Cards]

NUMBER = "key_results: [{id: k, title: K, from: 0, to: 10}, {id: l, title: L, from: 0, to: 10}]"
COMPANY = {
    "2026/company/year.md": f"title: The year\nowner: Ada\n{NUMBER}",
    "2026-Q4/growth/first.md": f"title: First\nparent: 2026/company/year#l\n{NUMBER}",
    "2026-Q4/growth/second.md": "title: 2nd\nparent: first\nsupports: [third]\ndepends_on: [fourth, third]",
    "2026-Q4/growth/third.md": f"title: Third\nparent: first\n{NUMBER}",
    "2026-Q4/growth/fourth.md": "title: Fourth",
}


def readings(name: str, first: int, second: int) -> str:
    return f"key_results: {{'{name}#k': {{value: {first}}}, '{name}#l': {{value: {second}}}}}"


def explored(made: Views, cycle: str = "2026-Q4") -> Explorer:
    found = explorer_of(*made, cycle)
    assert found is not None
    return found


def by_name(explorer: Explorer) -> dict[str, Entry]:
    return {entry.title: entry for entry in explorer.entries}


def test_rows_stand_in_the_order_of_the_tree_with_what_they_hang_from_in_longer_cycles(
    views: Callable[..., Views],
) -> None:
    explorer = explored(views(COMPANY))
    assert [(e.title, e.parent) for e in explorer.entries] == [
        ("The year", -1),
        ("First", 0),
        ("2nd", 1),
        ("Third", 1),
        ("Fourth", -1),
    ]
    assert by_name(explorer)["First"].via == 1
    assert by_name(explorer)["2nd"].via == -1
    assert (by_name(explorer)["2nd"].supports, by_name(explorer)["2nd"].depends_on) == ((3,), (4, 3))


def test_addresses_are_made_of_ids(views: Callable[..., Views]) -> None:
    company, cards = views(COMPANY)
    explorer = explored((company, cards))
    for entry in explorer.entries:
        assert explorer.page.replace("{id}", entry.id) == urls.objective(company.objectives[entry.id])


def test_progress_status_and_freshness(views: Callable[..., Views]) -> None:
    read = {
        "2026-Q4/growth/checkins/2026-11-16.md": readings("first", 9, 8),
        "2026-Q4/growth/checkins/2026-10-05.md": readings("third", 1, 1),
    }
    explorer = explored(views(COMPANY | read))
    rows = by_name(explorer)
    told = {title: explorer.statuses[row.status].key for title, row in rows.items()}
    assert told == {
        "The year": "stale",
        "First": "on track",
        "2nd": "",
        "Third": "stale",
        "Fourth": "",
    }
    assert (rows["First"].percent, rows["First"].text) == (85, "85%")
    assert rows["Fourth"].percent == -1
    assert [explorer.ages[rows[t].fresh].key for t in ("First", "Third", "Fourth")] == ["7", "older", "never"]
    states = [(k.id, k.text, explorer.statuses[k.status].key) for k in rows["First"].key_results]
    assert states == [("k", "90%", "on track"), ("l", "80%", "on track")]
    assert explorer.colour == "status"


def test_in_a_closed_cycle_progress_colours_the_boxes_and_key_results_have_outcomes(
    views: Callable[..., Views],
) -> None:
    files = {
        "2026-Q2/growth/a.md": f"title: A\n{NUMBER}",
        "2026-Q2/growth/b.md": f"title: B\nparent: a\n{NUMBER}",
        "2026-Q2/growth/checkins/2026-06-20.md": "key_results: {'a#k': {value: 10}}",
    }
    explorer = explored(views(files), "2026-Q2")
    assert explorer.colour == "progress"
    rows = by_name(explorer)
    outcomes = [explorer.statuses[k.status].key for k in rows["A"].key_results]
    assert outcomes == ["delivered", "no reading"]
    assert explorer.ages[rows["A"].fresh].key == "14", "seen from the cycle's last day"


def test_what_was_given_up_is_dropped(views: Callable[..., Views]) -> None:
    files = COMPANY | {
        "2026-Q4/growth/fourth.md": "title: Fourth\nstatus: dropped\nbecause: No time\n" + NUMBER
    }
    explorer = explored(views(files))
    assert explorer.statuses[by_name(explorer)["Fourth"].status].key == "dropped"


def test_teams_stand_in_their_tree_and_levels_are_theirs(views: Callable[..., Views]) -> None:
    explorer = explored(views(COMPANY))
    assert [(team.id, team.parent) for team in explorer.teams] == [("company", -1), ("growth", 0)]
    assert explorer.levels == ("Level 1, the company", "Level 2")
    assert by_name(explorer)["First"].team == 1


@pytest.mark.parametrize("files", [{}, {"2026-Q4/growth/a.md": "title: A"}])
def test_there_is_nothing_to_explore_in_less_than_two_objectives(
    views: Callable[..., Views], files: dict[str, str]
) -> None:
    made = views({"2026-Q4/index.md": "title: Q4"} | files)
    assert explorer_of(*made, "2026-Q4") is None


def test_everything_is_there_where_the_picture_folds(views: Callable[..., Views]) -> None:
    files = {
        f"2026-Q4/growth/o{n}.md": f"title: O{n}" + (f"\nparent: o{n // 3}" if n else "") for n in range(120)
    }
    made = views(files)
    page, *branches = alignment_views(*made, "2026-Q4")
    assert page.explorer is not None
    assert page.graph is not None
    assert len(page.explorer.entries) == 120 > len(page.graph.nodes)
    assert branches
    assert all(branch.explorer is None for branch in branches)
    assert page.explore_url == ""
    name = branches[0].branch.url.removesuffix(".html").removeprefix("2026-Q4/") if branches[0].branch else ""
    assert branches[0].explore_url == f"2026-Q4/alignment.html?focus={name}"
    # What serves something stands behind it: the script counts on that.
    assert all(row.parent < place for place, row in enumerate(page.explorer.entries))


def test_rows_are_lists_in_json(views: Callable[..., Views]) -> None:
    explorer = explored(views(COMPANY, date(2026, 11, 20)))
    rows = json.loads(json.dumps(explorer.entries))
    assert rows[0][:4] == ["2026/company/year", "The year", 0, "Ada"]
