"""The past of the content: for each file the versions it had, on the branch that was built, with who wrote
them.

What counts is what stood on that branch on a day, so versions follow its first parents: work on a side branch
counts from the day of its merge, and is told with the commit and the author of the side branch.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from functools import cached_property
from pathlib import Path

from okrsite.history.cache import Cache
from okrsite.history.clocks import settled
from okrsite.history.git import DEEPEN, GitError, NoCommits, Repository, ShallowClone, repository_of
from okrsite.history.log import Commit, Entry, log_bytes, parse_log, parse_touches
from okrsite.history.partial import fetch_missing
from okrsite.history.sides import Authors, Sides

MOVES_FOLLOWED = 5
"""How often the content folder may have moved within its repository and its older past is still found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """The past is not known here: why, and how to get it; `told` is for the readers of a site, without the
    folders of a machine."""

    why: str
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A file as it stood from a commit on.

    `path` is below the content folder; `blob` is empty where the file was deleted. `commit` is the one that
    wrote it (None for what is not committed yet), `landed` the one that brought it to the branch: the same,
    but for merges. `writers` are all commits that took part in it, oldest first, `commit` the last of them.
    """

    path: str
    blob: str
    commit: Commit | None
    landed: Commit | None
    writers: tuple[Commit, ...] = ()

    def day(self, zone: tzinfo) -> date | None:
        """The day it came to the branch, None where it is not committed yet."""
        return None if self.landed is None else datetime.fromtimestamp(self.landed.committed, zone).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """A commit of the branch itself with the versions it brought, its moment as the rest of the branch bears
    it out. `side` are the commits that it merged, newest first, with all that they did, in paths of the
    repository, where `prefix` stands before those of the content."""

    commit: Commit
    versions: tuple[Version, ...]
    side: tuple[Entry, ...] = ()
    prefix: str = ""


@dataclass(frozen=True, kw_only=True)
class Past:
    """All that git knows of the content up to a commit.

    `files` has each path below the content folder with its versions, oldest first, those under earlier names
    too; `gone` the same for files that are no more, under their last path. `landings` are the commits of the
    branch, oldest first. `loose` are files whose text in the work tree is not the committed one, `aside`
    those of them that are there with a `_` before their name or that of a folder, and no longer without.
    """

    repository: Repository
    tip: str
    files: Mapping[str, tuple[Version, ...]]
    gone: Mapping[str, tuple[Version, ...]]
    landings: tuple[Landing, ...]
    loose: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    cache: Cache

    def versions(self, path: str) -> tuple[Version, ...]:
        """The versions of a file that is there today; with one without a commit at the end where it is not
        committed as it stands."""
        committed = self.files.get(path, ())
        if path not in self.loose and committed:
            return committed
        return (*committed, Version(path=path, blob="", commit=None, landed=None))

    def is_aside(self, path: str) -> bool:
        """Whether a file, by its path of today or its last one, was set aside with `_`: whoever does that to
        something public takes it back, and nobody is to read of it any more."""
        return aside(path) or path in self._taken_back

    @cached_property
    def _taken_back(self) -> frozenset[str]:
        """What was written anew with `_`, where git finds no renaming: gone, and there under such a name."""
        renamed = (path for path in (*self.files, *self.gone) if aside(path))
        return self.aside | ({_without_marks(path) for path in renamed} - self.files.keys())


def aside(path: str) -> bool:
    """Whether a path is no content because somebody set it, or a folder that it is in, aside with `_`."""
    return path.startswith("_") or "/_" in path


def _without_marks(path: str) -> str:
    return "/".join(part.lstrip("_") for part in path.split("/"))


def recall(content: Path, *, revision: str = "") -> Past | Unknown:
    """What git knows of a content folder: up to a revision, or up to what is checked out and with what is not
    committed."""
    try:
        repository = repository_of(content)
    except GitError as error:
        return Unknown(why=str(error), told=error.told)
    return recall_in(repository, revision)


def recall_in(repository: Repository, revision: str = "") -> Past | Unknown:
    """The same of the content in a repository, whose folder may be that of another time."""
    try:
        return past_of(repository, revision=revision)
    except GitError as error:
        return Unknown(why=str(error), told=error.told)


def past_of(repository: Repository, *, revision: str = "") -> Past:
    """The past of the content in a repository, as `recall` gives it. Raises GitError where there is no
    commit yet, where the clone is shallow (then git shows a file as new that is not), and where it is partial
    and the rest can't be fetched."""
    tip = repository.commit(revision) if revision else repository.head
    if not tip:
        raise NoCommits("This repository has no commits yet.")
    if repository.shallow:
        raise ShallowClone(DEEPEN)
    cache = Cache(repository)
    eras = tuple(_eras(repository, cache, tip, keep=tip == repository.head))[::-1]
    moments = iter(settled([entry.commit.committed for era in eras for entry in era.line]))
    walk = _Walk()
    for era in eras:
        walk.era(era, moments)
    fetch_missing(repository, tip, _texts(walk.landings))
    loose = frozenset() if revision else frozenset(_loose(repository))
    return Past(
        repository=repository,
        tip=tip,
        files={path: tuple(versions) for path, versions in walk.files.items()},
        gone={path: tuple(versions) for path, versions in walk.gone.items()},
        landings=tuple(walk.landings),
        loose=loose,
        aside=frozenset(path for path in loose if _set_aside(repository.root / repository.folder, path)),
        cache=cache,
    )


