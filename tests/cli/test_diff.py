"""`okrsite diff` says in OKR terms what a change does: everything that a file may say, old and new."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from changed import CHECK_IN, SHORT, STREETS, WARM, counts, diff, document, proposal, view
from documents import GUIDE_SECTIONS, SURROUNDINGS, examples
from jsonschema import Draft202012Validator
from project import COMPANY, TODAY, run
from repositories import Repo

DRAFT = """---
title: Bake without flour
status: draft
parent: company/every-street
key_results:
  - id: flour
    title: Bags of flour a week
    from: 12
    to: TBD
---
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return proposal(tmp_path / "okrs")


def change(repo: Repo, path: str, old: str, new: str) -> None:
    repo.edit(f"content/{path}", old, new)


# what is compared


def test_nothing_changes(repo: Repo) -> None:
    result = run("diff", "--content", repo.root / "content", "--today", TODAY, "--exit-code")
    assert result.exit_code == 0
    assert result.stdout.startswith("Nothing changes in the OKRs from ")
    assert "okrsite diff HEAD~1" in result.stderr
    assert view(repo).nothing


def test_exit_code_tells_of_a_change(repo: Repo) -> None:
    change(repo, SHORT, "owner: Lee Park", "owner: Jo Malik")
    command = ("diff", "--content", repo.root / "content", "--today", TODAY)
    assert run(*command).exit_code == 0
    assert run(*command, "--exit-code").exit_code == 1
    assert run(*command, "--exit-code", "--format", "json").exit_code == 1


def test_spelling_is_counted_and_is_no_change(repo: Repo) -> None:
    change(repo, WARM, "Mornings with bread on the shelf", "Mornings with braed on the shelf")
    change(repo, WARM, "A cold oven at four means", "A cold oven at four meens")
    change(repo, STREETS, "Because bread is best", "Because bread is best,")
    found = view(repo)
    assert found.nothing
    assert found.spelling == 3
    told = diff(repo)
    assert "3 texts are only spelt otherwise, and not listed." in told
    assert "braed" not in told


def test_what_is_not_committed_counts_and_untracked_files_too(repo: Repo) -> None:
    repo.write(f"content/{WARM.replace('warm-at-six', 'new-one')}", COMPANY[SHORT])
    assert counts(view(repo)) == {"objectives_new": 1}
    assert view(repo, "HEAD", "HEAD").nothing


def test_two_commits(repo: Repo) -> None:
    change(repo, SHORT, "owner: Lee Park", "owner: Jo Malik")
    first = repo.commit("One")
    change(repo, SHORT, "owner: Jo Malik", "owner: Ada Chen")
    repo.commit("Two")
    change(repo, SHORT, "owner: Ada Chen", "owner: Nobody")
    (objective,) = view(repo, first, "HEAD").objectives
    (field,) = objective.fields
    assert (field.field, field.old, field.new) == ("owner", "Jo Malik", "Ada Chen")


# objectives


def test_fields_of_an_objective_old_and_new(repo: Repo) -> None:
    change(repo, SHORT, "title: Take the short way", "title: Be there while it is warm\nobstacle: Road works")
    change(repo, SHORT, "owner: Lee Park", "owner: Jo Malik\nwith: ovens")
    change(repo, SHORT, "parent: company/every-street\n", "parent: company/every-street#streets\n")
    (found,) = view(repo).objectives
    assert {field.field: (field.old, field.new) for field in found.fields} == {
        "title": ("Take the short way", "Be there while it is warm"),
        "owner": ("Lee Park", "Jo Malik"),
        "with": ("", "Ovens"),
        "obstacle": ("", "Road works"),
        "parent": (
            "Be the bakery of every street",
            "Be the bakery of every street: Streets that we deliver to before seven",
        ),
    }


