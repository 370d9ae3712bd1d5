"""`okrsite import`: content files from what people kept elsewhere."""

import subprocess
import sys
from pathlib import Path

import pytest
from project import TODAY, company, okrsite, run, tree, write

LIST = """# Bakery OKRs, Q4 2026

## Ovens
### O1: Bake with less heat (@noor)
- KR1: Gas from 90 to 60 (currently 80)
- KR2: Ship the plan

## Night Shift
### O2: Sleep enough
- KR: Hours of at least 7
Parent: Be the bakery of every street
"""
CSV = """Team,Objective,Key Result,Start,Target
Ovens,Bake with less heat,Gas,90,60
Vans,Drive less,Kilometres,500,lots
"""


def written(folder: Path, name: str, text: str) -> Path:
    return write(folder, {name: text}) / name


def import_(here: Path, kind: str, file: Path, *options: str) -> tuple[int, str]:
    result = run("import", kind, file, "--content", here / "content", "--today", TODAY, *options)
    assert "Traceback" not in result.output
    return result.exit_code, result.output


def test_a_list_into_a_company(tmp_path: Path) -> None:
    company(tmp_path)
    before = tree(tmp_path / "content")
    code, said = import_(tmp_path, "markdown", written(tmp_path, "our okrs.md", LIST))
    assert code == 0, said
    after = tree(tmp_path / "content")
    assert before.items() < after.items()
    assert after.keys() - before.keys() == {
        "2026-Q4/ovens/bake-less-heat.md",
        "2026-Q4/ovens/checkins/2026-11-20.md",
        "2026-Q4/night-shift/sleep-enough.md",
        "teams/night-shift.md",
    }
    assert after["2026-Q4/night-shift/sleep-enough.md"].decode() == (
        "---\ntitle: Sleep enough\nparent: 2026/company/every-street\nkey_results:\n"
        "  - id: hours-of-at-least-7\n    title: Hours of at least 7\n    at_least: 7\n---\n"
    )
    assert after["2026-Q4/ovens/checkins/2026-11-20.md"].decode() == (
        "---\nkey_results:\n  bake-less-heat#gas-from-90-to-60:\n    value: 80\n---\n"
    )
    assert "Wrote 2 objectives with 3 key results and 1 reading in 4 files, from our okrs.md." in said
    assert run("check", "--content", tmp_path / "content", "--today", TODAY).exit_code == 0


def test_what_is_there_is_kept(tmp_path: Path) -> None:
    company(tmp_path)
    file = written(tmp_path, "okrs.md", LIST)
    assert import_(tmp_path, "markdown", file)[0] == 0
    before = tree(tmp_path / "content")
    code, said = import_(tmp_path, "markdown", file)
    assert code == 1
    assert "2026-Q4/ovens/bake-less-heat.md is there already and was kept as it is" in said
    assert "Wrote no objectives" in said
    assert tree(tmp_path / "content") == before


def test_another_objective_of_the_same_words_gets_a_name_of_its_own(tmp_path: Path) -> None:
    company(tmp_path, {"2026-Q4/ovens/bake-less-heat.md": "---\ntitle: Other words\n---\n"})
    assert import_(tmp_path, "markdown", written(tmp_path, "okrs.md", LIST))[0] == 0
    assert b"Other words" in tree(tmp_path / "content")["2026-Q4/ovens/bake-less-heat.md"]
    assert b"Bake with less heat" in tree(tmp_path / "content")["2026-Q4/ovens/bake-less-heat-2.md"]


def test_a_second_check_in_of_the_day(tmp_path: Path) -> None:
    company(
        tmp_path,
        {"2026-Q4/ovens/checkins/2026-11-20.md": "---\nkey_results:\n  on-time: {value: 72%}\n---\n"},
    )
    assert import_(tmp_path, "markdown", written(tmp_path, "okrs.md", LIST))[0] == 0
    assert (tmp_path / "content/2026-Q4/ovens/checkins/2026-11-20-import.md").is_file()
    assert run("check", "--content", tmp_path / "content", "--today", TODAY).exit_code == 0


def test_what_could_not_be_placed_is_told_and_the_rest_is_written(tmp_path: Path) -> None:
    company(tmp_path)
    code, said = import_(tmp_path, "csv", written(tmp_path, "okrs.csv", CSV))
    assert code == 1
    assert "okrs.csv, row 3, target  not placed\n  `lots` is no figure\n  → Write it like" in said
    assert "1 thing could not be placed" in said
    assert b"title: Kilometres\n---" in tree(tmp_path / "content")["2026-Q4/vans/drive-less.md"]
    assert run("check", "--content", tmp_path / "content", "--today", TODAY).exit_code == 0


def test_a_dry_run_shows_and_writes_nothing(tmp_path: Path) -> None:
    company(tmp_path)
    before = tree(tmp_path)
    file = written(tmp_path, "okrs.md", LIST)
    code, said = import_(tmp_path, "markdown", file, "--dry-run")
    assert code == 0
    assert f"Would write {tmp_path / 'content/2026-Q4/night-shift/sleep-enough.md'}" in said
    assert "    title: Sleep enough" in said
    assert tree(tmp_path) == before | {"okrs.md": LIST.encode()}


