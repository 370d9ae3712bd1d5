"""CODEOWNERS as each forge reads it: git itself says what a pattern fits, and Gitea's reading is played
here."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from okrsite.model.portfolio import Portfolio
from okrsite.settings import Settings
from okrsite.writing.codeowners import (
    BEGIN,
    END,
    FORGES,
    faulty_handles,
    forge_named,
    forge_of,
    owner_lines,
    with_block,
)
from okrsite.writing.files import WritingError

Company = Callable[..., Any]

TEAMS = {
    "teams/company.md": 'name: Acme\nhandles: "@acme/lead"',
    "teams/growth.md": 'name: Growth\nparent: company\nhandles: ["@acme/growth", "@ada", "@acme/growth"]',
    "teams/first-week.md": "name: First week\nparent: growth",
    "teams/product.md": 'name: Product\nparent: company\nhandles: "po@acme.example"',
}

OWNERS = {
    "okrsite.yml": "@acme/lead",
    "index.md": "@acme/lead",
    "assets/a/b.svg": "@acme/lead",
    "kpis/nps.csv": "@acme/lead",
    "teams/new-team.md": "@acme/lead",
    "2026-Q4/index.md": "@acme/lead",
    "2026-Q4/reviews/2026-10-30.md": "@acme/lead",
    "teams/company.md": "@acme/lead",
    "2026-Q4/company/top.md": "@acme/lead",
    "teams/growth.md": "@acme/growth @ada",
    "2026-Q4/growth/onboarding.md": "@acme/growth @ada",
    "FY27/growth/checkins/2026-10-16.md": "@acme/growth @ada",
    "2026-Q4/first-week/setup.md": "@acme/growth @ada",
    "teams/first-week.md": "@acme/growth @ada",
    "2026-Q4/product/search.md": "po@acme.example",
    "../elsewhere/growth/x.md": "",
    "2026-Q4/grow/x.md": "",
}
"""Who reviews a file: the last pattern that fits says."""


def portfolio(company: Company, files: dict[str, str] | None = None) -> Portfolio:
    loaded = company(TEAMS if files is None else files).loaded
    assert isinstance(loaded.portfolio, Portfolio)
    return loaded.portfolio


def parted(line: str) -> tuple[str, str]:
    """A line's pattern and the rest, as forges part them: at the first space that has no backslash before
    it."""
    found = re.fullmatch(r"((?:\\.|[^\s\\])+) (.+)", line)
    assert found, line
    return found[1], found[2]


def fits(tmp_path: Path, pattern: str, path: str) -> bool:
    """Whether git takes a path for one that the pattern fits, as a line of .gitignore."""
    (tmp_path / "excludes").write_text(f"{pattern}\n", "utf-8")
    asked = [
        "git",
        "-c",
        f"core.excludesFile={tmp_path / 'excludes'}",
        "check-ignore",
        "--no-index",
        "-q",
        path,
    ]
    return subprocess.run(asked, cwd=tmp_path / "empty", check=False).returncode == 0


@pytest.mark.parametrize("folder", ["content", "", "Büro/our okrs & more/(x)"])
@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_who_reviews_which_file(company: Company, tmp_path: Path, forge: str, folder: str) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path / "empty"], check=True)
    lines = owner_lines(portfolio(company), forge_named(forge), folder)
    patterns = [parted(line) for line in lines]
    for path, owners in OWNERS.items():
        whole = f"{folder}/{path}" if folder else path
        if path.startswith("../"):
            whole = path.removeprefix("../")
            if not folder:
                continue  # where the content is the whole, nothing is elsewhere
        found = [who for pattern, who in patterns if fits(tmp_path, pattern, whole)]
        assert (found[-1] if found else "") == owners, whole


def tokens(line: str) -> list[str]:
    """A line as Gitea takes it apart: a backslash takes the next sign as it is, `#` begins a comment."""
    found, token, escaped = [], "", False
    for sign in line.strip():
        if escaped:
            token, escaped = token + sign, False
        elif sign == "\\":
            escaped = True
        elif sign == "#":
            break
        elif sign == " ":
            found += [token] if token else []
            token = ""
        else:
            token += sign
    return [*found, token] if token else found


@pytest.mark.parametrize("folder", ["content", "", "Büro #1/our okrs & more/(x) a.b\\c"])
def test_who_reviews_on_gitea(company: Company, folder: str) -> None:
    """All that fit count there, and a pattern is a regular expression for the whole path."""
    files = TEAMS | {"teams/product.md": 'name: Product\nparent: company\nhandles: "@po"'}
    rules = [tokens(line) for line in owner_lines(portfolio(company, files), forge_named("gitea"), folder)]
    prefix = f"{folder}/" if folder else ""

    def reviewers(path: str) -> set[str]:
        return {who for rule in rules if re.fullmatch(rule[0], path) for who in rule[1:]}

    assert reviewers(f"{prefix}2026-Q4/growth/checkins/2026-10-16.md") == {"@acme/growth", "@ada"}
    assert reviewers(f"{prefix}2026-Q4/first-week/setup.md") == {"@acme/growth", "@ada"}
    assert reviewers(f"{prefix}2026-Q4/product/search.md") == {"@po"}
    assert reviewers(f"{prefix}teams/growth.md") == {"@acme/lead", "@acme/growth", "@ada"}
    assert reviewers(f"{prefix}2026-Q4/index.md") == {"@acme/lead"}
    assert reviewers(f"{prefix}2026-Q4/indexXmd") == set()
    assert reviewers(f"{prefix}a/2026-Q4/growth/x.md") == set()
    assert reviewers(f"x{prefix}2026-Q4/growth/x.md") == (set() if prefix else {"@acme/growth", "@ada"})


@pytest.mark.parametrize(
    ("theme", "folder", "patterns"),
    [
        ("default", "content", []),
        ("acme", "content", ["/themes/"]),
        ("acme", "docs/our okrs", ["/docs/themes/"]),
        ("./themes/acme", "content", ["/themes/"]),
        ("design/okrs", "content", ["/themes/", "/design/okrs/"]),
        ("../design/okrs", "docs/okrs/content", ["/docs/okrs/themes/", "/docs/design/okrs/"]),
        ("../acme", "content", ["/themes/"]),  # outside of the repository, as these are
        ("/srv/acme", "content", ["/themes/"]),
        ("acme", "", []),
    ],
)
def test_the_root_team_reviews_a_theme_which_is_a_program(
    company: Company, theme: str, folder: str, patterns: list[str]
) -> None:
    files = TEAMS | {"okrsite.yml": f"theme: {theme}"}
    lines = owner_lines(portfolio(company, files), forge_named("github"), folder)
    assert lines[len(lines) - len(patterns) :] == tuple(f"{pattern} @acme/lead" for pattern in patterns)
    assert len(lines) == len(owner_lines(portfolio(company), forge_named("github"), folder)) + len(patterns)


def test_teams_that_nobody_reviews_have_no_line(company: Company) -> None:
    files = {"teams/growth.md": 'name: Growth\nparent: company\nhandles: "@g"'}
    lines = owner_lines(portfolio(company, files), forge_named("github"), "content")
    assert lines == ("/content/teams/growth.md @g", "/content/*/growth/ @g")
    assert owner_lines(portfolio(company, {}), forge_named("github"), "content") == ()


def test_teams_in_a_circle_end(company: Company) -> None:
    files = {
        "teams/growth.md": "name: Growth\nparent: product",
        "teams/product.md": "name: P\nparent: growth",
    }
    assert owner_lines(portfolio(company, files), forge_named("github"), "content") == ()


def test_a_folder_that_cannot_be_said(company: Company) -> None:
    for folder in ("a[b]", "what?", "a*", "#1", "a\\b"):
        with pytest.raises(WritingError, match="give it another name"):
            owner_lines(portfolio(company), forge_named("github"), folder)


GOOD = {
    "github": ["@ada", "@acme/growth", "@acme-co/grow.th_1", "ada.chen+okrs@acme.example"],
    "gitlab": ["@ada", "@acme/people/growth", "@@maintainer", "@@developers", "ada@acme.example"],
    "gitea": ["@ada", "@acme/growth"],
}
BAD = [
    "ada",
    "acme/growth",
    "@",
    "@acme/",
    "@acme growth",
    "@a,@b",
    "@ada #1",
    "@a@b",
    "Ada Chen",
    "@é",
    "a@b",
    "* @x",
]
ALSO_BAD = {
    "github": ["@acme/people/growth", "@@maintainer"],
    "gitlab": ["@@boss"],
    "gitea": ["ada@acme.example", "@a/b/c", "@@owner"],
}


@pytest.mark.parametrize("forge", FORGES, ids=lambda forge: forge.name)
def test_handles(company: Company, forge: Any) -> None:
    bad = [*BAD, *ALSO_BAD[forge.name]]
    written = "".join(f"  - '{handle}'\n" for handle in [*GOOD[forge.name], *bad])
    found = list(
        faulty_handles(
            portfolio(company, {"teams/growth.md": f"name: G\nparent: company\nhandles:\n{written}"}), forge
        )
    )
    assert [finding.message for finding in found] == [f"`{handle}` is no handle" for handle in bad]
    assert {finding.place.source.path for finding in found} == {"teams/growth.md"}


@pytest.mark.parametrize(
    ("address", "setting", "name"),
    [
        ("https://github.com/acme/okrs", "", "github"),
        ("https://github.acme.example/acme/okrs", "", "github"),
        ("https://gitlab.com/acme/okrs", "", "gitlab"),
        ("https://codeberg.org/acme/okrs", "", "gitea"),
        ("https://forgejo.acme.example/a/b", "", "gitea"),
        ("https://git.acme.example/gitlab/okrs", "", "github"),
        ("https://git.acme.example/a/b", "gitlab", "gitlab"),
        ("https://git.acme.example/a/b", "forgejo", "gitea"),
        ("https://github.acme.example/a/b", "gitea", "gitea"),
        ("", "", "github"),
        ("https://bitbucket.org/a/b", "", None),
        ("https://git.acme.example/a/b", "bitbucket", None),
        ("https://git.acme.example/projects/A/repos/b", "", None),
    ],
)
def test_the_forge_of_a_repository(address: str, setting: str, name: str | None) -> None:
    forge = forge_of(Settings(repository=address, forge=setting))
    assert (forge.name if forge else None) == name


# the block

LINES = ("/content/teams/growth.md @g", "/content/*/growth/ @g")
BLOCK = "\n".join([BEGIN, *LINES, END, ""])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", BLOCK),
        ("* @me\n", f"* @me\n\n{BLOCK}"),
        ("* @me", f"* @me\n\n{BLOCK}"),
        ("* @me\n\n", f"* @me\n\n{BLOCK}"),
        (f"* @me\n{BEGIN}\n/old @x\n{END}\n/docs/ @me", f"* @me\n{BLOCK}/docs/ @me"),
        # A line separator is no line's end for a forge, and mixed ends stay as they are.
        ("# a\u2028b\x0cc\n* @me\r\n", "# a\u2028b\x0cc\n* @me\r\n\r\n" + BLOCK.replace("\n", "\r\n")),
        ("* @me\r\n", "* @me\r\n\r\n" + BLOCK.replace("\n", "\r\n")),
    ],
)
def test_the_block_stands_among_lines_of_ones_own(before: str, after: str) -> None:
    assert with_block(before, LINES) == after
    assert with_block(after, LINES) == after


def test_without_lines_the_block_goes() -> None:
    assert with_block(f"* @me\n{BLOCK}/docs/ @me\n", ()) == "* @me\n/docs/ @me\n"
    assert with_block("* @me", ()) == "* @me"


@pytest.mark.parametrize("text", [BEGIN, f"{END}\n{BEGIN}\n", BLOCK + BLOCK, f"{BLOCK}{END}\n"])
def test_a_block_that_was_torn_is_left(text: str) -> None:
    with pytest.raises(WritingError, match="delete all of those lines"):
        with_block(text, LINES)
