"""`okrsite init` writes a small repository that builds at once, whatever the day and the company's name."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from project import TODAY, okrsite, run, tree, write

from okrsite.building.pipeline import check_content
from okrsite.cli.main import COMMANDS
from okrsite.starter import starter_files
from okrsite.starter.editor import EXTENSIONS, SCHEMAS

NAMES = [
    "Acme Cookware",
    'Bob\'s "Best": Bikes #1',
    "'Quoted'",
    "{curly} & <b>",
    "- dash",
    "@home",
    "100% Pure",
    "no",
    "null",
    "1984",
    "2026-11-20",
    "Übermut & Söhne GmbH",
    "株式会社",
    "C:\\Windows",
    "Fix: it",
    "* star",
    "TBD",
    "---",
    "~",
    "[x]",
]

DAYS = [
    *("2026-01-01", "2026-01-02", "2026-02-28", "2026-03-31", "2026-04-01", "2026-06-30"),
    *("2026-07-01", "2026-09-30", "2026-10-01", "2026-11-20", "2026-12-31", "2028-02-29", "2029-01-01"),
]


def findings(folder: Path, today: date) -> list[str]:
    checked = check_content(folder / "content", today=today)
    return [f"{d.location} {d.rule} {d.message}" for d in checked.diagnostics]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    today = date.fromisoformat(TODAY)
    write(tmp_path, starter_files(name, today))
    checked = check_content(tmp_path / "content", today=today)
    assert checked.diagnostics == ()
    assert checked.facts.portfolio.settings.company == name
    assert {team.id: team.name for team in checked.facts.portfolio.teams}["company"] == name


@pytest.mark.parametrize("day", DAYS)
def test_any_day_will_do(tmp_path: Path, day: str) -> None:
    today = date.fromisoformat(day)
    write(tmp_path, starter_files("Acme", today))
    assert findings(tmp_path, today) == []
    assert findings(tmp_path, today + timedelta(days=1)) == []
    check_ins = {path.stem for path in tmp_path.glob("content/*/*/checkins/*.md")}
    assert len(check_ins) == 1
    assert f"{today.year}-{(today.month - 1) // 3 * 3 + 1:02}-01" <= min(check_ins) <= day


@pytest.mark.parametrize("month", range(1, 13))
def test_the_cycle_is_the_quarter_of_the_day(tmp_path: Path, month: int) -> None:
    result = run("init", tmp_path / "new", "--today", f"2027-{month:02}-15")
    assert result.exit_code == 0
    cycles = {path.name for path in (tmp_path / "new" / "content").iterdir() if path.name[0] == "2"}
    assert cycles == {f"2027-Q{(month + 2) // 3}"}


def test_it_builds_and_every_kind_of_page_has_something_to_show(tmp_path: Path) -> None:
    assert okrsite("init", "our okrs", "--company", NAMES[1], cwd=tmp_path).returncode == 0
    result = okrsite("build", "--strict", cwd=tmp_path / "our okrs")
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.startswith("No errors and no warnings in 2 objectives, 2 check-ins and 2 teams.\n")
    home = (tmp_path / "our okrs" / "build" / "index.html").read_text("utf-8")
    assert "Bob&#39;s &#34;Best&#34;: Bikes #1" in home
    assert "Be the tool that customers recommend to each other" in home


def test_what_it_prints_leads_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    output = run("init", "our okrs", "--today", TODAY).output
    files = [line.strip() for line in output.partition("\n\n")[0].splitlines()]
    assert sorted(files) == sorted(f"our okrs/{path}" for path in tree(tmp_path / "our okrs"))
    assert output.endswith("\n\nNext:\n  cd 'our okrs'\n  okrsite serve --open\n")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run("init").output.endswith("\n\nNext:\n  okrsite serve --open\n")


def test_editors_find_what_they_need(tmp_path: Path) -> None:
    run("init", tmp_path, "--today", TODAY)
    settings = json.loads((tmp_path / ".vscode" / "settings.json").read_text("utf-8"))
    assert settings["glspc.server.command"] == "okrsite"
    assert settings["glspc.server.commandArguments"] == ["lsp"]
    assert "lsp" in COMMANDS
    recommended = json.loads((tmp_path / ".vscode" / "extensions.json").read_text("utf-8"))["recommendations"]
    assert recommended == list(EXTENSIONS)
    file = tmp_path / "content" / "okrsite.yml"
    first = file.read_text("utf-8").splitlines()[0]
    schema = file.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert schema.resolve() == (tmp_path / SCHEMAS / "settings.json").resolve()
    assert json.loads(schema.read_text("utf-8"))["$id"] == "urn:okrsite:schema:settings"


def test_editors_of_others_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, {".vscode/settings.json": "{}"})
    assert ".vscode/settings.json  (kept as it was)" in run("init", tmp_path).output
    assert (tmp_path / ".vscode" / "settings.json").read_text("utf-8") == "{}"


def test_it_overwrites_nothing(tmp_path: Path) -> None:
    mine = {"README.md": "mine\n", "src/main.py": "print()\n"}
    write(tmp_path, mine)
    result = run("init", tmp_path)
    assert result.exit_code == 0
    assert "README.md  (kept as it was)" in result.output
    after = tree(tmp_path)
    assert {path: after[path].decode() for path in mine} == mine
    assert "content/okrsite.yml" in after


@pytest.mark.parametrize("there", ["content/teams/a.md", "content"])
def test_it_leaves_content_alone(tmp_path: Path, there: str) -> None:
    write(tmp_path, {there: "mine\n"})
    before = tree(tmp_path)
    assert run("init", tmp_path).exit_code == 2
    assert tree(tmp_path) == before


def test_the_same_words_give_the_same_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("init", tmp_path / name, "--company", "Acme", "--today", TODAY)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_what_is_built_is_no_change_for_git(tmp_path: Path) -> None:
    run("init", tmp_path, "--today", TODAY)
    assert "/build/" in (tmp_path / ".gitignore").read_text().splitlines()
