"""Who depends on a team, and on whom it depends."""

from collections.abc import Callable

from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.now.ties import Ties, dependents, needs
from okrsite.views.team import team_view
from okrsite.views.team_cycle import team_cycle_view

Views = tuple[Company, Cards]

FILES = {
    "2026-Q4/growth/o.md": (
        "title: O\ndepends_on: [product/p#k, product/gone]\nkey_results: [{id: k, title: K, from: 0, to: 10}]"
    ),
    "2026-Q4/growth/own.md": "title: Own\nparent: growth/o#k",
    "2026-Q4/growth/checkins/2026-11-18.md": "key_results: {o#k: {value: 5}}",
    "2026-Q4/product/p.md": (
        "title: P\nparent: growth/o\nkey_results: [{id: k, title: Needed, from: 0, to: 10}]"
    ),
    "2026-Q4/product/waits.md": "title: Waits\ndepends_on: growth/o#k",
    "2026-Q4/product/helps.md": "title: Helps\nsupports: growth/o#k",
    "2026-Q4/product/gone.md": "title: Gone\nstatus: dropped\nbecause: x\nparent: growth/o",
    "2026-Q4/product/checkins/2026-11-18.md": "key_results: {p#k: {value: 1}}",
}


def told(ties: Ties) -> list[tuple[str, str, str, str, str]]:
    return [
        (t.other.text, t.how, t.own.text, t.team.name, t.ended or (t.mark.status if t.mark else ""))
        for t in ties.rows
    ]


def test_those_who_wait_come_before_those_who_serve_and_support(views: Callable[..., Views]) -> None:
    """Its own objectives do not count, nor those that were dropped."""
    company, cards = views(FILES)
    own = company.by_team["2026-Q4", "growth"]
    assert told(dependents(company, cards, own)) == [
        ("Waits", "waits", "K", "Product", ""),
        ("P", "serves", "O", "Product", "off track"),
        ("Helps", "supports", "K", "Product", ""),
    ]


def test_on_whom_a_team_depends_with_how_that_stands(views: Callable[..., Views]) -> None:
    company, cards = views(FILES)
    own = company.by_team["2026-Q4", "growth"]
    assert told(needs(company, cards, own)) == [
        ("Needed", "waits", "O", "Product", "off track"),
        ("Gone", "waits", "O", "Product", "dropped"),
    ]


def test_long_lists_are_cut_and_counted(views: Callable[..., Views]) -> None:
    company, cards = views(
        {"2026-Q4/company/top.md": "title: Top"}
        | {f"2026-Q4/growth/o{i}.md": f"title: O{i}\nparent: company/top" for i in range(9)}
    )
    found = dependents(company, cards, company.by_team["2026-Q4", "company"])
    assert (len(found.rows), found.more) == (6, 3)


def test_those_of_a_cycle_to_come_are_marked_as_planned(views: Callable[..., Views]) -> None:
    company, cards = views(
        {
            "2026/growth/o.md": "title: O",
            "2026-Q4/product/now.md": "title: Now\nparent: 2026/growth/o",
            "2026-Q3/product/then.md": "title: Then\nparent: 2026/growth/o",
        }
    )
    assert [t.other.text for t in dependents(company, cards, company.by_team["2026", "growth"]).rows] == [
        "Now"
    ]


def test_a_circle_of_those_who_wait_is_told_from_both_ends(views: Callable[..., Views]) -> None:
    company, cards = views(
        {
            "2026-Q4/growth/o.md": "title: O\ndepends_on: product/p",
            "2026-Q4/product/p.md": "title: P\ndepends_on: growth/o",
        }
    )
    for team in ("growth", "product"):
        page = team_view(company, cards, company.teams[team])
        assert page.now is not None
        assert len(page.now.dependents.rows) == len(page.now.needs.rows) == 1


def test_a_team_is_told_as_it_stands_now_before_its_other_cycles(views: Callable[..., Views]) -> None:
    company, cards = views(
        FILES | {"2027-Q1/growth/next.md": "title: Next", "2026-Q3/growth/past.md": "title: Past"}
    )
    page = team_view(company, cards, company.teams["growth"])
    assert page.now is not None
    assert [part.cycle.id for part in page.cycles] == ["2026-Q4", "2027-Q1", "2026-Q3"]
    assert page.now == team_cycle_view(company, cards, "2026-Q4", "growth").now
    for cycle in ("2026-Q3", "2027-Q1"):
        assert team_cycle_view(company, cards, cycle, "growth").now is None
    assert page.now.due is not None
    assert page.now.verdict is not None
    assert page.now.verdict.word == "On pace"


def test_a_team_in_a_cycle_shows_all_its_ties(views: Callable[..., Views]) -> None:
    many = {f"2026-Q4/product/w{i}.md": "title: W\ndepends_on: growth/o" for i in range(9)}
    company, cards = views(FILES | many)
    short = team_view(company, cards, company.teams["growth"]).now
    full = team_cycle_view(company, cards, "2026-Q4", "growth").now
    assert short is not None and full is not None
    assert short.dependents.more == 6 and not full.dependents.more
