"""`okrsite codeowners` writes the file where the forge reads it, and says when it is out of date."""

from pathlib import Path

import pytest
from project import COMPANY, company, run, tree, write
from repositories import Repo

HANDLES = {
    "teams/company.md": COMPANY["teams/company.md"].replace("---\nAll", 'handles: "@bakery/all"\n---\nAll'),
    "teams/ovens.md": COMPANY["teams/ovens.md"].replace("lead:", 'handles: "@bakery/ovens"\nlead:'),
}


@pytest.fixture
def okrs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    repo = Repo(tmp_path / "okrs")
    repo.write_all(COMPANY | HANDLES)
    monkeypatch.chdir(repo.root)
    return repo


def with_repository(repo: Repo, address: str) -> None:
    repo.write("content/okrsite.yml", f"{COMPANY['okrsite.yml']}repository: {address}\n")


def test_it_writes_the_file_once(okrs: Repo) -> None:
    result = run("codeowners")
    assert result.exit_code == 0, result.output
    assert result.output == "Wrote 13 lines into .github/CODEOWNERS.\n"
    lines = okrs.read(".github/CODEOWNERS").splitlines()
    assert "/content/*/ovens/ @bakery/ovens" in lines
    assert "/content/teams/vans.md @bakery/all" in lines
    before = tree(okrs.root)
    assert run("codeowners").output == ".github/CODEOWNERS is up to date.\n"
    assert run("codeowners", "--check").exit_code == 0
    assert tree(okrs.root) == before


def test_check_writes_nothing_and_says_what_is_new(okrs: Repo) -> None:
    before = tree(okrs.root)
    result = run("codeowners", "--check")
    assert (result.exit_code, tree(okrs.root) == before) == (1, True)
    assert result.output.endswith(".github/CODEOWNERS is missing: `okrsite codeowners` writes it.\n")
    okrs.write(".github/CODEOWNERS", "* @me\n")
    run("codeowners")
    assert okrs.read(".github/CODEOWNERS").startswith("* @me\n\n# Begin")
    okrs.edit("content/teams/ovens.md", "@bakery/ovens", "@bakery/heat")
    before = tree(okrs.root)
    result = run("codeowners", "--check")
    assert (result.exit_code, tree(okrs.root) == before) == (1, True)
    assert "  -/content/*/ovens/ @bakery/ovens\n" in result.output
    assert "  +/content/*/ovens/ @bakery/heat\n" in result.output
    assert result.output.endswith(".github/CODEOWNERS is out of date: `okrsite codeowners` writes it.\n")
    assert run("codeowners").exit_code == 0
    assert okrs.read(".github/CODEOWNERS").startswith("* @me\n\n# Begin")
    assert run("codeowners", "--check").exit_code == 0


@pytest.mark.parametrize(
    ("address", "there", "arguments", "file"),
    [
        ("https://gitlab.com/a/b", "", (), ".gitlab/CODEOWNERS"),
        ("https://codeberg.org/a/b", "", (), ".gitea/CODEOWNERS"),
        ("https://git.bakery.example/a/b", "", (), ".github/CODEOWNERS"),
        ("https://git.bakery.example/a/b", "", ("--forge", "gitlab"), ".gitlab/CODEOWNERS"),
        ("https://git.bakery.example/a/b", "", ("--output", ".gitea/CODEOWNERS"), ".gitea/CODEOWNERS"),
        # A forge reads the first file that it finds, and so would never see another one.
        ("https://gitlab.com/a/b", "CODEOWNERS", (), "CODEOWNERS"),
        ("https://github.com/a/b", "docs/CODEOWNERS", (), "docs/CODEOWNERS"),
        ("https://github.com/a/b", ".gitlab/CODEOWNERS", (), ".github/CODEOWNERS"),
    ],
)
def test_where_the_forge_reads_it(
    okrs: Repo, address: str, there: str, arguments: tuple[str, ...], file: str
) -> None:
    with_repository(okrs, address)
    if there:
        okrs.write(there, "* @me\n")
    result = run("codeowners", *arguments)
    assert result.exit_code == 0, result.output
    assert "@bakery/ovens" in okrs.read(file)
    # On Gitea a pattern is a regular expression.
    assert ("content/[^/]+/ovens/.*" in okrs.read(file)) is file.startswith(".gitea")


