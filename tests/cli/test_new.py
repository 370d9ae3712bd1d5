"""`okrsite new` writes files that pass the check, asks on a terminal only, and overwrites nothing."""

import os
import pty
import select
import signal
import time
from datetime import date
from pathlib import Path

import pytest
from bakery import company
from click.testing import CliRunner, Result
from project import TODAY, environment, okrsite, program, run, tree, write

from okrsite.building.pipeline import check_content
from okrsite.building.report import Checked
from okrsite.cli import asking
from okrsite.cli.main import main
from okrsite.diagnostics import Severity
from okrsite.rules.registry import COACHING

AUTUMN = ("--today", TODAY)


@pytest.fixture
def bakery(tmp_path: Path) -> Path:
    """The content folder of the small company."""
    return company(tmp_path) / "content"


def new(content: Path, *arguments: str, today: str = TODAY) -> Result:
    return run("new", *arguments, "--content", content, "--today", today)


def checked(content: Path, today: str = TODAY) -> Checked:
    return check_content(content, today=date.fromisoformat(today))


def errors(content: Path, today: str = TODAY) -> list[str]:
    found = checked(content, today).diagnostics
    return [f"{d.location} {d.rule}: {d.message}" for d in found if d.severity is Severity.ERROR]


def added(content: Path, before: dict[str, bytes]) -> dict[str, str]:
    """What is there now and was not before; fails where anything that was there has changed."""
    after = tree(content)
    assert {path: after[path] for path in before} == before
    return {path: data.decode() for path, data in after.items() if path not in before}


# objectives


def test_an_objective_with_all_that_is_needed_is_published(bakery: Path) -> None:
    before = tree(bakery)
    result = new(
        bakery,
        *("objective", "Bake what the street eats: no #1 left", "--team", "Ovens", "--cycle", "2026-Q4"),
        *("--parent", "company/every-street#streets", "--owner", 'O\'Hara: "Al"'),
        *("--key-result", "Loaves left at noon", "40", "10 loaves"),
        *("--key-result", "Fresh", "-1%", "1,500%"),
    )
    assert result.exit_code == 0, result.output
    ((path, text),) = added(bakery, before).items()
    assert path == "2026-Q4/ovens/bake-what-street-eats-no-1-left.md"
    assert f"Wrote {bakery / path}" in result.output
    assert "status:" not in text
    found = checked(bakery)
    assert [d for d in found.diagnostics if d.path == path and d.severity is Severity.ERROR] == []
    made = next(o for o in found.facts.portfolio.objectives if o.source.path == path)
    assert (made.title, made.owner) == ("Bake what the street eats: no #1 left", 'O\'Hara: "Al"')
    assert [(k.id, k.title) for k in made.key_results] == [
        ("loaves-left-at-noon", "Loaves left at noon"),
        ("fresh", "Fresh"),
    ]
    assert found.facts.alignment.parents[made.id].key_result == "streets"


def test_an_objective_with_anything_left_open_is_a_draft(bakery: Path) -> None:
    before = tree(bakery)
    result = new(bakery, "objective", "Bake for schools", "--team", "ovens")
    ((path, _),) = added(bakery, before).items()
    assert path == "2026-Q4/ovens/bake-schools.md"
    assert "because this is left open: the owner, the parent and the key results" in result.output
    assert errors(bakery) == []
    made = next(o for o in checked(bakery).facts.portfolio.objectives if o.source.path == path)
    assert made.draft
    assert run("build", "--content", bakery, "--output", bakery.parent / "site", *AUTUMN).exit_code == 0


def test_the_cycle_is_the_active_one_with_the_most_objectives(bakery: Path) -> None:
    assert "2026-Q4/vans" in new(bakery, "objective", "Drive less", "--team", "vans").output
    assert (
        "2027-Q1/vans"
        in new(bakery, "objective", "Drive less", "--team", "vans", "--cycle", "2027-Q1").output
    )
    assert errors(bakery) == []


def told_of(content: Path, path: str, today: str = TODAY) -> set[str]:
    """The rules that have something to say of a file."""
    return {d.rule for d in checked(content, today).diagnostics if d.path == path and not d.silent}