def test_a_new_objective_says_what_it_serves_and_its_key_results(repo: Repo) -> None:
    repo.write("content/2026-Q4/vans/new.md", COMPANY[WARM])
    (found,) = view(repo).objectives
    assert (found.what, found.team.title, found.state) == ("new", "Vans", "active")
    assert found.serves == "Be the bakery of every street: Streets that we deliver to before seven"
    assert [(k.title, k.promise) for k in found.key_results] == [
        ("Mornings with bread on the shelf at six", "from 60% to 95%"),
        ("Little is thrown away", "at most 40 kg"),
    ]
    (parent,) = view(repo).affected
    assert parent.objective.title == "Be the bakery of every street"
    assert [(reason.kind, reason.other.title) for reason in parent.reasons] == [
        ("gained", "Have the first loaves warm at six")
    ]


def test_a_removed_objective_concerns_what_serves_it_and_what_it_served(repo: Repo) -> None:
    repo.remove(f"content/{STREETS}")
    found = view(repo)
    (gone,) = [o for o in found.objectives if o.what == "removed"]
    assert [child.title for child in gone.served_by] == [
        "Have the first loaves warm at six",
        "Take the short way",
    ]
    assert {
        affected.objective.title: [(r.kind, r.other.title, r.text) for r in affected.reasons]
        for affected in found.affected
    } == {
        title: [("serves", "Be the bakery of every street", "which is removed")]
        for title in ("Have the first loaves warm at six", "Take the short way")
    }
    assert [f.rule for f in found.added if f.severity == "error"] == ["parent-not-found"] * 2


def test_children_of_one_key_result_are_not_told_of_another(repo: Repo) -> None:
    change(
        repo, STREETS, "---\nBecause", "  - id: vans\n    title: Vans\n    from: 1\n    to: 3\n---\nBecause"
    )
    repo.commit("Two key results")
    base = repo.head
    change(repo, STREETS, "    to: 3", "    to: 5")
    found = view(repo, base)
    # warm-at-six serves #streets, short-way the whole objective.
    assert [a.objective.title for a in found.affected] == ["Take the short way"]
    assert found.affected[0].reasons[0].text == "whose key result “Vans” moves: to 3 → 5"


def test_what_is_served_hears_of_promises_and_not_of_words(repo: Repo) -> None:
    """The parent of a changed objective is affected too; each of them says what it serves."""
    change(repo, SHORT, "title: Take the short way", "title: Be there while it is warm")
    change(repo, SHORT, "owner: Lee Park", "owner: Jo Malik")
    change(repo, WARM, "to: 95%", "to: 80%")
    found = view(repo)
    assert [
        (a.objective.title, [(r.kind, r.other.title, r.text) for r in a.reasons]) for a in found.affected
    ] == [
        (
            "Be the bakery of every street",
            [
                (
                    "served by",
                    "Have the first loaves warm at six",
                    "whose key result “Mornings with bread on the shelf at six” moves: to 95% → 80%",
                )
            ],
        )
    ]
    told = diff(repo)
    assert "~ Be there while it is warm · Vans · 2026-Q4\n    serves Be the bakery of every street\n" in told
    assert "~ is served by Have the first loaves warm at six, whose key result" in told
    repo.commit("Aim lower")
    base = repo.head
    change(repo, WARM, "owner:", "status: dropped\nbecause: No flour\nowner:")
    assert [(r.kind, r.text) for a in view(repo, base).affected for r in a.reasons] == [
        ("served by", "which is dropped")
    ]


def test_a_draft_is_marked_and_publishing_it_is_a_proposal(repo: Repo) -> None:
    repo.write("content/2026-Q4/ovens/flour.md", DRAFT)
    (found,) = view(repo).objectives
    assert (found.what, found.draft) == ("new", True)
    assert "Bake without flour · Ovens · 2026-Q4 · new draft" in diff(repo)
    repo.commit("A draft")
    base = repo.head
    change(repo, "2026-Q4/ovens/flour.md", "status: draft\n", "")
    change(repo, "2026-Q4/ovens/flour.md", "TBD", "6")
    (found,) = view(repo, base).objectives
    assert found.turn == "proposed"
    (key_result,) = found.key_results
    assert [(field.field, field.old, field.new) for field in key_result.fields] == [
        ("kind", "", "from 12 to 6")
    ]
    assert counts(view(repo, base))["objectives_proposed"] == 1
    assert not view(repo, base).goalposts


