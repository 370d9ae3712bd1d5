"""`okrsite check --format`: the document alone on the output, the summary beside it, the same exit codes."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from project import COMPANY, FAULTY, TODAY, WARNED, company, okrsite, run, tree
from repositories import Repo

from okrsite.cli.check import FORMATS

MACHINES = sorted(FORMATS.keys() - {"text"})


@pytest.fixture(autouse=True)
def no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests may themselves run on GitHub."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def paths_in(format_: str, text: str) -> list[str]:
    """The files that a document's findings are in."""
    if format_ == "github":
        return [line.partition("file=")[2].partition(",")[0] for line in text.splitlines()]
    if format_ == "junit":
        suites = ElementTree.fromstring(text.encode())
        return [suite.get("file", "") for suite in suites for _ in suite.iter("failure")]
    found = json.loads(text)
    if format_ == "gitlab":
        return [entry["location"]["path"] for entry in found]
    if format_ == "json":
        return [finding["path"] for finding in found["findings"]]
    places = [result["locations"][0]["physicalLocation"] for result in found["runs"][0]["results"]]
    return [place["artifactLocation"]["uri"] for place in places]


@pytest.mark.parametrize("format_", MACHINES)
def test_the_output_is_the_document_and_nothing_else(tmp_path: Path, format_: str) -> None:
    content = company(tmp_path, FAULTY) / "content"
    result = run("check", "--content", content, "--today", TODAY, "--format", format_)
    assert result.exit_code == 1
    assert len(paths_in(format_, result.stdout)) == (1 if format_ == "junit" else 2) + (format_ == "junit")
    assert "2 errors and no warnings in 3 objectives" in result.stderr
    assert "\x1b" not in result.stdout + result.stderr


@pytest.mark.parametrize("format_", MACHINES)
def test_nothing_wrong_is_a_document_too(tmp_path: Path, format_: str) -> None:
    content = company(tmp_path) / "content"
    result = run("check", "--content", content, "--today", TODAY, "--format", format_)
    assert result.exit_code == 0
    assert paths_in(format_, result.stdout) == []


@pytest.mark.parametrize("format_", MACHINES)
def test_warnings_stop_it_only_where_they_should(tmp_path: Path, format_: str) -> None:
    content = company(tmp_path, WARNED) / "content"
    arguments = ("check", "--content", content, "--today", TODAY, "--format", format_)
    assert run(*arguments).exit_code == 0
    strict = run(*arguments, "--strict")
    assert strict.exit_code == 1
    assert "With --strict, warnings keep the site from being published." in strict.stderr
    assert len(paths_in(format_, strict.stdout)) == 1


@pytest.mark.parametrize("format_", MACHINES)
@pytest.mark.parametrize("folder", ["", "our okrs/größe/"])
def test_paths_are_those_of_the_repository(tmp_path: Path, format_: str, folder: str) -> None:
    repo = Repo(tmp_path / "repo")
    content = repo.write_all({**COMPANY, **FAULTY}, f"{folder}content")
    done = okrsite("check", "--today", TODAY, "--format", format_, cwd=content.parent)
    named = {path.replace("%20", " ").replace("%C3%B6", "ö").replace("%C3%9F", "ß")
             for path in paths_in(format_, done.stdout)}  # fmt: skip
    assert named == {f"{folder}content/2026-Q4/vans/short-way.md"}


def test_outside_of_a_repository_paths_begin_at_the_current_folder(tmp_path: Path) -> None:
    company(tmp_path / "a b", FAULTY)
    done = okrsite("check", "--content", "a b/content", "--today", TODAY, "--format", "json", cwd=tmp_path)
    assert set(paths_in("json", done.stdout)) == {"a b/content/2026-Q4/vans/short-way.md"}
    done = okrsite(
        "check", "--content", ".", "--today", TODAY, "--format", "json", cwd=tmp_path / "a b" / "content"
    )
    assert set(paths_in("json", done.stdout)) == {"2026-Q4/vans/short-way.md"}