def test_into_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    file = written(tmp_path, "okrs.csv", CSV.replace("lots", "400"))
    code, said = import_(tmp_path, "csv", file)
    assert (code, "name it with --cycle" in said) == (2, True)
    code, said = import_(tmp_path, "csv", file, "--cycle", "2026-q4", "--company", "Harbour Bakery: All")
    assert code == 0, said
    made = tree(tmp_path / "content")
    assert made["okrsite.yml"] == b'company: "Harbour Bakery: All"\n'
    assert made["teams/company.md"] == b'---\nname: "Harbour Bakery: All"\n---\n'
    assert made["teams/vans.md"] == b"---\nname: Vans\nparent: company\n---\n"
    assert run("build", "--content", tmp_path / "content", "--output", tmp_path / "site").exit_code == 0


def test_the_team_of_what_names_none(tmp_path: Path) -> None:
    company(tmp_path)
    file = written(tmp_path, "okrs.md", "- O: Win\n  - KR: 5 wins\n")
    assert import_(tmp_path, "markdown", file, "--team", "Vans")[0] == 0
    assert import_(tmp_path, "markdown", file)[0] == 0
    made = tree(tmp_path / "content")
    assert {"2026-Q4/vans/win.md", "2026-Q4/company/win.md"} <= made.keys()


@pytest.mark.parametrize("cycle", ["2026-Q3", "2027-Q1"])
def test_figures_of_other_cycles(tmp_path: Path, cycle: str) -> None:
    company(tmp_path)
    file = written(tmp_path, "okrs.csv", "Objective,KR,From,To,Current\nWin,Wins,1,5,3\n")
    assert import_(tmp_path, "csv", file, "--cycle", cycle)[0] == 0
    day = {"2026-Q3": "2026-09-30", "2027-Q1": TODAY}[cycle]
    assert (tmp_path / f"content/{cycle}/company/checkins/{day}.md").is_file()
    assert run("check", "--content", tmp_path / "content", "--today", TODAY).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("csv", "FILE", "--map", "Goal"), "--map takes a column and a field"),
        (("csv", "FILE", "--map", "Goal=objektive"), "Did you mean `objective`?"),
        (("csv", "FILE", "--cycle", "soon!"), "is no cycle"),
        (("csv", "FILE", "--sheet", "One"), "--sheet goes with xlsx"),
        (("markdown", "FILE", "--map", "a=team"), "--map names columns"),
        (("xlsx", "FILE"), "is no .xlsx workbook"),
        (("csv", "no.csv"), "does not exist"),
        (("docx", "FILE"), "is not one of"),
    ],
)
def test_wrong_use(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    company(tmp_path)
    before = tree(tmp_path)
    file = written(tmp_path, "okrs.csv", CSV)
    used = [str(file) if one == "FILE" else one for one in arguments]
    result = run("import", *used, "--content", tmp_path / "content", "--today", TODAY)
    assert result.exit_code == 2
    assert words in result.stderr
    assert tree(tmp_path) == before | {"okrs.csv": CSV.encode()}


def test_no_content_folder(tmp_path: Path) -> None:
    result = run("import", "csv", written(tmp_path, "a.csv", CSV), "--content", tmp_path / "none")
    assert result.exit_code == 2
    assert "There is no content folder" in result.stderr


def test_control_characters_reach_neither_files_nor_the_terminal(tmp_path: Path) -> None:
    company(tmp_path)
    text = 'Objective,KR,To,Odd\n"\x1b[31mWin\x07\nit","\x00\x08x",\x1b]0;5,\x1b[2J\n'.replace("\x00", "")
    code, said = import_(tmp_path, "csv", written(tmp_path, "okrs.csv", text))
    assert code == 1
    assert "\x1b" not in said
    assert b"title: '[31mWin it'" in b"".join(tree(tmp_path / "content").values()).replace(b'"', b"'")
    assert run("check", "--content", tmp_path / "content", "--today", TODAY).exit_code == 0


def test_a_link_out_of_the_content_folder_is_not_followed(tmp_path: Path) -> None:
    company(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "content/2026-Q4/night-shift").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    result = run(
        "import",
        "markdown",
        written(tmp_path, "okrs.md", LIST),
        "--content",
        tmp_path / "content",
        "--today",
        TODAY,
    )
    assert result.exit_code == 2
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_help_is_quick_to_load(tmp_path: Path) -> None:
    code = "import sys; from okrsite.cli.import_ import import_; from okrsite.cli.export import export;"
    code += "print([m for m in ('openpyxl', 'icalendar', 'yaml', 'markdown_it') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.strip() == "[]"


def test_import_is_a_command_of_the_program(tmp_path: Path) -> None:
    done = okrsite("import", "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "okrsite import [OPTIONS] csv|xlsx|markdown FILE" in done.stdout