def test_dropping_is_told_with_its_reason(repo: Repo) -> None:
    change(repo, SHORT, "owner: Lee Park", "owner: Lee Park\nstatus: dropped\nbecause: The vans are sold")
    found = view(repo)
    (objective,) = found.objectives
    assert objective.turn == "dropped"
    assert [(f.field, f.new) for f in objective.fields] == [("because", "The vans are sold")]
    assert not found.goalposts


# moved and renamed


def moved(repo: Repo) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(o.what, o.old_id, tuple(f.field for f in o.came_from)) for o in view(repo).objectives]


def test_a_file_that_git_finds_renamed(repo: Repo) -> None:
    repo.rename(f"content/{SHORT}", "content/2026-Q4/vans/shorter.md")
    change(repo, "2026-Q4/vans/shorter.md", "Lee Park", "Jo Malik")
    assert moved(repo) == [("changed", "2026-Q4/vans/short-way", ("file",))]
    assert [f.field for f in view(repo).objectives[0].fields] == ["owner"]
    assert not view(repo).added


def test_an_objective_that_moves_to_another_team(repo: Repo) -> None:
    repo.rename(f"content/{SHORT}", "content/2026-Q4/ovens/short-way.md")
    assert moved(repo) == [("changed", "2026-Q4/vans/short-way", ("team",))]
    assert counts(view(repo)) == {"objectives_moved": 1}
    assert "moved, team: “Vans” → “Ovens”" in diff(repo)


def test_an_objective_that_was_rewritten_and_says_what_it_was(repo: Repo) -> None:
    repo.remove(f"content/{SHORT}")
    repo.write(
        "content/2026-Q4/ovens/warm-doors.md",
        "---\ntitle: Warm at every door\nformerly: vans/short-way\nowner: Zoë\n"
        "parent: company/every-street\nkey_results:\n  - id: doors\n    title: Doors that stay warm\n"
        "    at_least: 5 doors\n---\nWhy not?\n",
    )
    assert moved(repo) == [("changed", "2026-Q4/vans/short-way", ("team", "file"))]


def test_another_objective_in_place_of_one_is_new(repo: Repo) -> None:
    repo.remove(f"content/{SHORT}")
    repo.write(
        "content/2026-Q4/vans/electric.md",
        "---\ntitle: Drive on electricity\nowner: Lee Park\nparent: company/every-street\n"
        "key_results:\n  - id: electric\n    title: Kilometres driven on electricity\n    from: 45 km\n"
        "    to: 2000 km\n---\n",
    )
    assert [(o.what, o.title) for o in view(repo).objectives] == [
        ("new", "Drive on electricity"),
        ("removed", "Take the short way"),
    ]


def test_a_name_that_passes_on_to_another_objective(repo: Repo) -> None:
    repo.rename(f"content/{SHORT}", "content/2026-Q4/vans/shorter.md")
    change(repo, "2026-Q4/vans/shorter.md", "owner: Lee Park", "owner: Lee Park\nformerly: short-way")
    repo.write(f"content/{SHORT}", COMPANY[STREETS].replace("Be the bakery of every street", "Go to sea"))
    found = {o.title: (o.what, o.old_id) for o in view(repo).objectives}
    assert found == {
        "Go to sea": ("new", ""),
        "Take the short way": ("changed", "2026-Q4/vans/short-way"),
    }


