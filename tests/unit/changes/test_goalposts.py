"""Goalposts over time: what counts as day one, as moved, as taken out, on real histories."""

from datetime import date
from pathlib import Path

import pytest
from repositories import Repo

from okrsite.building.pipeline import check_content
from okrsite.changes.changes import Changes
from okrsite.changes.goalposts import GoalpostLog, ObjectiveLog
from okrsite.model.key_result import Move

FILE = "content/2026-Q4/ovens/warm.md"
TEXT = """---
title: Have the first loaves warm at six
key_results:
  - id: on-time
    title: Mornings with bread on the shelf at six
    from: 60%
    to: 95%
  - id: waste
    title: Little is thrown away
    at_most: 40 kg
---
"""
TODAY = "2026-11-20"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "okrs")
    made.write("content/okrsite.yml", "company: Harbour Bakery\n")
    made.write("content/teams/company.md", "---\nname: Harbour Bakery\n---\n")
    made.write("content/teams/ovens.md", "---\nname: Ovens\nparent: company\n---\n")
    made.commit("Begin", day="2026-09-01")
    return made


def propose(repo: Repo, day: str = "2026-09-20", text: str = TEXT) -> None:
    repo.write(FILE, text)
    repo.commit("Propose", day=day, author="Noor Haddad")


def change(repo: Repo, old: str, new: str, day: str, message: str = "Change", path: str = FILE) -> None:
    repo.edit(path, old, new)
    repo.commit(message, day=day, author="Lee Park")


def changes(repo: Repo, today: str = TODAY) -> Changes:
    return check_content(repo.root / "content", today=date.fromisoformat(today)).facts.changes


def log_of(repo: Repo, today: str = TODAY, name: str = "2026-Q4/ovens/warm") -> ObjectiveLog:
    known = changes(repo, today)
    assert known.portfolio is not None
    return known.log(next(o for o in known.portfolio.objectives if o.id == name))


def goalposts(repo: Repo, key_result: str = "on-time", today: str = TODAY) -> GoalpostLog:
    return dict(log_of(repo, today).key_results)[key_result]


def test_what_moves_after_the_cycle_has_begun(repo: Repo) -> None:
    propose(repo)
    change(repo, "to: 95%", "to: 90%", "2026-09-25")
    change(repo, "to: 90%", "to: 85%", "2026-10-12", "The old oven can't")
    log = goalposts(repo)
    assert log.day_one == date(2026, 10, 1)
    assert [(s.field, s.old, s.new, s.day, s.late) for s in log.shifts] == [
        ("to", "95%", "90%", date(2026, 9, 25), False),
        ("to", "90%", "85%", date(2026, 10, 12), True),
    ]
    moved = log.moved[0].commit
    assert moved is not None
    assert (moved.author, moved.subject) == ("Lee Park", "The old oven can't")
    assert isinstance(log.first, Move)
    assert log.first.target.text == "90%"


def test_day_one_is_the_whole_day(repo: Repo) -> None:
    propose(repo)
    change(repo, "to: 95%", "to: 90%", "2026-10-01")
    change(repo, "to: 90%", "to: 85%", "2026-10-02")
    assert [shift.late for shift in goalposts(repo).shifts] == [False, True]


def test_what_is_proposed_late_is_promised_that_day(repo: Repo) -> None:
    propose(repo, "2026-10-20")
    change(repo, "to: 95%", "to: 90%", "2026-10-20")
    change(repo, "to: 90%", "to: 85%", "2026-10-21")
    log = goalposts(repo)
    assert log.day_one == date(2026, 10, 20)
    assert [shift.late for shift in log.shifts] == [False, True]


def test_a_draft_is_no_promise(repo: Repo) -> None:
    propose(repo, "2026-09-20", TEXT.replace("key_results", "status: draft\nkey_results"))
    change(repo, "to: 95%", "to: 80%", "2026-10-10")
    change(repo, "status: draft\n", "", "2026-10-15")
    log = goalposts(repo)
    assert (log.day_one, log.shifts) == (date(2026, 10, 15), ())


def test_a_key_result_that_joins_later_has_a_day_one_of_its_own(repo: Repo) -> None:
    propose(repo)
    joins = "  - id: queue\n    title: Nobody waits\n    from: 9\n    to: 0\n---\n"
    repo.write(FILE, TEXT.removesuffix("---\n") + joins)
    repo.commit("One more", day="2026-10-20")
    change(repo, "to: 0", "to: 3", "2026-10-22")
    assert goalposts(repo, "queue").day_one == date(2026, 10, 20)
    assert [shift.late for shift in goalposts(repo, "queue").shifts] == [True]
    assert goalposts(repo).day_one == date(2026, 10, 1)


