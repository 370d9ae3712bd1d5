"""`okrsite diff` in repositories as they are: branches, merges, rebases, clones, folders, broken files."""

from pathlib import Path

import pytest
from changed import SHORT, STREETS, WARM, counts, proposal, view
from click.testing import Result
from project import COMPANY, TODAY, environment, okrsite, run, tree
from repositories import ISOLATED, Repo


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return proposal(tmp_path / "okrs")


def command(repo: Repo, *arguments: str, content: str = "content") -> Result:
    return run("diff", *arguments, "--content", repo.root / content, "--today", TODAY)


def fields(repo: Repo, *revisions: str) -> list[tuple[str, str, str]]:
    """The fields that change, objective by objective."""
    found = view(repo, *revisions)
    return [(o.title, f.field, f.new) for o in found.objectives for f in o.fields]


def owner(repo: Repo, path: str, old: str, new: str, message: str, day: str) -> str:
    repo.edit(f"content/{path}", f"owner: {old}", f"owner: {new}")
    return repo.commit(message, day=day)


MINE = ("Take the short way", "owner", "Jo Malik")


def diverged(repo: Repo) -> None:
    """`work` changes one objective, `main` goes on with another."""
    owner(repo, SHORT, "Lee Park", "Jo Malik", "Mine", "2026-11-02")
    repo.switch("main")
    owner(repo, WARM, "Noor Haddad", "Ann Ray", "Theirs", "2026-11-03")
    repo.switch("work")


# branches


def test_what_main_did_since_is_not_ours(repo: Repo) -> None:
    diverged(repo)
    assert fields(repo) == [MINE]
    assert fields(repo, "main...work") == [MINE]
    assert fields(repo, "main...") == [MINE]
    both = [("Have the first loaves warm at six", "owner", "Noor Haddad"), MINE]
    assert fields(repo, "main", "work") == both
    assert fields(repo, "main..work") == both


def test_a_merge_of_main_into_the_branch(repo: Repo) -> None:
    diverged(repo)
    repo.merge("main", day="2026-11-04")
    assert fields(repo) == [MINE]


def test_a_rebased_branch(repo: Repo) -> None:
    diverged(repo)
    repo.rebase("main", day="2026-11-05")
    assert fields(repo) == [MINE]


def test_the_merge_commit_that_pipelines_check_out(repo: Repo) -> None:
    diverged(repo)
    repo.detach("main")
    repo.merge("work", day="2026-11-05")
    assert fields(repo) == [MINE]
    assert fields(repo, "HEAD~1", "HEAD") == [MINE]


def test_after_the_merge_there_is_nothing_left_but_the_last_commit(repo: Repo) -> None:
    diverged(repo)
    repo.switch("main")
    repo.merge("work", day="2026-11-05")
    assert view(repo).nothing
    assert fields(repo, "HEAD~1") == [MINE]


def test_what_is_not_pushed_yet(repo: Repo, tmp_path: Path) -> None:
    repo.switch("main")
    clone = repo.clone(tmp_path / "clone")
    owner(clone, SHORT, "Lee Park", "Jo Malik", "Straight on main", "2026-11-02")
    assert fields(clone) == [MINE]
    assert view(clone).base.name == "the newest commit that origin/main has too"


def test_another_default_branch(repo: Repo, tmp_path: Path) -> None:
    repo.git("branch", "--move", "main", "okrs")
    told = command(repo)
    assert told.exit_code == 2
    assert "name what to compare with, like `okrsite diff HEAD~1`" in told.stderr
    repo.switch("okrs")
    clone = repo.clone(tmp_path / "clone")
    clone.branch("work")
    owner(clone, SHORT, "Lee Park", "Jo Malik", "Mine", "2026-11-02")
    assert fields(clone) == [MINE]


