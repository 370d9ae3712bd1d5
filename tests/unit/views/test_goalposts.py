"""What pages show of the past: who changed a file last, and what became of each promise."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from repositories import Repo

from okrsite.building.pipeline import check_content, published_company
from okrsite.model.objective import Objective
from okrsite.views.cards import Cards
from okrsite.views.check_report import check_view
from okrsite.views.company import Company
from okrsite.views.cycle import cycle_view
from okrsite.views.cycle_review import cycle_review_view
from okrsite.views.goalposts import Goalposts
from okrsite.views.kpis import kpi_view
from okrsite.views.objective import ObjectiveView, objective_view
from okrsite.views.team_cycle import team_cycle_view

FILE = "content/2026-Q4/ovens/warm.md"
CHECK_IN = "content/2026-Q4/ovens/checkins/2026-11-02.md"
TEXT = """---
title: Have the first loaves warm at six
key_results:
  - id: on-time
    title: Mornings with bread on the shelf at six
    from: 60%
    to: 100%
  - id: waste
    title: Little is thrown away
    at_most: 40 kg
---
"""
READ = "---\nkey_results:\n  on-time: {value: 80%}\n  waste: {value: 45 kg}\n---\n"
SETTINGS = "company: Harbour Bakery\nrepository: https://github.com/harbour/okrs\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "okrs")
    made.write("content/okrsite.yml", SETTINGS)
    made.write("content/teams/ovens.md", "---\nname: Ovens\n---\n")
    made.write(FILE, TEXT)
    made.commit("Propose", day="2026-09-20", author="Noor Haddad")
    made.write(CHECK_IN, READ)
    made.commit("Check in", day="2026-11-02", author="Noor Haddad")
    return made


def change(repo: Repo, old: str, new: str, day: str, message: str = "Lower it", path: str = FILE) -> str:
    repo.edit(path, old, new)
    return repo.commit(message, day=day, author="Lee Park")


def company(repo: Repo, today: str = "2026-11-20") -> tuple[Company, Cards]:
    content = repo.root / "content"
    made = published_company(check_content(content, today=date.fromisoformat(today)), content)
    return made, Cards(made)


def page(repo: Repo, today: str = "2026-11-20") -> ObjectiveView:
    made, cards = company(repo, today)
    return objective_view(made, cards, the(made))


def the(made: Company) -> Objective:
    return made.objectives["2026-Q4/ovens/warm"]


def posts(repo: Repo, key_result: str = "on-time", today: str = "2026-11-20") -> Goalposts:
    return page(repo, today).goalposts[key_result]


# goalposts


def test_a_promise_that_was_kept_says_so(repo: Repo) -> None:
    kept = posts(repo)
    assert (kept.moved, kept.first, kept.shifts, kept.stands) == (False, "from 60% to 100%", (), ())
    assert kept.since is not None
    assert kept.since.text == "1 Oct 2026"


def test_progress_against_day_one_stands_beside_todays_with_its_formula(repo: Repo) -> None:
    """80% is half of the way from 60% to 100%, and two thirds of the way to 90%."""
    id = change(repo, "to: 100%", "to: 90%", "2026-11-10")
    moved = posts(repo)
    assert (moved.moved, moved.heading, moved.note) == (True, "Goalposts moved", "")
    assert [
        (s.name, s.day.text if s.day else "", s.promise, s.progress, s.outcome) for s in moved.stands
    ] == [
        ("Day one", "1 Oct 2026", "from 60% to 100%", "50%", None),
        ("Today", "", "from 60% to 90%", "67%", None),
    ]
    steps = {step.label: step.text for step in moved.working}
    assert steps["Progress"] == "(80 − 60) ÷ (100 − 60) = 50%"
    assert [s.source for s in moved.working if s.label == "Reading"] == ["check-in of 2 Nov 2026"]
    (row,) = moved.shifts
    assert (row.field, row.old, row.new, row.moved) == ("Target", "100%", "90%", True)
    assert (row.by.day, row.by.author, row.by.subject) == ("10 Nov 2026", "Lee Park", "Lower it")
    assert (row.by.id, row.by.url) == (id[:10], f"https://github.com/harbour/okrs/commit/{id}")


def test_grades_against_both_in_a_closed_cycle(repo: Repo) -> None:
    change(repo, "to: 100%", "to: 80%", "2026-11-10")
    change(repo, "at_most: 40 kg", "at_most: 50 kg", "2026-11-10")
    for key_result, then, now in (
        ("on-time", ("fell short", "0.50"), ("delivered", "1.00")),
        ("waste", ("failed to deliver", "0.00"), ("delivered", "1.00")),
    ):
        stands = posts(repo, key_result, "2027-01-10").stands
        assert [(s.outcome.outcome, s.outcome.score) for s in stands if s.outcome] == [then, now]
    assert "0.50 is at least 0.3 and below 0.95" in posts(repo, today="2027-01-10").working[-1].text


def test_a_mark_leads_to_the_log_from_every_list(repo: Repo) -> None:
    change(repo, "to: 100%", "to: 90%", "2026-11-10")
    made, cards = company(repo)
    card = cards.objective(the(made))
    assert [k.moved.text if k.moved else "" for k in card.key_results] == ["moved", ""]
    assert card.moved is not None
    assert (card.moved.text, card.moved.url) == (
        "1 goalpost moved",
        f"2026-Q4/ovens/warm.html#{posts(repo).anchor}",
    )


def test_what_was_put_back_has_a_log_and_no_mark(repo: Repo) -> None:
    change(repo, "to: 100%", "to: 90%", "2026-11-10")
    change(repo, "to: 90%", "to: 100%", "2026-11-11")
    back = posts(repo)
    assert (back.moved, back.heading, len(back.shifts), back.stands) == (False, "Moved, and put back", 2, ())
    made, cards = company(repo)
    assert cards.objective(the(made)).moved is None


def test_before_day_one_only_the_log_is_there(repo: Repo) -> None:
    change(repo, "to: 100%", "to: 90%", "2026-09-25")
    before = posts(repo, today="2026-09-26")
    assert (before.since, before.first, before.moved, len(before.shifts)) == (None, "", False, 1)
    assert "waste" not in page(repo, "2026-09-26").goalposts
    agreed = posts(repo)
    assert (agreed.moved, agreed.first, [row.moved for row in agreed.shifts]) == (
        False,
        "from 60% to 90%",
        [False],
    )


def test_ambition_is_told_where_it_moved(repo: Repo) -> None:
    change(repo, "    to: 100%", "    to: 100%\n    ambition: moonshot", "2026-11-10")
    assert [stand.promise for stand in posts(repo).stands] == [
        "from 60% to 100%, as a roofshot",
        "from 60% to 100%, as a moonshot",
    ]


def test_what_is_measured_in_another_way_is_not_compared(repo: Repo) -> None:
    change(repo, "    from: 60%\n    to: 100%", "    binary: true", "2026-11-10")
    repo.edit(CHECK_IN, "{value: 80%}", "{done: true}")
    repo.commit("Read it so", day="2026-11-11")
    other = posts(repo)
    assert [(stand.promise, stand.progress) for stand in other.stands] == [
        ("from 60% to 100%", "–"),
        ("done or not done", "100%"),
    ]
    assert other.note
    assert other.working == ()


def test_what_is_expected_by_when_can_move_too(repo: Repo) -> None:
    change(repo, "    to: 100%", "    to: 100%\n    expected: {2026-11-01: 90%}", "2026-10-05")
    assert not posts(repo).moved
    change(repo, "{2026-11-01: 90%}", "{2026-11-01: 62%}", "2026-11-10")
    moved = posts(repo)
    assert (moved.moved, moved.first, moved.stands) == (True, "", ())


def test_key_results_that_were_taken_out(repo: Repo) -> None:
    change(repo, "  - id: waste\n    title: Little is thrown away\n    at_most: 40 kg\n", "", "2026-11-10")
    repo.edit(CHECK_IN, "  waste: {value: 45 kg}\n", "")
    (gone,) = page(repo).removed
    assert (gone.title, gone.promise, gone.by.author) == (
        "Little is thrown away",
        "at most 40 kg",
        "Lee Park",
    )


def test_dates_of_a_cycle_that_moved(repo: Repo) -> None:
    repo.write("content/2026-Q4/index.md", "---\nends: 2027-01-15\n---\n")
    repo.commit("More time", day="2026-11-10", author="Lee Park")
    made, cards = company(repo)
    (row,) = cycle_view(made, cards, "2026-Q4").moved
    assert (row.field, row.old, row.new, row.by.author) == (
        "ends",
        "31 Dec 2026",
        "15 Jan 2027",
        "Lee Park",
    )


# the review of a cycle


def test_a_review_counts_what_was_moved(repo: Repo) -> None:
    """The objective is the mean of the move alone: the guardrail has no weight."""
    made, cards = company(repo, "2027-01-10")
    kept = cycle_review_view(made, cards, "2026-Q4").promises
    assert kept is not None
    assert (kept.moved, kept.known, kept.removed, kept.score, kept.mean) == (0, 2, 0, "", None)
    change(repo, "to: 100%", "to: 80%", "2026-11-10")
    made, cards = company(repo, "2027-01-10")
    review = cycle_review_view(made, cards, "2026-Q4")
    moved = review.promises
    assert moved is not None
    assert (moved.moved, moved.known, moved.score, review.figures.score) == (1, 2, "0.50", "1.00")
    assert moved.mean is not None
    assert moved.mean.result == "50% ÷ 1 = 50%"


# who changed what last


def test_pages_say_who_changed_them_last(repo: Repo) -> None:
    repo.write("content/kpis/flour.md", "---\nname: Flour\n---\n")
    repo.write("content/kpis/flour.csv", "2026-10-01,5 t\n")
    repo.commit("Flour", day="2026-10-02", author="Ada Chen")
    repo.write("content/kpis/flour.csv", "2026-10-01,5 t\n2026-11-01,6 t\n")
    repo.write("content/2026-Q4/ovens/review.md", "---\n{}\n---\nGood.\n")
    repo.commit("Figures", day="2026-11-05", author="Night Job")
    made, cards = company(repo)
    assert page(repo).frame.changed is not None
    lines = {
        "objective": page(repo).frame.changed,
        "kpi": kpi_view(made, cards, made.portfolio.kpis[0]).frame.changed,
        "team in the cycle": team_cycle_view(made, cards, "2026-Q4", "ovens").frame.changed,
        "review": cycle_review_view(*company(repo, "2027-01-10"), "2026-Q4").frame.changed,
    }
    assert {name: line and (line.day, line.author, line.subject) for name, line in lines.items()} == {
        "objective": ("20 Sept 2026", "Noor Haddad", "Propose"),
        "kpi": ("5 Nov 2026", "Night Job", "Figures"),
        "team in the cycle": ("5 Nov 2026", "Night Job", "Figures"),
        "review": ("5 Nov 2026", "Night Job", "Figures"),
    }
    assert cycle_view(made, cards, "2026-Q4").frame.changed is None  # it has no file of its own


def test_what_is_not_committed_names_nobody(repo: Repo) -> None:
    repo.edit(FILE, "to: 100%", "to: 90%")
    line = page(repo).frame.changed
    assert line is not None
    assert (line.day, line.author, line.subject, line.id, line.url) == ("", "", "", "", "")


def test_without_a_forge_there_is_no_link(repo: Repo) -> None:
    repo.write("content/okrsite.yml", "company: Harbour Bakery\n")
    line = page(repo).frame.changed
    assert line is not None
    assert line.url == ""
    assert len(line.id) == 10


def test_long_subjects_are_cut(repo: Repo) -> None:
    change(repo, "to: 100%", "to: 90%", "2026-11-10", "Why " * 90)
    line = page(repo).frame.changed
    assert line is not None
    assert len(line.subject) <= 120
    assert line.subject.endswith("Why…")


# where nothing is known


@pytest.mark.parametrize(
    ("clone", "told"),
    [
        (lambda repo, to: repo.clone(to, depth=1), "fetch-depth: 0"),
        (lambda repo, to: _copy(repo, to), "in no git repository"),
    ],
    ids=["shallow", "no repository"],
)
def test_nothing_is_shown_where_nothing_is_known(
    repo: Repo, tmp_path: Path, clone: Callable[[Repo, Path], Repo], told: str
) -> None:
    change(repo, "to: 100%", "to: 90%", "2026-11-10")
    elsewhere = clone(repo, tmp_path / "elsewhere")
    view = page(elsewhere)
    assert (view.goalposts, view.removed, view.frame.changed) == ({}, (), None)
    assert all(row.moved is None for row in view.key_results)
    made, cards = company(elsewhere, "2027-01-10")
    assert cycle_review_view(made, cards, "2026-Q4").promises is None
    told_of = check_view(made, cards)
    assert told_of.unknown and told in told_of.reason
    assert str(tmp_path) not in told_of.reason
    assert check_view(*company(repo)).unknown == ""


def _copy(repo: Repo, to: Path) -> Repo:
    for file in (repo.root / "content").rglob("*"):
        if file.is_file():
            target = to / file.relative_to(repo.root)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    return Repo(to, exists=True)