def test_what_joins_a_running_cycle_has_no_past(bakery: Path) -> None:
    """Its pace begins today, so that nobody asks at once why nothing was read."""
    words = ("objective", "Bread that schools look forward to", "--team", "ovens")
    known = ("--owner", "Noor", "--parent", "company/every-street", "--why", "Children skip breakfast.")
    measured = ("--key-result", "Schools that order", "3", "9", "--key-result", "Late mornings", "9", "2")
    before = tree(bakery)
    assert "Next: okrsite check\n" in new(bakery, *words, *known, *measured).output
    ((path, text),) = added(bakery, before).items()
    assert text.count(f"    added: {TODAY}\n") == 2
    assert told_of(bakery, path) == {"key-result-count"}
    before = tree(bakery)
    assert "It is a draft" in new(bakery, *words).output
    ((path, text),) = added(bakery, before).items()
    assert f"    to: TBD\n    added: {TODAY}\n" in text
    assert told_of(bakery, path) == set()


@pytest.mark.parametrize(
    ("today", "joined"), [("2026-10-10", False), ("2026-10-11", True), ("2026-09-01", False)]
)
def test_the_first_tenth_of_a_cycle_is_its_beginning(bakery: Path, today: str, joined: bool) -> None:
    # 9 of 92 days have passed before 10 October, 10 before the 11th.
    before = tree(bakery)
    assert (
        new(bakery, "objective", "Drive", "--team", "vans", "--cycle", "2026-Q4", today=today).exit_code == 0
    )
    ((_, text),) = added(bakery, before).items()
    assert (f"added: {today}" in text) is joined


def test_a_word_that_yaml_reads_as_nothing_is_a_name_all_the_same(bakery: Path) -> None:
    above = ("--parent", "company/every-street", "--owner", "Noor", "--key-result", "null", "1", "2")
    assert new(bakery, "objective", "Null", "--team", "ovens", *above).exit_code == 0
    below = ("--parent", "ovens/null", "--owner", "Lee", "--key-result", "TBD", "1", "2")
    assert new(bakery, "objective", "Drive", "--team", "vans", *below).exit_code == 0
    assert new(bakery, "team", "Null").exit_code == 0
    assert new(bakery, "team", "Below", "--parent", "null").exit_code == 0
    assert errors(bakery) == []
    found = checked(bakery).facts
    assert [k.id for k in found.directory.objectives["2026-Q4/ovens/null"].key_results] == ["null"]
    assert found.alignment.parents["2026-Q4/vans/drive"].objective == "2026-Q4/ovens/null"
    assert found.teams["below"].parent == "null"


def test_ids_that_are_taken_are_avoided(bakery: Path) -> None:
    for number in ("", "-2", "-3"):
        assert f"/drive-less{number}.md" in new(bakery, "objective", "Drive less", "--team", "vans").output
    result = new(bakery, "objective", "Drive", "--team", "vans", "--id", "short-way")
    assert (result.exit_code, "`short-way` is taken" in result.output) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--team", "oven"], "There is no team `oven`. Did you mean `ovens`?"),
        (["--team", "Ovens", "--cycle", "2026Q5"], "There is no cycle `2026Q5`"),
        (
            ["--team", "ovens", "--cycle", "2027Q1"],
            "Did you mean `2027-Q1`? `okrsite new cycle 2027-Q1` makes",
        ),
        (["--team", "ovens", "--parent", "company/every-streat"], "Did you mean `company/every-street`?"),
        (["--team", "ovens", "--parent", "a b"], "is no reference"),
        (
            ["--team", "ovens", "--cycle", "2027-Q1", "--parent", "2026/company/every-street"],
            "does not contain",
        ),
        (["--team", "ovens", "--key-result", "Loaves", "1", "1"], "nothing would move"),
        (["--team", "ovens", "--key-result", "Loaves", "many", "1"], "`many` is no number"),
        (["--team", "ovens", "--key-result", "Loaves", "1 day", "2%"], "different units"),
        (["--team", "ovens", "--id", "Warm Ovens"], "Did you mean `warm-ovens`?"),
    ],
)
def test_what_does_not_exist_is_told(bakery: Path, arguments: list[str], words: str) -> None:
    before = tree(bakery)
    result = new(bakery, "objective", "Bake", *arguments)
    assert result.exit_code == 2
    assert words in result.output.replace("\n", " ")
    assert added(bakery, before) == {}