def test_bitbucket_has_another_way(okrs: Repo) -> None:
    with_repository(okrs, "https://bitbucket.org/a/b")
    before = tree(okrs.root)
    result = run("codeowners")
    assert (result.exit_code, "Bitbucket takes no CODEOWNERS" in result.output) == (2, True)
    assert tree(okrs.root) == before
    assert run("codeowners", "--forge", "github").exit_code == 0


def test_content_in_a_sub_folder_is_named_from_the_top(okrs: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    okrs.rename("content", "Büro/our okrs")
    monkeypatch.chdir(okrs.root / "Büro")
    result = run("codeowners", "--content", "our okrs")
    assert result.exit_code == 0, result.output
    assert "/Büro/our\\ okrs/*/ovens/ @bakery/ovens\n" in okrs.read(".github/CODEOWNERS")


def test_outside_of_a_repository(tmp_path: Path) -> None:
    content = company(tmp_path, HANDLES) / "content"
    assert run("codeowners", "--content", content).exit_code == 0
    assert "/content/*/ovens/ @bakery/ovens\n" in (tmp_path / ".github/CODEOWNERS").read_text()


def test_what_is_no_handle_is_told_with_its_place(okrs: Repo) -> None:
    okrs.edit("content/teams/ovens.md", '"@bakery/ovens"', '["@bakery/ovens", the ovens, "@a b"]')
    before = tree(okrs.root)
    result = run("codeowners")
    assert (result.exit_code, tree(okrs.root) == before) == (1, True)
    assert "content/teams/ovens.md:4:28  error  wrong-type\n  `the ovens` is no handle\n" in result.output
    assert "content/teams/ovens.md:4:39  error  wrong-type\n  `@a b` is no handle\n" in result.output
    assert "→ Write `@name`, `@company/team` or an email address, in quotes." in result.output


def test_faults_in_team_files_are_in_the_way_and_others_are_not(okrs: Repo) -> None:
    okrs.write("content/2026-Q4/vans/short-way.md", "---\ntitle: [\n---\n")
    assert run("codeowners").exit_code == 0
    okrs.write("content/teams/vans.md", "---\nname: Vans\nparent: compny\n---\n")
    before = tree(okrs.root)
    result = run("codeowners")
    assert (result.exit_code, tree(okrs.root) == before) == (1, True)
    assert "there is no team `compny`" in result.output
    assert "short-way" not in result.output


def test_a_file_among_the_okrs_is_refused(okrs: Repo) -> None:
    before = tree(okrs.root)
    result = run("codeowners", "--output", okrs.root / "content/CODEOWNERS")
    assert (result.exit_code, "lies in the content folder" in result.output) == (2, True)
    assert tree(okrs.root) == before


def test_nobody_has_handles(okrs: Repo) -> None:
    run("codeowners")
    okrs.write(".github/CODEOWNERS", f"* @me\n{okrs.read('.github/CODEOWNERS')}")
    okrs.write_all(COMPANY)
    result = run("codeowners")
    assert (result.exit_code, "no team has `handles` any more" in result.output) == (0, True)
    assert okrs.read(".github/CODEOWNERS") == "* @me\n"
    result = run("codeowners")
    assert (result.exit_code, "No team says who reviews it" in result.output) == (2, True)


def test_what_cannot_be_read_or_is_torn_is_left(okrs: Repo) -> None:
    run("codeowners")
    whole = okrs.read(".github/CODEOWNERS")
    for text in (whole.encode("utf-16"), whole.replace("# End", "# Ende").encode()):
        (okrs.root / ".github/CODEOWNERS").write_bytes(text)
        before = tree(okrs.root)
        result = run("codeowners")
        assert (result.exit_code, tree(okrs.root) == before) == (2, True), result.output


def test_the_example_company(tmp_path: Path, example_content: Path) -> None:
    write(tmp_path, {})
    result = run("codeowners", "--content", example_content, "--output", tmp_path / "CODEOWNERS")
    assert result.exit_code == 0, result.output
    assert "/content/*/lyon/ @fernwood-cycles/lyon\n" in (tmp_path / "CODEOWNERS").read_text()
