"""`okrsite close` writes what a cycle lacks, once, and changes nothing that is there."""

from datetime import date
from pathlib import Path

import pytest
from bakery import company
from click.testing import Result
from project import run, tree

from okrsite.building.pipeline import check_content
from okrsite.diagnostics import Severity
from okrsite.model.key_result import Milestones, Move

AFTER = "2027-01-05"

OVENS = """---
title: 'Have the first loaves: warm'
owner: Noor Haddad
parent: company/every-street#streets
with: vans
obstacle: |
  The clock.

  And the night.
key_results:
  - id: on-time
    title: Mornings with bread on the shelf at six
    who: "@bakers"
    from: 60%
    to: 95%
    ambition: moonshot
    weight: 2
    expected: {2026-11-01: 70%}
  - {id: waste, title: Little is thrown away, at_most: 40 kg, kpi: waste}
  - {id: wait, title: The queue is short, unit: min (p95), from: 9, to: 4}
  - {id: steps, title: A second oven, milestones: [bought, "built, in", tried]}
  - {id: all-done, title: All is done, milestones: [one]}
  - {id: licence, title: We hold the licence, binary: true}
  - {id: mood, title: The mood is good}
  - {id: gone, title: Gone, from: 1, to: 2, dropped: 2026-11-01, because: no use}
initiatives:
  - {title: Clocks, for: [on-time, all-done], status: doing, url: "https://t.example/1", owner: Jo}
  - {title: Done work, for: on-time, status: done}
  - {title: Only for what is over, for: all-done}
  - {title: "Flour: finer", rice: {reach: 1500, impact: 0.5, confidence: 80%, effort: 3}}
---
A cold oven at four. See [the vans](../vans/short-way.md#minutes) and [the team](../../teams/ovens.md).
"""

READ = """---
key_results:
  warm-at-six#on-time: {value: 71%, confidence: 6}
  warm-at-six#wait: {value: 6}
  warm-at-six#steps: {done: ["built, in"]}
  warm-at-six#all-done: {done: 1}
  warm-at-six#licence: {chance: 60%}
---
"""

MOVED = "{id: a, title: A, from: 1, to: 9}"

REVIEWED = """---
objectives:
  short-way:
    decision: adjust
---
Ours.
"""


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    files = {
        "2026-Q4/ovens/warm-at-six.md": OVENS,
        "2026-Q4/ovens/checkins/2026-12-30.md": READ,
        "2026-Q4/vans/review.md": REVIEWED,
    }
    return company(tmp_path, files) / "content"


def close(content: Path, *arguments: str, today: str = AFTER) -> Result:
    return run("close", "2026-Q4", *arguments, "--content", content, "--today", today)


def errors(content: Path) -> list[str]:
    found = check_content(content, today=date.fromisoformat(AFTER)).diagnostics
    return [f"{d.location} {d.rule}: {d.message}" for d in found if d.severity is Severity.ERROR]


def test_it_writes_the_reviews_that_are_missing(bakery: Path) -> None:
    before = tree(bakery)
    result = close(bakery)
    assert result.exit_code == 0, result.output
    after = tree(bakery)
    assert {path: after[path] for path in before} == before
    assert set(after) - set(before) == {"2026-Q4/ovens/review.md"}
    assert f"wrote  {bakery}/2026-Q4/ovens/review.md  1 objective to decide on" in result.output
    assert "carried_to:\n" in after["2026-Q4/ovens/review.md"].decode()
    assert errors(bakery) == []


def test_objectives_go_on_in_the_next_cycle_as_drafts(bakery: Path) -> None:
    before = tree(bakery)
    result = close(bakery, "--to", "2027-Q1")
    assert result.exit_code == 0, result.output
    new = sorted(set(tree(bakery)) - set(before))
    assert new == [
        "2026-Q4/ovens/review.md",
        "2027-Q1/index.md",
        "2027-Q1/ovens/warm-at-six.md",
        "2027-Q1/vans/short-way.md",
    ]
    assert {path: data for path, data in tree(bakery).items() if path in before} == before
    assert errors(bakery) == []
    # What people wrote is theirs: the line it lacks is told.
    assert "add below `short-way`:  carried_to: 2027-Q1/vans/short-way" in result.output
    assert "carried_to: 2027-Q1/ovens/warm-at-six\n" in (bakery / new[0]).read_text()


