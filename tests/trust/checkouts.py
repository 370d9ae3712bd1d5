"""A repository in other places and states, and somebody's settings of git."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from private_texts import own
from repositories import Repo

HOSTILE_CONFIG = """[core]
	quotepath = true
	precomposeunicode = true
	abbrev = 4
	fileMode = true
	pager = false
	attributesFile = {folder}/attributes
	autocrlf = input
	commitGraph = false
[color]
	ui = always
	diff = always
	branch = always
	status = always
[log]
	showSignature = true
	date = relative
	decorate = full
	follow = true
	mailmap = false
	showRoot = false
	diffMerges = off
	abbrevCommit = true
[format]
	pretty = oneline
[diff]
	renames = false
	renameLimit = 1
	noprefix = true
	mnemonicPrefix = true
	relative = true
	external = false
	orderFile = {folder}/order
	algorithm = histogram
	ignoreSubmodules = all
	autoRefreshIndex = false
	context = 0
	suppressBlankEmpty = true
	wordRegex = .
	submodule = log
[i18n]
	logOutputEncoding = ISO-8859-1
	commitEncoding = ISO-8859-1
[mailmap]
	file = {folder}/mailmap
[status]
	short = true
	relativePaths = false
	showUntrackedFiles = no
[alias]
	log = !false
	rev-parse = !false
[merge]
	renames = false
[grep]
	lineNumber = true
"""
"""Settings of somebody who has changed whatever git lets them change."""


def enrich(repo: Repo) -> None:
    """What sorts, folds and counts otherwise elsewhere."""
    names = ("Öfen", "ofen", "Ähre", "Zebra", "İstanbul", "ısı", "école", "Ecole", "ßtraße")
    for number, name in enumerate(names):
        repo.write(
            f"content/teams/t{number}.md", f"---\nname: {name}\nparent: company\nlead: {name} Ünal\n---\n"
        )
        repo.write(f"content/2026-Q4/t{number}/same.md", own("same", f"{name} the same"))
    repo.write(
        "content/assets/bäckerei.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>\n"
    )
    repo.edit("content/index.md", "We all bake", "![Us](assets/b%C3%A4ckerei.svg) We all bake")
    repo.commit("Ünïcödé 🍞", day="2026-11-19", author="Jürgen Müller")
    repo.rename("content/2026-Q4/t1/same.md", "content/2026-Q4/t2/other.md")
    repo.write("content/2026-Q4/vans/_late.md", "not committed\n")
    repo.edit("content/2026-Q4/t3/same.md", "to: 9", "to: 8")
    repo.commit("Move", day="2026-11-19", author="jm@corp.example")
    repo.edit("content/2026-Q4/t4/same.md", "to: 9", "to: 7")


def _dirty(repo: Repo, root: Path) -> Path:
    """Bring what is not committed along."""
    for path in repo.git("-c", "core.quotepath=off", "diff", "--name-only", "HEAD").splitlines():
        shutil.copyfile(repo.root / path, root / path)
    return root


def cloned(repo: Repo, root: Path) -> Path:
    root.parent.mkdir(parents=True, exist_ok=True)
    return _dirty(repo, repo.clone(root).root)


def _linked(repo: Repo, root: Path) -> Path:
    root.parent.symlink_to(cloned(repo, root.parent.with_name("beyond the link") / root.name).parent)
    return root


def _work_tree(repo: Repo, root: Path) -> Path:
    repo.git("worktree", "add", "--quiet", "--detach", str(root))
    return _dirty(repo, root)


def _packed(repo: Repo, root: Path) -> Path:
    copy = Repo(cloned(repo, root), exists=True)
    copy.git("repack", "-adq")
    copy.git("commit-graph", "write")
    copy.git("switch", "--quiet", "--detach")
    return root


def _changed(change: Callable[[Path], None]) -> Callable[[Repo, Path], Path]:
    def made(repo: Repo, root: Path) -> Path:
        cloned(repo, root)
        for file in sorted((root / "content").rglob("*"), reverse=True):
            change(file)
        return root

    return made


MAKERS: Mapping[str, Callable[[Repo, Path], Path]] = {
    "linked": _linked,
    "worktree": _work_tree,
    "packed": _packed,
    "old": _changed(lambda file: os.utime(file, (1, 1))),
    "x": _changed(lambda file: file.chmod(0o755)),
}
