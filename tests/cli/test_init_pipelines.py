"""`okrsite init --ci` writes pipelines, for a new repository and for one that is there, and overwrites
nothing."""

from pathlib import Path

import pytest
import yaml
from forges import parsed
from project import COMPANY, TODAY, company, run, tree, write
from repositories import Repo

from okrsite import __version__

WORKFLOWS = {f".github/workflows/okrs-{name}.yml" for name in ("check", "comment", "publish")}
PIPELINES = {"github": WORKFLOWS, "gitlab": {".gitlab-ci.yml"}}


def value(text: str, name: str) -> str:
    """What a variable of a pipeline is set to."""
    pipeline = parsed(text)
    variables = pipeline.get("env") or pipeline[".okrs"]["variables"]
    found = variables[name]
    assert isinstance(found, str)
    return found


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_a_new_repository_has_them(tmp_path: Path, forge: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "without", "--today", TODAY).exit_code == 0
    result = run("init", "with", "--today", TODAY, "--ci", forge)
    assert result.exit_code == 0, result.output
    assert set(tree(tmp_path / "with")) - set(tree(tmp_path / "without")) == PIPELINES[forge]
    named = [line.strip() for line in result.output.partition("\n\n")[0].splitlines()]
    assert sorted(named) == sorted(f"with/{path}" for path in tree(tmp_path / "with"))
    assert {"github": "Settings > Pages", "gitlab": "OKRSITE_TOKEN"}[forge] in result.output
    assert result.output.endswith("\n  cd with\n  okrsite serve --open\n")
    for path in PIPELINES[forge]:
        text = (tmp_path / "with" / path).read_text("utf-8")
        if "comment" not in path:
            assert value(text, "CONTENT") == "content"
            assert f"okrsite=={__version__}" in text


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_where_okrs_are_only_the_pipelines_are_written(tmp_path: Path, forge: str) -> None:
    company(tmp_path)
    write(tmp_path, {"README.md": "mine\n"})
    before = tree(tmp_path)
    result = run("init", tmp_path, "--ci", forge)
    assert result.exit_code == 0, result.output
    after = tree(tmp_path)
    assert set(after) - set(before) == PIPELINES[forge]
    assert {path: after[path] for path in before} == before
    again = run("init", tmp_path, "--ci", forge)
    assert again.exit_code == 0
    assert again.output.count("(kept as it was)") == len(PIPELINES[forge])
    assert tree(tmp_path) == after


def test_workflows_that_are_there_are_kept(tmp_path: Path) -> None:
    company(tmp_path)
    mine = ".github/workflows/okrs-publish.yml"
    write(tmp_path, {mine: "mine\n", ".github/workflows/tests.yml": "mine\n"})
    result = run("init", tmp_path, "--ci", "github")
    assert result.exit_code == 0
    assert f"  {tmp_path}/{mine}  (kept as it was)\n" in result.output
    assert result.output.count("(kept as it was)") == 1
    assert (tmp_path / mine).read_text() == "mine\n"
    assert {path for path in tree(tmp_path) if path.startswith(".github")} == {
        *WORKFLOWS,
        ".github/workflows/tests.yml",
    }


def test_gitlabs_own_pipeline_can_include_ours(tmp_path: Path) -> None:
    company(tmp_path)
    write(tmp_path, {".gitlab-ci.yml": "mine: {script: [x]}\n"})
    result = run("init", tmp_path, "--ci", "gitlab")
    assert result.exit_code == 0
    assert (tmp_path / ".gitlab-ci.yml").read_text() == "mine: {script: [x]}\n"
    (line,) = [line for line in result.output.splitlines() if "include:" in line]
    included = yaml.safe_load(line.partition(":  ")[2])
    (path,) = [entry["local"] for entry in included["include"]]
    assert "okrs check" in parsed((tmp_path / path).read_text("utf-8"))
    assert "stages" not in result.output
    write(tmp_path, {".gitlab-ci.yml": "stages: [build]\nmine: {script: [x]}\n"})
    assert "your `stages` must have both" in run("init", tmp_path, "--ci", "gitlab").output
    # Once it is included, there is nothing left to say.
    write(tmp_path, {".gitlab-ci.yml": yaml.safe_dump(included)})
    assert "include:" not in run("init", tmp_path, "--ci", "gitlab").output