def test_a_renamed_team_moves_nothing(repo: Repo) -> None:
    repo.rename("content/teams/ovens.md", "content/teams/bakers.md")
    repo.rename("content/2026-Q4/ovens", "content/2026-Q4/bakers")
    change(repo, "teams/bakers.md", "name: Ovens", "name: Bakers\nformerly: ovens")
    change(repo, "index.md", "teams/ovens.md", "teams/bakers.md")
    found = view(repo)
    assert [o for o in found.objectives if o.came_from] == []
    assert found.check_ins == ()
    (team,) = [thing for thing in found.things if thing.kind == "team"]
    assert (team.old_id, team.id) == ("ovens", "bakers")
    assert [(f.field, f.old, f.new) for f in team.fields] == [("name", "Ovens", "Bakers")]
    assert found.added == ()


def test_a_link_to_what_was_renamed_is_the_same_link(repo: Repo) -> None:
    repo.rename(f"content/{STREETS}", "content/2026/company/streets.md")
    change(repo, "2026/company/streets.md", "id: streets", "id: doors\n    formerly: streets")
    change(repo, WARM, "company/every-street#streets", "company/streets#doors")
    change(repo, SHORT, "company/every-street", "company/streets")
    (found,) = view(repo).objectives
    assert (found.what, found.old_id) == ("changed", "2026/company/every-street")
    assert [(f.field, f.old, f.new) for f in found.key_results[0].fields] == [("id", "streets", "doors")]
    assert view(repo).affected == ()
    assert not view(repo).goalposts


# key results and the goalposts


def test_key_results_added_taken_out_and_reworded(repo: Repo) -> None:
    change(repo, WARM, "Mornings with bread on the shelf at six", "Days that begin with fresh bread")
    change(
        repo,
        WARM,
        "  - id: waste\n    title: Little is thrown away\n    at_most: 40 kg\n    kpi: waste\n",
        "  - id: cold\n    title: Ovens that went cold\n    at_most: 2\n    weight: 0\n",
    )
    (found,) = view(repo).objectives
    assert [(k.what, k.title, [f.field for f in k.fields]) for k in found.key_results] == [
        ("changed", "Days that begin with fresh bread", ["title"]),
        ("new", "Ovens that went cold", []),
        ("removed", "Little is thrown away", []),
    ]
    (alarm,) = view(repo).goalposts
    assert alarm.what == "removed"
    assert alarm.key_result is not None
    assert alarm.key_result.title == "Little is thrown away"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("to: 95%", "to: 80%", ("to", "95%", "80%", "easier")),
        ("to: 95%", "to: 99%", ("to", "95%", "99%", "harder")),
        ("to: 95%", "to: 20%", ("to", "95%", "20%", "")),
        ("from: 60%", "from: 40%", ("from", "60%", "40%", "easier")),
        ("from: 60%", "from: 70%", ("from", "60%", "70%", "harder")),
        ("at_most: 40 kg", "at_most: 45 kg", ("at_most", "40 kg", "45 kg", "easier")),
        ("at_most: 40 kg", "at_most: 35 kg", ("at_most", "40 kg", "35 kg", "harder")),
        ("at_most: 40 kg", "at_most: 40 kg\n    at_least: 1 kg", ("at_least", "", "1 kg", "harder")),
        ("to: 95%", "to: 95%\n    ambition: moonshot", ("ambition", "roofshot", "moonshot", "easier")),
        ("at_most: 40 kg\n    kpi: waste", "binary: true", ("kind", "at most 40 kg", "done or not done", "")),
    ],
)
def test_a_promise_that_moves(repo: Repo, old: str, new: str, expected: tuple[str, ...]) -> None:
    change(repo, WARM, old, new)
    (alarm,) = view(repo).goalposts
    assert (alarm.field, alarm.old, alarm.new, alarm.effect) == expected
    assert view(repo).summary[0].text == "1 moved goalpost"


