"""A branch that holds a built site: one more commit on it, past the work tree and the index.

The only module that writes with git: objects, one branch here or on a remote, and nothing else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from okrsite.history.git import GitError, Repository, run_and_hear

Tree = dict[str, tuple[str, str]]
"""What a commit holds: for each path the file's mode and id."""

_FILE = "100644"
_NOBODY = ("tell me who you are", "identity unknown", "empty ident", "auto-detect email")


class Outrun(GitError):
    """Somebody else has written to the branch meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteBranch:
    """A branch as it stands. `remote` is where it is written to, empty for this repository; `tip` is its
    newest commit, empty where there is none yet."""

    repository: Repository
    name: str
    remote: str
    tip: str

    @property
    def shown(self) -> str:
        """What messages call it: `the branch gh-pages of origin`."""
        return f"the branch {self.name}" + (f" of {self._where}" if self.remote else "")

    @property
    def _where(self) -> str:
        """The remote without a password, which its address may hold."""
        return re.sub(r"//[^/@]*@", "//", self.remote)

    def tree(self) -> Tree:
        """What stands on it."""
        if not self.tip:
            return {}
        listed = self.repository.run("ls-tree", "-r", "-z", "--full-tree", self.tip)
        tree: Tree = {}
        for line in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            about, _, path = line.partition("\t")
            mode, kind, id = about.split(" ")
            if kind == "blob":
                tree[path] = (mode, id)
        return tree

    def holds(self, tree: str) -> bool:
        """Whether just this tree stands on it."""
        return bool(self.tip) and self.repository.text("rev-parse", f"{self.tip}^{{tree}}") == tree

    def put(self, tree: str, message: str) -> str:
        """Put a tree on the branch, as one commit whose id is returned.

        Raises Outrun where somebody was quicker, and GitError where git or the remote refuses.
        """
        commit = self._commit(tree, message)
        if self.remote:
            self._push(commit)
        else:
            reference = f"refs/heads/{self.name}"
            try:
                self.repository.run("update-ref", "-m", "okrsite publish", reference, commit, self.tip)
            except GitError as error:
                if any(words in str(error) for words in ("but expected", "already exists")):
                    raise Outrun(f"The branch {self.name} was changed meanwhile: publish again.") from error
                raise
        return commit

    def _commit(self, tree: str, message: str) -> str:
        parents = ("-p", self.tip) if self.tip else ()
        try:
            made = self.repository.run("commit-tree", tree, *parents, "-F", "-", stdin=message.encode())
        except GitError as error:
            if any(words in str(error) for words in _NOBODY):
                raise GitError(
                    "Git does not know who publishes. Tell it: `git config user.name 'Your Name'` and"
                    " `git config user.email you@example.com`."
                ) from error
            raise
        return made.decode().strip()

    def _push(self, commit: str) -> None:
        printed, told = run_and_hear(
            self.repository.root,
            *("push", "--porcelain", "--no-follow-tags", "--recurse-submodules=no"),
            *("--", self.remote, f"{commit}:refs/heads/{self.name}"),
            wanted=(0, 1),
        )
        said = printed.decode("utf-8", "replace").splitlines()
        refused = next((line for line in said if line.startswith("!")), "")
        if not refused and said[-1:] == ["Done"]:
            return
        if _tip_there(self.repository, self.remote, self.name) != self.tip:
            raise Outrun(f"Somebody else published to {self.shown} meanwhile: publish again.")
        reason = refused.rpartition("\t")[2] or "git push failed"
        lines = (line.rstrip() for line in told.splitlines() if not line.startswith("error: failed to push"))
        message = f"{self._where} does not take the site on the branch {self.name}: {reason}."
        raise GitError("\n".join([message, *filter(None, lines)]))


def site_branch(repository: Repository, name: str, remote: str, *, named: bool) -> SiteBranch:
    """The branch as it stands on the remote, its newest commit fetched.

    Where there is no such remote, the branch of this repository; `named` says that somebody asked for the
    remote, which is then an error. Raises GitError for a name that can't be, for the branch that is checked
    out, and where the remote can't be reached.
    """
    if not _fit(repository, name):
        raise GitError(f"`{name}` can't be the name of a branch: choose another one with --branch.")
    here = repository.text("symbolic-ref", "--quiet", "HEAD", wanted=(0, 1))
    if here == f"refs/heads/{name}":
        raise GitError(f"The branch {name} is the one you are on: choose another one with --branch.")
    if _is_remote(repository, remote):
        return SiteBranch(
            repository=repository, name=name, remote=remote, tip=_fetched_tip(repository, remote, name)
        )
    if named:
        known = ", ".join(repository.text("remote").split()) or "none"
        raise GitError(f"There is no remote `{remote}` in this repository (there is: {known}).")
    trees = repository.text("worktree", "list", "--porcelain").splitlines()
    if f"branch refs/heads/{name}" in trees:
        raise GitError(
            f"The branch {name} is checked out in another work tree: switch to another one there first."
        )
    tip = repository.text("rev-parse", "--verify", "--quiet", f"refs/heads/{name}^{{commit}}", wanted=(0, 1))
    return SiteBranch(repository=repository, name=name, remote="", tip=tip)


def store(repository: Repository, files: Mapping[str, Path]) -> Tree:
    """Keep files in the repository as they are on the disk, each under the path that it is to have."""
    quoted = "".join(f"{_quoted(file.resolve().as_posix())}\n" for file in files.values())
    ids = repository.run(
        "hash-object", "-w", "--no-filters", "--stdin-paths", stdin=quoted.encode("utf-8", "surrogateescape")
    )
    return {path: (_FILE, id) for path, id in zip(files, ids.decode().split(), strict=True)}


def write_tree(repository: Repository, tree: Tree) -> str:
    """Keep a tree in the repository, folder by folder from the innermost, and return its id."""
    folders: dict[str, dict[str, tuple[str, str, str]]] = {"": {}}
    for path, (mode, id) in tree.items():
        above, _, name = path.rpartition("/")
        _folder(folders, above)[name] = (mode, "blob", id)
    depths = {folder: folder.count("/") + 1 if folder else 0 for folder in folders}
    top = ""
    for depth in range(max(depths.values()), -1, -1):
        level = [folder for folder, at in depths.items() if at == depth]
        records = "\0".join(
            "".join(f"{mode} {kind} {id}\t{name}\0" for name, (mode, kind, id) in folders[folder].items())
            for folder in level
        )
        made = repository.run("mktree", "--batch", "-z", stdin=records.encode("utf-8", "surrogateescape"))
        for folder, id in zip(level, made.decode().split(), strict=True):
            above, _, name = folder.rpartition("/")
            if folder:
                folders[above][name] = ("040000", "tree", id)
            else:
                top = id
    return top


def is_changed(repository: Repository) -> bool:
    """Whether files of the content differ from the commit that is checked out."""
    return bool(repository.text("status", "--porcelain", "--", f":(literal){repository.folder or '.'}"))


def _folder(
    folders: dict[str, dict[str, tuple[str, str, str]]], path: str
) -> dict[str, tuple[str, str, str]]:
    """What a folder holds, those above it made known."""
    if path not in folders:
        folders[path] = {}
        _folder(folders, path.rpartition("/")[0])
    return folders[path]


def _fit(repository: Repository, name: str) -> bool:
    """Whether git takes it for a branch's name."""
    if name.startswith(("-", "refs/")) or name == "HEAD" or not name.isprintable():
        return False
    try:
        repository.run("check-ref-format", f"refs/heads/{name}")
    except GitError:
        return False
    return True


def _is_remote(repository: Repository, name: str) -> bool:
    """Whether the repository knows a remote, or the name is an address itself."""
    if name.startswith("-"):
        return False
    known = repository.text("remote").split("\n")
    return bool(name) and (name in known or "/" in name or ":" in name)


def _fetched_tip(repository: Repository, remote: str, name: str) -> str:
    """The newest commit of a remote's branch, fetched where it is not here yet; empty without a branch."""
    tip = _tip_there(repository, remote, name)
    if tip and not _has(repository, tip):
        repository.run(
            *("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head"),
            *("--", remote, f"refs/heads/{name}"),
        )
    return tip


def _tip_there(repository: Repository, remote: str, name: str) -> str:
    """The newest commit of a remote's branch as the remote says it."""
    for line in repository.text("ls-remote", "--", remote, f"refs/heads/{name}").splitlines():
        id, _, found = line.partition("\t")
        if found == f"refs/heads/{name}":
            return id
    return ""


def _has(repository: Repository, commit: str) -> bool:
    try:
        repository.run("cat-file", "-e", f"{commit}^{{tree}}")
    except GitError:
        return False
    return True


def _quoted(path: str) -> str:
    """A path in quotes as git reads it, whatever its letters."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
