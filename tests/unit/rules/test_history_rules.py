"""The rules about the past, on real histories: who moved what, and what nobody has to hear of."""

from datetime import date
from pathlib import Path

import pytest
from repositories import Repo

from okrsite.building.pipeline import check_content
from okrsite.diagnostics import Diagnostic
from okrsite.rules.registry import HISTORY

NAMES = {rule.name for rule in HISTORY}
TODAY = "2026-11-20"
ABOVE = "content/2026/company/trust.md"
FILE = "content/2026-Q4/ovens/warm.md"
CHECK_IN = "content/2026-Q4/ovens/checkins/2026-12-14.md"

ABOVE_TEXT = """---
title: People trust us with their breakfast
key_results:
  - id: return
    title: They come back
    who: Customers
    does: come back within a week
    from: 40%
    to: 60%
  - id: reviews
    title: They say so
    from: 3.9
    to: 4.5
---
It is why we bake.
"""
TEXT = """---
title: Have the first loaves warm at six
parent: company/trust#return
key_results:
  - id: on-time
    title: Mornings with bread on the shelf at six
    from: 60%
    to: 95%
  - id: waste
    title: Little is thrown away
    at_most: 40 kg
---
Who comes at six and finds nothing does not come again.
"""
READ = """---
key_results:
  on-time:
    value: 80%
    confidence: 7
  waste:
    value: 31
---
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "okrs")
    made.write("content/okrsite.yml", "company: Harbour Bakery\n")
    made.write("content/teams/company.md", "---\nname: Harbour Bakery\n---\n")
    made.write("content/teams/ovens.md", "---\nname: Ovens\nparent: company\n---\n")
    made.write(ABOVE, ABOVE_TEXT)
    made.write(FILE, TEXT)
    made.commit("Propose", day="2026-09-20")
    return made


def change(repo: Repo, old: str, new: str, day: str, message: str = "Change", path: str = FILE) -> str:
    repo.edit(path, old, new)
    return repo.commit(message, day=day, author="Lee Park")[:10]


def found(repo: Repo, rule: str, today: str = TODAY) -> list[Diagnostic]:
    checked = check_content(repo.root / "content", today=date.fromisoformat(today))
    broken = [d for d in checked.diagnostics if d.severity.value == "error"]
    assert not broken, broken
    return [d for d in checked.diagnostics if d.rule == rule]


def said(repo: Repo, rule: str, today: str = TODAY) -> list[str]:
    return [d.message for d in found(repo, rule, today)]


# goalpost-moved


def test_a_target_that_moved_is_told_with_its_commit_and_its_place(repo: Repo) -> None:
    change(repo, "to: 95%", "to: 90%", "2026-09-28")
    change(repo, "to: 90%", "to: 85%", "2026-10-12")
    id = change(repo, "to: 85%", "to: 80%", "2026-11-14", "The old `oven` can't")
    (one,) = found(repo, "goalpost-moved")
    assert one.message == (
        "`on-time` promised `to: 90%` on day one, 2026-10-01, and promises 80% now:"
        f" moved on 2026-11-14 by Lee Park ({id} “The old ’oven’ can't”)"
    )
    assert one.hint.startswith("Put `to: 90%` back, or tell")
    assert one.location == "2026-Q4/ovens/warm.md:8:9"
    assert not one.silent


def test_what_is_not_committed_is_told_before_it_is(repo: Repo) -> None:
    repo.edit(FILE, "to: 95%", "to: 80%")
    assert said(repo, "goalpost-moved") == [
        "`on-time` promised `to: 95%` on day one, 2026-10-01, and promises 80% now:"
        " moved just now, which is not committed yet"
    ]


@pytest.mark.parametrize(
    ("old", "new", "day"),
    [
        ("to: 95%", "to: 80%", "2026-10-01"),
        ("to: 95%", "to: 95 %", "2026-10-20"),
        ("Mornings with bread", "Days with bread", "2026-10-20"),
        ("    to: 95%", "    to: 95%\n    expected: {2026-11-01: 70%}", "2026-10-20"),
        ("    at_most: 40 kg", "    at_most: 40 kg\n    weight: 2", "2026-10-20"),
        (
            "    at_most: 40 kg",
            "    at_most: 30 kg\n    dropped: 2026-10-20\n    because: The scales broke.",
            "2026-10-20",
        ),
        ("title: Have", "status: dropped\nbecause: No oven.\ntitle: Have", "2026-10-20"),
    ],
)
def test_what_moves_no_goalpost(repo: Repo, old: str, new: str, day: str) -> None:
    change(repo, old, new, day)
    assert said(repo, "goalpost-moved") == []


def test_a_baseline_may_be_filled_in_but_not_moved_then(repo: Repo) -> None:
    repo.edit(FILE, "    from: 60%\n", "")
    repo.commit("No baseline yet", day="2026-09-22")
    change(repo, "    to: 95%", "    from: 62%\n    to: 95%", "2026-10-10")
    assert said(repo, "goalpost-moved") == []
    change(repo, "from: 62%", "from: 70%", "2026-10-20")
    (one,) = said(repo, "goalpost-moved")
    assert one.startswith("`on-time` promised `from: 62%` on day one, 2026-10-01, and promises 70% now")


def test_what_is_put_back_is_no_fault(repo: Repo) -> None:
    change(repo, "to: 95%", "to: 80%", "2026-10-12")
    change(repo, "to: 80%", "to: 95%", "2026-10-14")
    assert said(repo, "goalpost-moved") == []


def test_each_field_is_told_once(repo: Repo) -> None:
    change(
        repo, "    from: 60%\n    to: 95%", "    from: 55%\n    to: 90%\n    ambition: moonshot", "2026-10-12"
    )
    change(repo, "at_most: 40 kg", "at_least: 5 kg\n    at_most: 40 kg", "2026-10-13")
    places = [(d.span.line, d.message.partition(" on day")[0]) for d in found(repo, "goalpost-moved")]
    assert places == [
        (7, "`on-time` promised `from: 60%`"),
        (8, "`on-time` promised `to: 95%`"),
        (9, "`on-time` promised `ambition: roofshot`"),
        (12, "`waste` promised no `at_least`"),
    ]


def test_another_way_to_measure_is_told_once(repo: Repo) -> None:
    change(repo, "    from: 60%\n    to: 95%", "    milestones: [oven bought, oven lit]", "2026-10-12")
    (one,) = said(repo, "goalpost-moved")
    assert one.startswith(
        "`on-time` was measured as move on day one, 2026-10-01, and is measured as milestones now: moved on"
    )


def test_a_key_result_that_was_taken_out(repo: Repo) -> None:
    waste = "  - id: waste\n    title: Little is thrown away\n    at_most: 40 kg\n"
    id = change(repo, waste, "", "2026-10-12", "Tidy up")
    (one,) = found(repo, "goalpost-moved")
    assert one.message == (
        "the key result `waste` (“Little is thrown away”) was promised on day one and taken out"
        f" on 2026-10-12 by Lee Park ({id} “Tidy up”)"
    )
    assert one.path == "2026-Q4/ovens/warm.md"
    change(
        repo,
        "    to: 95%\n",
        "    to: 95%\n" + waste.replace("id: waste", "id: bin\n    formerly: waste"),
        "2026-10-14",
    )
    assert said(repo, "goalpost-moved") == []


def test_dates_of_a_cycle_that_moved(repo: Repo) -> None:
    id = change_index(repo, "---\nends: 2027-01-10\n---\n", "2026-11-10")
    (one,) = found(repo, "goalpost-moved")
    assert one.message == (
        "the last day of 2026-Q4 was 2026-12-31 when it began, and is 2027-01-10 now:"
        f" moved on 2026-11-10 by Lee Park ({id} “More time”)"
    )
    assert one.location == "2026-Q4/index.md:2:7"
    change_index(repo, "---\nends: 2026-12-31\n---\n", "2026-11-12")
    assert said(repo, "goalpost-moved") == []


def change_index(repo: Repo, text: str, day: str) -> str:
    repo.write("content/2026-Q4/index.md", text)
    return repo.commit("More time", day=day, author="Lee Park")[:10]


def test_a_cycle_that_is_planned_may_still_move(repo: Repo) -> None:
    change_index(repo, "---\nends: 2027-01-10\n---\n", "2026-09-25")
    change(repo, "to: 95%", "to: 80%", "2026-09-26")
    assert said(repo, "goalpost-moved", "2026-09-27") == []
    assert said(repo, "goalpost-moved") == []


def test_in_closed_cycles_it_is_silent(repo: Repo) -> None:
    change(repo, "to: 95%", "to: 80%", "2026-11-14")
    (one,) = found(repo, "goalpost-moved", "2027-02-01")
    assert one.silent


def test_an_allowance_has_its_say(repo: Repo) -> None:
    change(repo, "to: 95%", "to: 80%", "2026-11-14")
    change(repo, "parent:", "allow:\n  goalpost-moved: The oven broke.\nparent:", "2026-11-15")
    (one,) = found(repo, "goalpost-moved")
    assert one.allowed == "The oven broke."


def test_without_a_past_no_allowance_seems_unneeded(repo: Repo) -> None:
    reasons = "".join(f"  {name}: The oven broke.\n" for name in sorted(NAMES))
    change(repo, "parent:", f"allow:\n{reasons}parent:", "2026-11-15")
    assert len(found(repo, "allowance-unused")) == 3
    repo.remove(".git")
    assert found(repo, "allowance-unused") == []


def test_drafts_promise_nothing(repo: Repo) -> None:
    change(repo, "title: Have", "status: draft\ntitle: Have", "2026-09-21")
    change(repo, "to: 95%", "to: 80%", "2026-10-14")
    assert said(repo, "goalpost-moved") == []


def test_a_history_that_begins_after_the_end_knows_no_promise(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "late")
    repo.write("content/okrsite.yml", "company: Harbour Bakery\n")
    repo.write("content/teams/company.md", "---\nname: Harbour Bakery\n---\n")
    repo.write("content/2026-Q4/company/warm.md", TEXT.replace("parent: company/trust#return\n", ""))
    repo.commit("Import", day="2027-03-01")
    change(repo, "to: 95%", "to: 80%", "2027-03-05", path="content/2026-Q4/company/warm.md")
    assert [said(repo, name, "2027-04-01") for name in sorted(NAMES)] == [[], [], []]


# closed-cycle-changed


def closed(repo: Repo, today: str = "2027-02-20") -> list[str]:
    return said(repo, "closed-cycle-changed", today)


def test_a_promise_that_was_rewritten_after_the_end(repo: Repo) -> None:
    id = change(repo, "    from: 60%\n    to: 95%", "    from: 50%\n    to: 85%", "2027-02-01", "Tidy up")
    (one,) = found(repo, "closed-cycle-changed", "2027-02-20")
    assert one.message == (
        f"`on-time` was changed on 2027-02-01 by Lee Park ({id} “Tidy up”), 32 days after 2026-Q4 had ended:"
        " `from` 60% → 50%; `to` 95% → 85%"
    )
    assert (one.location, one.silent) == ("2026-Q4/ovens/warm.md:7:11", False)


@pytest.mark.parametrize("day", ["2026-12-31", "2027-01-14"])
def test_there_is_time_after_the_end(repo: Repo, day: str) -> None:
    change(repo, "to: 95%", "to: 90%", day)
    assert closed(repo) == []


def test_the_day_after_that_is_too_late_and_the_settings_say_how_many(repo: Repo) -> None:
    change(repo, "to: 95%", "to: 90%", "2027-01-15")
    assert len(closed(repo)) == 1
    repo.write("content/okrsite.yml", "company: A\nrules:\n  closed-cycle-changed: {after_days: 20}\n")
    assert closed(repo) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Have the first loaves", "Have the first loavse"),
        ("loaves warm at six", "loaves warm, at six"),
        ("Who comes", "We learnt much. Who comes"),
        ("id: on-time", "id: at-six\n    formerly: on-time"),
        ("    at_most: 40 kg", "    at_most: 40 kg\n    owner: Noor"),
        ("at_most: 40 kg", "at_most: 40.0 kg"),
    ],
)
def test_what_changes_no_record(repo: Repo, old: str, new: str) -> None:
    change(repo, old, new, "2027-02-01")
    assert closed(repo) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "Have the first loaves warm at six",
            "Have bread at eight",
            "`title` Have the first loaves warm at six → Have bread at eight",
        ),
        ("at_most: 40 kg", "at_most: 40 kg\n    weight: 3", "`weight` nothing → 3"),
        (
            "at_most: 40 kg",
            "at_most: 40 kg\n    dropped: 2026-12-01\n    because: No.",
            "`dropped` nothing → 2026-12-01",
        ),
        ("title: Have", "status: dropped\nbecause: No.\ntitle: Have", "`status` nothing → dropped"),
    ],
)
def test_what_changes_the_record(repo: Repo, old: str, new: str, words: str) -> None:
    change(repo, old, new, "2027-02-01")
    (one,) = closed(repo)
    assert one.endswith(f"32 days after 2026-Q4 had ended: {words}")


def test_key_results_that_come_and_go_after_the_end(repo: Repo) -> None:
    waste = "  - id: waste\n    title: Little is thrown away\n    at_most: 40 kg\n"
    change(repo, waste, "  - id: smiles\n    title: People smile\n    from: 1\n    to: 9\n", "2027-02-01")
    added, gone = (
        d.message.partition(" on 2027")[0] for d in found(repo, "closed-cycle-changed", "2027-02-20")[::-1]
    )
    assert (added, gone) == (
        "the key result `smiles` was added",
        "the key result `waste` (“Little is thrown away”) was taken out",
    )


def test_an_objective_that_is_written_or_deleted_after_the_end(repo: Repo) -> None:
    repo.write("content/2026-Q4/ovens/easy.md", TEXT.replace("warm at six", "sold by noon"))
    repo.commit("We did this too", day="2027-02-01", author="Lee Park")
    repo.remove(FILE)
    repo.commit("Away", day="2027-02-02", author="Lee Park")
    path, where = {}, found(repo, "closed-cycle-changed", "2027-02-20")
    path = {d.path: d.message.partition(" on 2027")[0] for d in where}
    assert path == {
        "2026-Q4": "the objective `2026-Q4/ovens/warm` (“Have the first loaves warm at six”) was deleted",
        "2026-Q4/ovens/easy.md": "this objective was published",
    }


def test_an_objective_that_is_renamed_after_the_end_is_still_there(repo: Repo) -> None:
    repo.rename(FILE, "content/2026-Q4/ovens/loaves.md")
    repo.edit("content/2026-Q4/ovens/loaves.md", "parent:", "formerly: warm\nparent:")
    repo.commit("A better name", day="2027-02-01")
    assert closed(repo) == []


def test_a_reading_that_is_corrected_after_the_end(repo: Repo) -> None:
    repo.write(CHECK_IN, READ)
    repo.commit("Check-in", day="2026-12-14")
    id = change(repo, "value: 80%", "value: 96%", "2027-02-01", "Typo", path=CHECK_IN)
    (one,) = found(repo, "closed-cycle-changed", "2027-02-20")
    assert one.message == (
        f"the reading of `on-time` was changed on 2027-02-01 by Lee Park ({id} “Typo”),"
        " 32 days after 2026-Q4 had ended"
    )
    assert one.path == "2026-Q4/ovens/checkins/2026-12-14.md"
    assert one.about == "2026-Q4/ovens/warm.md"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: 31", "value: 31 kg"),
        ("confidence: 7", "confidence: 7\n    note: We know better now."),
        ("  on-time:", "  warm#on-time:"),
        ("---\n", "---\nauthor: Noor\n"),
    ],
)
def test_what_leaves_a_reading_as_it_was(repo: Repo, old: str, new: str) -> None:
    repo.write(CHECK_IN, READ)
    repo.commit("Check-in", day="2026-12-14")
    repo.write(CHECK_IN, READ.replace(old, new, 1))
    repo.commit("Tidy", day="2027-02-01")
    assert closed(repo) == []


def test_check_ins_that_come_and_go_after_the_end(repo: Repo) -> None:
    repo.write(CHECK_IN, READ)
    repo.commit("Check-in", day="2026-12-14")
    repo.remove(CHECK_IN)
    longer = f"{READ}We were closed between the years, and sold what was left on the last day.\n" * 3
    repo.write(CHECK_IN.replace("12-14", "12-28"), longer.replace("80%", "99%").replace("31", "3"))
    repo.write("content/2026-Q4/ovens/checkins/2026-12-30.md", "---\nauthor: Noor\n---\nThank you all.\n")
    repo.write("content/2026-Q4/ovens/review.md", "---\n{}\n---\nIt went well.\n")
    repo.commit("Other figures", day="2027-02-01", author="Lee Park")
    assert [one.partition(" on 2027")[0] for one in closed(repo)] == [
        "`2026-Q4/ovens/checkins/2026-12-14.md` was deleted",
        "the reading of `on-time` was added",
        "the reading of `waste` was added",
    ]


def test_a_check_in_that_is_moved_to_another_day_after_the_end(repo: Repo) -> None:
    repo.write(CHECK_IN, READ)
    repo.commit("Check-in", day="2026-12-14")
    repo.rename(CHECK_IN, CHECK_IN.replace("12-14", "11-30"))
    repo.commit("It was earlier", day="2027-02-01")
    assert [one.partition(" on 2027")[0] for one in closed(repo)] == [
        "the reading of `on-time` was changed",
        "the reading of `waste` was changed",
    ]


def test_what_is_deleted_but_not_committed(repo: Repo) -> None:
    repo.write(CHECK_IN, READ)
    repo.commit("Check-in", day="2026-12-14")
    repo.remove(CHECK_IN)
    assert closed(repo) == [
        "`2026-Q4/ovens/checkins/2026-12-14.md` was deleted just now, which is not committed yet, and"
        " 2026-Q4 has ended"
    ]


def test_a_reason_that_the_file_gives(repo: Repo) -> None:
    change(repo, "to: 95%", "to: 85%", "2027-02-01")
    change(repo, "parent:", "allow:\n  closed-cycle-changed: A misprint.\nparent:", "2027-02-02")
    (one,) = found(repo, "closed-cycle-changed", "2027-02-20")
    assert one.allowed == "A misprint."


# parent-changed


def test_a_parent_whose_target_moved(repo: Repo) -> None:
    id = change(repo, "to: 60%", "to: 75%", "2026-11-02", "Aim higher", path=ABOVE)
    (one,) = found(repo, "parent-changed")
    assert one.message == (
        "the key result `2026/company/trust#return` that this serves was moved after this objective was last"
        f" changed on 2026-09-20: `to` 60% → 75%, on 2026-11-02 by Lee Park ({id} “Aim higher”)"
    )
    assert one.location == "2026-Q4/ovens/warm.md:3:9"


def test_a_parent_that_was_reworded_or_dropped(repo: Repo) -> None:
    change(repo, "trust us with their breakfast", "buy from us every day", "2026-11-02", path=ABOVE)
    change(repo, "They come back", "They come back each day", "2026-11-03", path=ABOVE)
    change(repo, "title: People", "status: dropped\nbecause: No.\ntitle: People", "2026-11-04", path=ABOVE)
    assert [one.partition(" after this")[0] for one in said(repo, "parent-changed")] == [
        "the key result `2026/company/trust#return` that this serves was reworded",
        "the parent `2026/company/trust` was dropped",
        "the parent `2026/company/trust` was reworded",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("with their breakfast", "with their breakfasts"),
        ("to: 4.5", "to: 4.8"),
        ("It is why we bake.", "It is why we get up at three."),
        ("    to: 60%", "    to: 60%\n    owner: Noor"),
        ("id: return", "id: back\n    formerly: trust#return"),
    ],
)
def test_what_in_a_parent_leaves_the_link_as_it_was(repo: Repo, old: str, new: str) -> None:
    change(repo, old, new, "2026-11-02", path=ABOVE)
    assert said(repo, "parent-changed") == []


@pytest.mark.parametrize(
    ("old", "new", "settled"),
    [
        ("Who comes at six", "In January we looked again. Who comes at six", True),
        ("title: Have", "owner: Noor\ntitle: Have", True),
        ("---\nWho", "initiatives:\n  - title: A new oven\n    for: on-time\n---\nWho", True),
        ("first loaves", "first loavess", False),
    ],
)
def test_looking_again_settles_it(repo: Repo, old: str, new: str, settled: bool) -> None:
    change(repo, "to: 60%", "to: 75%", "2026-11-02", path=ABOVE)
    repo.edit(FILE, old, new)
    assert said(repo, "parent-changed") == []  # somebody is at it
    repo.commit("Look again", day="2026-11-05")
    assert (said(repo, "parent-changed") == []) == settled


def test_a_parent_that_is_changed_again_on_the_same_day_is_still_later(repo: Repo) -> None:
    change(repo, "title: Have", "owner: Noor\ntitle: Have", "2026-11-02")
    change(repo, "to: 60%", "to: 75%", "2026-11-02", path=ABOVE)
    assert len(said(repo, "parent-changed")) == 1
    repo.edit(ABOVE, "to: 75%", "to: 80%")
    repo.edit(FILE, "owner: Noor", "owner: Lee")
    repo.commit("Both at once", day="2026-11-03")
    assert said(repo, "parent-changed") == []


def test_an_allowed_link_stays_allowed_and_is_needed(repo: Repo) -> None:
    change(repo, "to: 60%", "to: 75%", "2026-11-02", path=ABOVE)
    change(repo, "parent:", "allow:\n  parent-changed: We serve it at any target.\nparent:", "2026-11-05")
    (one,) = found(repo, "parent-changed")
    assert one.allowed == "We serve it at any target."
    assert found(repo, "allowance-unused") == []


def test_in_a_closed_cycle_no_link_is_suspect(repo: Repo) -> None:
    change(repo, "to: 60%", "to: 75%", "2026-11-02", path=ABOVE)
    assert said(repo, "parent-changed", "2027-01-02") == []


# all of them


def test_where_nothing_is_known_nothing_is_found(repo: Repo, tmp_path: Path) -> None:
    change(repo, "to: 60%", "to: 75%", "2026-11-02", path=ABOVE)
    change(repo, "at_most: 40 kg", "at_most: 90 kg", "2027-02-01")
    assert {d.rule for d in _all(repo)} == {"closed-cycle-changed", "goalpost-moved"}
    shallow = repo.clone(tmp_path / "shallow", depth=1)
    assert _all(shallow) == []


def _all(repo: Repo) -> list[Diagnostic]:
    checked = check_content(repo.root / "content", today=date(2027, 2, 20))
    return [d for d in checked.diagnostics if d.rule in NAMES]


def test_the_subject_of_a_commit_that_touched_a_draft_is_not_told(repo: Repo) -> None:
    repo.write("content/2026-Q4/ovens/secret.md", "---\ntitle: Buy the mill\nstatus: draft\n---\n")
    id = change(repo, "to: 95%", "to: 80%", "2026-10-12", "Buy the mill, and aim lower")
    (one,) = said(repo, "goalpost-moved")
    assert one.endswith(f"moved on 2026-10-12 by Lee Park ({id})")


def test_merges_rebases_and_sub_folders(tmp_path: Path) -> None:
    """What came with a merge is told with the commit that wrote it, and counts from the day it was merged."""
    repo = Repo(tmp_path / "mönorepo")
    below = "teams & more/okrs/content"
    repo.write_all({"okrsite.yml": "company: A\n", "teams/company.md": "---\nname: A\n---\n"}, below)
    repo.write(f"{below}/2026-Q4/company/warm.md", TEXT.replace("parent: company/trust#return\n", ""))
    repo.commit("Begin", day="2026-09-20")
    repo.branch("lower")
    repo.edit(f"{below}/2026-Q4/company/warm.md", "to: 95%", "to: 80%")
    id = repo.commit("Lower it", day="2026-09-25", author="Zoë Ø")[:10]
    repo.switch("main")
    repo.merge("lower", day="2026-10-20", author="Merge Button")
    checked = check_content(repo.root / below, today=date(2026, 11, 20))
    (one,) = (d.message for d in checked.diagnostics if d.rule == "goalpost-moved")
    assert one.endswith(f"moved on 2026-10-20 by Zoë Ø ({id} “Lower it”)")


@pytest.mark.parametrize("rule", sorted(NAMES))
def test_each_of_these_rules_is_tried_here(rule: str) -> None:
    text = Path(__file__).read_text("utf-8")
    assert f'(repo, "{rule}"' in text