def _texts(landings: Iterable[Landing]) -> Iterator[str]:
    """The blobs of all that was ever written, on side branches too."""
    for landing in landings:
        yield from (version.blob for version in landing.versions)
        for entry in landing.side:
            for touch in entry.touches:
                yield from (touch.blob, touch.old_blob)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Era:
    """The log of the content, newest first, while it was in one folder. `prefix` stood before its paths then;
    `line` are the commits of the branch itself, oldest first."""

    prefix: str
    entries: tuple[Entry, ...]
    line: tuple[Entry, ...]


def _eras(repository: Repository, cache: Cache, tip: str, *, keep: bool) -> Iterator[_Era]:
    """The eras of the content, newest first: more than one where its folder was moved. Their logs are kept
    for the next time only if asked to: there is room for those of one commit."""
    folder = repository.folder
    for _ in range(MOVES_FOLLOWED):
        printed = cache.log(tip, folder)
        if printed is None:
            printed = log_bytes(repository, tip, folder)
            if keep:
                cache.keep_log(tip, folder, printed)
        entries = parse_log(printed)
        era = _Era(prefix=f"{folder}/" if folder else "", entries=entries, line=_mainline(entries))
        yield era
        before = _moved_from(repository, era) if entries and folder else None
        if before is None:
            return
        tip, folder = before


def _moved_from(repository: Repository, era: _Era) -> tuple[str, str] | None:
    """The commit before the one that an era begins with, and the folder that the content was in then, where
    that commit moved it."""
    first = era.line[0]
    if any(touch.old_blob for touch in first.touches):
        return None
    parents = repository.text("rev-list", "--parents", "--max-count=1", first.commit.id).split()[1:]
    if not parents:
        return None
    printed = repository.run(
        *("diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--find-renames", "-l2000"),
        *(parents[0], first.commit.id),
    )
    counts: dict[str, int] = defaultdict(int)
    for touch in parse_touches(printed.split(b"\0")):
        inside = touch.path.removeprefix(era.prefix)
        if (
            touch.path.startswith(era.prefix)
            and touch.old_path != touch.path
            and touch.old_path.endswith(inside)
        ):
            outer = touch.old_path.removesuffix(inside)
            if not outer or outer.endswith("/"):
                counts[outer.rstrip("/")] += 1
    if not counts:
        return None
    return parents[0], max(counts, key=lambda folder: (counts[folder], folder))


def _mainline(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The commits of the branch itself, oldest first: always the first parent of the next."""
    by_id = {entry.commit.id: entry for entry in entries}
    found: list[Entry] = []
    current = entries[0] if entries else None
    while current is not None:
        found.append(current)
        parents = current.commit.parents
        current = by_id.get(parents[0]) if parents else None
    return tuple(reversed(found))


class _Walk:
    """Goes through the branch from its first commit on and keeps every file's versions."""

    def __init__(self) -> None:
        self.files: dict[str, list[Version]] = {}
        self.gone: dict[str, list[Version]] = {}
        self.landings: list[Landing] = []

    def era(self, era: _Era, moments: Iterator[int]) -> None:
        sides = Sides(era.entries)
        for entry, moment in zip(era.line, moments, strict=False):
            side = sides.of(entry)
            landed = (
                entry.commit if moment == entry.commit.committed else replace(entry.commit, committed=moment)
            )
            versions = tuple(self.landing(entry, landed, era.prefix, Authors(landed, side)))
            self.landings.append(Landing(commit=landed, versions=versions, side=side, prefix=era.prefix))

    def landing(self, entry: Entry, landed: Commit, prefix: str, authors: Authors) -> Iterator[Version]:
        moved = {touch.old_path for touch in entry.touches if touch.old_path != touch.path}
        taken = {path: self.files.pop(path.removeprefix(prefix), []) for path in moved}
        for touch in entry.touches:
            path = touch.path.removeprefix(prefix)
            writers = authors.of(touch)
            version = Version(
                path=path,
                blob=touch.blob,
                commit=writers[-1],
                landed=landed,
                writers=writers,
            )
            if touch.old_path != touch.path:
                self.files[path] = [*taken[touch.old_path], version]
            elif touch.blob:
                self.files.setdefault(path, self.gone.pop(path, [])).append(version)
            else:
                self.gone[path] = [*self.files.pop(path, []), version]
            yield version


def _set_aside(content: Path, path: str) -> bool:
    """Whether a file is no longer there, and is there with a `_` before its name or that of a folder."""
    if (content / path).exists():
        return False
    parts = path.split("/")
    marked = ("/".join((*parts[:at], f"_{part}", *parts[at + 1 :])) for at, part in enumerate(parts))
    return any((content / one).exists() for one in marked)


def _loose(repository: Repository) -> Iterator[str]:
    """The files whose text is not the committed one, as paths below the content folder."""
    where = f":(top,literal){repository.folder}" if repository.folder else ":(top)"
    printed = repository.run("diff", "--raw", "-z", "--no-abbrev", "--no-renames", "HEAD", "--", where)
    for touch in parse_touches(printed.split(b"\0")):
        yield touch.path.removeprefix(repository.prefix)
