"""What git knows of each file: on real histories with renames, merges, rebases, moved folders and shallow
clones."""

import os
import re
from datetime import UTC, date
from pathlib import Path

import pytest
from repositories import Repo

from okrsite.history.blobs import read_blobs
from okrsite.history.checkout import content_at
from okrsite.history.git import GitError, NoRepository, repository_of
from okrsite.history.past import Past, Unknown, Version, past_of, recall

LINES = "".join(f"line {number}\n" for number in range(30))


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "okrs")
    made.write("content/okrsite.yml", "company: Harbour Bakery\n")
    made.write("content/2026-Q4/ovens/warm.md", LINES)
    made.commit("Begin", day="2026-10-01", author="Ada Chen")
    return made


def past(repo: Repo, content: str = "content", revision: str = "") -> Past:
    found = recall(repo.root / content, revision=revision)
    assert isinstance(found, Past), found
    return found


def told(versions: tuple[Version, ...]) -> list[tuple[str, str, date | None, str]]:
    """Path, author, day and subject of each version."""
    return [
        (
            version.path,
            version.commit.author if version.commit else "",
            version.day(UTC),
            version.commit.subject if version.commit else "",
        )
        for version in versions
    ]


def test_a_file_has_its_versions_oldest_first(repo: Repo) -> None:
    repo.edit("content/2026-Q4/ovens/warm.md", "line 3\n", "line three\n")
    repo.commit("Say three", day="2026-10-05", author="Bo Sørensen")
    repo.write("README.md", "Not content\n")
    repo.commit("Elsewhere", day="2026-10-06")
    found = past(repo)
    assert told(found.files["2026-Q4/ovens/warm.md"]) == [
        ("2026-Q4/ovens/warm.md", "Ada Chen", date(2026, 10, 1), "Begin"),
        ("2026-Q4/ovens/warm.md", "Bo Sørensen", date(2026, 10, 5), "Say three"),
    ]
    assert [landing.commit.subject for landing in found.landings] == ["Begin", "Say three"]
    assert "README.md" not in found.files


def test_renamed_files_keep_their_versions(repo: Repo) -> None:
    repo.rename("content/2026-Q4/ovens", "content/2026-Q4/bäckerei und mehr")
    repo.commit("Another name", day="2026-10-05", author="Bo Berg")
    found = past(repo)
    assert [path for path, *_ in told(found.files["2026-Q4/bäckerei und mehr/warm.md"])] == [
        "2026-Q4/ovens/warm.md",
        "2026-Q4/bäckerei und mehr/warm.md",
    ]
    assert "2026-Q4/ovens/warm.md" not in found.files
    assert "2026-Q4/ovens/warm.md" not in found.gone


def test_two_files_that_swap_their_names(repo: Repo) -> None:
    other = LINES.replace("line", "a whole other text")
    repo.write("content/2026-Q4/ovens/cold.md", other)
    repo.commit("Another", day="2026-10-02")
    repo.write("content/2026-Q4/ovens/cold.md", LINES)
    repo.write("content/2026-Q4/ovens/warm.md", other)
    repo.commit("Swap", day="2026-10-03")
    found = past(repo)
    for name in ("cold", "warm"):
        assert [v.path for v in found.files[f"2026-Q4/ovens/{name}.md"]] == [f"2026-Q4/ovens/{name}.md"] * 2


def test_deleted_files_are_gone_and_may_come_back(repo: Repo) -> None:
    repo.remove("content/2026-Q4/ovens/warm.md")
    repo.commit("Away", day="2026-10-05")
    gone = past(repo).gone["2026-Q4/ovens/warm.md"]
    assert [bool(version.blob) for version in gone] == [True, False]
    repo.write("content/2026-Q4/ovens/warm.md", "back\n")
    repo.commit("Back", day="2026-10-06")
    found = past(repo)
    assert len(found.files["2026-Q4/ovens/warm.md"]) == 3
    assert not found.gone


