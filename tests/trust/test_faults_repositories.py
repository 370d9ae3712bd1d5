"""Repositories that are damaged: the site is published without its history, it is said why, and whoever needs
the history is told what to do."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from project import TODAY, company, run, write
from repositories import ISOLATED, Repo

from okrsite.history.past import Unknown, recall

Harm = Callable[[Path], object]
"""Damages a repository, by its `.git`."""


def _packed(git: Path) -> Path:
    Repo(git.parent, exists=True).git("gc", "--quiet", "--prune=now")
    (pack,) = (git / "objects/pack").glob("*.pack")
    pack.chmod(0o644)
    return pack


def _cut(git: Path) -> None:
    pack = _packed(git)
    pack.write_bytes(pack.read_bytes()[: pack.stat().st_size // 2])


def _flipped(git: Path) -> None:
    pack = _packed(git)
    data = bytearray(pack.read_bytes())
    data[len(data) // 2] ^= 255
    pack.write_bytes(data)


def _lost(kind: str) -> Harm:
    def harm(git: Path) -> None:
        listed = Repo(git.parent, exists=True).git("cat-file", "--batch-check", "--batch-all-objects")
        for line in listed.splitlines():
            name, found, _ = line.split()
            if found == kind:
                (git / "objects" / name[:2] / name[2:]).unlink()

    return harm


def _garbled(git: Path) -> None:
    for file in (git / "objects").glob("??/*"):
        file.chmod(0o644)
        file.write_bytes(b"garbage")


def _branch(text: str) -> Harm:
    return lambda git: (git / "refs/heads/main").write_text(text)


def _written(name: str, data: bytes) -> Harm:
    return lambda git: (git / name).write_bytes(data)


def _elsewhere(git: Path) -> None:
    shutil.rmtree(git)
    git.write_text("gitdir: /nowhere\n")


def _folder(git: Path) -> None:
    (git / "index").unlink()
    (git / "index").mkdir()


HARMS: Mapping[str, Harm] = {
    "pack cut off": _cut,
    "pack without an index": lambda git: _packed(git).with_suffix(".idx").unlink(),
    "pack with a flipped byte": _flipped,
    "blobs lost": _lost("blob"),
    "trees lost": _lost("tree"),
    "commits lost": _lost("commit"),
    "objects garbled": _garbled,
    "objects gone": lambda git: shutil.rmtree(git / "objects"),
    "HEAD gone": lambda git: (git / "HEAD").unlink(),
    "HEAD empty": _written("HEAD", b""),
    "HEAD garbled": _written("HEAD", b"\xff\x00garbage\n"),
    "HEAD of a lost commit": _written("HEAD", b"1" * 40 + b"\n"),
    "branch empty": _branch(""),
    "branch garbled": _branch("garbage"),
    "branch that leads to itself": _branch("ref: refs/heads/main\n"),
    "index garbled": _written("index", b"garbage" * 99),
    "index cut off": _written("index", b""),
    "index that is a folder": _folder,
    "settings garbled": _written("config", b"[[[garbage"),
    "settings of another git": _written("config", b"[core]\nrepositoryformatversion = 99\n"),
    "names of branches garbled": _written("packed-refs", b"garbage\n" * 9),
    "shallow garbled": _written("shallow", b"garbage\n"),
    "elsewhere": _elsewhere,
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two commits."""
    root = tmp_path_factory.mktemp("whole") / "okrs"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ISOLATED.items():
            patch.setenv(name, value)
        repo = Repo(root)
        company(root)
        repo.commit("Begin", day="2026-10-02")
        write(root, {"content/teams/vans.md": "---\nname: Vans\nparent: company\n---\nAnother road.\n"})
        repo.commit("Change", day="2026-11-09")
    return root


@pytest.fixture
def damaged(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """The content in a repository with a damage."""
    for name, value in ISOLATED.items():
        monkeypatch.setenv(name, value)

    def made(harm: str) -> Path:
        root = shutil.copytree(whole, tmp_path / "okrs", symlinks=True)
        HARMS[harm](root / ".git")
        return root / "content"

    return made


@pytest.mark.parametrize("harm", HARMS)
def test_the_past_in_a_damaged_repository(damaged: Callable[[str], Path], harm: str) -> None:
    content = damaged(harm)
    past = recall(content)
    assert isinstance(past, Unknown)
    assert harm == "settings of another git" or "fresh clone mends it" in past.why
    compared = run("diff", "HEAD", "--content", content)
    if compared.exit_code:  # what git could read nevertheless may be compared
        assert compared.exit_code == 2
        assert compared.output.startswith("Error: ")


@pytest.mark.parametrize("harm", ["pack cut off", "HEAD garbled", "index garbled"])
def test_the_site_of_a_damaged_repository(damaged: Callable[[str], Path], tmp_path: Path, harm: str) -> None:
    """It is published all the same, and the build says what it lacks."""
    content = damaged(harm)
    built = run("build", "--content", content, "--today", TODAY, "--output", tmp_path / "site", "--no-cache")
    assert built.exit_code == 0, built.output
    assert (tmp_path / "site/index.html").is_file()
    assert "can't be known: " in built.output


def test_what_a_commit_lost_is_not_taken_for_empty(damaged: Callable[[str], Path], tmp_path: Path) -> None:
    content = damaged("blobs lost")
    places = ("--content", content, "--output", tmp_path / "site", "--no-cache")
    built = run("build", "--at", "HEAD~1", *places)
    assert built.exit_code == 2
    assert "The repository lacks what " in built.output
    assert not (tmp_path / "site").exists()


def test_a_new_repository_is_not_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ISOLATED.items():
        monkeypatch.setenv(name, value)
    past = recall(company(Repo(tmp_path).root) / "content")
    assert isinstance(past, Unknown)
    assert past.why == "This repository has no commits yet."
