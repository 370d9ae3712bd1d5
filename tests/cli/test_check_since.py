"""`okrsite check --since`: only what a change causes, in files that it did not touch as well."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from project import COMPANY, TODAY, run
from repositories import Repo

WAY = "2026-Q4/vans/short-way.md"
GOAL = "2026/company/every-street.md"


@pytest.fixture(params=["content", "", "our okrs/größe"])
def folder(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def repo(tmp_path: Path, folder: str) -> Repo:
    """The small company with one warning and one error of old, committed."""
    made = Repo(tmp_path / "okrs")
    old = COMPANY[WAY].replace("parent: company/every-street\n", "").replace("20 minutes", "fast")
    made.write_all({**COMPANY, WAY: old}, folder)
    made.commit("Begin")
    return made


def since(repo: Repo, folder: str, revision: str = "HEAD", *arguments: str) -> Result:
    where = ("--content", repo.root / folder, "--today", TODAY)
    return run("check", *where, "--since", revision, *arguments)


def found(result: Result) -> list[tuple[str, str]]:
    """Rule and file of what a JSON report tells."""
    return [(f["rule"], f["path"]) for f in json.loads(result.stdout)["findings"]]


def at(folder: str, path: str) -> str:
    return f"{folder}/{path}" if folder else path


def test_what_was_there_before_is_not_told_and_does_not_fail(repo: Repo, folder: str) -> None:
    result = since(repo, folder)
    assert result.exit_code == 0
    assert "No errors and no warnings in 3 objectives" in result.stdout
    assert f"Only what is new since {repo.head[:10]} is told.\n" in result.stdout
    repo.edit(at(folder, WAY), "title: Take", "\n\n# moved down\ntitle: Take")
    assert since(repo, folder, "HEAD", "--strict").exit_code == 0


def test_removing_an_objective_breaks_its_children(repo: Repo, folder: str) -> None:
    repo.remove(at(folder, GOAL))
    result = since(repo, folder, "HEAD", "--format", "json")
    assert result.exit_code == 1
    assert ("parent-not-found", at(folder, "2026-Q4/ovens/warm-at-six.md")) in found(result)
    assert not any(path.endswith(WAY) for _, path in found(result))
    assert json.loads(result.stdout)["since"] == repo.head


def test_a_second_fault_of_a_kind_is_new(repo: Repo, folder: str) -> None:
    repo.edit(at(folder, WAY), "from: 45 minutes", "from: fast")
    result = since(repo, folder)
    assert result.exit_code == 1
    assert "1 error and no warnings" in result.stdout
    assert "`from: fast` is no number" in result.stdout


def test_what_is_settled_is_counted(repo: Repo, folder: str) -> None:
    repo.edit(at(folder, WAY), "to: fast", "to: 20 minutes")
    result = since(repo, folder)
    assert result.exit_code == 0
    assert "1 earlier finding is settled." in result.stdout


def test_a_renamed_file_brings_nothing_new(repo: Repo, folder: str) -> None:
    repo.rename(at(folder, WAY), at(folder, "2026-Q4/vans/shorter-way.md"))
    assert found(since(repo, folder, "HEAD", "--format", "json")) == []
    repo.commit("Rename")
    assert found(since(repo, folder, "HEAD^", "--format", "json")) == []


def test_a_merge_is_compared_with_the_branch_it_goes_to(repo: Repo, folder: str) -> None:
    repo.branch("proposal")
    repo.edit(at(folder, "teams/vans.md"), "parent: company", "parent: companyy")
    repo.commit("Propose")
    repo.switch("main")
    repo.edit(at(folder, "teams/ovens.md"), "parent: company", "parent: companyy")
    repo.commit("Meanwhile")
    repo.merge("proposal")
    repo.detach()
    assert found(since(repo, folder, "HEAD^1", "--format", "json")) == [
        ("unknown-team", at(folder, "teams/vans.md"))
    ]


def test_a_shallow_clone_with_both_commits_will_do(repo: Repo, folder: str, tmp_path: Path) -> None:
    repo.edit(at(folder, "teams/vans.md"), "parent: company", "parent: companyy")
    repo.commit("Propose")
    clone = repo.clone(tmp_path / "clone", depth=2)
    assert found(since(clone, folder, "HEAD^", "--format", "json")) == [
        ("unknown-team", at(folder, "teams/vans.md"))
    ]
    shallow = repo.clone(tmp_path / "shallow", depth=1)
    plain = run("check", "--content", shallow.root / folder, "--today", TODAY)
    assert "goalposts moved, can't be known: This clone is shallow" in plain.stderr
    result = since(shallow, folder, "HEAD^")
    assert result.exit_code == 2
    assert "fetch-depth: 0" in result.stderr


def test_where_there_was_no_content_all_is_new(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.write("README.md", "Nothing yet\n")
    repo.commit("Begin")
    repo.write_all({**COMPANY, WAY: COMPANY[WAY].replace("20 minutes", "fast")})
    result = since(repo, "content")
    assert result.exit_code == 1
    assert "There was no content at" in result.stdout


def test_a_folder_that_moved(repo: Repo, folder: str) -> None:
    if not folder:
        return
    repo.rename(folder, "elsewhere/content")
    repo.commit("Move")
    assert found(since(repo, "elsewhere/content", "HEAD^", "--format", "json")) == []


@pytest.mark.parametrize("revision", ["nope", "--all", "", "HEAD:content", "HEAD~5", "HEAD..main", "^HEAD"])
def test_no_such_commit(tmp_path: Path, revision: str) -> None:
    repo = Repo(tmp_path)
    repo.write_all(COMPANY)
    repo.commit("Begin")
    result = run("check", "--content", tmp_path / "content", "--today", TODAY, f"--since={revision}")
    assert result.exit_code == 2
    assert f"There is no commit `{revision}` in this repository." in result.stderr


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    content = tmp_path / "content"
    for path, text in COMPANY.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, "utf-8")
    result = run("check", "--content", content, "--today", TODAY, "--since", "HEAD")
    assert result.exit_code == 2
    assert "is in no git repository" in result.stderr
