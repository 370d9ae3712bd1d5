"""Content that changes while it is read: what is checked and published stood in the folder at one moment."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from project import COMPANY, TODAY, company, run, write

from okrsite.building import pipeline
from okrsite.building.report import Checked
from okrsite.loading import discover, outcomes
from okrsite.loading.standing import PAUSES

OTHER = {
    **{path: text.replace("title: ", "title: Other ") for path, text in COMPANY.items()},
    "teams/carts.md": "---\nname: Carts\nparent: company\n---\nAnother road.\n",
    "2026-Q4/carts/slow-way.md": COMPANY["2026-Q4/vans/short-way.md"].replace("short", "slow"),
}
"""The company on another branch: each objective reads otherwise, and one team has become another."""

GONE = ("teams/vans.md", "2026-Q4/vans/short-way.md")


def check_out(content: Path, files: Mapping[str, str]) -> None:
    """Have a content folder hold the files, as git does: each is a new one."""
    for path, text in files.items():
        new = write(content, {f".new/{path}": text}) / ".new" / path
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        new.replace(content / path)
    for path in GONE:
        (content / path).unlink(missing_ok=True)


def checked(content: Path) -> Checked:
    return pipeline.check_content(content, today=date.fromisoformat(TODAY))


def said(found: Checked) -> tuple[list[str], list[str]]:
    """What the company is taken to be: its teams, objectives and their titles."""
    portfolio = found.facts.portfolio
    return [team.id for team in portfolio.teams], [f"{one.id} {one.title}" for one in portfolio.objectives]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "PAUSES", tuple(0 for _ in PAUSES))


def test_another_branch_is_checked_out_after_any_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = said(checked(write(tmp_path / "other", {k: v for k, v in OTHER.items() if k not in GONE})))
    read = outcomes.read_text
    for moment in range(1, len(COMPANY) + 1):
        content = company(tmp_path / str(moment)) / "content"
        times = iter(range(1, 999))

        def reading(*given: Any, at: int = moment, to: Path = content, count: Any = times) -> str | None:
            text = read(*given)
            if next(count) == at:
                check_out(to, OTHER)
            return text

        monkeypatch.setattr(outcomes, "read_text", reading)
        assert said(checked(content)) == other, f"after {moment} files"


def test_what_comes_between_the_list_and_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = company(tmp_path) / "content"
    walk, done = discover._Walk.top, []

    def walking(self: Any) -> None:
        walk(self)
        if not done:
            done.append(True)
            check_out(content, OTHER)

    monkeypatch.setattr(discover._Walk, "top", walking)
    found = checked(content)
    assert "carts" in said(found)[0]
    assert not found.diagnostics or all(d.rule != "unreadable-file" for d in found.diagnostics)


def test_content_that_never_stands_still_is_told_and_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = company(tmp_path) / "content"
    read, count = outcomes.read_text, iter(range(10**6))

    def reading(*given: Any) -> str | None:
        write(content, {"index.md": f"Written {next(count)} times.\n"})
        return read(*given)

    monkeypatch.setattr(outcomes, "read_text", reading)
    result = run("build", "--content", content, "--today", TODAY, "--output", tmp_path / "site", "--no-cache")
    assert result.exit_code == 1
    assert "written while it is read" in result.output
    assert "Try again once all is saved" in result.output
    assert not (tmp_path / "site").exists()


def test_what_is_no_content_may_come_and_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = company(tmp_path) / "content"
    read, count = outcomes.read_text, iter(range(10**6))

    def reading(*given: Any) -> str | None:
        write(content, {f"teams/.{next(count)}.swp": "An editor's own."})
        return read(*given)

    monkeypatch.setattr(outcomes, "read_text", reading)
    assert not checked(content).diagnostics
    assert next(count) <= len(COMPANY), "it is read once"