def test_a_baseline_that_is_filled_in_moves_nothing(repo: Repo) -> None:
    propose(repo, text=TEXT.replace("    from: 60%\n", ""))
    change(repo, "    to: 95%\n", "    from: 62%\n    to: 95%\n", "2026-10-10")
    change(repo, "from: 62%", "from: 50%", "2026-10-20")
    assert [(s.old, s.new, s.late) for s in goalposts(repo).shifts] == [
        ("", "62%", False),
        ("62%", "50%", True),
    ]


def test_side_branches_count_from_their_merge(repo: Repo) -> None:
    """Written before the first day, merged after it: on day one the promise was another."""
    propose(repo)
    repo.branch("lower")
    change(repo, "to: 95%", "to: 80%", "2026-09-28", "Lower it")
    repo.switch("main")
    repo.merge("lower", day="2026-10-09", author="Merge Button")
    shift = goalposts(repo).moved[0]
    assert shift.day == date(2026, 10, 9)
    assert shift.commit is not None
    assert (shift.commit.author, shift.commit.subject) == ("Lee Park", "Lower it")


def test_the_time_zone_decides_which_day_it_is(repo: Repo) -> None:
    """Commits are made at noon UTC; in Kiritimati that is the next day, 2 am."""
    propose(repo)
    change(repo, "to: 95%", "to: 80%", "2026-10-01")
    assert not goalposts(repo).moved
    repo.write("content/okrsite.yml", "company: Harbour Bakery\ntime_zone: Pacific/Kiritimati\n")
    assert goalposts(repo).moved[0].day == date(2026, 10, 2)


def test_renamed_files_and_key_results_keep_their_goalposts(repo: Repo) -> None:
    propose(repo)
    repo.rename(FILE, "content/2026-Q4/ovens/warm-loaves.md")
    change(
        repo,
        "id: on-time",
        "id: at-six\n    formerly: on-time",
        "2026-10-05",
        path="content/2026-Q4/ovens/warm-loaves.md",
    )
    change(repo, "to: 95%", "to: 80%", "2026-10-10", path="content/2026-Q4/ovens/warm-loaves.md")
    log = dict(log_of(repo, name="2026-Q4/ovens/warm-loaves").key_results)["at-six"]
    assert log.day_one == date(2026, 10, 1)
    assert [shift.new for shift in log.moved] == ["80%"]


def test_formerly_finds_what_git_does_not_take_for_a_rename(repo: Repo) -> None:
    propose(repo)
    repo.remove(FILE)
    repo.commit("Away", day="2026-10-05")
    other = "content/2026-Q4/ovens/other.md"
    repo.write(other, TEXT.replace("title: Have", "formerly: warm\ntitle: Have").replace("95%", "70%"))
    repo.commit("Back", day="2026-10-08")
    log = dict(log_of(repo, name="2026-Q4/ovens/other").key_results)["on-time"]
    assert [(s.old, s.new, s.late) for s in log.shifts] == [("95%", "70%", True)]


def test_taking_a_key_result_out_and_putting_it_back_hides_nothing(repo: Repo) -> None:
    propose(repo)
    waste = "  - id: waste\n    title: Little is thrown away\n    at_most: 40 kg\n"
    change(repo, waste, "", "2026-10-10", "Nobody will notice")
    log = log_of(repo)
    assert [id for id, _ in log.key_results] == ["on-time"]
    removal = log.removals[0]
    assert (removal.key_result.id, removal.day) == ("waste", date(2026, 10, 10))
    assert removal.commit is not None
    assert removal.commit.subject == "Nobody will notice"
    change(repo, "    to: 95%\n", "    to: 95%\n" + waste.replace("40", "60"), "2026-10-12")
    assert not log_of(repo).removals
    assert [(s.old, s.new, s.late) for s in goalposts(repo, "waste").shifts] == [("40 kg", "60 kg", True)]


def test_a_dropped_key_result_may_go(repo: Repo) -> None:
    propose(repo)
    change(
        repo, "at_most: 40 kg\n", "at_most: 40 kg\n    dropped: 2026-10-10\n    because: No.\n", "2026-10-10"
    )
    assert not goalposts(repo, "waste").shifts
    dropped = TEXT.replace("  - id: waste\n    title: Little is thrown away\n    at_most: 40 kg\n", "")
    repo.write(FILE, dropped)
    repo.commit("Tidy up", day="2026-10-12")
    assert not log_of(repo).removals


def test_what_is_not_committed_counts_as_of_today(repo: Repo) -> None:
    propose(repo)
    repo.edit(FILE, "to: 95%", "to: 80%")
    shift = goalposts(repo).shifts[0]
    assert (shift.day, shift.commit, shift.late) == (None, None, True)
    assert not goalposts(repo, today="2026-09-25").moved