def test_key_results_go_on_from_where_they_are(bakery: Path) -> None:
    close(bakery, "--to", "2027-Q1")
    facts = check_content(bakery, today=date.fromisoformat(AFTER)).facts
    made = facts.directory.objectives["2027-Q1/ovens/warm-at-six"]
    assert made.draft
    assert (made.title, made.owner, made.shared_with) == (
        "Have the first loaves: warm",
        "Noor Haddad",
        ("vans",),
    )
    assert made.obstacle == "The clock.\n\nAnd the night."
    found = {k.id: k for k in made.key_results}
    assert list(found) == ["on-time", "waste", "wait", "steps", "licence", "mood"]
    on_time, wait, steps = (found[id].measure for id in ("on-time", "wait", "steps"))
    assert isinstance(on_time, Move)
    assert isinstance(wait, Move)
    assert isinstance(steps, Milestones)
    assert (on_time.start and on_time.start.text, on_time.target.text) == ("71%", "95%")
    assert (wait.start and wait.start.text, wait.target.text) == ("6 min (p95)", "4 min (p95)")
    assert steps.names == ("bought", "tried")
    assert (found["on-time"].who, found["on-time"].moonshot, found["on-time"].expected) == (
        "@bakers",
        True,
        (),
    )
    assert found["on-time"].weight is not None
    assert (found["waste"].kind, found["waste"].kpi) == ("keep", "waste")
    assert (found["licence"].kind, found["mood"].kind) == ("binary", "graded")
    assert [(i.title, i.serves, i.status) for i in made.initiatives] == [
        ("Clocks", ("on-time",), "doing"),
        ("Flour: finer", (), "planned"),
    ]
    rice = made.initiatives[1].rice
    assert rice is not None
    assert str(rice.score.normalize()) == "2E+2"  # 1500 x 0.5 x 0.8 / 3


def test_what_leads_elsewhere_leads_there_still(bakery: Path) -> None:
    close(bakery, "--to", "2027-Q1")
    text = (bakery / "2027-Q1/ovens/warm-at-six.md").read_text()
    assert "[the vans](../../2026-Q4/vans/short-way.md#minutes) and [the team](../../teams/ovens.md)" in text
    # 2026 does not contain 2027-Q1: the parent is left open.
    assert "# The parent was company/every-street#streets: what does it serve now?\nparent: TBD\n" in text


def test_a_parent_that_goes_on_too_is_named_as_it_will_be(tmp_path: Path) -> None:
    def objective(parent: str, key_results: str = MOVED) -> str:
        return f"---\ntitle: T\n{parent}key_results:\n  - {key_results}\n---\n"

    files = {
        "2026-Q4/company/top.md": objective(
            "", "{id: a, title: A, from: 1, to: 9}\n  - {id: b, title: B, binary: true}"
        ),
        "2026-Q4/ovens/one.md": objective("parent: company/top#a\n"),
        "2026-Q4/ovens/two.md": objective("parent: company/top#b\n"),
        "2026-Q4/company/checkins/2026-12-30.md": "---\nkey_results:\n  b: {done: true}\n---\n",
        "2026-Q4/company/review.md": (
            "---\nobjectives:\n  top: {decision: continue, carried_to: 2027-Q1/company/higher}\n---\n"
        ),
    }
    content = company(tmp_path, files) / "content"
    assert close(content, "--to", "2027-Q1").exit_code == 0
    assert "parent: company/higher#a\n" in (content / "2027-Q1/ovens/one.md").read_text()
    # What is done stays behind, and nothing can serve it.
    assert "parent: company/higher\n" in (content / "2027-Q1/ovens/two.md").read_text()
    assert errors(content) == []
    facts = check_content(content, today=date.fromisoformat(AFTER)).facts
    assert facts.alignment.parents["2027-Q1/ovens/one"].objective == "2027-Q1/company/higher"