def test_a_side_branch_counts_from_its_merge_and_is_told_with_its_own_author(repo: Repo) -> None:
    repo.branch("raise")
    repo.edit("content/2026-Q4/ovens/warm.md", "line 3\n", "line three\n")
    repo.commit("First thought", day="2026-10-02", author="Bo Berg")
    repo.edit("content/2026-Q4/ovens/warm.md", "line three\n", "line iii\n")
    repo.commit("Second thought", day="2026-10-03", author="Bo Berg")
    repo.switch("main")
    repo.write("content/2026-Q4/ovens/other.md", "other\n")
    repo.commit("Meanwhile", day="2026-10-10", author="Cleo Diaz")
    merge = repo.merge("raise", day="2026-10-20", author="Merge Button")
    versions = past(repo).files["2026-Q4/ovens/warm.md"]
    assert told(versions)[1:] == [("2026-Q4/ovens/warm.md", "Bo Berg", date(2026, 10, 20), "Second thought")]
    assert versions[-1].landed is not None
    assert versions[-1].landed.id == merge


def test_a_merge_that_both_sides_wrote_is_told_with_the_side_branch(repo: Repo) -> None:
    repo.branch("end")
    repo.edit("content/2026-Q4/ovens/warm.md", "line 29\n", "the end\n")
    repo.commit("An end", day="2026-10-02", author="Bo Berg")
    repo.switch("main")
    repo.edit("content/2026-Q4/ovens/warm.md", "line 0\n", "the beginning\n")
    repo.commit("A beginning", day="2026-10-03", author="Cleo Diaz")
    repo.merge("end", day="2026-10-04", author="Merge Button")
    assert [row[1] for row in told(past(repo).files["2026-Q4/ovens/warm.md"])] == [
        "Ada Chen",
        "Cleo Diaz",
        "Bo Berg",
    ]


def test_main_merged_into_a_branch_does_not_take_over(repo: Repo) -> None:
    """Who updates a branch from main is not the author of what main brought."""
    repo.branch("long")
    repo.write("content/2026-Q4/ovens/long.md", "long\n")
    repo.commit("Long work", day="2026-10-02", author="Bo Berg")
    repo.switch("main")
    repo.edit("content/2026-Q4/ovens/warm.md", "line 0\n", "zero\n")
    repo.commit("Zero", day="2026-10-03", author="Cleo Diaz")
    repo.switch("long")
    repo.merge("main", day="2026-10-04", author="Bo Berg")
    repo.switch("main")
    repo.merge("long", day="2026-10-05", author="Merge Button")
    found = past(repo)
    assert told(found.files["2026-Q4/ovens/warm.md"])[-1][1:3] == ("Cleo Diaz", date(2026, 10, 3))
    assert told(found.files["2026-Q4/ovens/long.md"])[-1][1:3] == ("Bo Berg", date(2026, 10, 5))


def test_a_rebased_branch_counts_from_the_day_it_came(repo: Repo) -> None:
    repo.branch("late")
    repo.edit("content/2026-Q4/ovens/warm.md", "line 0\n", "zero\n")
    repo.commit("Zero", day="2026-10-02", author="Bo Berg")
    repo.switch("main")
    repo.write("content/2026-Q4/ovens/other.md", "other\n")
    repo.commit("Meanwhile", day="2026-10-10")
    repo.switch("late")
    repo.rebase("main", day="2026-10-15")
    repo.switch("main")
    repo.git("merge", "--ff-only", "--quiet", "late")
    assert told(past(repo).files["2026-Q4/ovens/warm.md"])[-1][1:3] == ("Bo Berg", date(2026, 10, 15))


def test_the_past_of_a_detached_head_and_of_an_older_revision(repo: Repo) -> None:
    first = repo.head
    repo.edit("content/2026-Q4/ovens/warm.md", "line 0\n", "zero\n")
    repo.commit("Zero", day="2026-10-02")
    assert len(past(repo, revision=first).files["2026-Q4/ovens/warm.md"]) == 1
    repo.detach(first)
    assert len(past(repo).files["2026-Q4/ovens/warm.md"]) == 1
    assert len(past(repo, revision="main").files["2026-Q4/ovens/warm.md"]) == 2


