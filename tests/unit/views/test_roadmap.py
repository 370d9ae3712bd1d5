"""The roadmap: outcomes first, work second."""

from collections.abc import Callable

import pytest

from okrsite.views import roadmap
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.roadmap import RoadmapColumn, RoadmapView, roadmap_view

Views = tuple[Company, Cards]

KEY_RESULTS = "key_results: [{id: a, title: A, from: 1, to: 2}, {id: b, title: B, at_most: 3}]"


def objective(*initiatives: str, title: str = "O", more: str = "") -> str:
    return "\n".join(
        [f"title: {title}", KEY_RESULTS, more, "initiatives:", *(f"  - {i}" for i in initiatives)]
    )


def shown(column: RoadmapColumn) -> list[tuple[str, str, list[str]]]:
    """(objective, key result, work) of a column, `-` for work that serves none."""
    found = [
        (g.objective.text, o.key_result.text, [i.title for i in o.work])
        for g in column.served
        for o in g.outcomes
    ]
    return found + [(g.objective.text, "-", [i.title for i in g.unserving]) for g in column.unserved]


def columns(page: RoadmapView) -> dict[str, list[tuple[str, str, list[str]]]]:
    return {column.title: shown(column) for column in (*page.columns, *page.past)}


def test_work_is_now_next_or_later_by_its_status_and_cycle(views: Callable[..., Views]) -> None:
    made = views(
        {
            "2026-Q3/growth/old.md": objective("{title: Forgotten, for: a, status: doing}"),
            "2026-Q4/growth/o.md": objective(
                "{title: Begun, for: a, status: doing}",
                "{title: Meant, for: b}",
                "{title: Finished, for: a, status: done}",
                "{title: Left, for: a, status: dropped}",
            ),
            "2026-Q4/growth/gone.md": objective(
                "{title: Orphan, for: a, status: doing}", title="Gone", more="status: dropped\nbecause: x"
            ),
            "2027-Q1/growth/o.md": objective(
                "{title: Early, for: a, status: doing}", "{title: Far, for: a}", title="L"
            ),
        }
    )
    assert columns(roadmap_view(*made)) == {
        "Now": [("O", "A", ["Begun"])],
        "Next": [("O", "B", ["Meant"])],
        "Later": [("L", "A", ["Early", "Far"])],
        "Done": [("O", "A", ["Finished"])],
        "Dropped": [("Gone", "A", ["Orphan"]), ("O", "A", ["Left"])],
    }


def test_the_best_score_comes_first(views: Callable[..., Views]) -> None:
    """400 x 2 x 0.8 / 3 = 213.3; 10 x 1 x 0.5 / 2 = 2.5; 40 x 3 x 1 / 8 = 15; 0.01 x 1 x 1 / 8 = 0.00125."""
    page = roadmap_view(
        *views(
            {
                "2026-Q4/growth/o.md": objective(
                    "{title: No score B, for: a}",
                    "{title: Small, for: a, rice: {reach: 10, impact: 1, confidence: 50%, effort: 2}}",
                    "{title: Large, for: a, rice: {reach: 400, impact: 2, confidence: 80%, effort: 3}}",
                    "{title: no score a, for: a}",
                    "{title: Middle, for: a, rice: {reach: 40, impact: 3, confidence: 100%, effort: 8}}",
                    "{title: Least, for: a, rice: {reach: 0.01, impact: 1, confidence: 100%, effort: 8}}",
                )
            }
        )
    )
    (outcome,) = page.columns[1].served[0].outcomes
    assert [(i.title, i.score) for i in outcome.work] == [
        ("Large", "213"),
        ("Middle", "15"),
        ("Small", "2.5"),
        ("Least", "0.00125"),
        ("no score a", ""),
        ("No score B", ""),
    ]
    assert page.scored


def test_what_serves_nothing_stands_apart_and_scores_nothing(views: Callable[..., Views]) -> None:
    page = roadmap_view(
        *views(
            {
                "2026-Q4/growth/o.md": objective(
                    "{title: Colours, rice: {reach: 9, impact: 3, confidence: 100%, effort: 1}}",
                    "{title: Tour, for: b}",
                )
            }
        )
    )
    assert shown(page.columns[1]) == [("O", "B", ["Tour"]), ("O", "-", ["Colours"])]
    assert page.columns[1].unserved[0].unserving[0].score == "0"


def test_work_stands_once_below_the_first_outcome_that_is_left(views: Callable[..., Views]) -> None:
    text = objective("{title: Both, for: [a, b]}").replace(
        "from: 1, to: 2}", "from: 1, to: 2, dropped: 2026-10-20, because: x}"
    )
    (group,) = roadmap_view(*views({"2026-Q4/growth/o.md": text})).columns[1].served
    assert [(o.key_result.text, o.target, o.dropped) for o in group.outcomes] == [("B", "at most 3", False)]
    assert [link.text for link in group.outcomes[0].work[0].also] == ["A"]


def test_the_owner_is_the_objectives_where_the_work_names_none(views: Callable[..., Views]) -> None:
    text = objective(
        "{title: T, for: a}", "{title: U, for: a, owner: Jo, url: https://t.example/1}", more="owner: Ada"
    )
    (outcome,) = roadmap_view(*views({"2026-Q4/growth/o.md": text})).columns[1].served[0].outcomes
    assert [(i.title, i.owner, i.url) for i in outcome.work] == [
        ("T", "Ada", ""),
        ("U", "Jo", "https://t.example/1"),
    ]


def test_longer_cycles_come_first_then_the_order_of_the_tree(views: Callable[..., Views]) -> None:
    work = "{title: W, for: a}"
    made = views(
        {
            "2026-Q4/company/o.md": objective(work, title="Quarter"),
            "2026-Q4/growth/o.md": objective(work, title="Growth"),
            "2026/product/o.md": objective(work, title="Year"),
        }
    )
    assert [g.objective.text for g in roadmap_view(*made).columns[1].served] == ["Year", "Quarter", "Growth"]


@pytest.mark.parametrize("files", [{}, {"2026-Q4/growth/o.md": "title: O"}, {"2027-Q1/index.md": "title: P"}])
def test_without_any_work(views: Callable[..., Views], files: dict[str, str]) -> None:
    page = roadmap_view(*views(files))
    assert columns(page) == {"Now": [], "Next": [], "Later": []}
    assert [column.size for column in page.columns] == [0, 0, 0]
    assert not page.scored


def test_too_much_work_says_what_is_left_out(
    views: Callable[..., Views], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roadmap, "MOST", 2)
    text = objective("{title: Now, for: a, status: doing}", *(f"{{title: W{i}, for: a}}" for i in range(5)))
    page = roadmap_view(*views({"2026-Q4/growth/o.md": text}))
    assert [shown(column) for column in page.columns] == [[("O", "A", ["Now"])], [("O", "A", ["W0"])], []]
    assert [column.size for column in page.columns] == [1, 5, 0]
    assert page.left_out.startswith("4 more pieces of work")