def test_what_was_never_committed_has_no_day_one(repo: Repo) -> None:
    repo.write(FILE, TEXT)
    assert goalposts(repo) == GoalpostLog(day_one=None)


def test_another_cycle_is_another_promise(repo: Repo) -> None:
    """An objective that is moved on into the next cycle begins anew; a cycle that gets a better name does
    not."""
    repo.write("content/2026-Q3/ovens/warm.md", TEXT)
    repo.write("content/2026-Q3/ovens/cold.md", TEXT.replace("warm", "cold"))
    repo.commit("Third quarter", day="2026-06-20")
    repo.rename("content/2026-Q3/ovens/warm.md", FILE)
    change(repo, "to: 95%", "to: 90%", "2026-10-10")
    assert goalposts(repo).day_one == date(2026, 10, 10)
    assert not goalposts(repo).shifts
    repo.rename("content/2026-Q4", "content/autumn")
    repo.write("content/autumn/index.md", "---\nstarts: 2026-10-01\nends: 2026-12-31\n---\n")
    repo.commit("A better name", day="2026-10-20")
    change(repo, "to: 90%", "to: 85%", "2026-10-22", path="content/autumn/ovens/warm.md")
    log = dict(log_of(repo, name="autumn/ovens/warm").key_results)["on-time"]
    assert [shift.new for shift in log.moved] == ["85%"]


def test_a_version_that_nobody_could_read_is_passed_over(repo: Repo) -> None:
    propose(repo)
    repo.write(FILE, "---\ntitle: [\n---\n")
    repo.commit("Oops", day="2026-10-05")
    repo.write(FILE, TEXT.replace("95%", "80%"))
    repo.commit("Mended", day="2026-10-06")
    assert [(s.old, s.new) for s in goalposts(repo).moved] == [("95%", "80%")]


def test_the_dates_of_a_cycle(repo: Repo) -> None:
    index = "content/2026-Q4/index.md"
    repo.write(index, "---\ntitle: Autumn\n---\n")
    repo.commit("Autumn", day="2026-09-10")
    change(repo, "title: Autumn\n", "title: Autumn\nends: 2026-12-20\n", "2026-09-20", path=index)
    change(repo, "ends: 2026-12-20", "ends: 2027-01-15", "2026-12-01", "More time", path=index)
    known = changes(repo, "2026-12-05")
    assert known.portfolio is not None
    shifts = known.cycle_shifts(known.portfolio.cycles[0])
    assert [(s.field, s.old, s.new, s.late) for s in shifts] == [
        ("ends", "2026-12-31", "2026-12-20", False),
        ("ends", "2026-12-20", "2027-01-15", True),
    ]


def test_who_changed_a_file_last(repo: Repo) -> None:
    propose(repo)
    change(repo, "to: 95%", "to: 90%", "2026-09-25")
    known = changes(repo)
    last = known.last("2026-Q4/ovens/warm.md")
    assert last is not None
    assert last.commit is not None
    assert (last.day, last.commit.author) == (date(2026, 9, 25), "Lee Park")
    repo.edit(FILE, "to: 90%", "to: 80%")
    last = changes(repo).last("2026-Q4/ovens/warm.md")
    assert last is not None
    assert (last.day, last.commit) == (None, None)


def test_where_nothing_is_known_nothing_is_guessed(repo: Repo, tmp_path: Path) -> None:
    propose(repo)
    change(repo, "to: 95%", "to: 90%", "2026-10-25")
    shallow = repo.clone(tmp_path / "shallow", depth=1)
    known = changes(shallow)
    assert known.portfolio is not None
    assert "fetch-depth: 0" in known.unknown
    objective = known.portfolio.objectives[0]
    assert known.log(objective) == ObjectiveLog()
    assert known.goalposts(objective, "on-time") == GoalpostLog(day_one=None)
    assert known.last("2026-Q4/ovens/warm.md") is None
    assert known.stages(objective) == ()
    assert known.cycle_shifts(known.portfolio.cycles[0]) == ()


def test_kept_states_are_used_and_may_be_broken(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    propose(repo)
    change(repo, "to: 95%", "to: 90%", "2026-10-25")
    expected = log_of(repo)
    read: list[str] = []
    from okrsite.loading import former

    whole = former.objective_in
    monkeypatch.setattr(former, "objective_in", lambda path, data: read.append(path) or whole(path, data))
    assert log_of(repo) == expected
    assert not read
    for kept in (repo.root / ".git/okrsite").glob("made-*"):
        kept.write_text(kept.read_text().replace('"published"', "[]"))
    assert log_of(repo) == expected
    assert read == ["2026-Q4/ovens/warm.md"]