@pytest.mark.parametrize("folder", ["", "okrs/content", "päth with 'quotes' & spaces/content", ":(top)x"])
def test_content_may_be_anywhere_in_its_repository(tmp_path: Path, folder: str) -> None:
    repo = Repo(tmp_path / "repo")
    below = f"{folder}/" if folder else ""
    repo.write(f"{below}okrsite.yml", "company: A\n")
    repo.write(f"{below}2026-Q4/a/b.md", LINES)
    repo.write("elsewhere/2026-Q4/a/b.md", LINES)
    repo.commit("Begin")
    found = past(repo, folder or ".")
    assert found.repository.folder == folder
    assert len(found.files["2026-Q4/a/b.md"]) == 1
    repo.write(f"{below}2026-Q4/a/b.md", "changed\n")
    assert past(repo, folder or ".").loose == {"2026-Q4/a/b.md"}


def test_a_content_folder_that_moved_keeps_its_past(repo: Repo) -> None:
    repo.edit("content/2026-Q4/ovens/warm.md", "line 0\n", "zero\n")
    repo.commit("Zero", day="2026-10-02")
    repo.rename("content", "company/okrs")
    repo.commit("Tidy up", day="2026-10-03")
    repo.edit("company/okrs/2026-Q4/ovens/warm.md", "zero\n", "nought\n")
    repo.commit("Nought", day="2026-10-04")
    subjects = [row[3] for row in told(past(repo, "company/okrs").files["2026-Q4/ovens/warm.md"])]
    assert subjects == ["Begin", "Zero", "Tidy up", "Nought"]


def test_what_is_not_committed_is_a_version_without_a_commit(repo: Repo) -> None:
    repo.edit("content/2026-Q4/ovens/warm.md", "line 0\n", "zero\n")
    repo.write("content/2026-Q4/ovens/new.md", "new\n")
    found = past(repo)
    assert [bool(v.commit) for v in found.versions("2026-Q4/ovens/warm.md")] == [True, False]
    assert [bool(v.commit) for v in found.versions("2026-Q4/ovens/new.md")] == [False]
    assert [bool(v.commit) for v in found.versions("okrsite.yml")] == [True]


def test_only_touched_files_are_not_loose(repo: Repo) -> None:
    os.utime(repo.root / "content/2026-Q4/ovens/warm.md", (0, 0))
    assert not past(repo).loose


def test_a_shallow_clone_knows_nothing_and_says_how_to_get_it(repo: Repo, tmp_path: Path) -> None:
    repo.edit("content/2026-Q4/ovens/warm.md", "line 0\n", "zero\n")
    repo.commit("Zero", day="2026-10-02")
    shallow = repo.clone(tmp_path / "shallow", depth=1)
    found = recall(shallow.root / "content")
    assert isinstance(found, Unknown)
    assert "fetch-depth: 0" in found.why
    shallow.git("fetch", "--quiet", "--unshallow")
    assert len(past(shallow).files["2026-Q4/ovens/warm.md"]) == 2