def test_before_the_cycle_begins_a_target_is_still_agreed_on(repo: Repo) -> None:
    change(repo, WARM, "to: 95%", "to: 80%")
    for day, moves in (("2026-09-25", False), ("2026-10-01", False), ("2026-10-02", True)):
        found = view(repo, today=day)
        assert bool(found.goalposts) is moves, day
        (key_result,) = found.objectives[0].key_results
        assert key_result.fields[0].effect == "easier"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("to: 95%", "to: 95 %"),
        ("to: 95%", "to: 95.0%"),
        ("weight: 1\n", "weight: 3\n"),
        ("    title: Minutes from the oven to the door", "    title: From the oven to the door in minutes"),
    ],
)
def test_what_moves_no_goalpost(repo: Repo, old: str, new: str) -> None:
    change(repo, WARM, "to: 95%", "to: 95%\n    weight: 1")
    base = repo.commit("A weight")
    path = WARM if old in repo.read(f"content/{WARM}") else SHORT
    change(repo, path, old, new)
    assert not view(repo, base).goalposts


def test_a_baseline_that_is_filled_in_moves_nothing(repo: Repo) -> None:
    change(repo, SHORT, "    from: 45 minutes\n", "")
    base = repo.commit("No baseline")
    change(repo, SHORT, "    to: 20 minutes", "    from: 45 minutes\n    to: 20 minutes")
    found = view(repo, base)
    assert not found.goalposts
    assert found.objectives[0].key_results[0].fields[0].field == "from"


def test_milestones_spelt_otherwise_are_the_same_promise(repo: Repo) -> None:
    change(repo, SHORT, "from: 45 minutes\n    to: 20 minutes", "milestones: [map drawn, drivers trained]")
    base = repo.commit("Milestones")
    change(repo, SHORT, "drivers trained", "drivers traned")
    assert view(repo, base).nothing
    change(repo, SHORT, "drivers traned", "drivers trained, tried for a week")
    (alarm,) = view(repo, base).goalposts
    assert (alarm.field, alarm.effect) == ("milestones", "harder")


@pytest.mark.parametrize(
    ("fields", "where"),
    [("status: draft", "draft"), ("", "")],
)
def test_an_objective_taken_out_after_its_cycle_has_begun(repo: Repo, fields: str, where: str) -> None:
    if fields:
        change(repo, SHORT, "owner: Lee Park", f"owner: Lee Park\n{fields}")
    else:
        repo.remove(f"content/{SHORT}")
    (alarm,) = view(repo).goalposts
    assert (alarm.what, alarm.key_result, alarm.new) == ("removed", None, where)


def test_an_objective_that_leaves_for_the_next_cycle(repo: Repo) -> None:
    repo.rename(f"content/{SHORT}", "content/2027-Q1/vans/short-way.md")
    found = view(repo)
    (alarm,) = found.goalposts
    assert (alarm.what, alarm.cycle, alarm.new) == ("removed", "2026-Q4", "2027-Q1")
    assert "moved to 2027-Q1" in diff(repo)
    assert [t.id for t in found.things if t.kind == "cycle"] == ["2027-Q1"]


def test_dates_of_a_cycle_that_has_begun(repo: Repo) -> None:
    repo.write("content/2026-Q4/index.md", "---\nends: 2027-01-31\n---\n")
    (alarm,) = view(repo).goalposts
    assert (alarm.cycle, alarm.field, alarm.old, alarm.new, alarm.effect) == (
        "2026-Q4",
        "ends",
        "2026-12-31",
        "2027-01-31",
        "easier",
    )
    assert "Cycle 2026-Q4" in diff(repo)
    assert not view(repo, today="2026-09-25").goalposts


def test_what_changes_in_a_cycle_that_has_closed(repo: Repo) -> None:
    change(repo, WARM, "to: 95%", "to: 80%")
    change(repo, WARM, "owner: Noor Haddad", "owner: Lee Park")
    change(repo, CHECK_IN, "value: 71%", "value: 91%")
    found = view(repo, today="2027-02-01")
    assert not found.goalposts
    assert [(a.field, a.old, a.new) for a in found.closed] == [
        ("owner", "Noor Haddad", "Lee Park"),
        ("to", "95%", "80%"),
        ("value of 2026-11-06", "71%", "91%"),
    ]
    assert found.summary[0].text == "3 changes in closed cycles"
    assert diff(repo, today="2027-02-01").index("Changes in closed cycles") < 200


