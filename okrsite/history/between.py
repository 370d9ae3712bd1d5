"""Two states of the content: where it was, and which files of the one are files of the other, renamed."""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from okrsite.history.git import Repository
from okrsite.history.log import parse_touches
from okrsite.keeping.aside import scratch

SETTINGS = "okrsite.yml"


def content_folder_at(repository: Repository, commit: str) -> str | None:
    """The folder that the content was in at a commit, `""` for the whole repository: the one of today, else
    the one that held the settings file then; of several the one with the same name. None where there was
    none, or nobody can tell."""
    printed = repository.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit)
    paths = [os.fsdecode(path) for path in printed.split(b"\0") if path]
    if f"{repository.prefix}{SETTINGS}" in paths:
        return repository.folder
    folders = sorted(
        path.removesuffix(SETTINGS).rstrip("/") for path in paths if PurePosixPath(path).name == SETTINGS
    )
    if len(folders) > 1:
        name = PurePosixPath(repository.folder).name
        folders = [folder for folder in folders if PurePosixPath(folder).name == name]
    if len(folders) == 1:
        return folders[0]
    known = any(path.startswith(repository.prefix) for path in paths)
    return repository.folder if known and repository.folder else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """The files that differ between two folders: `renamed` gives the new path by the old one, `touched` are
    those that have the same path in both and say something else. Hidden files are left out."""

    renamed: Mapping[str, str]
    touched: frozenset[str]


def between(repository: Repository, before: Path, after: Path) -> Between:
    """What differs between two folders, as they are there, committed or not."""
    old, new = dict(_files(before)), dict(_files(after))
    touched = (path for path in old.keys() & new.keys() if old[path].read_bytes() != new[path].read_bytes())
    gone = {path: file for path, file in old.items() if path not in new}
    come = {path: file for path, file in new.items() if path not in old}
    return Between(
        renamed=_renamed(repository, gone, come) if gone and come else {}, touched=frozenset(touched)
    )


def renamed_files(repository: Repository, before: Path, after: Path) -> Mapping[str, str]:
    """The files of one folder that are in another under another path: old path to new, as git finds them."""
    return between(repository, before, after).renamed


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files below a folder by their paths from there. Links are left out: they lead elsewhere."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            file = Path(here) / name
            if not name.startswith(".") and not file.is_symlink() and file.is_file():
                yield file.relative_to(folder).as_posix(), file


def _renamed(repository: Repository, gone: Mapping[str, Path], come: Mapping[str, Path]) -> Mapping[str, str]:
    """Which of the files that are gone are among those that came: git compares the two, and nothing else."""
    with scratch() as temporary:
        sides = tuple(temporary.resolve() / name for name in ("before", "after"))
        for side, files in zip(sides, (gone, come), strict=True):
            for path, file in files.items():
                copy = side / path
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)
        printed = repository.run(
            "diff",
            "--no-index",
            "--no-ext-diff",
            "--no-textconv",
            "--raw",
            "-z",
            "--no-abbrev",
            "--find-renames",
            "-l2000",
            "--",
            *map(str, sides),
            wanted=(0, 1),
        )
    old, new = (f"{side.as_posix()}/" for side in sides)
    return {
        touch.old_path.removeprefix(old): touch.path.removeprefix(new)
        for touch in parse_touches(printed.split(b"\0"))
        if touch.old_path != touch.path
    }