def test_without_a_repository_or_a_commit(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    found = recall(tmp_path / "content")
    assert isinstance(found, Unknown)
    assert "no git repository" in found.why
    empty = Repo(tmp_path / "empty")
    empty.write("content/okrsite.yml", "company: A\n")
    found = recall(empty.root / "content")
    assert isinstance(found, Unknown)
    assert "no commits" in found.why


def test_without_git(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = recall(repo.root / "content")
    assert isinstance(found, Unknown)
    assert "not installed" in found.why


def test_settings_of_the_machine_change_nothing(repo: Repo) -> None:
    repo.rename("content/2026-Q4/ovens/warm.md", "content/2026-Q4/ovens/warmer.md")
    repo.commit("Warmer", day="2026-10-02")
    expected = past(repo).files
    for setting in (
        ("log.showSignature", "true"), ("log.follow", "true"), ("color.ui", "always"),
        ("diff.renames", "false"), ("core.quotePath", "true"), ("log.showRoot", "false"),
        ("diff.relative", "true"), ("log.date", "iso"),
        ("format.pretty", "oneline"), ("diff.noprefix", "true"), ("core.pager", "false"),
    ):  # fmt: skip
        repo.git("config", *setting)
    for kept in (repo.root / ".git/okrsite").iterdir():
        kept.unlink()
    assert past(repo).files == expected


def test_subjects_and_names_may_hold_anything(repo: Repo) -> None:
    repo.write("content/2026-Q4/ovens/warm.md", "x\n")
    repo.commit(':100644 <b>\x01\x1b[31m & "quotes"', day="2026-10-02", author="Zoë :000 <script>")
    last = past(repo).files["2026-Q4/ovens/warm.md"][-1].commit
    assert last is not None
    assert last.subject == ':100644 <b>  [31m & "quotes"'
    assert last.author == "Zoë :000 script"  # git itself drops < and > from names


def test_what_is_kept_may_be_broken_or_not_writable(repo: Repo) -> None:
    expected = past(repo).files
    kept = repo.root / ".git/okrsite"
    assert list(kept.iterdir())
    for file in kept.iterdir():
        file.write_bytes(file.read_bytes()[:-7] + b"garbage")
    assert past(repo).files == expected
    for file in kept.iterdir():
        file.unlink()
    kept.rmdir()
    kept.write_text("a file is in the way")
    assert past(repo).files == expected


def test_a_new_commit_is_seen_though_a_log_is_kept(repo: Repo) -> None:
    assert len(past(repo).landings) == 1
    repo.write("content/2026-Q4/ovens/warm.md", "x\n")
    repo.commit("Next")
    assert len(past(repo).landings) == 2


def test_nothing_but_the_cache_is_written(repo: Repo) -> None:
    before = repo.git("status", "--porcelain", "--ignored")
    refs = repo.git("for-each-ref")
    past(repo)
    assert repo.git("status", "--porcelain", "--ignored") == before
    assert repo.git("for-each-ref") == refs


# single contents, and whole folders


def test_blobs_are_read_in_the_order_asked_for(repo: Repo) -> None:
    found = past(repo)
    blob = found.files["2026-Q4/ovens/warm.md"][0].blob
    settings = found.files["okrsite.yml"][0].blob
    read = list(read_blobs(found.repository, [settings, "0" * 40, blob, settings]))
    assert read == [(settings, b"company: Harbour Bakery\n"), (blob, LINES.encode())]
    assert not list(read_blobs(found.repository, []))


def test_content_at_a_commit(repo: Repo) -> None:
    first = repo.head
    repo.edit("content/2026-Q4/ovens/warm.md", "line 0\n", "zero\n")
    (repo.root / "content/link.md").symlink_to("/etc/passwd")
    repo.commit("Zero")
    repo.write("content/2026-Q4/ovens/warm.md", "not committed\n")
    repository = repository_of(repo.root / "content")
    with content_at(repository, first) as folder:
        assert folder.name == "content"
        assert (folder / "2026-Q4/ovens/warm.md").read_text() == LINES
        assert not (folder / "link.md").exists()
    assert not folder.exists()
    with content_at(repository, "HEAD") as folder:
        assert not (folder / "link.md").is_symlink()
        assert (folder / "link.md").read_text() == "/etc/passwd"
    assert repo.read("content/2026-Q4/ovens/warm.md") == "not committed\n"


def test_links_that_stay_inside_are_links(repo: Repo) -> None:
    for link, target in {
        "content/2026-Q4/ovens/same.md": "warm.md",
        "content/2026-Q4/vans": "ovens",
        "content/deep/out.md": "../2026-Q4/vans/../../../../outside.md",
        "content/nothing.md": "nowhere.md",
        "content/circle.md": "circle.md",
    }.items():
        path = repo.root / link
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)
    repo.commit("Links")
    with content_at(repository_of(repo.root / "content"), "HEAD") as folder:
        assert (folder / "2026-Q4/ovens/same.md").read_text() == LINES
        assert (folder / "2026-Q4/vans/warm.md").read_text() == LINES
        for name, target in (
            ("deep/out.md", "../2026-Q4/vans/../../../../outside.md"),
            ("nothing.md", "nowhere.md"),
            ("circle.md", "circle.md"),
        ):
            assert not (folder / name).is_symlink()
            assert (folder / name).read_text() == target


@pytest.mark.parametrize("revision", ["", "nothing", "--all", "-h", "HEAD:content", "HEAD~9", "0" * 40])
def test_revisions_that_are_none(repo: Repo, revision: str) -> None:
    repository = repository_of(repo.root / "content")
    with pytest.raises(GitError, match="There is no commit"), content_at(repository, revision):
        pass


def test_a_revision_from_before_the_content(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "okrs")
    repo.write("README.md", "Soon\n")
    first = repo.commit("Begin")
    repo.write("content/okrsite.yml", "company: A\n")
    repo.commit("Content")
    with (
        pytest.raises(GitError, match="There is no folder `content` at"),
        content_at(repository_of(repo.root / "content"), first),
    ):
        pass


def test_the_default_branch_and_what_a_branch_has_in_common_with_it(repo: Repo, tmp_path: Path) -> None:
    first = repo.head
    clone = repo.clone(tmp_path / "clone")
    clone.branch("work")
    clone.write("content/okrsite.yml", "company: B\n")
    clone.commit("Work")
    repository = repository_of(clone.root / "content")
    assert repository.default_branch() == "origin/main"
    assert repository.merge_base("HEAD", "origin/main") == first
    assert repository_of(repo.root / "content").default_branch() == "main"
    repo.git("branch", "--move", "main", "else")
    assert repository_of(repo.root / "content").default_branch() == ""


def test_a_folder_of_somebody_else_is_told_as_git_tells_it(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    with pytest.raises(GitError, match="dubious ownership") as caught:
        repository_of(repo.root / "content")
    assert not isinstance(caught.value, NoRepository)


def test_what_a_hook_sets_is_left_alone(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Repo(tmp_path / "other")
    other.write("a", "b")
    other.commit("Other")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git/index"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    assert past_of(repository_of(repo.root / "content")).landings[0].commit.subject == "Begin"


def test_a_clock_that_was_wrong_moves_nothing(repo: Repo) -> None:
    for day, text in (("2099-01-01", "three"), ("2026-11-02", "four"), ("1985-01-01", "five")):
        repo.write("content/2026-Q4/ovens/warm.md", f"{LINES}{text}\n")
        repo.commit(text, day=day)
    assert [version.day(UTC) for version in past(repo).files["2026-Q4/ovens/warm.md"]] == [
        date(2026, 10, 1),
        date(2026, 11, 2),
        date(2026, 11, 2),
        date(2026, 11, 2),
    ]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("99999999999999 +0000", date(9999, 1, 1)),
        ("-5000000000 +0000", date(2026, 10, 1)),
        ("", date(2026, 10, 1)),
    ],
)
def test_a_moment_that_no_calendar_has(repo: Repo, tmp_path: Path, moment: str, day: date) -> None:
    repo.write("content/2026-Q4/ovens/warm.md", f"{LINES}more\n")
    repo.commit("More", day="2026-10-02")
    written, count = re.subn(r"> \d+ \+0000", f"> {moment}", repo.git("cat-file", "commit", "HEAD"))
    assert count == 2
    (tmp_path / "raw").write_text(f"{written}\n", "utf-8")
    commit = repo.git("hash-object", "-t", "commit", "-w", "--literally", str(tmp_path / "raw"))
    repo.git("update-ref", "HEAD", commit)
    (*_, last) = past(repo).files["2026-Q4/ovens/warm.md"]
    assert last.commit is not None
    assert (last.commit.id, last.day(UTC)) == (commit, day)