def test_what_was_reached_or_given_up_stays(tmp_path: Path) -> None:
    files = {
        "2026-Q4/ovens/checkins/2026-12-30.md": "---\nkey_results:\n  on-time: {value: 95%}\n---\n",
        "2026-Q4/vans/review.md": REVIEWED.replace("adjust", "drop"),
    }
    content = company(tmp_path, files) / "content"
    assert close(content, "--to", "2027-Q1").exit_code == 0
    assert sorted(path.name for path in content.glob("2027-Q1/*/*")) == []


def test_a_target_that_was_reached_is_left_open(tmp_path: Path) -> None:
    files = {
        "2026-Q4/ovens/checkins/2026-12-30.md": "---\nkey_results:\n  on-time: {value: 96%}\n---\n",
        "2026-Q4/ovens/review.md": REVIEWED.replace("short-way", "warm-at-six"),
    }
    content = company(tmp_path, files) / "content"
    close(content, "--to", "2027-Q1")
    text = (content / "2027-Q1/ovens/warm-at-six.md").read_text()
    assert "    # It was to reach 95%, and it did: set a new target.\n    from: 96%\n    to: TBD\n" in text
    assert errors(content) == []


def test_a_second_time_does_nothing(bakery: Path) -> None:
    close(bakery, "--to", "2027-Q1")
    before = tree(bakery)
    again = close(bakery, "--to", "2027-Q1")
    assert again.exit_code == 0
    assert "There is nothing to write." in again.output
    assert "short-way.md  is there already" in again.output
    assert tree(bakery) == before


def test_a_dry_run_writes_nothing(bakery: Path) -> None:
    before = tree(bakery)
    result = close(bakery, "--to", "2027-Q1", "--dry-run")
    assert result.output.count("would write") == 4
    assert "4 files would be written." in result.output
    assert tree(bakery) == before


@pytest.mark.parametrize(
    ("arguments", "today", "words"),
    [
        ([], "2026-12-31", "2026-Q4 runs until 2026-12-31: close it when it has ended, or now with --early."),
        (["--to", "2026-Q3"], AFTER, "2026-Q3 does not come after 2026-Q4"),
        (["--to", "2026-Q4"], AFTER, "2026-Q4 does not come after 2026-Q4"),
        (["--to", "spring"], AFTER, "There is no cycle `spring`"),
        (["--to", "q1 2027"], AFTER, "Did you mean `2027-Q1`?"),
    ],
)
def test_what_cannot_be_is_wrong_use(bakery: Path, arguments: list[str], today: str, words: str) -> None:
    before = tree(bakery)
    result = close(bakery, *arguments, today=today)
    assert (result.exit_code, words in result.output) == (2, True), result.output
    assert tree(bakery) == before


def test_early_closes_a_cycle_that_runs(bakery: Path) -> None:
    assert close(bakery, "--early", today="2026-12-30").exit_code == 0
    assert (bakery / "2026-Q4/ovens/review.md").exists()


def test_faults_in_the_cycle_are_in_the_way(bakery: Path) -> None:
    (bakery / "2026-Q4/ovens/checkins/2026-12-31.md").write_text("---\nkey_results: [\n---\n")
    before = tree(bakery)
    result = close(bakery, "--to", "2027-Q1")
    assert result.exit_code == 1
    assert "2026-12-31.md:2" in result.output
    assert "Nothing was written" in result.output
    assert tree(bakery) == before


def test_the_example_company_closes(example_content: Path, tmp_path: Path) -> None:
    """A whole quarter: what is written passes the check, and what does not go on is not named."""
    import shutil

    content = shutil.copytree(example_content, tmp_path / "content")
    result = close(content, "--to", "2027-Q2")
    assert result.exit_code == 0, result.output
    assert errors(content) == []
    assert run("build", "--content", content, "--output", tmp_path / "site", "--today", AFTER).exit_code == 0
