"""Two states of the content side by side: two commits, or a commit and the work tree.

Both are seen from the same day, so that what time alone brings is no change.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from okrsite.building.pipeline import Progress, check_content
from okrsite.building.refusals import refuse_no_content
from okrsite.history.between import between, content_folder_at
from okrsite.history.checkout import content_at
from okrsite.history.git import DEEPEN, GitError, NoCommits, Repository, repository_of
from okrsite.history.partial import refuse_sparse
from okrsite.history.past import recall_in
from okrsite.keeping.aside import scratch
from okrsite.views.diff.parts import DiffView, Revision
from okrsite.views.diff.view import diff_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What is compared: `base` with `head`."""

    base: Revision
    head: Revision


def compare_content(
    content: Path,
    base: str | None = None,
    head: str | None = None,
    *,
    today: date | None = None,
    progress: Progress | None = None,
) -> DiffView:
    """What changes from one commit to another, or to the work tree where no `head` is named.

    Without a `base` it is the newest commit that the default branch has too; `main...work` is the newest one
    that both have, and `main..work` the two of them. Raises ContentError and GitError.
    """
    refuse_no_content(content)
    repository = repository_of(content)
    asked = range_of(repository, base, head)
    with ExitStack() as stack:
        before = stack.enter_context(_folder(repository, asked.base.commit, content))
        after = stack.enter_context(_folder(repository, asked.head.commit, content))
        now = check_content(
            after.content,
            today=today,
            progress=progress,
            past=recall_in(after.repository, asked.head.commit),
        )
        then = check_content(
            before.content,
            today=now.facts.portfolio.today,
            past=recall_in(before.repository, asked.base.commit),
        )
        found = between(repository, before.content, after.content)
    return diff_view(
        (then.facts, () if before.empty else then.diagnostics),
        (now.facts, () if after.empty else now.diagnostics),
        base=asked.base,
        head=asked.head,
        renamed=found.renamed,
        touched=found.touched,
    )


def range_of(repository: Repository, base: str | None, head: str | None) -> Range:
    """The two sides that are asked for. Raises GitError where there is no such commit, and where nobody can
    tell what to compare with."""
    if not repository.head:
        raise NoCommits("This repository has no commits yet, so there is nothing to compare with.")
    if base is None:
        return Range(base=_branching(repository, "HEAD"), head=Revision())
    for dots in ("...", ".."):
        if dots not in base:
            continue
        if head is not None:
            raise GitError(f"`{base}` names both sides already: leave `{head}` out.")
        one, other = (name or "HEAD" for name in base.split(dots, 1))
        new = _revision(repository, other)
        if dots == "..":
            return Range(base=_revision(repository, one), head=new)
        common = repository.merge_base(repository.commit(one), new.commit)
        return Range(base=Revision(name=f"where {one} and {other} part", commit=common), head=new)
    return Range(
        base=_revision(repository, base), head=Revision() if head is None else _revision(repository, head)
    )


def _revision(repository: Repository, name: str) -> Revision:
    return Revision(name=name, commit=repository.commit(name))


def _branching(repository: Repository, tip: str) -> Revision:
    """Where the work began: the newest commit that the default branch has too."""
    branch = repository.default_branch()
    if not branch:
        raise GitError(
            "It is not clear which branch pull requests go to, as there is no `main` or `master`: name what"
            f" to compare with, like `okrsite diff HEAD~1`.{f' {DEEPEN}' if repository.shallow else ''}"
        )
    common = repository.merge_base(repository.commit(branch), repository.commit(tip))
    return Revision(name=f"the newest commit that {branch} has too", commit=common)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """The content of one side in a folder. `repository` knows the folder that it was in then; `empty` says
    that there was none."""

    content: Path
    repository: Repository
    empty: bool = False


@contextmanager
def _folder(repository: Repository, commit: str, content: Path) -> Iterator[_Side]:
    """The content at a commit, or that of the work tree where it is empty."""
    if not commit:
        refuse_sparse(repository)
        yield _Side(content=content, repository=repository)
        return
    folder = content_folder_at(repository, commit)
    if folder is None:
        with scratch() as temporary:
            yield _Side(content=temporary, repository=repository, empty=True)
        return
    with content_at(repository, commit, folder) as there:
        yield _Side(content=there, repository=replace(repository, folder=folder))