def test_all_that_is_missing_is_named_at_once(bakery: Path) -> None:
    result = new(bakery, "objective", today="2028-01-01")
    assert result.exit_code == 2
    for option in ("TITLE:", "--team: its team, one of company, ovens, vans", "--cycle:"):
        assert f"\n  {option}" in result.output


# cycles, teams, KPIs


def test_a_cycle_is_a_folder_with_an_index(bakery: Path) -> None:
    before = tree(bakery)
    result = new(bakery, "cycle", "2027-Q1")
    assert added(bakery, before)["2027-Q1/index.md"].startswith("---\ntitle: Q1 2027\n---\n")
    assert "2027-Q1 runs from 2027-01-01 to 2027-03-31." in result.output
    assert errors(bakery) == []
    assert new(bakery, "cycle", "2027-Q1").exit_code == 2


def test_a_cycle_of_ones_own_needs_dates(bakery: Path) -> None:
    result = new(bakery, "cycle", "easter-push")
    assert result.exit_code == 2
    assert "--starts" in result.output
    assert "--ends" in result.output
    days = ("--starts", "2027-03-01", "--ends", "2027-03-28")
    assert new(bakery, "cycle", "easter-push", *days, "--title", "Easter: all hands").exit_code == 0
    (cycle,) = (c for c in checked(bakery).facts.portfolio.cycles if c.id == "easter-push")
    assert (cycle.title, str(cycle.starts), str(cycle.ends)) == ("Easter: all hands", days[1], days[3])
    assert errors(bakery) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["q1-2027"], "Did you mean `2027-Q1`?"),
        (["teams"], "can't be the name of a cycle"),
        (["Spring Push"], "can't be the name of a cycle"),
        (["spring", "--starts", "2027-03-01", "--ends", "2027-02-01"], "would end"),
        (["spring", "--starts", "1 March"], "is no date"),
    ],
)
def test_a_cycle_that_cannot_be(bakery: Path, arguments: list[str], words: str) -> None:
    before = tree(bakery)
    result = new(bakery, "cycle", *arguments)
    assert (result.exit_code, words in result.output.replace("\n", " ")) == (2, True), result.output
    assert added(bakery, before) == {}


def test_a_team_stands_below_the_company(bakery: Path) -> None:
    before = tree(bakery)
    names = ("--lead", "@ada", "--member", "no", "--member", "Jo: Malik")
    assert new(bakery, "team", "Märkte & Feste", *names).exit_code == 0
    assert list(added(bakery, before)) == ["teams/markte-feste.md"]
    team = checked(bakery).facts.teams["markte-feste"]
    assert (team.name, team.parent, team.lead) == ("Märkte & Feste", "company", "@ada")
    assert team.members == ("no", "Jo: Malik")
    assert errors(bakery) == []


def test_the_first_team_is_the_company(tmp_path: Path) -> None:
    content = write(tmp_path, {"okrsite.yml": "company: New\n"})
    assert new(content, "team", "New Ltd").exit_code == 0
    assert new(content, "team", "Growth").exit_code == 0
    assert errors(content) == []
    assert checked(content).facts.teams["growth"].parent == "new-ltd"


def test_a_kpi_has_its_table_beside_it(bakery: Path) -> None:
    before = tree(bakery)
    limits = ("--unit", "%", "--at-least", "95", "--at-most", "100%", "--value", "97.5%")
    assert new(bakery, "kpi", "Bread on time", *limits).exit_code == 0
    assert added(bakery, before)["kpis/bread-time.csv"] == f"date,value\n{TODAY},97.5%\n"
    (kpi,) = (k for k in checked(bakery).facts.portfolio.kpis if k.id == "bread-time")
    assert (kpi.at_least and kpi.at_least.text, [r.value.text for r in kpi.readings]) == ("95%", ["97.5%"])
    assert new(bakery, "kpi", "Bread", "--value", "1,500").exit_code == 0
    assert (bakery / "kpis/bread.csv").read_text() == f'date,value\n{TODAY},"1,500"\n'
    assert new(bakery, "kpi", "Empty").exit_code == 0
    assert errors(bakery) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--at-least", "5", "--at-most", "4"], "swap the two"),
        (["--unit", "%", "--value", "3 days"], "but the KPI is in `%`"),
        (["--at-most", "lots"], "`lots` is no number"),
        (["--id", "waste"], "`waste` is taken"),
    ],
)
def test_a_kpi_that_cannot_be(bakery: Path, arguments: list[str], words: str) -> None:
    result = new(bakery, "kpi", "Bread", *arguments)
    assert (result.exit_code, words in result.output) == (2, True), result.output


