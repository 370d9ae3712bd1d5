"""Presentations: which objectives have a screen, in which order, and what a screen tells."""

from collections.abc import Callable
from datetime import date

from okrsite.building.site import all_pages
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.present import LONGEST, SHOWN, has_presentation, present_view

Build = Callable[..., tuple[Company, Cards]]
KEY_RESULTS = "key_results: [{id: a, title: Alpha, from: 0, to: 100}]"


def objective(title: str, body: str = "", **fields: str) -> str:
    head = "\n".join(
        (f"title: {title}", *(f"{name}: {value}" for name, value in fields.items()), KEY_RESULTS)
    )
    return f"---\n{head}\n---\n{body}" if body else head


FILES = {
    "2026-Q4/growth/first.md": objective("First", "# Why\n\nBecause.\n\nMore.", obstacle="No time"),
    "2026-Q4/growth/second.md": objective("Second"),
    "2026-Q4/growth/gone.md": objective("Gone", status="dropped", because="No demand"),
    "2026-Q4/company/whole.md": objective("Whole"),
    "2026-Q4/product/shared.md": objective("Shared", **{"with": "[growth]"}),
}


def test_the_company_comes_first_then_the_teams_of_the_tree(views: Build) -> None:
    page = present_view(*views(FILES), "2026-Q4")
    assert [screen.card.title for screen in page.screens] == ["Whole", "First", "Second", "Shared"]
    assert [screen.anchor for screen in page.screens][:2] == ["company.whole", "growth.first"]
    assert [(one.objective.text, one.because) for one in page.dropped] == [("Gone", "No demand")]
    assert (page.left_out, page.teams) == ("", ())
    assert page.counts[:2] == ("3 teams", "4 objectives")


def test_a_team_presents_what_others_share_with_it(views: Build) -> None:
    page = present_view(*views(FILES), "2026-Q4", "growth")
    assert [(s.card.title, s.card.guest) for s in page.screens] == [
        ("First", False),
        ("Second", False),
        ("Shared", True),
    ]
    assert page.frame.url == "2026-Q4/growth.present.html"
    assert page.page.url == "2026-Q4/growth/index.html"


def test_a_screen_begins_with_why(views: Build) -> None:
    company, cards = views(FILES)
    first = next(s for s in present_view(company, cards, "2026-Q4").screens if s.card.title == "First")
    assert first.why is not None
    assert first.why.text == "Because."
    assert first.obstacle == "No time"


def test_a_long_why_ends_with_a_sentence_and_never_within_a_link(views: Build) -> None:
    sentence = "It goes on for quite a while, as people do. "
    body = sentence * 5 + "See [the page. And what it says about all of this.](first.md) " + sentence * 9
    company, cards = views({"2026-Q4/growth/o.md": objective("O", body)})
    why = present_view(company, cards, "2026-Q4").screens[0].why
    assert why is not None
    assert why.text.endswith((".", ")"))
    assert why.text.count("[") == why.text.count("](") == 1
    assert len(why.text) < LONGEST + 80
    endless = "[" + "word " * 200
    company, cards = views({"2026-Q4/growth/o.md": objective("O", endless)})
    assert present_view(company, cards, "2026-Q4").screens[0].why is not None


CHECK_IN = (
    "---\nauthor: Ada\nkey_results: {%s}\n---\n## What changed\n\nIt rains.\n\n## Impediments\n\nWet feet.\n"
)


def test_a_check_in_speaks_for_the_objective_that_it_reads_alone(views: Build) -> None:
    alone = FILES | {"2026-Q4/growth/checkins/2026-11-16.md": CHECK_IN % "first#a: {value: 5, note: Slow}"}
    first, second = present_view(*views(alone), "2026-Q4", "growth").screens[:2]
    assert first.said is not None
    assert first.said.prose is not None
    assert first.said.prose.text == "It rains."
    assert [note for _, note in first.said.notes] == ["Slow"]
    assert first.impediments is not None
    assert first.impediments.text == "Wet feet."
    assert second.said is None


def test_a_check_in_on_several_objectives_gives_each_its_notes_only(views: Build) -> None:
    both = CHECK_IN % "first#a: {value: 5, note: Slow}, second#a: {value: 7}"
    files = FILES | {"2026-Q4/growth/checkins/2026-11-16.md": both}
    first, second = present_view(*views(files), "2026-Q4", "growth").screens[:2]
    assert first.said is not None
    assert (first.said.prose, first.impediments) == (None, None)
    assert [note for _, note in first.said.notes] == ["Slow"]
    assert second.said is not None
    assert second.said.notes == ()


def test_of_hundreds_the_companys_come_first_then_what_needs_attention(views: Build) -> None:
    files = {f"2026-Q4/growth/o{i:03}.md": objective(f"O{i}") for i in range(SHOWN + 20)}
    files["2026-Q4/product/bad.md"] = objective("Bad")
    files["2026-Q4/company/whole.md"] = objective("Whole")
    files["2026-Q4/product/checkins/2026-11-16.md"] = "key_results: {a: {value: 3}}"
    page = present_view(*views(files), "2026-Q4")
    assert len(page.screens) == SHOWN
    assert [s.card.title for s in page.screens][:2] == ["Whole", "Bad"]
    assert page.left_out.endswith(f"most: {SHOWN} of {SHOWN + 22}.")
    assert [one.url for one in page.teams] == [
        "2026-Q4/company.present.html",
        "2026-Q4/growth.present.html",
        "2026-Q4/product.present.html",
    ]
    team = present_view(*views(files), "2026-Q4", "growth")
    assert (len(team.screens), team.teams) == (SHOWN, ())
    assert team.left_out == f"The {SHOWN} objectives that need attention most, of {SHOWN + 20}."


def test_closed_cycles_show_scores_and_outcomes(views: Build) -> None:
    files = {
        "2026-Q4/growth/o.md": objective("O"),
        "2026-Q4/growth/checkins/2026-11-16.md": "key_results: {a: {value: 50}}",
    }
    page = present_view(*views(files, today=date(2027, 1, 15)), "2026-Q4")
    assert (page.score, page.basis, page.tally) == ("0.50", "Mean score of 1 objective", ())
    assert [one.outcome for one in page.outcomes] == ["fell short"]
    assert page.screens[0].card.score == "0.50"


def test_what_has_no_objectives_is_not_presented(views: Build) -> None:
    company, cards = views(
        {"2026-Q4/growth/checkins/2026-11-16.md": "---\n---\nHello.", "2026-Q4/index.md": ""}
    )
    assert not has_presentation(company, "2026-Q4", "growth")
    urls = [page.frame.url for page in all_pages(company, cards)]
    assert not any("present" in url for url in urls)
