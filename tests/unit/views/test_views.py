"""Views: what pages say, from companies written for the purpose."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from okrsite.building.pipeline import check_content, published_company
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.cycle import cycle_view
from okrsite.views.graphs.alignment import AlignmentView, alignment_views
from okrsite.views.graphs.graph import Twig
from okrsite.views.graphs.scene import BUDGET
from okrsite.views.home import home_view
from okrsite.views.team import team_view
from okrsite.views.team_cycle import team_cycle_view

TODAY = date(2026, 11, 20)
Views = tuple[Company, Cards]


@pytest.fixture
def views(tmp_path: Path, company: Callable[..., Any]) -> Callable[..., Views]:
    """Builds what views are made from, out of files laid over three teams."""

    def build(files: Mapping[str, str], today: date = TODAY) -> Views:
        company(files, today)
        made = published_company(check_content(tmp_path, today=today), tmp_path)
        return made, Cards(made)

    return build


def objective(title: str = "T", parent: str = "", key_results: str = "") -> str:
    lines = [f"title: {title}", f"parent: {parent}" if parent else "", key_results]
    return "\n".join(line for line in lines if line)


def fan(teams: int, *, below: int = 0) -> dict[str, str]:
    """A root with an objective that many teams serve, each with some teams below that serve it."""
    files = {"2026-Q4/company/top.md": objective()}
    for i in range(teams):
        files[f"teams/t{i}.md"] = f"name: T{i}\nparent: company"
        files[f"2026-Q4/t{i}/o.md"] = objective(parent="company/top")
        for j in range(below):
            files[f"teams/t{i}-{j}.md"] = f"name: T{i}-{j}\nparent: t{i}"
            files[f"2026-Q4/t{i}-{j}/o.md"] = objective(parent=f"t{i}/o")
    return files


def listed(tree: tuple[Twig, ...]) -> set[str]:
    """The addresses of a tree and of all below."""
    found = set()
    queue = list(tree)
    for twig in queue:
        found.add(twig.url)
        queue += twig.children
    return found


def on_alignment_pages(made: Views) -> tuple[tuple[AlignmentView, ...], set[str]]:
    pages = alignment_views(*made, "2026-Q4")
    return pages, set().union(*(listed(page.tree) for page in pages))


@pytest.mark.parametrize(
    ("teams", "below"),
    [(3, 0), (30, 0), (200, 0), (8, 12), (60, 3)],
    ids=["few", "one screen", "a wide fan", "two levels", "a wide fan with more below"],
)
def test_every_objective_is_on_some_alignment_page(
    views: Callable[..., Views], teams: int, below: int
) -> None:
    made = views(fan(teams, below=below))
    pages, found = on_alignment_pages(made)
    assert found == {f"{o.id}.html" for o in made[0].portfolio.objectives}
    for page in pages:
        assert page.graph is not None
        assert len(page.graph.nodes) <= BUDGET


def test_what_is_folded_leads_to_a_page_that_exists(views: Callable[..., Views]) -> None:
    pages, _ = on_alignment_pages(views(fan(60, below=3)))
    addresses = {page.frame.url for page in pages}
    folded = [node for page in pages if page.graph for node in page.graph.nodes if node.folded]
    assert folded
    assert {node.folded_url.partition("#")[0] for node in folded} <= addresses
    assert "48 objectives of 241 are shown" in pages[0].note


def test_a_picture_is_folded_by_whole_levels(views: Callable[..., Views]) -> None:
    pages, _ = on_alignment_pages(views(fan(12, below=5)))
    graph = pages[0].graph
    assert graph is not None
    assert [node.folded for node in graph.nodes] == [0] + [5] * 12


def test_home_shows_the_active_cycle_with_most_objectives_and_names_the_others(
    views: Callable[..., Views],
) -> None:
    made = views(
        {
            "2026/company/year.md": objective("Year"),
            "2026-Q4/company/quarter.md": objective("Quarter"),
            "2026-Q4/growth/a.md": objective(parent="company/quarter"),
            "push/index.md": "starts: 2026-11-01\nends: 2026-12-10",
            "push/growth/sprint.md": objective("Sprint", parent="2026-Q4/company/quarter"),
            "push/growth/checkins/2026-11-19.md": "---\nauthor: Ada\n---\nAll well.",
        }
    )
    home = home_view(*made)
    assert home.cycle is not None
    assert home.cycle.id == "2026-Q4"
    assert [card.title for card in home.objectives] == ["Quarter"]
    assert [(group.cycle.id, len(group.objectives)) for group in home.others] == [("2026", 1), ("push", 0)]
    assert [card.author for card in home.check_ins] == ["Ada"]


def test_home_says_that_no_cycle_is_active(views: Callable[..., Views]) -> None:
    home = home_view(*views({"2025-Q4/company/a.md": objective()}))
    assert home.fallback == "No cycle is active now. This is the latest one; it closed on 31 Dec 2025."
    assert home_view(*views({}, date(2026, 1, 1))).fallback.startswith("No cycle is active now.")


def test_home_shows_as_many_teams_as_fit(views: Callable[..., Views]) -> None:
    home = home_view(*views(fan(70)))
    assert (len(home.standings), home.more_teams) == (60, 11)
    assert home.standings[0].team.name == "Acme"


def test_a_cycle_shows_as_many_teams_beside_its_objectives_as_fit(views: Callable[..., Views]) -> None:
    cycle = cycle_view(*views(fan(70, below=1)), "2026-Q4")
    assert (len(cycle.standings), cycle.more_teams, len(cycle.groups)) == (60, 81, 141)
    assert {standing.depth for standing in cycle.standings} == {0, 1}


NUMBERS = "key_results: [{id: a, title: A, from: 10, to: 20}, {id: k, title: K, at_most: 5}]"


def test_a_check_in_says_what_a_figure_was(views: Callable[..., Views]) -> None:
    made = views(
        {
            "2026-Q4/growth/o.md": objective(key_results=NUMBERS),
            "2026-Q4/growth/checkins/2026-09-20.md": "key_results: {a: {value: 11}}",
            "2026-Q4/growth/checkins/2026-10-05.md": "key_results: {a: {value: 12}, k: {value: 9}}",
            "2026-Q4/growth/checkins/2026-10-20.md": "key_results: {a: {value: 12}, k: {value: 5}}",
        }
    )
    cards = team_cycle_view(*made, "2026-Q4", "growth").check_ins
    assert [[line.change for line in card.readings] for card in cards] == [
        ["no change", "within the limits"],
        ["was 11", "outside the limits"],
        [""],
    ]
    assert [card.baseline for card in cards] == [False, False, True]
    assert {line.objective for card in cards for line in card.readings} == {None}


def test_dropped_ones_are_counted_apart_everywhere(views: Callable[..., Views]) -> None:
    dropped = objective("Gone") + "\nstatus: dropped\nbecause: no permit"
    made = views({"2026-Q4/growth/a.md": objective(), "2026-Q4/growth/b.md": dropped})
    cycle = cycle_view(*made, "2026-Q4")
    assert cycle.counts[1] == "1 objective (1 more dropped)"
    assert cycle.basis == "Mean progress of 1 objective"
    assert [standing.objectives for standing in cycle.standings] == [1]


def test_pages_of_other_cycles_are_in_the_archive(views: Callable[..., Views]) -> None:
    made = views({"2026-Q3/growth/old.md": objective(), "2026-Q4/growth/new.md": objective()})
    sections = {c: cycle_view(*made, c).frame.section for c in ("2026-Q3", "2026-Q4")}
    assert sections == {"2026-Q3": "archive", "2026-Q4": "cycle"}


@pytest.mark.parametrize(
    ("key_results", "note"),
    [
        ("", "no key results"),
        ("key_results: [{id: a, title: A, from: 1, to: 2}]", "no reading yet"),
        (
            "key_results: [{id: a, title: A, from: 1, to: 2, dropped: 2026-10-20, because: x}]",
            "all key results dropped",
        ),
        ("key_results: [{id: z, title: Z, from: 1, to: 2, weight: 0}]", "no key result counts"),
        (
            "key_results: [{id: z, title: Z, from: 1, to: 2}, {id: y, title: Y, from: 1, to: 2}]",
            "1 key result has no reading yet",
        ),
    ],
)
def test_an_objective_says_why_its_progress_is_open(
    views: Callable[..., Views], key_results: str, note: str
) -> None:
    files = {"2026-Q4/growth/o.md": objective(key_results=key_results)}
    if "id: z" in key_results:
        files["2026-Q4/growth/checkins/2026-10-20.md"] = "key_results: {z: {value: 2}}"
    company, cards = views(files)
    assert cards.objective_meter(company.objectives["2026-Q4/growth/o"]).note == note


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ("", ""),
        ("since: 2026-Q3", "The first cycle of this team is 2026-Q3."),
        ("until: 2026-Q2", "This team ended with 2026-Q2."),
        ("since: 2025\nuntil: 2027-Q2", "The last cycle of this team is 2027-Q2."),
    ],
)
def test_a_team_says_when_it_began_or_ended(views: Callable[..., Views], fields: str, sentence: str) -> None:
    company, cards = views({"teams/search.md": f"name: Search\nparent: company\n{fields}"})
    assert team_view(company, cards, company.teams["search"]).life == sentence


def test_team_10_comes_after_team_2(views: Callable[..., Views]) -> None:
    files = {f"teams/t{i}.md": f"name: Team {i}\nparent: growth" for i in (1, 2, 10)}
    company, _ = views(files)
    assert [team.name for team in company.beneath["growth"]] == ["Team 1", "Team 2", "Team 10"]


def test_only_pictures_that_published_prose_shows_are_published(views: Callable[..., Views]) -> None:
    company, _ = views(
        {
            "assets/shown.svg": "<svg/>",
            "assets/secret.svg": "<svg/>",
            "2026-Q4/growth/o.md": "---\ntitle: T\n---\n![it](../../assets/shown.svg)",
            "2026-Q4/growth/d.md": "---\ntitle: D\nstatus: draft\n---\n![it](../../assets/secret.svg)",
        }
    )
    assert company.portfolio.assets == ("assets/shown.svg",)