# check-ins


def test_a_check_in_publishes_nothing_old(bakery: Path) -> None:
    before = tree(bakery)
    result = new(bakery, "check-in", "--team", "ovens")
    assert result.exit_code == 0
    ((path, text),) = added(bakery, before).items()
    assert path == f"2026-Q4/ovens/checkins/{TODAY}.md"
    # 51 of 92 days have passed: 60 + 35 * 51 / 92 = 79.4.
    assert "  # was 71% on 6 Nov 2026, confidence 6; 79% would be on pace\n" in text
    assert "  warm-at-six#on-time:\n    value:\n    confidence:\n" in text
    assert "the KPI waste" in text
    for heading in ("## What changed", "## Impediments", "## Next"):
        assert f"\n{heading}\n" in text
    found = checked(bakery)
    assert [d for d in found.diagnostics if d.rule not in COACHING] == []
    score = found.facts.scores["2026-Q4/ovens/warm-at-six"].key_results["on-time"]
    assert score.last is not None
    assert str(score.last.day) == "2026-11-06"


def test_a_script_can_say_everything(bakery: Path) -> None:
    result = new(
        bakery,
        *("check-in", "--team", "ovens", "--author", "Noor: H", "--value", "on-time=75"),
        *("--confidence", "warm-at-six#on-time=8", "--note", "on-time=Vendor slipped: # again"),
    )
    assert result.exit_code == 0, result.output
    text = (bakery / f"2026-Q4/ovens/checkins/{TODAY}.md").read_text()
    assert "Not read today: warm-at-six#waste." in text
    found = checked(bakery)
    assert [d for d in found.diagnostics if d.rule not in COACHING] == []
    last = found.facts.readings.of("2026-Q4/ovens/warm-at-six", "on-time")[-1]
    assert last.value is not None
    assert (last.value.text, last.confidence, last.note) == ("75%", 8, "Vendor slipped: # again")


def test_all_that_does_not_fit_is_told_at_once(bakery: Path) -> None:
    result = new(
        bakery,
        *("check-in", "--team", "ovens", "--value", "on-tme=75", "--value", "waste=soon", "--value", "waste"),
        *("--confidence", "on-time=11", "--note", "on-time=a", "--note", "warm-at-six#on-time=b"),
    )
    assert result.exit_code == 2
    assert "--note warm-at-six#on-time=b: it is given twice" in result.output
    for words in ("no key result `on-tme`", "`soon` is no number", "write it like", "from 0 (no way) to 10"):
        assert words in result.output


def test_the_second_check_in_of_a_day_has_a_suffix_that_counts(bakery: Path) -> None:
    names = []
    for author in ("", "Noor Haddad", "Ada Chen", "Ada Chen"):
        output = new(bakery, "check-in", "--team", "vans", "--author", author).output
        names.append(output.splitlines()[0].rpartition("/")[2])
    # A later name counts, so that `ada` can't follow `noor`.
    assert names == [f"{TODAY}{suffix}.md" for suffix in ("", "-noor", "-noor-2", "-noor-2-2")]
    assert names == sorted(names, key=lambda name: name.removesuffix(".md"))
    assert errors(bakery) == []


