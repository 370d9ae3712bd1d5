"""What is private is in nothing that goes out: one company with a word for each private thing, and a search
for all of them in everything that okrsite writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from private_company import private_company
from private_texts import own
from project import COMPANY, TODAY, company, environment, okrsite, run, tree
from repositories import Repo
from searching import leaks

from okrsite.exchange.tables import TABLES
from okrsite.rules.registry import RULES

AS_ANOTHER = """
import getpass, os, platform, socket
os.getlogin = getpass.getuser = lambda: {user!r}
socket.gethostname = socket.getfqdn = platform.node = lambda: {host!r}
"""
"""A machine and a user that have telling names."""


@dataclass(frozen=True)
class Private:
    """The company's repository, what stands for what in it, and the site that was built of it."""

    repo: Repo
    words: Mapping[str, str]
    site: Path

    @property
    def content(self) -> Path:
        return self.repo.root / "content"


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Private:
    """Built in a process of its own, on a machine whose every name and path is a private word as well."""
    base = tmp_path_factory.mktemp("leaks")
    repo, words = private_company(base / "zqcheckoutqz" / "okrs")
    words.known["zqcheckoutqz"] = "the path of the checkout"
    folders = {
        name: base / words(f"the folder {name}") for name in ("HOME", "TMPDIR", "cache", "site", "python")
    }
    for folder in folders.values():
        folder.mkdir()
    fake = AS_ANOTHER.format(user=words("the user"), host=words("the host"))
    (folders["python"] / "sitecustomize.py").write_text(fake)
    telling = {
        name: words(f"the variable {name}") for name in ("USER", "LOGNAME", "HOSTNAME", "GITHUB_TOKEN")
    }
    telling |= {
        f"GIT_{role}_{what}": words(f"{role} {what} of the environment")
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    env = environment(
        **telling, HOME=str(folders["HOME"]), TMPDIR=str(folders["TMPDIR"]), PYTHONPATH=str(folders["python"])
    )
    site = folders["site"] / "site"
    done = okrsite(
        *("build", "--content", repo.root / "content", "--output", site, "--today", TODAY),
        *("--cache", folders["cache"]),
        env=env,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "can't be known" not in done.stdout + done.stderr
    return Private(repo=repo, words=words.known, site=site)


def test_the_site(private: Private) -> None:
    assert leaks(private.site, private.words) == []


def test_the_search_finds_what_is_there(private: Private) -> None:
    """The test above would be worth nothing if it read past something: public words are found, packed too."""
    shown = {"loaves": "a title", "noor": "an author", "roads": "prose", "review of winter": "a day"}
    found = "\n".join(leaks(private.site, shown))
    for path in ("index.html", "changes.xml", "api/cycles/2026-Q4.json", "calendar.ics", "search.index.js"):
        assert path in found, path
    assert len(private.words) > 350


def test_the_exports(private: Private, tmp_path: Path) -> None:
    arguments = ("--content", private.content, "--today", TODAY, "--output")
    wanted = [("json",), ("xlsx",), ("ics",), ("ics", "--team", "ovens")]
    wanted += [("csv", "--table", table) for table in TABLES]
    for number, (kind, *more) in enumerate(wanted):
        result = run("export", kind, *more, *arguments, tmp_path / f"{number}.{kind}")
        assert result.exit_code == 0, result.output
    for name in ("x.svg", "x.dot"):
        assert run("graph", tmp_path / name, *arguments[:-1], "--all").exit_code == 0
    assert leaks(tmp_path, private.words) == []


def test_a_pull_request_tells_no_more_than_its_files(private: Private, tmp_path: Path) -> None:
    """Who reads one reads its drafts; yet neither addresses, nor comments, nor what is set aside."""
    for format in ("text", "markdown", "json"):
        output = tmp_path / f"diff.{format}"
        where = ("--content", private.content, "--today", TODAY, "--output", output)
        assert run("diff", "HEAD~9", *where, "--format", format).exit_code == 0
    for format in ("github", "gitlab", "sarif", "json", "junit"):
        output = tmp_path / f"check.{format}"
        where = ("--content", private.content, "--today", TODAY, "--output", output)
        assert run("check", *where, "--format", format, "--since", "HEAD~9").exit_code == 0
    private_to_all = {w: what for w, what in private.words.items() if "draft" not in what}
    assert leaks(tmp_path, private_to_all) == []


def test_the_branch_that_is_published(private: Private, tmp_path: Path) -> None:
    """Its files, its message and its path hold nothing; who publishes signs as git always does."""
    copy = private.repo.clone(tmp_path / "okrs")
    copy.git("remote", "remove", "origin")
    for key in ("user.name", "user.email"):
        copy.git("config", key, "someone@publishes.example")
    published = run("publish", "--content", copy.root / "content", "--today", TODAY)
    assert published.exit_code == 0, published.output
    copy.git("worktree", "add", "--quiet", str(tmp_path / "out"), "gh-pages")
    (tmp_path / "out" / ".git").unlink()
    (tmp_path / "out" / "message").write_text(copy.git("log", "-1", "--format=%B", "gh-pages"))
    assert leaks(tmp_path / "out", private.words) == []


STAGES = ("Propose", "Withdraw", "Set aside", "Check in")


def test_each_next_build_has_forgotten(private: Private, tmp_path: Path) -> None:
    """With all that earlier builds keep: what is taken back is gone with the next, and nothing else differs
    from a site that is built afresh."""
    copy = private.repo.clone(tmp_path / "okrs")
    commits = copy.git("log", "--reverse", "--first-parent", "--format=%H %s").splitlines()
    content, site = copy.root / "content", tmp_path / "site"
    where = ("--content", content, "--today", TODAY)
    public = {word: what for word, what in private.words.items() if word.startswith("zqtitle")}
    for stage in (*STAGES, ""):
        found = [line[:40] for line in commits if line[41:].startswith(stage)]
        copy.git("switch", "--quiet", "--detach", found[-1])
        result = run("build", *where, "--output", site)
        assert result.exit_code == 0, result.output
        if stage == "Propose":
            assert len({line.partition(": ")[2] for line in leaks(site, public)}) >= 5
        elif stage in ("Set aside", ""):
            assert leaks(site, private.words) == []
    run("build", *where, "--output", tmp_path / "fresh", "--no-cache")
    assert tree(site) == tree(tmp_path / "fresh")


def test_the_site_as_it_was(private: Private, tmp_path: Path) -> None:
    """A build of an earlier commit tells what that commit was about only where that names nothing private."""
    log = private.repo.git("log", "--first-parent", "--format=%H %s").splitlines()
    commit = next(line[:40] for line in log if line[41:].startswith("Check in"))
    where = ("--content", private.content, "--output", tmp_path / "site", "--at", commit, "--no-cache")
    result = run("build", *where)
    assert result.exit_code == 0, result.output
    assert leaks(tmp_path / "site", private.words) == []


def test_no_finding_names_a_draft(tmp_path: Path) -> None:
    """Whatever rule compares or counts: what it says of public files has nothing of what is not public."""
    draft = f"""---
title: Have the zqtitleqz loaves warm at six
owner: zqownerqz
parent: company/every-street#streets
status: draft
formerly: ovens/zqformerqz
allow:
  objective-vague: zqreasonqz
key_results:
{OFTEN.format(id="zqidqz", to="95%")}
---
"""
    public = f"""---
title: Have the loaves warm at six
owner: Lee Park
parent: ovens/zqnameqz
supports: ovens/zqnameqz#zqidqz
depends_on: ovens/zqformerqz
key_results:
{OFTEN.format(id="a", to="30%")}
---
"""
    rules = "".join(f"  {rule.name}: warning\n" for rule in RULES)
    files = {
        "okrsite.yml": f"company: Harbour Bakery\nrules:\n{rules}",
        "2026-Q4/ovens/zqnameqz.md": draft,
        "2026-Q4/vans/zqnameqz.md": draft.replace("status:", "zqfieldqz: x\nstatus:"),
        "2027-Q1/ovens/zqnameqz.md": draft,
        "2026-Q4/vans/near.md": public,
    }
    company(tmp_path, files)
    where = ("--content", tmp_path / "content", "--output", tmp_path / "site", "--today", TODAY)
    result = run("build", *where)
    assert result.exit_code == 0, result.output
    assert "zqnameqz" in result.output, "its writer is told"
    words = {f"zq{what}qz": what for what in ("title", "owner", "former", "reason", "id", "name", "field")}
    assert leaks(tmp_path / "site", words) == []


OFTEN = """  - id: {id}
    title: Mornings with bread on the shelf at six
    from: 60%
    to: {to}"""


@pytest.mark.parametrize("way", ["draft", "aside", "folder aside"])
def test_taken_back_before_it_is_committed(tmp_path: Path, way: str) -> None:
    """Whoever builds from the folder as it is: nobody needs to commit first."""
    repo, words = _small(tmp_path / "okrs")
    where = ("--content", repo.root / "content", "--today", TODAY, "--output", tmp_path / "site")
    assert run("build", *where).exit_code == 0
    assert leaks(tmp_path / "site", words)
    if way == "draft":
        repo.edit("content/2026-Q4/ovens/x.md", "owner:", "status: draft\nowner:")
    elif way == "aside":
        repo.rename("content/2026-Q4/ovens/x.md", "content/2026-Q4/ovens/_x.md")
    else:
        repo.rename("content/2026-Q4/ovens", "content/2026-Q4/_ovens")
    assert run("build", *where).exit_code == 0
    assert leaks(tmp_path / "site", words) == []


def _small(root: Path) -> tuple[Repo, Mapping[str, str]]:
    repo = Repo(root)
    repo.write_all({path: COMPANY[path] for path in COMPANY if "ovens/" not in path and "vans/" not in path})
    repo.write("content/2026-Q4/ovens/x.md", own("zqkeyqz", "zqtitleqz"))
    repo.commit("Propose zqsubjectqz", day="2026-10-02")
    return repo, {"zqtitleqz": "the title", "zqkeyqz": "the key result", "zqsubjectqz": "the subject"}


def test_what_was_deleted_is_told_as_withdrawn(tmp_path: Path) -> None:
    """Deleting is no taking back: that something was given up is part of the story."""
    repo, _ = _small(tmp_path / "okrs")
    repo.remove("content/2026-Q4/ovens/x.md")
    repo.commit("Give up", day="2026-10-03")
    site = tmp_path / "site"
    where = ("--content", repo.root / "content", "--today", TODAY, "--output", site)
    assert run("build", *where).exit_code == 0
    told = {line.partition(":")[0] for line in leaks(site, {"zqtitleqz": "the title"})}
    assert told == {"changes.html", "changes.xml", "teams/ovens.changes.html", "teams/ovens.changes.xml"}
