"""Git, called in one place: which repository a folder is in, and what a command of git prints.

Every call is read-only unless its module says so, runs without a terminal, and in a way that settings of the
machine (a pager, colours, translated messages, signatures in the log, a file system monitor) don't change
what it prints.
"""

import os
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from okrsite.history import damage

_SETTINGS = (
    "core.quotepath=off",
    "core.fsmonitor=false",
    "color.ui=false",
    "log.follow=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "log.mailmap=true",
    "mailmap.file=",
    "mailmap.blob=",
    "diff.noprefix=false",
    "diff.relative=false",
    "diff.orderFile=/dev/null",
    "diff.autoRefreshIndex=true",
    "core.fileMode=false",
    "core.attributesFile=/dev/null",
    "protocol.ext.allow=never",
)

_INHERITED = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_ATTR_SOURCE",
        "GIT_COMMON_DIR",
        "GIT_DIFF_OPTS",
        "GIT_DIR",
        "GIT_EXTERNAL_DIFF",
        "GIT_GLOB_PATHSPECS",
        "GIT_GRAFT_FILE",
        "GIT_ICASE_PATHSPECS",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_LITERAL_PATHSPECS",
        "GIT_NAMESPACE",
        "GIT_NOGLOB_PATHSPECS",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
"""What a hook sets for the repository it runs in (a content folder may be in another one), and what changes
how git reads paths and shows differences."""

_COMMIT = re.compile("[0-9a-f]{40,64}")

DEEPEN = (
    "This clone is shallow: it lacks the older commits. Get them with `git fetch --unshallow`"
    " (in GitHub Actions `fetch-depth: 0`, in GitLab CI `GIT_DEPTH: 0`)."
)


_ASKING = frozenset({"fetch", "ls-remote", "push"})
"""What talks to another machine, and may ask people for a passphrase."""

_QUICK = frozenset({"check-ref-format", "for-each-ref", "rev-parse", "symbolic-ref"})
"""What is answered at once, however large a repository is."""

_PATIENCE = 30.0
"""Seconds for what is quick."""

_LONG_PATIENCE = 900.0
"""Seconds for anything else."""

_FORGIVE = 300.0
"""Seconds in which git that hung is not waited for again."""

_hung = {"until": float("-inf")}


class GitError(Exception):
    """Git can't do what was asked; the message says why and what to do. `told` says the same to the readers
    of a site, to whom the folders of a machine mean nothing."""

    told = "git could not read the repository; `okrsite build` says why."


class NoRepository(GitError):
    """The folder is in no git repository, or git is not installed."""

    told = "The content is in no git repository."


class Hung(GitError):
    """Git gave no answer."""

    told = "git gave no answer where this site was built."


class NoGit(NoRepository):
    """Git is not installed."""

    told = "git is not installed where this site was built."


class NoCommits(GitError):
    """Nothing was ever committed."""

    told = "The repository has no commits yet."


class ShallowClone(GitError):
    """The clone lacks older commits."""

    told = DEEPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A git repository with a work tree. `root` is its top folder; `folder` is the content's path in it
    with `/`, empty where the content is the whole repository."""

    root: Path
    folder: str

    @property
    def prefix(self) -> str:
        """What stands before a content file's path in the repository: `okrs/content/`, or nothing."""
        return f"{self.folder}/" if self.folder else ""

    def run(self, *arguments: str, stdin: bytes | None = None, wanted: Iterable[int] = (0,)) -> bytes:
        """What a command of git prints. Raises GitError with git's own words where it fails."""
        return run(self.root, *arguments, stdin=stdin, wanted=wanted)

    def text(self, *arguments: str, wanted: Iterable[int] = (0,)) -> str:
        """The same as text without the last line end."""
        return self.run(*arguments, wanted=wanted).decode("utf-8", "replace").rstrip("\n")

    def commit(self, revision: str) -> str:
        """The full id of the commit that a revision names. Raises GitError where it names none."""
        if revision and not revision.startswith("-"):
            found = self.text(
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                f"{revision}^{{commit}}",
                wanted=(0, 1, 128),
            ).removeprefix("--end-of-options\n")
            if _COMMIT.fullmatch(found):  # a range has several, or `^` before it
                return found
        shallow = f" {DEEPEN}" if self.shallow else ""
        raise GitError(f"There is no commit `{revision}` in this repository.{shallow}")

    @property
    def shallow(self) -> bool:
        """Whether the clone lacks older commits, as CI's clones do unless told otherwise."""
        return self.text("rev-parse", "--is-shallow-repository") == "true"

    @property
    def head(self) -> str:
        """The commit that is checked out, empty in a repository without commits. Raises GitError where git
        can't read it."""
        found = self.text("rev-parse", "--verify", "--quiet", "HEAD^{commit}", wanted=(0, 1, 128))
        if not found:
            said = run_and_hear(self.root, "log", "-1", "--format=%H", wanted=(0, 128))[1]
            if damage.NO_COMMITS not in said:
                raise GitError(f"git can't read what is checked out: {damage.told(said)}")
        return found

    def default_branch(self) -> str:
        """The branch that pull requests go to, as a revision: what the remote says, else main or master, the
        remote's own before the local one; empty where none is there."""
        remote = self.text(
            "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD", wanted=(0, 1, 128)
        )
        known = set(
            self.text("for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes").split("\n")
        )
        for name in (remote, "origin/main", "origin/master"):
            if name and f"refs/remotes/{name}" in known:
                return name
        return next((name for name in ("main", "master", "trunk") if f"refs/heads/{name}" in known), "")

    def merge_base(self, one: str, other: str) -> str:
        """The newest commit that both have. Raises GitError where there is none, as in a shallow clone."""
        found = self.text("merge-base", one, other, wanted=(0, 1))
        if not found:
            shallow = f" {DEEPEN}" if self.shallow else ""
            raise GitError(f"`{one}` and `{other}` have no commit in common here.{shallow}")
        return found.split("\n")[0]