def test_an_objective_that_is_shared_is_offered(tmp_path: Path) -> None:
    text = "---\ntitle: Ride\nparent: company/every-street\nwith: ovens\nkey_results:\n" + (
        "  - {id: rides, title: Rides, from: 1, to: 9}\n  - {id: late, title: Late, at_most: 3}\n---\n"
    )
    content = company(tmp_path, {"2026-Q4/vans/ride.md": text}) / "content"
    result = new(content, "check-in", "--team", "ovens", "--value", "vans/ride#rides=4")
    assert result.exit_code == 0, result.output
    assert errors(content) == []
    assert checked(content).facts.scores["2026-Q4/vans/ride"].key_results["rides"].progress is not None


def test_a_check_in_without_anything_to_read_says_where_there_is(bakery: Path) -> None:
    result = new(bakery, "check-in", "--team", "ovens", today="2027-02-01")
    assert result.exit_code == 2
    assert "It has some in 2026-Q4: name one with --cycle." in result.output
    result = new(bakery, "check-in", "--team", "ovens", "--cycle", "2026-Q4", today="2027-02-01")
    assert "counts as the final value" in result.output
    assert errors(bakery, "2027-02-01") == []


# reviews


@pytest.mark.parametrize(
    ("value", "outcome", "question"),
    [
        ("95%", "delivered", "Which of our initiatives worked, and how do we know?"),
        ("99%", "exceeded", "Was the target too low, or was the market kind?"),
        ("90%", "fell short", "Without blame: which two or three things would we do differently?"),
        ("61%", "failed to deliver", "Without blame: was the cause ours, or outside?"),
    ],
)
def test_a_review_asks_what_fits(tmp_path: Path, value: str, outcome: str, question: str) -> None:
    # (99 - 60) / 35 = 1.11, (90 - 60) / 35 = 0.86, (61 - 60) / 35 = 0.03
    last = f"---\nkey_results:\n  warm-at-six#on-time:\n    value: {value}\n---\n"
    content = company(tmp_path, {"2026-Q4/ovens/checkins/2026-12-30.md": last}) / "content"
    assert new(content, "review", "--team", "ovens", today="2027-01-05").exit_code == 0
    text = (content / "2026-Q4/ovens/review.md").read_text()
    below = text.partition(question)[2].partition("\n## ")[0]
    assert f"- Mornings with bread on the shelf at six ({outcome}: {value}, from 60% to 95%)" in below
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## What worked",
        "## What surprised us",
        "## What we do differently",
    ]
    assert errors(content, "2027-01-05") == []
    assert new(content, "review", "--team", "ovens", today="2027-01-05").exit_code == 2


# where nobody is asked, and where somebody is


def test_a_kind_that_is_none(bakery: Path) -> None:
    result = new(bakery, "objectiv")
    assert (result.exit_code, "Did you mean 'objective'?" in result.output) == (2, True)


def test_no_content_is_wrong_use(tmp_path: Path) -> None:
    result = run("new", "cycle", "2027-Q1", "--content", tmp_path / "none")
    assert (result.exit_code, "There is no content folder" in result.output) == (2, True)


def test_nothing_is_asked_in_a_pipe(bakery: Path) -> None:
    result = okrsite("new", "objective", "--content", bakery, *AUTUMN)
    assert result.returncode == 2
    assert "This is missing" in result.stderr


def answered(
    monkeypatch: pytest.MonkeyPatch, content: Path, arguments: list[str], answers: list[str]
) -> Result:
    """Run a command as on a terminal, with what somebody types."""
    monkeypatch.setattr(asking, "on_terminal", lambda: True)
    words = ["new", *arguments, "--content", str(content), *AUTUMN]
    return CliRunner().invoke(main, words, input="".join(f"{answer}\n" for answer in answers))