def test_silent_warnings_are_told_with_all_only(tmp_path: Path) -> None:
    allowed = WARNED["2026-Q4/vans/short-way.md"].replace(
        "key_results:", "allow:\n  objective-unaligned: we are new here\nkey_results:"
    )
    content = company(tmp_path, {"2026-Q4/vans/short-way.md": allowed}) / "content"
    arguments = ("check", "--content", content, "--today", TODAY, "--format", "sarif")
    assert json.loads(run(*arguments).stdout)["runs"][0]["results"] == []
    (result,) = json.loads(run(*arguments, "--all").stdout)["runs"][0]["results"]
    assert result["suppressions"][0]["justification"] == "we are new here"
    assert run(*arguments, "--all", "--strict").exit_code == 0


def test_a_draft_is_told_to_its_writer(tmp_path: Path) -> None:
    draft = FAULTY["2026-Q4/vans/short-way.md"].replace("owner:", "status: draft\nowner:")
    content = company(tmp_path, {"2026-Q4/vans/short-way.md": draft}) / "content"
    result = run("check", "--content", content, "--today", TODAY, "--format", "json")
    assert result.exit_code == 0
    assert {(f["draft"], f["severity"]) for f in json.loads(result.stdout)["findings"]} == {(True, "warning")}


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_a_file_takes_the_document(tmp_path: Path, format_: str) -> None:
    content = company(tmp_path, FAULTY) / "content"
    arguments = ("check", "--content", content, "--today", TODAY, "--format", format_)
    printed = run(*arguments)
    file = tmp_path / "größe report"
    file.write_text("what was there before is longer" * 1000, "utf-8")
    result = run(*arguments, "--output", file)
    assert (result.exit_code, result.stdout) == (1, "")
    assert file.read_bytes().decode() == printed.stdout
    assert "2 errors and no warnings" in result.stderr


def test_no_file_of_the_content_is_written_over(tmp_path: Path) -> None:
    content = company(tmp_path, FAULTY) / "content"
    before = tree(content)
    for output in (content / "index.md", content / "new.json"):
        result = run("check", "--content", content, "--today", TODAY, "--format", "json", "--output", output)
        assert result.exit_code == 2
        assert "lies in the content folder" in result.stderr
    missing = run("check", "--content", content, "--today", TODAY, "--output", tmp_path / "no" / "such.txt")
    assert (missing.exit_code, "can't be written: No such file" in missing.stderr) == (2, True)
    assert tree(content) == before


def test_the_page_of_a_run_on_github_has_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = FAULTY["2026-Q4/vans/short-way.md"]
    many = {f"2026-Q4/vans/way-{number}.md": bad for number in range(8)}
    content = company(tmp_path, many) / "content"
    summary = tmp_path / "summary.md"
    summary.write_text("## Before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    arguments = ("check", "--content", content, "--today", TODAY)
    result = run(*arguments, "--format", "github")
    assert result.stdout.count("::error ") == 16
    assert "GitHub shows 10 errors and 10 warnings of a step" in result.stderr
    text = summary.read_text("utf-8")
    assert text.startswith("## Before\n**OKRs:** 16 errors, 0 warnings\n")
    assert text.count("\n| error ") == 16
    run(*arguments, "--format", "gitlab")
    run(*arguments)
    assert summary.read_text("utf-8") == text
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    assert "The run's summary can't be written" in run(*arguments, "--format", "github").stderr


def test_the_schema_of_the_json_format(tmp_path: Path) -> None:
    result = run("check", "--format", "json", "--schema")
    assert json.loads(result.stdout)["$id"] == "urn:okrsite:check:1"
    assert run("check", "--format", "json", "--schema", "--output", tmp_path / "s.json").exit_code == 0
    assert (tmp_path / "s.json").read_text("utf-8") == result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--schema"], "--schema goes with --format json"),
        (["--yes"], "--yes goes with --fix"),
        (["--fix", "--format", "json"], "leave --format and --output out"),
        (["--fix", "--output", "x.patch"], "leave --format and --output out"),
        (["--format", "xml"], "'xml' is not one of"),
    ],
)
def test_options_that_do_not_go_together(tmp_path: Path, arguments: list[str], words: str) -> None:
    content = company(tmp_path) / "content"
    result = run("check", "--content", content, *arguments)
    assert (result.exit_code, words in result.stderr) == (2, True), result.stderr
