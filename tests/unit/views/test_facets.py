"""What a cycle's objectives can be found by."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.cycle import CycleView, cycle_view

Views = Callable[..., tuple[Company, Cards]]

FILES = {
    "teams/web.md": "name: Web\nparent: growth",
    "2026-Q4/company/top.md": "title: Top\nowner: Ada Chen",
    "2026-Q4/web/site.md": """
title: Site
owner: Jo Malik
parent: company/top
key_results:
  - id: a
    title: A
    from: 0
    to: 10
    ambition: moonshot
  - id: b
    title: B
    owner: ada chen
    from: 0
    to: 10
""",
    "2026-Q4/web/gone.md": "title: Gone\nstatus: dropped\nbecause: Enough",
    "2026-Q4/web/checkins/2026-11-17.md": """
key_results:
  site#a:
    value: 1
  site#b:
    value: 2
""",
}


def page(views: Views, files: dict[str, str] | None = None, today: date = date(2026, 11, 20)) -> CycleView:
    return cycle_view(*views(FILES | (files or {}), today), "2026-Q4")


def choices(view: CycleView, name: str) -> list[tuple[str, str, int]]:
    assert view.filters is not None
    (field,) = [one for one in view.filters.fields if one.name == name]
    return [(choice.value, choice.text, choice.depth) for choice in field.choices]


def test_an_objective_is_found_by_its_team_and_those_above(views: Views) -> None:
    view = page(views)
    assert view.filters is not None
    assert view.filters.lines["2026-Q4/web/site"].teams == "company growth web"
    assert choices(view, "team") == [("company", "Acme", 0), ("growth", "Growth", 1), ("web", "Web", 2)]


def test_an_objective_is_found_by_whoever_owns_it_or_a_key_result(views: Views) -> None:
    view = page(views)
    assert view.filters is not None
    assert view.filters.lines["2026-Q4/web/site"].owners == "jo-malik ada-chen"
    assert choices(view, "owner") == [("ada-chen", "Ada Chen", 0), ("jo-malik", "Jo Malik", 0)]


def test_values_are_words_for_an_address(views: Views) -> None:
    site = page(views).filters
    assert site is not None
    line = site.lines["2026-Q4/web/site"]
    assert (line.status, line.ambition, line.progress, line.heard) == (
        "off-track",
        "moonshot roofshot",
        "15",
        "2026-11-17",
    )
    assert choices(page(views), "status") == [
        ("off-track", "Off track", 0),
        ("no-reading-yet", "No reading yet", 0),
        ("dropped", "Dropped", 0),
    ]
    gone = site.lines["2026-Q4/web/gone"]
    assert (gone.status, gone.progress, gone.heard) == ("dropped", "", "")


def test_findings_are_found_by_their_rule(views: Views) -> None:
    view = page(views)
    assert view.filters is not None
    found = choices(view, "finding")
    assert found[0] == ("any", "Anything to check", 0)
    for value, _, depth in found[1:]:
        assert depth == 1
        assert any(value in line.findings.split() for line in view.filters.lines.values())


def test_a_closed_cycle_is_found_by_outcomes_and_a_planned_one_by_neither(views: Views) -> None:
    closed = page(views, today=date(2027, 1, 20))
    assert choices(closed, "status") == [
        ("failed-to-deliver", "Failed to deliver", 0),
        ("dropped", "Dropped", 0),
    ]
    planned = page(views, today=date(2026, 9, 1))
    assert planned.filters is not None
    assert "status" not in [field.name for field in planned.filters.fields]
    assert not {choice.value for choice in planned.filters.sorting.choices} & {"status", "heard"}


def test_what_divides_nothing_is_not_offered(views: Views) -> None:
    company, cards = views({"2026-Q4/growth/a.md": "title: A", "2026-Q4/growth/b.md": "title: B"})
    found = cycle_view(company, cards, "2026-Q4").filters
    assert found is not None
    assert not {field.name for field in found.fields} & {"owner", "ambition"}


def test_one_objective_needs_no_filter(views: Views) -> None:
    assert cycle_view(*views({"2026-Q4/growth/a.md": "title: A"}), "2026-Q4").filters is None
    assert cycle_view(*views({"2026-Q4/index.md": "title: Q4"}), "2026-Q4").filters is None


def test_an_objective_is_found_by_the_status_of_its_key_results(views: Views) -> None:
    """Its own comes first; 55% of the time has passed, one has 10% and the other 20%."""
    files = {
        "2026-Q4/web/site.md": FILES["2026-Q4/web/site.md"].replace("ambition", "# ambition")
        + "obstacle: No desk\n",
        "2026-Q4/web/checkins/2026-11-17.md": "key_results: {site#a: {value: 1}, site#b: {value: 5}}",
    }
    view = page(views, files)
    assert view.filters is not None
    assert view.filters.lines["2026-Q4/web/site"].status == "off-track on-track obstacle"
    assert ("obstacle", "In the way", 0) in choices(view, "status")


def test_a_team_that_has_not_checked_in_is_found(views: Views) -> None:
    view = page(views, {"2026-Q4/web/checkins/2026-11-17.md": "Only words."}, today=date(2026, 12, 20))
    assert view.filters is not None
    assert "overdue" in view.filters.lines["2026-Q4/web/site"].status.split()
    assert ("overdue", "Check-in overdue", 0) in choices(view, "status")


def test_only_a_long_page_is_cut_into_pieces(views: Views) -> None:
    view = page(views)
    assert view.pieces == (view.groups,)
    (_top, web) = view.groups
    many = tuple(replace(web, objectives=web.objectives * 20) for _number in range(5))
    long = replace(view, groups=many, long=True)
    assert [len(piece) for piece in long.pieces] == [2, 2, 1]
    assert replace(view, groups=()).pieces == ()