def test_an_objective_is_asked_for(bakery: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ["", "Bake for schools", "oven", "Ovens", "", "company/nothing", "company/every-street", "Noor"]
    answers += ["Schools that order", "none", "3", "3", "9", "", "Children eat # what is there."]
    result = answered(monkeypatch, bakery, ["objective"], answers)
    assert result.exit_code == 0, result.output
    assert "Did you mean `ovens`" in result.output
    assert "nothing would move" in result.output
    text = (bakery / "2026-Q4/ovens/bake-schools.md").read_text()
    assert "status: draft" not in text
    assert "  - id: schools-that-order\n    title: Schools that order\n    from: 3\n    to: 9\n" in text
    assert text.endswith("---\nChildren eat # what is there.\n")
    assert errors(bakery) == []


def test_a_check_in_is_asked_for_key_result_by_key_result(
    bakery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["Noor", "soon", "80", "8", "", "", "The clock works.", "", "Bake: earlier"]
    result = answered(monkeypatch, bakery, ["check-in", "--team", "ovens"], answers)
    assert result.exit_code == 0, result.output
    assert "was 71% on 6 Nov 2026, confidence 6; 79% would be on pace" in result.output
    assert "`soon` is no number" in result.output
    assert "= 57% of the way" in result.output  # (80 - 60) / 35
    text = (bakery / f"2026-Q4/ovens/checkins/{TODAY}.md").read_text()
    assert "    value: 80%\n    confidence: 8\n" in text
    assert "## What changed\n\nThe clock works.\n\n## Impediments\n\n## Next\n\nBake: earlier\n" in text
    assert errors(bakery) == []


def test_who_grows_doubtful_is_asked_why(bakery: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ["", "71", "3", "The old oven: gone", "", "", "", "", ""]  # it was 6
    result = answered(monkeypatch, bakery, ["check-in", "--team", "ovens"], answers)
    assert result.exit_code == 0, result.output
    assert "It was 6: what did you learn (Enter skips)" in result.output
    path = f"2026-Q4/ovens/checkins/{TODAY}.md"
    assert '    confidence: 3\n    note: "The old oven: gone"\n' in (bakery / path).read_text()
    assert "confidence-fell-silently" not in told_of(bakery, path)


def test_who_grows_a_little_doubtful_is_not(bakery: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = answered(monkeypatch, bakery, ["check-in", "--team", "ovens"], ["", "71", "4", *[""] * 5])
    assert (result.exit_code, "what did you learn (Enter" in result.output) == (0, False)


def test_what_does_not_go_together_is_asked_again(bakery: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ["spring", "2027-03-02", "2027-03-01", "2027-03-31"]
    result = answered(monkeypatch, bakery, ["cycle"], answers)
    assert "The cycle would end (2027-03-01) before it starts (2027-03-02)" in result.output
    assert "spring runs from 2027-03-02 to 2027-03-31" in result.output
    result = answered(monkeypatch, bakery, ["kpi", "Crumbs"], ["", "", "5", "4", "6", ""])
    assert "No value is at least 5 and at most 4" in result.output
    assert "at_least: 5\nat_most: 6\n" in (bakery / "kpis/crumbs.md").read_text()
    assert errors(bakery) == []


def test_no_input_asks_nothing_on_a_terminal(bakery: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = answered(monkeypatch, bakery, ["objective", "--no-input"], [])
    assert (result.exit_code, "This is missing" in result.output) == (2, True)


def test_ctrl_c_in_a_real_terminal_leaves_no_file(bakery: Path) -> None:
    before = tree(bakery)
    child, terminal = pty.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests in the background ignores it
        words = ["okrsite", "new", "objective", "--content", str(bakery), *AUTUMN]
        os.execve(program(), words, environment(TERM="xterm"))
    seen, sent, until = b"", 0, time.monotonic() + 60
    keys = [(b"care about: ", b"Bake\n"), (b"Its team: ", b"ovens\n"), (b"[2026-Q4]: ", b"\x03")]
    while time.monotonic() < until or os.kill(child, signal.SIGKILL):
        if select.select([terminal], [], [], 1)[0]:
            try:
                data = os.read(terminal, 4096)
            except OSError:  # the other side has closed
                break
            if not data:
                break
            seen += data
        elif sent == len(keys):  # Python can miss the first one just before it begins to wait
            os.write(terminal, b"\x03")
        if sent < len(keys) and keys[sent][0] in seen:
            os.write(terminal, keys[sent][1])
            sent += 1
    _, ended = os.waitpid(child, 0)
    os.close(terminal)
    assert sent == len(keys), seen.decode(errors="replace")
    assert os.waitstatus_to_exitcode(ended) == asking.INTERRUPTED
    assert b"Nothing was written." in seen
    assert tree(bakery) == before