def repository_of(content: Path) -> Repository:
    """The repository that a content folder is in. Raises NoRepository where there is none, and GitError
    where git won't read it (it belongs to somebody else, say)."""
    content = content.resolve()
    try:
        top = run(content, "rev-parse", "--show-toplevel")
    except GitError as error:
        if "not a git repository" in str(error) or "must be run in a work tree" in str(error):
            raise NoRepository(damage.why_none(content)) from error
        raise
    root = Path(os.fsdecode(top.rstrip(b"\n"))).resolve()
    if not top.strip() or not content.is_relative_to(root):
        raise GitError(
            f"git says that {content} is in the repository `{root}`, where it is not:"
            " see what `git rev-parse --show-toplevel` prints there."
        )
    folder = content.relative_to(root).as_posix()
    return Repository(root=root, folder="" if folder == "." else folder)


def run(folder: Path, *arguments: str, stdin: bytes | None = None, wanted: Iterable[int] = (0,)) -> bytes:
    """What `git ARGUMENTS` prints, run in a folder. Raises GitError, and NoRepository without git."""
    return run_and_hear(folder, *arguments, stdin=stdin, wanted=wanted)[0]


def run_and_hear(
    folder: Path, *arguments: str, stdin: bytes | None = None, wanted: Iterable[int] = (0,)
) -> tuple[bytes, str]:
    """The same, and what git says beside it: warnings, and what a remote or a hook has to say."""
    from subprocess import TimeoutExpired  # not every command needs it

    from okrsite import programs

    if time.monotonic() < _hung["until"]:
        raise Hung(_NO_ANSWER)
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    try:
        done = programs.run(
            ["git", *settings, *arguments],
            given=stdin,
            seconds=_PATIENCE if arguments[0] in _QUICK else _LONG_PATIENCE,
            folder=folder,
            environment=_environment(),
            asks=arguments[0] in _ASKING,
        )
    except TimeoutExpired as error:
        if arguments[0] in _ASKING:
            raise Hung(
                f"git {arguments[0]} gave no answer within {error.timeout:.0f} seconds, and was ended: look"
                " whether the remote can be reached, and try again."
            ) from error
        _hung["until"] = time.monotonic() + _FORGIVE
        raise Hung(_NO_ANSWER) from error
    except OSError as error:
        if not folder.is_dir():
            raise NoRepository(f"There is no folder {folder}.") from error
        if isinstance(error, FileNotFoundError):
            raise NoGit("git is not installed, so nothing is known of the past.") from error
        raise GitError(
            f"git can't be started: {error.strerror}. See to it that `git --version` works."
        ) from error
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode < 0:
        raise GitError(f"git {arguments[0]} was ended from outside (signal {-done.returncode}): try again.")
    if done.returncode not in wanted:
        reason = said.removeprefix("fatal: ") or f"exit code {done.returncode}"
        if damage.shows(said):
            reason = damage.told(said)
        raise GitError(f"git {arguments[0]} failed: {reason}")
    return done.stdout, said


_NO_ANSWER = (
    "git gave no answer and was ended. See whether `git status` does in the content folder: a slow network"
    " drive, or a program that git asks, may keep it waiting."
)


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _INHERITED}
    return kept | {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "LC_ALL": "C.UTF-8",
    }