def test_a_repository_without_commits(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.write_all(COMPANY)
    told = command(repo)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "no commits yet" in told.stderr


@pytest.mark.parametrize("name", ["nonsense", "--output", "HEAD~99", "", "main:content", "main...nonsense"])
def test_a_revision_that_is_none(repo: Repo, name: str) -> None:
    told = run("diff", "--content", repo.root / "content", "--", name)
    assert told.exit_code == 2
    assert "There is no commit" in told.stderr
    assert "Traceback" not in told.stderr


def test_both_sides_twice(repo: Repo) -> None:
    told = command(repo, "main...work", "work")
    assert told.exit_code == 2
    assert "names both sides already" in told.stderr


def test_a_shallow_clone(repo: Repo, tmp_path: Path) -> None:
    diverged(repo)
    repo.switch("main")
    clone = repo.clone(tmp_path / "clone", depth=1, branch="work")
    told = command(clone)
    assert told.exit_code == 2
    assert "fetch-depth: 0" in told.stderr
    told = command(clone, "HEAD~1")
    assert told.exit_code == 2
    assert "fetch-depth: 0" in told.stderr
    # What is there can be compared.
    clone.edit(f"content/{WARM}", "to: 95%", "to: 80%")
    assert len(view(clone, "HEAD").goalposts) == 1


def test_outside_of_a_repository(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    told = run("diff", "--content", tmp_path / "content")
    assert told.exit_code == 2
    assert "is in no git repository" in told.stderr
    told = run("diff", "--content", tmp_path / "contents")
    assert told.exit_code == 2
    assert "There is no content folder" in told.stderr


def test_nothing_is_written_into_the_work_tree(repo: Repo) -> None:
    repo.edit(f"content/{WARM}", "to: 95%", "to: 80%")
    before, status = tree(repo.root / "content"), repo.git("status", "--porcelain")
    command(repo)
    command(repo, "main", "work")
    assert tree(repo.root / "content") == before
    assert repo.git("status", "--porcelain") == status


def test_settings_of_the_machine_change_nothing(repo: Repo, tmp_path: Path) -> None:
    repo.rename(f"content/{SHORT}", "content/2026-Q4/vans/kürzer.md")
    repo.rename("content/2026-Q4/vans/kürzer.md", "content/2026-Q4/vans/shorter.md")
    config = tmp_path / "gitconfig"
    config.write_text(
        "[diff]\n\tnoprefix = true\n\trenames = false\n\texternal = false\n\tmnemonicPrefix = true\n"
        "[color]\n\tui = always\n[core]\n\tpager = false\n\tquotepath = true\n",
        "utf-8",
    )
    done = okrsite(
        "diff",
        "--today",
        TODAY,
        cwd=repo.root,
        env=environment(**(ISOLATED | {"GIT_CONFIG_GLOBAL": str(config)})),
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 objective renamed\n")


# folders


@pytest.mark.parametrize("folder", ["", "okrs/content", "our OKRs/Inhalt für alle"])
def test_content_anywhere_in_the_repository(tmp_path: Path, folder: str) -> None:
    repo = proposal(tmp_path / "okrs", below=folder)
    prefix = f"{folder}/" if folder else ""
    repo.rename(f"{prefix}{SHORT}", f"{prefix}2026-Q4/vans/shorter.md")
    repo.edit(f"{prefix}{WARM}", "to: 95%", "to: 80%")
    told = command(repo, content=folder)
    assert told.exit_code == 0, told.stderr
    assert told.stdout.startswith("1 moved goalpost, 1 objective renamed, 1 objective changed, ")
    repo.commit("Work")
    assert command(repo, "main", "work", content=folder).stdout.startswith("1 moved goalpost, ")


def test_the_content_folder_itself_moves(repo: Repo) -> None:
    repo.rename("content", "okrs/content")
    repo.edit(f"okrs/content/{WARM}", "to: 95%", "to: 80%")
    told = command(repo, content="okrs/content")
    assert told.stdout.startswith("1 moved goalpost, 1 objective changed, 1 key result changed")
    assert "moved, " not in told.stdout
    repo.commit("Moved")
    assert command(repo, "main", "work", content="okrs/content").stdout.startswith("1 moved goalpost, ")


def test_the_first_okrs_of_a_repository(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.write("README.md", "Nothing but this.\n")
    repo.commit("Begin")
    repo.branch("work")
    repo.write_all(COMPANY)
    repo.commit("OKRs")
    found = view(repo)
    assert counts(found) == {
        "objectives_new": 3,
        "check_ins_new": 1,
        "teams_new": 3,
        "cycles_new": 2,
        "kpis_new": 1,
        "company_changed": 1,
    }
    assert not (found.goalposts or found.settled or found.settings)


# what can't be read


def test_a_file_that_breaks_is_not_gone(repo: Repo) -> None:
    repo.write(f"content/{SHORT}", "---\ntitle: [\n---\n")
    found = view(repo)
    assert [(u.path, u.when) for u in found.unread] == [(SHORT, "after")]
    assert found.objectives == ()
    assert found.goalposts == ()
    assert found.affected == ()
    assert [f.severity for f in found.added] == ["error"]
    told = command(repo).stdout
    assert f"{SHORT} can’t be read any more: what was in it is not compared" in told


def test_a_file_that_is_mended_is_not_new(repo: Repo) -> None:
    text = repo.read(f"content/{STREETS}")
    repo.write(f"content/{STREETS}", "---\ntitle: [\n---\n")
    repo.write("content/teams/vans.md", "---\nname: [\n---\n")
    base = repo.commit("Broken")
    repo.write(f"content/{STREETS}", text)
    found = view(repo, base)
    assert [(u.path, u.when) for u in found.unread] == [(STREETS, "before"), ("teams/vans.md", "both")]
    assert found.objectives == found.things == found.affected == ()
    assert [f.path for f in found.settled] == [STREETS]


def test_a_target_that_breaks_has_not_moved(repo: Repo) -> None:
    repo.edit(f"content/{WARM}", "to: 95%", "to: ~95%")
    repo.edit(f"content/{WARM}", "owner: Noor Haddad", "owner: Ann Ray")
    found = view(repo)
    assert not found.goalposts
    (objective,) = found.objectives
    assert [f.field for f in objective.fields] == ["owner"]
    assert [(k.title, k.unclear, k.fields) for k in objective.key_results] == [
        ("Mornings with bread on the shelf at six", True, ())
    ]
    assert "how it is measured can’t be read on one of the sides" in command(repo).stdout


def test_without_settings_on_either_side(repo: Repo) -> None:
    repo.remove("content/okrsite.yml")
    repo.edit(f"content/{WARM}", "to: 95%", "to: 80%")
    assert counts(view(repo))["moved_goalposts"] == 1
    base = repo.commit("No settings")
    repo.edit(f"content/{WARM}", "to: 80%", "to: 70%")
    assert counts(view(repo, base))["moved_goalposts"] == 1


def test_a_parent_that_is_written_later_makes_no_other_link(repo: Repo) -> None:
    text = repo.read(f"content/{STREETS}")
    repo.remove(f"content/{STREETS}")
    base = repo.commit("Not yet")
    repo.write(f"content/{STREETS}", text)
    found = view(repo, base)
    assert [(o.what, o.title) for o in found.objectives] == [("new", "Be the bakery of every street")]
    assert len(found.objectives[0].served_by) == 2
