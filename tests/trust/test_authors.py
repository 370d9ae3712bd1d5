"""Who wrote what is told by full name alone, unless the settings say otherwise; addresses of people and
machines that git knows are told only where they are asked for."""

from pathlib import Path

import pytest
from project import COMPANY, TODAY, naming, run, tree
from repositories import Repo

from okrsite.history.log import name_of, readable

ADDRESS = "ada.lovelace@engines.example"
NAME = "Ada Lovelace"


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    repo = Repo(tmp_path_factory.mktemp("authors") / "okrs")
    repo.write_all(COMPANY)
    repo.commit("Begin", day="2026-10-01")
    repo.edit("content/2026-Q4/vans/short-way.md", "to: 20", "to: 25")
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "--message", "Aim lower", f"--author={NAME} <{ADDRESS}>")
    return repo


def site_of(repo: Repo, folder: Path, *settings: str) -> Path:
    repo.write("content/okrsite.yml", "".join((COMPANY["okrsite.yml"], *settings)))
    where = ("--content", repo.root / "content", "--output", folder / "site", "--today", TODAY)
    result = run("build", *where, "--no-cache")
    assert result.exit_code == 0, result.output
    return folder / "site"


TOLD = {"changes.html", "changes.xml", "2026-Q4/vans/short-way.html"}
"""Where a change is told with its author."""


@pytest.mark.parametrize("settings", [(), ("authors: name\n",)])
def test_by_name_alone(repo: Repo, tmp_path: Path, settings: tuple[str, ...]) -> None:
    site = site_of(repo, tmp_path, *settings)
    assert set(naming(site, NAME)) >= TOLD
    assert naming(site, "engines.example") == []


def test_with_the_address_where_somebody_wants_that(repo: Repo, tmp_path: Path) -> None:
    site = site_of(repo, tmp_path, "authors: email\n")
    assert set(naming(site, ADDRESS)) >= TOLD
    assert f"{NAME} &lt;{ADDRESS}&gt;" in (site / "changes.html").read_text()


def test_nobody(repo: Repo, tmp_path: Path) -> None:
    site = site_of(repo, tmp_path, "authors: nobody\n")
    assert naming(site, NAME) == naming(site, "engines.example") == []
    assert set(naming(site, "Aim lower")) >= TOLD
    assert "<span></span>" not in (site / "changes.html").read_text()
    assert "<name></name>" not in (site / "changes.xml").read_text()
    assert "by  (" not in tree(site)["check.html"].decode()


def test_another_word_is_told(repo: Repo) -> None:
    repo.write("content/okrsite.yml", f"{COMPANY['okrsite.yml']}authors: adresses\n")
    result = run("check", "--content", repo.root / "content", "--today", TODAY)
    assert result.exit_code == 1
    assert "authors" in result.output
    assert "name" in result.output


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ada Chen", "Ada Chen"),
        ("me@corp.example", "me"),
        ("me@localhost", "me"),
        ("me@[10.0.0.1]", "me"),
        ("me@10.0.0.1", "me"),
        ('"A B"@corp.example', '"A B"'),
        ("Ada (me@corp.example)", "Ada (me@…)"),
        ("Ada, me@buildhost", "Ada, me"),
        ("me.@münchen.example", "me."),
        ("me+okrs@sub.corp.example, ada@corp.example", "me+okrs@…, ada"),
        ("@ada", "@ada"),
        ("Ada\x1b[31m Chen\u202e", "Ada [31m Chen"),
    ],
)
def test_a_name_that_is_an_address(name: str, shown: str) -> None:
    assert name_of(name.encode()) == shown


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("Ask ada.chen@corp.example, or @acme/ovens at 6@night", "Ask ada.chen@…, or @acme/ovens at 6@night"),
        ("See git@[::1]", "See git@…"),
        ("From https://bot:secret@forge.example/a.git", "From https://forge.example/a.git"),
        ("From https://glpat-secret@forge.example/a", "From https://forge.example/a"),
        ("From ssh://me:a@b@forge.example/a", "From ssh://forge.example/a"),
        ("https://forge.example/@ada/x", "https://forge.example/@ada/x"),
    ],
)
def test_a_subject_without_addresses_and_passwords(subject: str, shown: str) -> None:
    assert readable(subject.encode()) == shown