def test_content_in_a_sub_folder_has_them_at_the_top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path / "repo")
    repo.write_all(COMPANY, below="Büro/okrs")
    monkeypatch.chdir(repo.root / "Büro")
    result = run("init", "--ci", "github", "--content", "okrs")
    assert result.exit_code == 0, result.output
    assert {path for path in tree(repo.root) if path.startswith(".github")} == WORKFLOWS
    assert not (repo.root / "Büro/.github").exists()
    assert value(repo.read(".github/workflows/okrs-check.yml"), "CONTENT") == "Büro/okrs"
    assert f"  {repo.root}/.github/workflows/okrs-check.yml\n" in result.output
    assert result.output.endswith("\n  okrsite serve --open --content okrs\n")


def test_a_new_company_in_a_sub_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path / "repo")
    monkeypatch.chdir(repo.root)
    assert run("init", "okrs", "--ci", "github").exit_code == 0
    assert set(tree(repo.root)) > WORKFLOWS
    assert value(repo.read(".github/workflows/okrs-check.yml"), "CONTENT") == "okrs/content"
    assert (repo.root / "okrs/content/okrsite.yml").is_file()


def test_content_that_is_the_whole_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path / "repo")
    repo.write_all(COMPANY, below="")
    monkeypatch.chdir(repo.root)
    assert run("init", "--ci", "github").exit_code == 0
    assert value(repo.read(".github/workflows/okrs-check.yml"), "CONTENT") == "."
    # What pipelines write must not become content.
    assert run("check", "--content", ".", "--today", TODAY).exit_code == 0


@pytest.mark.parametrize(
    ("setting", "default", "branch"),
    [("", "main", "main"), ("", "trunk", "trunk"), ("branch: okr/live\n", "main", "okr/live")],
)
def test_the_branch_that_is_published(tmp_path: Path, setting: str, default: str, branch: str) -> None:
    repo = Repo(tmp_path / "repo")
    repo.write_all(COMPANY | {"okrsite.yml": f"company: Harbour Bakery\n{setting}"})
    repo.commit("Begin")
    repo.git("branch", "--move", default)
    assert run("init", repo.root, "--ci", "github").exit_code == 0
    published = parsed(repo.read(".github/workflows/okrs-publish.yml"))
    assert published["on"]["push"]["branches"] == [branch]


@pytest.mark.parametrize("committed", [False, True])
def test_the_branch_before_anything_is_pushed(tmp_path: Path, committed: bool) -> None:
    repo = Repo(tmp_path / "repo")
    repo.git("symbolic-ref", "HEAD", "refs/heads/devel")
    if committed:
        repo.write(".gitignore", "")
        repo.commit("Begin")
    result = run("init", repo.root, "--ci", "github")
    assert "once they are on the branch devel" in result.output
    published = parsed(repo.read(".github/workflows/okrs-publish.yml"))
    assert published["on"]["push"]["branches"] == ["devel"]
    assert "\nbranch: devel\n" in repo.read("content/okrsite.yml")
    assert run("check", "--content", repo.root / "content").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--ci", "github", "--content", "nowhere"], "There are no OKRs in nowhere: it has no okrsite.yml."),
        (["--ci", "github", "--content", "../beside"], "is not in ."),
        (["--content", "content"], "--content goes with --ci"),
        (["--ci", "jenkins"], "'jenkins' is not one of"),
        (["blog", "--ci", "github"], "There are no OKRs in blog/content: it has no okrsite.yml."),
        ([], "content exists already; choose another folder."),
    ],
)
def test_wrong_use_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    company(tmp_path / "okrs")
    write(tmp_path / "okrs/blog/content", {"post.md": "Hello\n"})
    write(tmp_path / "beside", COMPANY)
    monkeypatch.chdir(tmp_path / "okrs")
    before = tree(tmp_path)
    result = run("init", *arguments)
    assert (result.exit_code, words in result.output) == (2, True), result.output
    assert tree(tmp_path) == before


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    company(tmp_path / "okrs")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "okrs/.github").symlink_to(tmp_path / "elsewhere")
    assert run("init", tmp_path / "okrs", "--ci", "github").exit_code == 2
    assert list((tmp_path / "elsewhere").iterdir()) == []