def test_a_final_value_and_a_review_are_no_alarm_in_a_closed_cycle(repo: Repo) -> None:
    repo.write(
        "content/2026-Q4/ovens/checkins/2027-01-04.md",
        "---\nauthor: Noor Haddad\nkey_results:\n  warm-at-six#on-time:\n    value: 90%\n---\n",
    )
    repo.write(
        "content/2026-Q4/ovens/review.md",
        "---\nobjectives:\n  warm-at-six:\n    decision: done\n    scores:\n      on-time: 0.9\n---\nGood.\n",
    )
    found = view(repo, today="2027-01-10")
    assert not found.closed
    assert found.check_ins[0].timing == "late"
    (review,) = found.reviews
    assert [(f.field, f.new) for f in review.verdicts[0].fields] == [
        ("decision", "done"),
        ("score of on-time", "0.9"),
    ]
    assert "Have the first loaves warm at six: done, score of on-time 0.9" in diff(repo, today="2027-01-10")


# check-ins and everything else


def test_a_check_in_with_the_progress_it_makes(repo: Repo) -> None:
    repo.write(
        "content/2026-Q4/ovens/checkins/2026-11-13.md",
        "---\nauthor: Noor Haddad\nkey_results:\n  on-time:\n    value: 78%\n    confidence: 5\n"
        "    status: at risk\n    note: The clock was wrong\n  waste:\n    value: 44 kg\n---\n",
    )
    (check_in,) = view(repo).check_ins
    on_time, waste = check_in.readings
    # (78 - 60) / (95 - 60) = 18/35, and 7/35 of it since 71%.
    assert on_time.progress is not None
    assert on_time.step is not None
    assert round(on_time.progress, 3) == Decimal("0.514")
    assert round(on_time.step, 3) == Decimal("0.200")
    assert (waste.progress, waste.limits) == (None, "outside the limits")
    told = diff(repo)
    assert (
        "Mornings with bread on the shelf at six: 71% → 78% (51% of the way, +20 points),"
        " confidence 6 → 5, at risk\n" in told
    )
    assert "note: “The clock was wrong”" in told
    assert "Little is thrown away: 38 kg → 44 kg (outside the limits)" in told


def test_a_first_reading_counts_from_the_baseline(repo: Repo) -> None:
    repo.write(
        "content/2026-Q4/vans/checkins/2026-11-13.md",
        "---\nkey_results:\n  minutes:\n    value: 40 minutes\n---\n",
    )
    assert "Minutes from the oven to the door: 45 minutes → 40 minutes (20% of the way)\n" in diff(repo)


def test_a_reading_of_nobody_knows_what(repo: Repo) -> None:
    repo.write(
        "content/2026-Q4/vans/checkins/2026-11-13.md", "---\nkey_results:\n  minuets:\n    value: 40\n---\n"
    )
    assert "minuets: it is not clear which key result this is" in diff(repo)


def test_a_check_in_that_is_rewritten(repo: Repo) -> None:
    change(repo, CHECK_IN, "value: 71%\n    confidence: 6", "value: 73%")
    (check_in,) = view(repo).check_ins
    (reading,) = check_in.readings
    assert (check_in.what, reading.what) == ("changed", "changed")
    assert [(f.field, f.old, f.new) for f in reading.fields] == [
        ("value", "71%", "73%"),
        ("confidence", "6", ""),
    ]


def test_an_empty_check_in_is_none(repo: Repo) -> None:
    repo.write("content/2026-Q4/vans/checkins/2026-11-13.md", "---\nkey_results:\n  minutes:\n---\n")
    assert view(repo).check_ins == ()


