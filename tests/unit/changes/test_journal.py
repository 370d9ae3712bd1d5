"""The journal: what commits did, in OKR terms, and that no draft is in it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from repositories import Repo

from okrsite.building.pipeline import check_content, published_company
from okrsite.changes.events import ObjectiveEvent, Whereabouts
from okrsite.changes.file_events import FileEvent
from okrsite.changes.journal import Journal, JournalEntry

SETTINGS = "company: Harbour Bakery\n"
COMPANY = "---\nname: Harbour Bakery\n---\n"
OVENS = "---\nname: Ovens\nparent: company\n---\nThe heat.\n"
VANS = "---\nname: Vans\nparent: company\n---\nThe road.\n"
WARM = """---
title: Have the first loaves warm at six
owner: Noor Haddad
key_results:
  - id: on-time
    title: Mornings with bread on the shelf at six
    from: 60%
    to: 95%
  - id: waste
    title: Little is thrown away
    at_most: 40 kg
---
A cold oven at four means an empty shelf at six.
"""
FILE = "content/2026-Q4/ovens/warm.md"
CHECK_IN = "---\nkey_results:\n  on-time:\n    value: {}%\n---\n{}\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "okrs")
    made.write("content/okrsite.yml", SETTINGS)
    made.write("content/teams/company.md", COMPANY)
    made.write("content/teams/ovens.md", OVENS)
    made.write("content/teams/vans.md", VANS)
    made.commit("Begin", day="2026-09-21")
    return made


def journal(repo: Repo, today: str = "2026-11-20") -> Journal:
    content = repo.root / "content"
    return published_company(check_content(content, today=date.fromisoformat(today)), content).journal


def entries(repo: Repo, today: str = "2026-11-20") -> list[JournalEntry]:
    """Without what began everything."""
    return [entry for entry in journal(repo, today).entries if entry.subject != "Begin"]


def told(repo: Repo) -> list[tuple[str, str]]:
    """Each event in short, newest first: what was done, and to what."""
    return [(kind_of(event), name_of(event)) for entry in entries(repo) for event in entry.events]


def kind_of(event: ObjectiveEvent | FileEvent) -> str:
    return event.kind if isinstance(event, ObjectiveEvent) else f"{event.kind} {event.did}"


def name_of(event: ObjectiveEvent | FileEvent) -> str:
    if isinstance(event, ObjectiveEvent):
        return event.title
    return f"{event.name}, was {event.was}" if event.was else event.path


def only(repo: Repo) -> ObjectiveEvent:
    """The one event of the newest commit."""
    event = entries(repo)[0].events
    assert len(event) == 1
    assert isinstance(event[0], ObjectiveEvent)
    return event[0]


def propose(repo: Repo, text: str = WARM, path: str = FILE, day: str = "2026-09-25") -> None:
    repo.write(path, text)
    repo.commit("Propose", day=day, author="Noor Haddad")


# objectives


def test_a_proposal(repo: Repo) -> None:
    propose(repo)
    entry = entries(repo)[0]
    assert (entry.day, entry.authors, entry.subject) == (date(2026, 9, 25), ("Noor Haddad",), "Propose")
    assert entry.commit.id == repo.head
    event = only(repo)
    assert (event.kind, event.id, event.at.team) == ("proposed", "2026-Q4/ovens/warm", "ovens")


@pytest.mark.parametrize(
    ("day", "late"), [("2026-10-01", frozenset()), ("2026-10-02", frozenset({("on-time", "to")}))]
)
def test_a_target_moves_after_day_one(repo: Repo, day: str, late: frozenset[tuple[str, str]]) -> None:
    propose(repo)
    repo.edit(FILE, "to: 95%", "to: 90%")
    repo.commit("Aim lower", day=day)
    event = only(repo)
    assert event.kind == "changed"
    assert event.late == late
    (change,) = event.change.changed
    assert [(f.field, f.old, f.new) for f in change.fields] == [("to", "95%", "90%")]


def test_a_key_result_published_later_has_its_own_day_one(repo: Repo) -> None:
    propose(repo)
    repo.edit(FILE, "  - id: waste\n", "  - id: new\n    title: New\n    from: 1\n    to: 9\n  - id: waste\n")
    repo.commit("Add", day="2026-10-20")
    assert [k.id for k in only(repo).change.added] == ["new"]
    repo.edit(FILE, "to: 9\n", "to: 8\n")
    repo.commit("Mend", day="2026-10-20")
    assert only(repo).late == frozenset()
    repo.edit(FILE, "to: 8\n", "to: 7\n")
    repo.commit("Move", day="2026-10-21")
    assert only(repo).late == {("new", "to")}


def test_what_is_taken_out_after_day_one_and_a_late_baseline(repo: Repo) -> None:
    propose(repo, WARM.replace("    from: 60%\n", ""))
    repo.edit(FILE, "    to: 95%", "    from: 60%\n    to: 95%")
    repo.edit(FILE, "  - id: waste\n    title: Little is thrown away\n    at_most: 40 kg\n", "")
    repo.commit("Tidy", day="2026-10-12")
    assert only(repo).late == {("waste", "")}


def test_spelling_is_left_out(repo: Repo) -> None:
    propose(repo)
    repo.edit(FILE, "warm at six", "wram at six")
    repo.edit(FILE, "empty shelf", "emtpy shelf")
    repo.commit("Spelling", day="2026-10-12")
    repo.edit("content/teams/ovens.md", "The heat.", "The heat!")
    repo.commit("More spelling", day="2026-10-13")
    assert told(repo) == [("proposed", "Have the first loaves warm at six")]


def test_line_ends_are_left_out(repo: Repo) -> None:
    propose(repo)
    files = {
        "content/2026-Q4/ovens/checkins/2026-10-09.md": CHECK_IN.format(80, "All is well."),
        "content/kpis/waste.md": "---\nname: Waste\n---\n",
        "content/kpis/waste.csv": "date,value\n2026-09-30,38\n",
    }
    for path, text in files.items():
        repo.write(path, text)
    repo.commit("New", day="2026-10-09")
    before = told(repo)
    for path in (*files, FILE, "content/teams/ovens.md", "content/okrsite.yml"):
        repo.write(path, repo.read(path).replace("\n", "\r\n"))
    repo.commit("Line ends", day="2026-10-12")
    assert told(repo) == before


def test_an_initiative_is_a_change(repo: Repo) -> None:
    propose(
        repo, WARM.replace("---\nA cold", "initiatives:\n  - title: Clock\n    status: doing\n---\nA cold")
    )
    repo.edit(FILE, "status: doing", "status: done")
    repo.commit("Done", day="2026-10-12")
    (initiative,) = only(repo).initiatives
    assert [(f.field, f.old, f.new) for f in initiative.fields] == [("status", "doing", "done")]


def test_a_moved_and_a_renamed_objective(repo: Repo) -> None:
    propose(repo)
    repo.rename(FILE, "content/2026-Q4/vans/early.md")
    repo.edit("content/2026-Q4/vans/early.md", "owner:", "formerly: ovens/warm\nowner:")
    repo.commit("Hand over", day="2026-10-12")
    event = only(repo)
    assert event.kind == "moved"
    assert event.before == Whereabouts(cycle="2026-Q4", team="ovens", name="warm")
    assert event.at == Whereabouts(cycle="2026-Q4", team="vans", name="early")
    assert event.teams == {"ovens", "vans"}
    assert told(repo)[1] == ("proposed", "Have the first loaves warm at six")
    earlier = entries(repo)[1].events[0]
    assert isinstance(earlier, ObjectiveEvent)
    assert earlier.id == "2026-Q4/vans/early"  # it leads to where it is today


def test_what_git_takes_for_another_file_is_joined_by_its_former_name(repo: Repo) -> None:
    propose(repo)
    repo.remove(FILE)
    repo.write(
        "content/2026-Q4/vans/early.md",
        "---\ntitle: Be on the road by five\nformerly: ovens/warm\nkey_results:\n"
        "  - {id: road, title: Vans that leave by five, from: 2, to: 9}\n---\nQuite another text.\n",
    )
    repo.commit("Hand over", day="2026-10-12")
    assert told(repo)[0] == ("moved", "Be on the road by five")
    assert len(entries(repo)[0].events) == 1


def test_a_renamed_team_moves_nothing(repo: Repo) -> None:
    propose(repo)
    repo.rename("content/teams/ovens.md", "content/teams/bakers.md")
    repo.edit("content/teams/bakers.md", "name: Ovens", "name: Bakers\nformerly: ovens")
    repo.rename("content/2026-Q4/ovens", "content/2026-Q4/bakers")
    repo.commit("Call them bakers", day="2026-10-12")
    assert told(repo)[0] == ("team renamed", "Bakers, was Ovens")
    assert len(told(repo)) == 2
    assert entries(repo)[1].events[0].teams == {"bakers"}


def test_dropped_withdrawn_and_back_again(repo: Repo) -> None:
    propose(repo)
    repo.edit(FILE, "owner:", "status: dropped\nbecause: The oven broke.\nowner:")
    repo.commit("Drop", day="2026-10-12")
    repo.remove(FILE)
    repo.commit("Delete", day="2026-10-13")
    assert [kind for kind, _ in told(repo)] == ["withdrawn", "dropped", "proposed"]
    assert all(e.id == "" for entry in entries(repo) for e in entry.events if isinstance(e, ObjectiveEvent))
    propose(repo, day="2026-10-14")
    assert [kind for kind, _ in told(repo)] == ["proposed", "withdrawn", "dropped", "proposed"]


def test_a_change_after_the_cycle_closed(repo: Repo) -> None:
    propose(repo, path="content/2026-Q3/ovens/warm.md")
    repo.edit("content/2026-Q3/ovens/warm.md", "to: 95%", "to: 61%")
    repo.commit("Embellish", day="2026-10-12")
    event = only(repo)
    assert event.closed
    assert event.late == {("on-time", "to")}


def test_what_nobody_could_read_is_passed_over(repo: Repo) -> None:
    propose(repo)
    repo.edit(FILE, "to: 95%", "to: about 95%")
    repo.commit("Break", day="2026-10-12")
    repo.edit(FILE, "to: about 95%", "to: 95%")
    repo.commit("Mend", day="2026-10-13")
    assert len(told(repo)) == 1


# drafts

DRAFT = WARM.replace("owner:", "status: draft\nowner:").replace("Have the first loaves", "Zanzibar loaves")


def whole(repo: Repo) -> str:
    return repr(journal(repo))


def test_a_draft_is_not_told_until_it_is_published(repo: Repo) -> None:
    propose(repo, DRAFT)
    repo.edit(FILE, "to: 95%", "to: 90%")
    repo.commit("Zanzibar: aim lower", day="2026-09-28")
    assert entries(repo) == []
    repo.edit(FILE, "status: draft\n", "")
    repo.commit("Publish", day="2026-09-30")
    assert told(repo) == [("proposed", "Zanzibar loaves warm at six")]
    assert entries(repo)[0].subject == "Publish"


@pytest.mark.parametrize("step", ["stays", "deleted", "drafted again", "drafted and deleted", "renamed"])
def test_what_is_no_more_than_a_draft_is_never_named(repo: Repo, step: str) -> None:
    public = DRAFT.replace("status: draft\n", "")
    propose(repo, public if "drafted" in step else DRAFT)
    if "drafted" in step:
        propose(repo, DRAFT, day="2026-10-12")
    if step == "renamed":
        repo.rename(FILE, "content/2026-Q4/vans/zanzibar.md")
        repo.commit("Move Zanzibar", day="2026-10-12")
    if "deleted" in step:
        repo.remove(FILE)
        repo.commit("Forget Zanzibar", day="2026-10-13")
    assert entries(repo) == []
    assert "anzibar" not in whole(repo)


def test_a_draft_that_is_not_committed_hides_what_was(repo: Repo) -> None:
    propose(repo, DRAFT.replace("status: draft\n", ""))
    repo.write(FILE, DRAFT)
    assert "anzibar" not in whole(repo)


def test_a_commit_that_touches_a_draft_too_is_told_without_its_subject(repo: Repo) -> None:
    repo.write("content/2026-Q4/vans/secret.md", DRAFT)
    repo.write(FILE, WARM)
    repo.commit("Propose, and draft Zanzibar", day="2026-09-25")
    assert told(repo) == [("proposed", "Have the first loaves warm at six")]
    assert entries(repo)[0].subject == ""
    assert entries(repo)[0].commit.id == repo.head


def test_changes_while_it_was_a_draft_count_when_it_comes_back(repo: Repo) -> None:
    propose(repo)
    repo.edit(FILE, "owner:", "status: draft\nowner:")
    repo.commit("Think again", day="2026-10-12")
    repo.edit(FILE, "to: 95%", "to: 90%")
    repo.commit("Aim lower", day="2026-10-13")
    repo.edit(FILE, "status: draft\n", "")
    repo.commit("Publish again", day="2026-10-14")
    assert [kind for kind, _ in told(repo)] == ["changed", "proposed"]
    assert only(repo).late == {("on-time", "to")}


def test_a_check_in_on_a_draft_alone_is_not_told(repo: Repo) -> None:
    propose(repo, DRAFT)
    repo.write("content/2026-Q4/ovens/checkins/2026-10-12.md", CHECK_IN.format(70, ""))
    repo.commit("Check in on Zanzibar", day="2026-10-12")
    assert entries(repo) == []
    repo.write("content/2026-Q4/ovens/checkins/2026-10-13.md", CHECK_IN.format(70, "The oven came."))
    repo.commit("Check in on Zanzibar", day="2026-10-13")
    assert entries(repo) == [], "its words are of the draft too"


# other files


def test_check_ins(repo: Repo) -> None:
    propose(repo)
    for name in ("2026-10-09", "2026-10-12"):
        repo.write(f"content/2026-Q4/ovens/checkins/{name}.md", CHECK_IN.format(70, "The new oven came."))
    repo.commit("Check in", day="2026-10-12")
    events = entries(repo)[0].events
    assert [(e.day, e.team, e.did) for e in events if isinstance(e, FileEvent)] == [
        (date(2026, 10, 9), "ovens", "added"),
        (date(2026, 10, 12), "ovens", "added"),
    ]
    repo.edit("content/2026-Q4/ovens/checkins/2026-10-12.md", "The new oven came.", "The new ovne came.")
    repo.commit("Spelling", day="2026-10-13")
    repo.edit("content/2026-Q4/ovens/checkins/2026-10-12.md", "70%", "71%")
    repo.commit("Misread", day="2026-10-13")
    assert told(repo)[0] == ("check-in changed", "2026-Q4/ovens/checkins/2026-10-12.md")
    assert entries(repo)[1].subject == "Check in"


def test_the_last_review_closes_the_cycle(repo: Repo) -> None:
    propose(repo, path="content/2026-Q3/ovens/warm.md")
    propose(repo, path="content/2026-Q3/vans/early.md")
    review = "---\nobjectives:\n  {}: {{decision: done}}\n---\nWe learned.\n"
    for team, objective, day in (("ovens", "warm", "2026-10-05"), ("vans", "early", "2026-10-06")):
        repo.write(f"content/2026-Q3/{team}/review.md", review.format(objective))
        repo.commit(f"Review {team}", day=day)
    found = [(e.team, e.closes) for entry in entries(repo) for e in entry.events if isinstance(e, FileEvent)]
    assert found == [("vans", True), ("ovens", False)]


def test_teams_cycles_kpis_and_settings(repo: Repo) -> None:
    repo.write("content/2026-Q4/index.md", "---\ntitle: Before Christmas\n---\n")
    repo.write("content/kpis/waste.md", "---\nname: Bread thrown away\nunit: kg\n---\n")
    repo.write("content/kpis/waste.csv", "date,value\n2026-09-30,38\n")
    repo.write("content/teams/shop.md", "---\nname: Shop\nparent: company\n---\n")
    repo.commit("More", day="2026-10-02")
    repo.write("content/kpis/waste.csv", "date,value\n2026-09-30,38\n2026-10-31,36\n")
    repo.write("content/okrsite.yml", SETTINGS + "language: en\n")
    repo.write("content/2026-Q4/index.md", "---\ntitle: Before Christmas\nends: 2027-01-10\n---\n")
    repo.commit("Weigh", day="2026-11-02")
    repo.remove("content/teams/shop.md")
    repo.write("content/README.md", "Nothing of this is content.\n")
    repo.write("content/_notes/idea.md", "Nor this.\n")
    repo.commit("Close the shop", day="2026-11-03")
    assert told(repo) == [
        ("team removed", "teams/shop.md"),
        ("cycle changed", "2026-Q4/index.md"),
        ("kpi readings changed", "kpis/waste.csv"),
        ("settings changed", "okrsite.yml"),
        ("cycle added", "2026-Q4/index.md"),
        ("kpi readings added", "kpis/waste.csv"),
        ("kpi added", "kpis/waste.md"),
        ("team added", "teams/shop.md"),
    ]
    cycle = next(e for e in entries(repo)[1].events if isinstance(e, FileEvent) and e.kind == "cycle")
    assert [(s.field, s.old, s.new, s.late) for s in cycle.shifts] == [
        ("ends", "2026-12-31", "2027-01-10", True)
    ]


# commits


def branch(repo: Repo, *steps: Callable[[], object]) -> None:
    repo.branch("work")
    for step in steps:
        step()
    repo.switch("main")


def test_a_merge_is_told_as_the_work_it_brought(repo: Repo) -> None:
    branch(repo, lambda: propose(repo))
    written = repo.git("rev-parse", "work")
    repo.write("content/index.md", "Hello.\n")
    repo.commit("Meanwhile", day="2026-09-26", author="Lee Park")
    landed = repo.merge("work", day="2026-09-28", author="Ada Chen")
    entry = entries(repo)[0]
    assert (entry.day, entry.authors) == (date(2026, 9, 28), ("Noor Haddad",))
    assert (entry.subject, entry.commit.id, entry.landed.id) == ("Propose", written, landed)
    assert [kind_of(e) for e in entries(repo)[1].events] == ["company added"]


def test_all_who_worked_on_a_branch_are_named_and_only_once(repo: Repo) -> None:
    def mend(author: str) -> None:
        repo.edit(FILE, "A cold oven", "A cold, old oven")
        repo.commit("Review", day="2026-09-26", author=author)

    def rename() -> None:
        repo.rename(FILE, "content/2026-Q4/ovens/six.md")
        repo.commit("A better name", day="2026-09-27", author="Noor Haddad")

    branch(repo, lambda: propose(repo), lambda: mend("Lee Park"), rename)
    repo.merge("work", day="2026-09-28", author="Ada Chen")
    entry = entries(repo)[0]
    assert entry.authors == ("Noor Haddad", "Lee Park")
    assert entry.subject == "A better name"  # of "Merge branch 'work'" nobody learns anything
    assert entry.commit.id == repo.head
    assert told(repo) == [("proposed", "Have the first loaves warm at six")]


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Merge branch 'work' into 'main'", "Two words"),
        ("Merge pull request #12 from acme/work", "Two words"),
        ("Merged in work (pull request #3)", "Two words"),
        ("Merge 3f2a9c1d10 into 9b1c77e0aa", "Two words"),
        ("Merge pull request 'Warm at six' (#4) from work into main", None),
        ("Warm at six (#12)", None),
    ],
)
def test_a_merge_that_says_nothing_is_told_by_the_newest_work(
    repo: Repo, message: str, told: str | None
) -> None:
    def reword() -> None:
        repo.edit(FILE, "an empty shelf", "an empty, cold shelf")
        repo.commit("Two words", day="2026-09-26", author="Lee Park")

    branch(repo, lambda: propose(repo), reword)
    repo.merge("work", message=message, day="2026-09-28", author="Ada Chen")
    assert entries(repo)[0].subject == (told or message)


def test_later_work_on_the_same_file_is_not_taken_for_what_a_merge_brought(repo: Repo) -> None:
    branch(repo, lambda: propose(repo))
    repo.merge("work", day="2026-09-28", author="Ada Chen")
    repo.branch("later")
    repo.edit(FILE, "to: 95%", "to: 96%")
    repo.commit("Aim higher", day="2026-09-29", author="Lee Park")
    repo.switch("main")
    repo.merge("later", day="2026-09-30", author="Ada Chen")
    assert [entry.authors for entry in entries(repo)] == [("Lee Park",), ("Noor Haddad",)]


def test_a_branch_that_took_the_main_one_in_tells_nothing_twice(repo: Repo) -> None:
    repo.branch("work")
    propose(repo)
    repo.switch("main")
    repo.write("content/index.md", "Hello.\n")
    repo.commit("Meanwhile", day="2026-09-26", author="Lee Park")
    repo.switch("work")
    repo.merge("main", message="Merge branch 'main' into work", day="2026-09-27")
    repo.switch("main")
    repo.merge("work", day="2026-09-28", author="Ada Chen")
    assert [(entry.authors, len(entry.events)) for entry in entries(repo)] == [
        (("Noor Haddad",), 1),
        (("Lee Park",), 1),
    ]


def test_days_are_those_of_the_sites_time_zone(repo: Repo) -> None:
    repo.write("content/okrsite.yml", SETTINGS + "time_zone: Pacific/Kiritimati\n")
    propose(repo, day="2026-09-25")  # at noon in London it is the next day there
    assert entries(repo)[0].day == date(2026, 9, 26)


def test_thirteen_weeks_back_from_the_last_change(repo: Repo) -> None:
    propose(repo, day="2026-09-27")  # a Sunday
    repo.write("content/index.md", "Hello.\n")
    repo.commit("Last", day="2026-12-25")
    found = journal(repo, today="2027-03-01")
    assert found.since == date(2026, 9, 28)
    assert [entry.subject for entry in found.entries] == ["Last", "Propose", "Begin"]
    repo.write("content/index.md", "Hello again, from a wrong clock.\n")
    repo.commit("Wrong", day="2036-12-25")
    assert journal(repo, today="2026-12-26").since == date(2026, 9, 28)


def test_what_is_not_committed_has_not_happened(repo: Repo) -> None:
    propose(repo)
    repo.edit(FILE, "to: 95%", "to: 90%")
    repo.write("content/2026-Q4/vans/early.md", WARM)
    assert len(entries(repo)) == 1


def test_nothing_is_known_without_git(tmp_path: Path) -> None:
    (tmp_path / "content" / "teams").mkdir(parents=True)
    (tmp_path / "content" / "okrsite.yml").write_text(SETTINGS)
    (tmp_path / "content" / "teams" / "company.md").write_text(COMPANY)
    checked = check_content(tmp_path / "content", today=date(2026, 11, 20))
    assert published_company(checked, tmp_path / "content").journal == Journal()


def test_a_moved_content_folder_is_no_event(repo: Repo) -> None:
    propose(repo)
    repo.rename("content", "okrs/content")
    repo.commit("Move", day="2026-10-12")
    content = repo.root / "okrs" / "content"
    found = published_company(check_content(content, today=date(2026, 11, 20)), content).journal
    assert [entry.subject for entry in found.entries] == ["Propose", "Begin"]
