"""Clones and checkouts that lack something: it is fetched at once, and never taken for deleted."""

from pathlib import Path

import pytest
from repositories import Repo

from okrsite.building.comparing import compare_content
from okrsite.history.blobs import read_blobs
from okrsite.history.git import GitError, repository_of
from okrsite.history.partial import refuse_sparse
from okrsite.history.past import Past, Unknown, recall

FILE = "content/2026-Q4/ovens/warm.md"


@pytest.fixture
def source(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "source")
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("config", "uploadpack.allowAnySHA1InWant", "true")
    repo.write("content/okrsite.yml", "company: Harbour Bakery\n")
    repo.write("content/teams/company.md", "---\nname: Harbour Bakery\n---\n")
    for number in range(5):
        repo.write(FILE, f"version {number}\n")
        repo.commit(f"Number {number}", day=f"2026-10-0{number + 1}")
    return repo


@pytest.fixture
def partial(source: Repo, tmp_path: Path) -> Repo:
    """A clone with all commits and the newest texts."""
    folder = tmp_path / "partial"
    source.git("clone", "--quiet", "--filter=blob:none", source.root.resolve().as_uri(), str(folder))
    return Repo(folder, exists=True)


def missing(repo: Repo) -> int:
    listed = repo.git("rev-list", "--objects", "--missing=print", "HEAD").splitlines()
    return sum(line.startswith("?") for line in listed)


def test_the_older_texts_come_at_once(partial: Repo) -> None:
    assert missing(partial) == 4
    past = recall(partial.root / "content")
    assert isinstance(past, Past)
    assert missing(partial) == 0
    assert len(list((partial.root / ".git/objects/pack").glob("*.pack"))) == 3  # two of the clone, one more
    texts = dict(read_blobs(past.repository, (v.blob for v in past.files["2026-Q4/ovens/warm.md"])))
    assert list(texts.values()) == [f"version {number}\n".encode() for number in range(5)]


def test_without_its_remote_nothing_is_guessed(partial: Repo, source: Repo, tmp_path: Path) -> None:
    source.root.rename(tmp_path / "elsewhere")
    past = recall(partial.root / "content")
    assert isinstance(past, Unknown)
    assert past.why.startswith("This clone is partial")
    assert "--refetch" in past.why
    assert past.told == "This clone is partial: it lacks the older texts, and they could not be fetched."
    with pytest.raises(GitError, match="This clone is partial"):
        compare_content(partial.root / "content", "HEAD~2")


def test_what_a_sparse_checkout_leaves_out_is_not_deleted(source: Repo) -> None:
    repository = repository_of(source.root / "content")
    refuse_sparse(repository)
    source.git("sparse-checkout", "set", "content")
    refuse_sparse(repository)
    source.git("sparse-checkout", "set", "content/teams")
    assert not (source.root / FILE).exists()
    with pytest.raises(GitError, match="1 file of the content is not in the folder"):
        compare_content(source.root / "content", "HEAD~1")