def test_teams_kpis_meetings_settings_and_files(repo: Repo) -> None:
    change(repo, "teams/vans.md", "parent: company", "parent: ovens\nmembers: [Ann, Ben]")
    repo.write("content/teams/shop.md", "---\nname: Shop\nparent: company\n---\n")
    change(repo, "kpis/waste.csv", "2026-11-15,36", "2026-11-15,37\n2026-11-18,35")
    change(repo, "kpis/waste.md", "at_most: 40 kg", "at_most: 42 kg")
    repo.write("content/2026-Q4/reviews/2026-11-13.md", "---\nattendees: [Ann, Ben]\n---\nStop.\n")
    change(
        repo,
        "okrsite.yml",
        "url: https://okrs.harbour.example/",
        "fiscal_year_starts: february\npreset: strict",
    )
    change(
        repo, "okrsite.yml", "rules:\n", "rules:\n  watermelon: error\n  key-result-count:\n    at_least: 2\n"
    )
    change(repo, "okrsite.yml", "  key-result-count: off\n", "")
    repo.write("content/assets/oven.png", "not really")
    found = view(repo)
    things = {(t.kind, t.what, t.title): t for t in found.things}
    assert set(things) == {
        ("team", "new", "Shop"),
        ("team", "changed", "Vans"),
        ("kpi", "changed", "Bread thrown away"),
        ("meeting", "new", "13 Nov 2026"),
    }
    vans, waste = things["team", "changed", "Vans"], things["kpi", "changed", "Bread thrown away"]
    assert {f.field: (f.old, f.new) for f in vans.fields} == {
        "parent": ("Harbour Bakery", "Ovens"),
        "members": ("", "Ann, Ben"),
    }
    assert [(r.what, r.day.isoformat(), r.old, r.new, r.before) for r in waste.readings] == [
        ("changed", "2026-11-15", "36 kg", "37 kg", "38 kg"),
        ("new", "2026-11-18", "", "35 kg", "37 kg"),
    ]
    assert {f.field: (f.old, f.new) for f in found.settings if f.field != "rules.watermelon"} == {
        "url": ("https://okrs.harbour.example/", ""),
        "fiscal_year_starts": ("Jan", "Feb"),
        "preset": ("", "strict"),
        "rules.key-result-count": ("off", ""),
        "rules.key-result-count.at_least": ("", "2"),
    }
    assert [(f.field, f.new) for f in found.assets] == [("added", "assets/oven.png")]


def test_many_readings_of_a_kpi_are_told_in_short(repo: Repo) -> None:
    lines = "".join(f"2026-09-{day:02},{day}\n" for day in range(1, 21))
    repo.write("content/kpis/waste.csv", f"date,value\n{lines}2026-10-31,38\n2026-11-15,36\n")
    told = diff(repo)
    assert "2026-09-01: 1 kg" in told
    assert "and 18 more readings until" in told
    assert "2026-09-20: 19 kg → 20 kg" in told
    assert "2026-09-07" not in told


def test_findings_that_it_adds_settles_and_allows(repo: Repo) -> None:
    change(repo, WARM, "parent: company/every-street#streets", "parent: company/every-streat")
    base = repo.commit("Broken")
    change(repo, WARM, "parent: company/every-streat", "parent: company/every-street#streets")
    change(repo, SHORT, "parent: company/every-street", "parent: company/every-stret")
    found = view(repo, base)
    assert [(f.rule, f.path) for f in found.settled] == [("parent-not-found", WARM)]
    assert [(f.rule, f.path, f.line) for f in found.added] == [("parent-not-found", SHORT, 4)]
    told = diff(repo, base)
    assert f"+ new error parent-not-found in {SHORT}:4:" in told
    assert f"- settled error parent-not-found in {WARM}:4:" in told


def test_a_warning_that_a_file_now_allows_is_not_settled(repo: Repo) -> None:
    change(repo, SHORT, "parent: company/every-street\n", "")
    base = repo.commit("No parent")
    change(repo, SHORT, "owner: Lee Park", "owner: Lee Park\nallow:\n  objective-unaligned: Agreed in May")
    found = view(repo, base)
    assert found.settled == found.added == ()
    (allowed,) = found.allowed
    assert (allowed.rule, allowed.allowed) == ("objective-unaligned", "Agreed in May")


