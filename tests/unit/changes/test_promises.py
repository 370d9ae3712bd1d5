"""What is told of the past beside goalposts: what differs from day one, since when cycles are known, what may
be said of commits, and what became of an objective since a moment."""

from datetime import date
from pathlib import Path

import pytest
from repositories import Repo

from okrsite.building.pipeline import check_content
from okrsite.changes.changes import Changes
from okrsite.changes.goalposts import GoalpostLog
from okrsite.changes.since import since
from okrsite.model.key_result import Move
from okrsite.model.objective import Objective

FILE = "content/2026-Q4/ovens/warm.md"
TEXT = """---
title: Have the first loaves warm at six
key_results:
  - id: on-time
    title: Mornings with bread on the shelf at six
    to: 95%
---
Bread.
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "okrs")
    made.write("content/okrsite.yml", "company: Harbour Bakery\n")
    made.write("content/teams/ovens.md", "---\nname: Ovens\n---\n")
    made.write(FILE, TEXT)
    made.commit("Begin", day="2026-09-20")
    return made


def change(repo: Repo, old: str, new: str, day: str, message: str = "Change") -> None:
    repo.edit(FILE, old, new)
    repo.commit(message, day=day)


def changes(repo: Repo, today: str = "2026-11-20") -> Changes:
    return check_content(repo.root / "content", today=date.fromisoformat(today)).facts.changes


def objective(known: Changes) -> Objective:
    assert known.portfolio is not None
    return known.portfolio.objectives[0]


def goalposts(repo: Repo) -> GoalpostLog:
    known = changes(repo)
    return known.goalposts(objective(known), "on-time")


def fields(log: GoalpostLog) -> list[tuple[str, str, str]]:
    return [(change.field, change.old, change.new) for change in log.changed]


def test_a_baseline_that_is_filled_in_belongs_to_day_one(repo: Repo) -> None:
    change(repo, "    to: 95%", "    from: 60%\n    to: 95%", "2026-10-12")
    first = goalposts(repo).first
    assert isinstance(first, Move)
    assert first.start is not None
    assert first.start.text == "60%"
    assert fields(goalposts(repo)) == []
    change(repo, "from: 60%", "from: 70%", "2026-10-20")
    assert fields(goalposts(repo)) == [("from", "60%", "70%")]


def test_what_differs_from_day_one_is_net(repo: Repo) -> None:
    change(repo, "to: 95%", "to: 90%", "2026-10-12")
    change(repo, "to: 90%", "to: 85%", "2026-10-14")
    assert fields(goalposts(repo)) == [("to", "95%", "85%")]
    change(repo, "to: 85%", "to: 95 %", "2026-10-16")
    assert fields(goalposts(repo)) == []
    assert len(goalposts(repo).moved) == 3


def test_a_figure_that_nobody_could_read_is_no_goalpost(repo: Repo) -> None:
    change(repo, "to: 95%", "to: ~95%", "2026-09-25")
    change(repo, "to: ~95%", "to: 90%", "2026-10-12")
    log = goalposts(repo)
    assert [(s.old, s.new, s.late) for s in log.shifts] == [("95%", "90%", True)]
    assert fields(log) == [("to", "95%", "90%")]


def test_a_figure_that_could_first_be_read_late_is_what_was_promised(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "okrs")
    repo.write("content/okrsite.yml", "company: Harbour Bakery\n")
    repo.write("content/teams/ovens.md", "---\nname: Ovens\n---\n")
    repo.write(FILE, TEXT.replace("95%", "about 95%"))
    repo.commit("Begin", day="2026-09-20")
    change(repo, "about 95%", "95%", "2026-10-12")
    log = goalposts(repo)
    assert (log.day_one, log.shifts, fields(log)) == (date(2026, 10, 1), (), [])
    assert isinstance(log.first, Move)


def test_what_was_published_after_the_end_was_no_promise(repo: Repo) -> None:
    repo.write("content/2025-Q4/ovens/old.md", TEXT)
    repo.commit("Import", day="2026-10-01")
    known = changes(repo)
    assert known.goalposts(objective(known), "on-time") == GoalpostLog(day_one=None)


def test_a_key_result_comes_back_under_another_name(repo: Repo) -> None:
    text = repo.read(FILE)
    repo.write(FILE, text.replace("on-time", "other").replace("Mornings with bread", "Other days"))
    repo.commit("Out", day="2026-10-05")
    known = changes(repo)
    assert [removal.key_result.id for removal in known.log(objective(known)).removals] == ["on-time"]
    back = "  - id: at-six\n    formerly: on-time\n    title: At six\n    to: 80%\n---\nBread."
    change(repo, "---\nBread.", back, "2026-10-08")
    known = changes(repo)
    log = known.log(objective(known))
    assert log.removals == ()
    assert fields(dict(log.key_results)["at-six"]) == [("to", "95%", "80%")]


def test_dates_that_were_given_by_the_name_until_somebody_wrote_others(repo: Repo) -> None:
    repo.write("content/2026-Q4/index.md", "---\nends: 2027-01-15\n---\n")
    repo.commit("More time", day="2026-12-01")
    known = changes(repo, "2026-12-05")
    assert known.portfolio is not None
    (shift,) = known.cycle_shifts(known.portfolio.cycles[0])
    assert (shift.field, shift.old, shift.new, shift.late) == ("ends", "2026-12-31", "2027-01-15", True)


def test_dates_that_came_with_the_cycle_moved_nothing(repo: Repo) -> None:
    repo.write("content/spring/index.md", "---\nstarts: 2026-03-01\nends: 2026-05-31\n---\n")
    repo.write("content/2026-Q3/index.md", "---\nends: 2026-10-15\n---\n")
    repo.commit("Import", day="2026-10-05")
    known = changes(repo)
    assert known.portfolio is not None
    assert [known.cycle_shifts(cycle) for cycle in known.portfolio.cycles] == [(), (), ()]
    assert known.known_since["spring"] == date(2026, 10, 5)
    assert known.known_since["2026-Q4"] == date(2026, 9, 20)


def test_the_newest_of_several_files(repo: Repo) -> None:
    change(repo, "to: 95%", "to: 90%", "2026-10-12", "Second")
    last = changes(repo).last("teams/ovens.md", "2026-Q4/ovens/warm.md")
    assert last is not None
    assert last.commit is not None
    assert (last.day, last.commit.subject) == (date(2026, 10, 12), "Second")
    assert changes(repo).last() is None
    repo.write("content/teams/ovens.md", "---\nname: The ovens\n---\n")
    last = changes(repo).last("teams/ovens.md", "2026-Q4/ovens/warm.md")
    assert last is not None
    assert (last.day, last.commit) == (None, None)


@pytest.mark.parametrize(
    "drafted",
    [
        {"content/2026-Q4/ovens/secret.md": "---\ntitle: Buy the mill\nstatus: draft\n---\n"},
        {"content/2026-Q4/ovens/secret.md": "---\ntitle: [\nstatus: draft\n---\n"},
    ],
)
def test_a_commit_that_touched_a_draft_is_told_without_its_subject(
    repo: Repo, drafted: dict[str, str]
) -> None:
    for path, text in drafted.items():
        repo.write(path, text)
    change(repo, "to: 95%", "to: 90%", "2026-10-12", "Lower it, and buy the mill")
    last = changes(repo).last("2026-Q4/ovens/warm.md")
    assert last is not None
    for _ in range(2):  # it stays untold when the draft is deleted
        shown = changes(repo).public(last.commit)
        assert shown is not None
        assert (shown.author, shown.subject) == ("Ada Chen", "")
        for path in drafted:
            if (repo.root / path).exists():
                repo.remove(path)
        repo.commit("No mill", day="2026-10-20")
    first = changes(repo).stages(objective(changes(repo)))[0].version.commit
    assert changes(repo).public(first) == first


def test_nothing_names_an_address(repo: Repo) -> None:
    repo.edit(FILE, "95%", "90%")
    repo.commit(
        "Ask ada.chen@example.com, or @acme/ovens at 6@night", day="2026-10-12", author="lee@example.com"
    )
    last = changes(repo).last("2026-Q4/ovens/warm.md")
    assert last is not None
    assert last.commit is not None
    assert last.commit.author == "lee"
    assert last.commit.subject == "Ask ada.chen@…, or @acme/ovens at 6@night"


def test_since_a_moment(repo: Repo) -> None:
    change(repo, "to: 95%", "to: 90%", "2026-10-12", "Lower")
    change(repo, "Bread.", "Bread and rolls.", "2026-10-13", "Prose")
    change(repo, "title: Have", "status: draft\ntitle: Have", "2026-10-14", "Hide")
    change(repo, "status: draft\n", "", "2026-10-15", "Show")
    known = changes(repo)
    stages = known.stages(objective(known))
    after = since(stages, lambda version: (version.day(known.zone) or date.max) < date(2026, 10, 10))
    assert after is not None
    change_ = after.change()
    assert [field.new for k in change_.changed for field in k.fields] == ["90%"]
    assert [version.commit.subject for version, _ in after.steps if version.commit] == [
        "Lower",
        "Prose",
        "Show",
    ]
    by = after.by(lambda c: bool(c.changed)).commit
    assert by is not None
    assert by.subject == "Lower"
    never = since(stages, lambda _: False)
    assert never is not None
    assert never.then is None
    assert never.first == stages[0].version
    assert since((), lambda _: True) is None
