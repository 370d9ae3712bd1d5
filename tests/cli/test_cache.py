"""`--cache`, `--no-cache` and OKRSITE_CACHE: where work is spared the next time, and where not."""

from pathlib import Path

import pytest
from project import COMPANY, FAULTY, TODAY, company, environment, okrsite, run, tree, write
from repositories import Repo


def build(folder: Path, *more: str | Path) -> int:
    places = ("--content", folder / "content", "--output", folder / "site", "--today", TODAY)
    return run("build", *places, *more).exit_code


def test_by_default_it_lies_beside_the_content(tmp_path: Path) -> None:
    assert build(company(tmp_path)) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [".okrsite-cache", "content", "site"]
    assert (tmp_path / ".okrsite-cache/.gitignore").read_text("utf-8") == "*\n"


@pytest.mark.parametrize("command", ["check", "build"])
def test_without(tmp_path: Path, command: str) -> None:
    company(tmp_path)
    arguments = ["--content", tmp_path / "content", "--today", TODAY, "--no-cache"]
    arguments += ["--output", tmp_path / "site"] if command == "build" else []
    assert run(command, *arguments).exit_code == 0
    assert not (tmp_path / ".okrsite-cache").exists()


def test_elsewhere(tmp_path: Path) -> None:
    assert build(company(tmp_path), "--cache", tmp_path / "deep/kept") == 0
    assert (tmp_path / "deep/kept/.gitignore").exists()
    assert not (tmp_path / "deep/.gitignore").exists()
    assert not (tmp_path / ".okrsite-cache").exists()


def test_named_by_the_environment(tmp_path: Path) -> None:
    company(tmp_path)
    env = environment(OKRSITE_CACHE=str(tmp_path / "kept"))
    assert okrsite("build", "--today", TODAY, cwd=tmp_path, env=env).returncode == 0
    assert (tmp_path / "kept").is_dir()
    assert not (tmp_path / ".okrsite-cache").exists()


def test_not_among_the_content(tmp_path: Path) -> None:
    company(tmp_path)
    places = ("--content", tmp_path / "content", "--output", tmp_path / "site")
    result = run("build", *places, "--cache", tmp_path / "content/kept")
    assert result.exit_code == 2
    assert "lies in the content folder" in result.output
    assert not (tmp_path / "content/kept").exists()


def test_git_does_not_see_it_whatever_came_first(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "okrs")
    write(repo.root, {f"content/{path}": text for path, text in COMPANY.items()}, {".gitignore": "site\n"})
    repo.commit("Begin")
    company(repo.root, FAULTY)
    assert build(repo.root) == 1
    run("check", "--content", repo.root / "content", "--today", TODAY)
    repo.git("checkout", "--quiet", ".")
    assert build(repo.root) == 0
    assert repo.git("status", "--porcelain") == ""


def test_the_same_is_told_and_published_with_it(tmp_path: Path) -> None:
    company(tmp_path)
    arguments = ["--content", tmp_path / "content", "--output", tmp_path / "site", "--today", TODAY]
    told = {
        run("build", *arguments, *more).output.rpartition(" in ")[0] for more in ([], [], ["--no-cache"], [])
    }
    assert len(told) == 1
    files = tree(tmp_path / "site")
    assert build(tmp_path, "--no-cache") == 0
    assert tree(tmp_path / "site") == files


def test_an_earlier_day_and_today_in_turn(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "okrs")
    company(repo.root)
    repo.commit("Begin", day="2026-10-20")
    write(repo.root, {"content/teams/vans.md": "---\nname: Bicycles\nparent: company\n---\n"})
    repo.commit("No vans", day="2026-11-10")
    sites = []
    for more in ([], ["--at", "2026-10-25"], [], ["--at", "2026-10-25"]):
        assert build(repo.root, *more) == 0
        sites.append(tree(repo.root / "site"))
    assert sites[0] == sites[2] != sites[1] == sites[3]


def test_a_process_that_is_killed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from okrsite.building import making
    from okrsite.spreading import WorkerError

    def ended(*_: object, **__: object) -> None:
        raise WorkerError("A process was ended from outside: try again.")

    monkeypatch.setattr(making.Making, "make", ended)
    result = run(
        "build", "--content", company(tmp_path) / "content", "--output", tmp_path / "site", "--today", TODAY
    )
    assert result.exit_code == 2
    assert result.output == "Error: A process was ended from outside: try again.\n"
    assert not (tmp_path / "site").exists()