# formats


def test_json_fits_its_schema(repo: Repo) -> None:
    test_teams_kpis_meetings_settings_and_files(repo)
    change(repo, WARM, "to: 95%", "to: 80%")
    change(repo, CHECK_IN, "value: 71%", "value: 78%")
    repo.write("content/2026-Q4/vans/new.md", COMPANY[WARM])
    repo.write("content/2026-Q4/vans/broken.md", "---\ntitle: [\n---\n")
    repo.write(
        "content/2026-Q4/ovens/review.md", "---\nobjectives:\n  warm-at-six:\n    decision: done\n---\n"
    )
    found = document(repo)
    printed = run("diff", "--schema", "--format", "json")
    assert printed.exit_code == 0
    schema = json.loads(printed.stdout)
    Draft202012Validator.check_schema(schema)
    # Nothing is written that the schema does not describe.
    strict = json.loads(
        printed.stdout.replace('"type": "object",', '"type": "object", "additionalProperties": false,')
    )
    errors = [e.message for e in Draft202012Validator(strict).iter_errors(found)]
    assert errors == []
    assert found["version"] == 1
    assert found["changes"] is True
    assert found["goalposts"][0]["key_result"] == {
        "id": "on-time",
        "title": "Mornings with bread on the shelf at six",
    }
    for name in ("objectives", "affected", "check_ins", "reviews", "things", "settings", "added", "unread"):
        assert found[name], name


def test_json_of_no_change(repo: Repo) -> None:
    found = document(repo)
    assert found["changes"] is False
    assert found["summary"] == []
    assert found["base"]["commit"] == repo.head


def test_writing_to_a_file(repo: Repo, tmp_path: Path) -> None:
    change(repo, SHORT, "title: Take the short way", "title: Über die kürzeste Straße")
    for name in ("text", "markdown", "json"):
        assert diff(repo, "--format", name, "--output", str(tmp_path / name)) == ""
        assert "Über die kürzeste Straße" in (tmp_path / name).read_text("utf-8")
        assert b"\x1b[" not in (tmp_path / name).read_bytes()
    inside = run("diff", "--content", repo.root / "content", "--output", repo.root / "content" / "x.md")
    assert inside.exit_code == 2
    assert "lies in the content folder" in inside.stderr
    assert not (repo.root / "content" / "x.md").exists()


def test_colours_are_for_terminals(repo: Repo) -> None:
    change(repo, WARM, "to: 95%", "to: 80%")
    command = ("diff", "--content", repo.root / "content", "--today", TODAY)
    assert "\x1b[31m95%\x1b[0m → \x1b[32m80%\x1b[0m" in run(*command, color=True).stdout
    assert "\x1b" not in run(*command).stdout


def test_schema_goes_with_json_only(repo: Repo) -> None:
    result = run("diff", "--schema", "--content", repo.root / "content")
    assert result.exit_code == 2
    assert "--schema goes with --format json" in result.stderr


# the guide


def test_the_guide_shows_what_it_prints(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "okrs")
    repo.write_all(SURROUNDINGS | examples() | {"okrsite.yml": "company: Acme Cookware\n"})
    repo.commit("Begin", day="2026-09-28")
    repo.branch("work")
    week = "2026-Q4/growth/first-week.md"
    change(repo, week, "    to: 65%", "    to: 55%")
    change(repo, week, "owner: Priya Raman", "owner: Jo Malik")
    repo.write(
        "content/2026-Q4/growth/checkins/2026-11-19.md",
        "---\nauthor: Ada Chen\nkey_results:\n  first-week#setup:\n    value: 51%\n    confidence: 5\n"
        "    status: at risk\n---\n",
    )
    repo.commit("Proposal", day="2026-11-19")
    shown = re.search(r"```text\n(.*?)```", GUIDE_SECTIONS["Reviewing a change"], re.DOTALL)
    assert shown
    assert diff(repo).startswith(shown[1])
