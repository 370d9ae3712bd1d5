"""Publishing on a branch: the site is built aside and becomes one commit, as `mkdocs gh-deploy` does it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from okrsite import __version__
from okrsite.building import pipeline
from okrsite.building.output import MARKER, site_files
from okrsite.building.refusals import refuse_no_content
from okrsite.history.branch import SiteBranch, Tree, is_changed, site_branch, store, write_tree
from okrsite.history.git import GitError, Repository, repository_of
from okrsite.keeping.aside import scratch

if TYPE_CHECKING:
    from okrsite.building.pipeline import Progress
    from okrsite.building.report import Built

DEFAULT_REMOTE = "origin"
DOMAIN = "CNAME"
"""The file by which GitHub Pages knows a site's own domain. It is put on the branch by hand or by GitHub."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnBranch:
    """What came of it. `commit` is the new one, empty where the branch held just this site already, or where
    faults in the content stopped it. `uncommitted` says that files of the content are not committed yet."""

    built: "Built"
    branch: SiteBranch
    commit: str = ""
    uncommitted: bool = False


def publish_on_branch(
    content: Path,
    *,
    branch: str,
    remote: str | None = None,
    message: str | None = None,
    replace: bool = False,
    theme: str | None = None,
    today: date | None = None,
    strict: bool = False,
    progress: "Progress | None" = None,
) -> OnBranch:
    """Build the site and put it on a branch, here or on the remote, as one commit that names its source.

    What stands on the branch is replaced, but for a domain's CNAME and names that begin with a dot. Raises
    GitError, Outrun, and whatever a build raises.
    """
    refuse_no_content(content)
    repository = repository_of(content)
    where = DEFAULT_REMOTE if remote is None else remote
    target = site_branch(repository, branch, where, named=remote is not None)
    before = target.tree()
    _refuse_source(target, before)
    if not replace:
        _refuse_others(target, before)
    with scratch() as folder:
        site = folder / "site"
        built = pipeline.build(content, site, theme=theme, today=today, strict=strict, progress=progress)
        uncommitted = is_changed(repository)
        if built.published is None:
            return OnBranch(built=built, branch=target)
        files = {path: site / path for path in (MARKER, *sorted(site_files(site)))}
        after = store(repository, files)
    tree = write_tree(repository, _kept(before, after) | after)
    if target.holds(tree):
        return OnBranch(built=built, branch=target, uncommitted=uncommitted)
    commit = target.put(tree, _message(repository, message, uncommitted=uncommitted))
    return OnBranch(built=built, branch=target, commit=commit, uncommitted=uncommitted)


def _refuse_source(target: SiteBranch, before: Tree) -> None:
    """Raise GitError for the branch that everybody works from: a site in its place would be no site's
    branch."""
    default = target.repository.default_branch().rpartition("origin/")[2]
    if target.name == default:
        raise GitError(
            f"{target.name} is the branch with the OKRs themselves: choose another one with --branch."
        )
    settings = f"{target.repository.prefix}okrsite.yml"
    if settings in before:
        raise GitError(
            f"On {target.shown} the OKRs themselves stand ({settings}): choose another one with --branch,"
            " or delete that one if it was made by mistake."
        )


def _refuse_others(target: SiteBranch, before: Tree) -> None:
    """Raise GitError where something stands on the branch that okrsite did not put there."""
    others = sorted(path for path in before if not _stays(path))
    if others and MARKER not in before:
        raise GitError(
            f"On {target.shown} something else stands ({_some(others)}). Choose another one with --branch,"
            " or let --replace put the site in its place; its history stays."
        )


def _kept(before: Tree, after: Tree) -> Tree:
    """What is left alone: what the site lacks and somebody may have put there on purpose."""
    taken = {path.partition("/")[0] for path in after}
    return {
        path: entry for path, entry in before.items() if _stays(path) and path.partition("/")[0] not in taken
    }


def _stays(path: str) -> bool:
    return path == DOMAIN or path.startswith(".")


def _message(repository: Repository, words: str | None, *, uncommitted: bool) -> str:
    """The commit's message: a line, by default with the commit that the site shows, and where it comes
    from."""
    head = repository.head
    source = f"commit {head}" if head else "files that are not committed"
    if head and uncommitted:
        source += " and changes that are not committed"
    first = words or (f"Publish the OKRs of {head[:10]}" if head else "Publish the OKRs")
    return f"{first}\n\nBuilt by okrsite {__version__} from {source}.\n"


def _some(paths: Iterable[str]) -> str:
    names = list(dict.fromkeys(path.partition("/")[0] for path in paths))
    return ", ".join(names[:3]) + (" and more" if len(names) > 3 else "")
