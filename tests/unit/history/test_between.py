"""What differs between two folders, and where the content was."""

from pathlib import Path

import pytest
from repositories import Repo

from okrsite.history.between import between, content_folder_at
from okrsite.history.git import repository_of

TEXT = "---\ntitle: Take the short way\nowner: Lee Park\nparent: company/every-street\n---\nBecause it is.\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "a repo")
    repo.write("content/okrsite.yml", "company: Bakery\n")
    repo.commit("Begin")
    return repo


def test_files_that_were_renamed_or_touched(repo: Repo, tmp_path: Path) -> None:
    before, after = repo.root / "content", tmp_path / "after"
    repo.write("content/2026-Q4/vans/short wäy.md", TEXT)
    repo.write("content/same.md", "same")
    repo.write("content/other.md", "one")
    (after / "2026-Q4/ovens").mkdir(parents=True)
    (after / "2026-Q4/ovens/short-way.md").write_text(TEXT.replace("Lee Park", "Zoë"), "utf-8")
    (after / "same.md").write_text("same", "utf-8")
    (after / "other.md").write_text("two", "utf-8")
    (after / "new.md").write_text("Something else altogether, and long enough.", "utf-8")
    (after / ".hidden").mkdir()
    (after / ".hidden/okrsite.yml").write_text("company: Bakery\n", "utf-8")
    found = between(repository_of(before), before, after)
    assert found.renamed == {"2026-Q4/vans/short wäy.md": "2026-Q4/ovens/short-way.md"}
    assert found.touched == {"other.md"}


def test_links_are_not_followed(repo: Repo, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(TEXT, "utf-8")
    repo.write("content/gone.md", TEXT)
    after = tmp_path / "after"
    after.mkdir()
    (after / "link.md").symlink_to(secret)
    before = repo.root / "content"
    assert between(repository_of(before), before, after).renamed == {}


def test_where_the_content_was(repo: Repo) -> None:
    first = repo.head
    repo.rename("content", "okrs/here")
    repo.commit("Moved")
    repository = repository_of(repo.root / "okrs/here")
    assert content_folder_at(repository, repo.head) == "okrs/here"
    assert content_folder_at(repository, first) == "content"
    repo.remove("okrs")
    repo.write("README.md", "Nothing.\n")
    assert content_folder_at(repository, repo.commit("Gone")) is None


def test_of_several_it_is_the_one_of_the_same_name(repo: Repo) -> None:
    repo.write("demo/okrsite.yml", "company: Demo\n")
    two = repo.commit("Two")
    repo.rename("content", "new/content")
    repo.commit("Moved")
    repository = repository_of(repo.root / "new/content")
    assert content_folder_at(repository, two) == "content"
    repo.rename("new/content", "new/other")
    assert content_folder_at(repository_of(repo.root / "new/other"), two) is None
