"""`okrsite publish` puts the site on a branch without touching anybody's work, or into a folder."""

import os
from pathlib import Path

import pytest
from project import COMPANY, FAULTY, TODAY, WARNED, company, run, tree, write
from repositories import Repo

AT = ("--today", TODAY)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the machine, so that nobody is known to git unless a test says so."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def remote(tmp_path: Path) -> Repo:
    bare = tmp_path / "remote.git"
    bare.mkdir()
    repo = Repo(bare, exists=True)
    repo.git("init", "--quiet", "--bare", "--initial-branch=main")
    return repo


@pytest.fixture
def okrs(tmp_path: Path, remote: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository with the small company, whose branch main is on the remote."""
    repo = Repo(tmp_path / "okrs")
    repo.write_all(COMPANY)
    repo.git("config", "user.name", "Noor Haddad")
    repo.git("config", "user.email", "noor@harbour.example")
    repo.git("remote", "add", "origin", str(remote.root))
    repo.commit("Begin")
    repo.git("push", "--quiet", "origin", "main")
    monkeypatch.chdir(repo.root)
    return repo


def on_branch(repo: Repo, branch: str = "gh-pages") -> dict[str, str]:
    """The files on a branch with their ids."""
    listed = repo.git("-c", "core.quotepath=off", "ls-tree", "-r", branch).splitlines()
    return {line.partition("\t")[2]: line.split()[2] for line in listed}


def commits(repo: Repo, branch: str = "gh-pages") -> list[str]:
    return repo.git("log", "--format=%s", branch).splitlines()


def state(repo: Repo) -> tuple[dict[str, bytes], str, str]:
    """The work tree, the index and the branches that somebody works on."""
    files = {path: data for path, data in tree(repo.root).items() if not path.startswith(".git/")}
    branches = repo.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/heads")
    return files, repo.git("ls-files", "--stage"), f"{branches}\n{repo.git('rev-parse', 'HEAD')}"


# on a branch


def test_the_branch_holds_what_is_built(okrs: Repo, remote: Repo, tmp_path: Path) -> None:
    okrs.write_all({"assets/ofen é.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>\r\n"})
    okrs.write_all({"index.md": "![The oven](<assets/ofen é.svg>)\n"})
    # No filter of the repository may change what is published.
    okrs.write(".gitattributes", "* text eol=lf\n")
    head = okrs.commit("A picture")
    result = run("publish", *AT)
    assert result.exit_code == 0, result.output
    assert run("build", *AT, "--output", tmp_path / "built").exit_code == 0
    built = tree(tmp_path / "built")
    assert "assets/ofen é.svg" in built
    assert set(on_branch(remote)) == set(built)
    clone = remote.clone(tmp_path / "clone", branch="gh-pages")
    assert {path: data for path, data in tree(clone.root).items() if not path.startswith(".git/")} == built
    assert commits(remote) == [f"Publish the OKRs of {head[:10]}"]
    assert f"from commit {head}." in remote.git("log", "--format=%B", "gh-pages")
    commit = remote.git("rev-parse", "gh-pages")
    assert f" on the branch gh-pages of origin, as commit {commit[:10]}.\n" in result.output
    assert "Soon to be read at https://okrs.harbour.example/\n" in result.output


def test_nothing_of_the_work_is_touched(okrs: Repo, remote: Repo) -> None:
    okrs.write("staged.txt", "staged\n")
    okrs.git("add", "staged.txt")
    okrs.write("staged.txt", "staged, then changed\n")
    okrs.write("lying around.txt", "mine\n")
    okrs.edit("content/teams/vans.md", "The road.", "The long road.")
    before = state(okrs)
    inside = {path.name for path in (okrs.root / ".git").iterdir()}
    result = run("publish", *AT)
    assert result.exit_code == 0
    assert state(okrs) == before
    # What is known of the past is kept there by every command that reads it.
    assert {path.name for path in (okrs.root / ".git").iterdir()} - inside <= {"okrsite"}
    assert "The site shows changes that are not committed yet." in result.output
    assert "and changes that are not committed." in remote.git("log", "--format=%B", "gh-pages")
    assert okrs.git("worktree", "list").count("\n") == 0


def test_only_changes_of_the_content_count_as_such(okrs: Repo, remote: Repo) -> None:
    okrs.write("lying around.txt", "mine\n")
    assert "not committed" not in run("publish", *AT).output
    assert "not committed" not in remote.git("log", "--format=%B", "gh-pages")


def test_the_same_site_makes_no_commit(okrs: Repo, remote: Repo) -> None:
    run("publish", *AT)
    before = remote.git("rev-parse", "gh-pages")
    okrs.write("README.md", "About\n")
    okrs.commit("Not the content")
    okrs.git("push", "--quiet", "origin", "main")
    # Pages may name the commit of each file, which this one does not touch.
    again = run("publish", *AT)
    assert again.exit_code == 0
    assert again.output.endswith(
        "The branch gh-pages of origin holds just this site already: nothing to publish.\n"
    )
    assert remote.git("rev-parse", "gh-pages") == before


def test_each_publication_is_one_commit_on_top(okrs: Repo, remote: Repo) -> None:
    run("publish", *AT)
    first = remote.git("rev-parse", "gh-pages")
    okrs.rename("content/2026-Q4/vans/short-way.md", "content/2026-Q4/vans/shorter.md")
    okrs.commit("Rename")
    result = run("publish", *AT, "--message", "  For the\nboard: `x` $(y) ")
    assert result.exit_code == 0, result.output
    assert remote.git("rev-parse", "gh-pages^") == first
    assert commits(remote)[0] == "For the board: `x` $(y)"
    assert "2026-Q4/vans/short-way.html" not in on_branch(remote)
    assert "2026-Q4/vans/shorter.html" in on_branch(remote)


def test_a_domain_and_dot_files_stay(okrs: Repo, remote: Repo, tmp_path: Path) -> None:
    run("publish", *AT)
    theirs = remote.clone(tmp_path / "theirs", branch="gh-pages")
    for path in ("CNAME", ".well-known/security.txt", ".domains", "mine.html", "teams/CNAME"):
        theirs.write(path, "okrs.harbour.example\n")
    theirs.commit("By hand")
    theirs.git("push", "--quiet", "origin", "gh-pages")
    okrs.edit("content/teams/vans.md", "The road.", "The long road.")
    okrs.commit("Longer")
    assert run("publish", *AT).exit_code == 0
    after = on_branch(remote)
    assert {"CNAME", ".well-known/security.txt", ".domains"} <= set(after)
    assert not {"mine.html", "teams/CNAME"} & set(after)
    assert len(commits(remote)) == 3


def test_a_company_in_a_sub_folder_on_a_detached_head(okrs: Repo, remote: Repo) -> None:
    okrs.rename("content", "Büro & Co/okr")
    okrs.commit("Into a folder")
    okrs.detach()
    before = state(okrs)
    result = run("publish", *AT, "--content", "Büro & Co/okr", "--branch", "seiten/für-alle")
    assert result.exit_code == 0, result.output
    assert "index.html" in on_branch(remote, "seiten/für-alle")
    assert state(okrs) == before
    # Also from below the top, where git's own paths would be other ones.
    os.chdir(okrs.root / "Büro & Co")
    okrs.edit("Büro & Co/okr/teams/vans.md", "The road.", "The long road.")
    again = run("publish", *AT, "--content", "okr", "--branch", "seiten/für-alle")
    assert again.exit_code == 0, again.output
    assert "not committed" in again.output
    assert len(commits(remote, "seiten/für-alle")) == 2


def test_a_shallow_clone_publishes(okrs: Repo, remote: Repo, tmp_path: Path) -> None:
    run("publish", *AT)
    first = remote.git("rev-parse", "gh-pages")
    okrs.edit("content/teams/vans.md", "The road.", "The long road.")
    okrs.commit("Longer")
    okrs.git("push", "--quiet", "origin", "main")
    shallow = remote.clone(tmp_path / "shallow", depth=1, branch="main")
    shallow.git("config", "user.name", "Pipeline")
    shallow.git("config", "user.email", "pipeline@harbour.example")
    os.chdir(shallow.root)
    result = run("publish", *AT)
    assert result.exit_code == 0, result.output
    assert remote.git("rev-parse", "gh-pages^") == first
    assert shallow.git("rev-parse", "--is-shallow-repository") == "true"
    assert "goalposts moved, can't be known: This clone is shallow" in result.stderr


def test_without_a_remote_it_is_a_branch_here(okrs: Repo) -> None:
    okrs.git("remote", "remove", "origin")
    result = run("publish", *AT)
    assert result.exit_code == 0, result.output
    assert "index.html" in on_branch(okrs)
    assert "There is no remote: push it with `git push REMOTE gh-pages`." in result.output
    assert "holds just this site already" in run("publish", *AT).output
    okrs.edit("content/teams/vans.md", "The road.", "The long road.")
    assert run("publish", *AT).exit_code == 0
    assert len(commits(okrs)) == 2


def test_a_repository_without_commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path / "new")
    repo.write_all(COMPANY)
    repo.git("config", "user.name", "Noor Haddad")
    repo.git("config", "user.email", "noor@harbour.example")
    monkeypatch.chdir(repo.root)
    assert run("publish", *AT).exit_code == 0
    assert repo.git("log", "--format=%B", "gh-pages").startswith("Publish the OKRs\n\nBuilt by okrsite ")
    assert "from files that are not committed." in repo.git("log", "--format=%B", "gh-pages")


# what is refused


@pytest.mark.parametrize("layer", [FAULTY, WARNED], ids=["errors", "warnings"])
def test_faults_stop_it(okrs: Repo, remote: Repo, layer: dict[str, str]) -> None:
    okrs.write_all(layer)
    arguments = ["--strict"] if layer is WARNED else []
    result = run("publish", *AT, *arguments)
    assert result.exit_code == 1
    assert result.output.endswith(
        "Nothing was published, since --strict lets warnings stop it.\n"
        if arguments
        else "Nothing was published.\n"
    )
    assert "content/2026-Q4/vans/short-way.md:" in result.output
    assert remote.git("for-each-ref", "refs/heads/gh-pages") == ""
    if arguments:
        assert run("publish", *AT).exit_code == 0


def test_somebody_else_was_quicker(okrs: Repo, remote: Repo, tmp_path: Path) -> None:
    """Between the look at the branch and the push, here in a hook that runs right before the push."""
    run("publish", *AT)
    theirs = remote.clone(tmp_path / "theirs", branch="gh-pages")
    theirs.write("index.html", "theirs\n")
    ours = theirs.commit("Quicker")
    okrs.edit("content/teams/vans.md", "The road.", "The long road.")
    hook = okrs.root / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nunset GIT_DIR\ncd '{theirs.root}' && git push --quiet origin gh-pages\n")
    hook.chmod(0o755)
    result = run("publish", *AT)
    assert result.exit_code == 2
    assert (
        "Somebody else published to the branch gh-pages of origin meanwhile: publish again." in result.output
    )
    assert remote.git("rev-parse", "gh-pages") == ours
    hook.unlink()
    assert run("publish", *AT).exit_code == 0
    assert remote.git("rev-parse", "gh-pages^") == ours


@pytest.mark.usefixtures("okrs")
def test_a_remote_that_refuses(remote: Repo) -> None:
    hook = remote.root / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'Ask Ada first.'\nexit 1\n")
    hook.chmod(0o755)
    result = run("publish", *AT)
    assert result.exit_code == 2
    assert "origin does not take the site on the branch gh-pages: [remote rejected]" in result.output
    assert "hook declined" in result.output
    assert "\nremote: Ask Ada first." in result.output


def test_a_hook_of_ones_own_that_refuses(okrs: Repo, remote: Repo) -> None:
    hook = okrs.root / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'Not on a Friday.' >&2\nexit 1\n")
    hook.chmod(0o755)
    result = run("publish", *AT)
    assert result.exit_code == 2
    assert "Not on a Friday." in result.output
    assert remote.git("for-each-ref", "--format=%(refname)") == "refs/heads/main"


def test_a_remote_that_is_not_there(okrs: Repo, tmp_path: Path) -> None:
    okrs.git("remote", "set-url", "origin", str(tmp_path / "gone.git"))
    result = run("publish", *AT)
    assert (result.exit_code, "gone.git" in result.output) == (2, True)
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--branch", "main"], "The branch main is the one you are on"),
        (["--branch", "-x"], "`-x` can't be the name of a branch"),
        (["--branch", "a..b"], "`a..b` can't be the name of a branch"),
        (["--branch", "HEAD"], "`HEAD` can't be the name of a branch"),
        (["--branch", ""], "`` can't be the name of a branch"),
        (["--branch", "refs/heads/x"], "`refs/heads/x` can't be the name of a branch"),
        (["--remote", ""], "There is no remote `` in this repository (there is: origin)."),
        (["--remote", "upstream"], "There is no remote `upstream` in this repository (there is: origin)."),
        (["--remote", "--upload-pack=touch x"], "There is no remote `--upload-pack=touch x`"),
        (["--message", " "], "--message needs some words"),
        (["--to", "x", "--branch", "y"], "--branch is for a branch, and --to for another place"),
        (["--to", "x", "--replace"], "--replace is for a branch"),
        (["--content", "nowhere"], "There is no content folder at nowhere"),
    ],
)
def test_wrong_use(okrs: Repo, remote: Repo, arguments: list[str], words: str) -> None:
    before = state(okrs)
    result = run("publish", *AT, *arguments)
    assert (result.exit_code, words in result.output) == (2, True), result.output
    assert state(okrs) == before
    assert remote.git("for-each-ref", "--format=%(refname)") == "refs/heads/main"


def test_the_branch_of_the_okrs_is_refused(okrs: Repo, remote: Repo) -> None:
    okrs.branch("propose")
    for arguments in ((), ("--replace",)):
        result = run("publish", *AT, "--branch", "main", *arguments)
        assert (result.exit_code, "main is the branch with the OKRs themselves" in result.output) == (2, True)
    okrs.git("push", "--quiet", "origin", "propose:older")
    result = run("publish", *AT, "--branch", "older", "--replace")
    assert (result.exit_code, "(content/okrsite.yml)" in result.output) == (2, True)
    assert len(commits(remote, "main")) == 1


@pytest.mark.usefixtures("okrs")
def test_what_others_put_there_is_left_unless_it_is_to_be_replaced(remote: Repo, tmp_path: Path) -> None:
    theirs = Repo(tmp_path / "theirs")
    write(theirs.root, {"docs.html": "docs\n", "CNAME": "docs.harbour.example\n"})
    first = theirs.commit("The documentation")
    theirs.git("push", "--quiet", str(remote.root), "main:gh-pages")
    result = run("publish", *AT)
    assert result.exit_code == 2
    assert "On the branch gh-pages of origin something else stands (docs.html)." in result.output
    assert remote.git("rev-parse", "gh-pages") == first
    assert run("publish", *AT, "--replace").exit_code == 0
    assert remote.git("rev-parse", "gh-pages^") == first
    assert "docs.html" not in on_branch(remote)
    assert "CNAME" in on_branch(remote)


def test_git_does_not_know_who_publishes(okrs: Repo) -> None:
    okrs.git("config", "--unset", "user.name")
    okrs.git("config", "--unset", "user.email")
    okrs.git("config", "user.useConfigOnly", "true")
    result = run("publish", *AT)
    assert (result.exit_code, "`git config user.name 'Your Name'`" in result.output) == (2, True), (
        result.output
    )


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(company(tmp_path))
    result = run("publish", *AT)
    assert (result.exit_code, "--to publishes into a folder or over rsync" in result.output) == (2, True)


def test_a_branch_in_another_work_tree(okrs: Repo, tmp_path: Path) -> None:
    okrs.git("remote", "remove", "origin")
    run("publish", *AT)
    okrs.git("worktree", "add", "--quiet", str(tmp_path / "pages"), "gh-pages")
    okrs.edit("content/teams/vans.md", "The road.", "The long road.")
    result = run("publish", *AT)
    assert (result.exit_code, "checked out in another work tree" in result.output) == (2, True)


# into a folder


def test_into_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(company(tmp_path))
    served = tmp_path / "www: öffentlich" / "okrs"
    assert run("publish", *AT, "--to", served).exit_code == 0
    write(served, {".htaccess": "mine\n"})
    result = run("publish", *AT, "--to", served)
    assert result.output.endswith(f"pages in {served}.\n")
    assert run("build", *AT, "--output", tmp_path / "built").exit_code == 0
    assert tree(served) == {**tree(tmp_path / "built"), ".htaccess": b"mine\n"}
    before = tree(served)
    write(tmp_path / "content", FAULTY)
    assert run("publish", *AT, "--to", served).exit_code == 1
    assert tree(served) == before


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("", "--to needs a folder"),
        ("rsync://host/x", "write user@host:/path instead"),
        ("host::module", "write user@host:/path instead"),
        ("-oProxyCommand=x:/y", "is no place"),
        ("u@-oProxyCommand=x:/y", "is no place"),
        ("ho st:/x", "is no place"),
        ("host:", "names no folder of its own"),
        ("host:/", "names no folder of its own"),
        ("host:..", "names no folder of its own"),
        ("host:~ada/x", "names no folder of its own"),
        ("host:/x\n/y", "names no folder of its own"),
        ("content", "lie in one another"),
    ],
)
def test_places_that_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, words: str
) -> None:
    monkeypatch.chdir(company(tmp_path))
    before = tree(tmp_path)
    result = run("publish", *AT, "--to", place)
    assert (result.exit_code, words in result.output) == (2, True), result.output
    assert tree(tmp_path) == before
