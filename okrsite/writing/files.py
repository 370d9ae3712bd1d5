"""New files in the content folder: whole or not at all, and never over one that is there."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from okrsite.keeping.aside import clear_aside, written_aside


class WritingError(Exception):
    """Something keeps a file from being written; the message says what, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file that is to be: its path below the content folder, with `/`, and its text."""

    path: str
    text: str


def write_new(content: Path, files: Sequence[NewFile]) -> None:
    """Write files that are not there yet, with the folders above them.

    All or none: where one can't be written, those written before are taken back. Raises WritingError.
    """
    root = content.resolve()
    for file in files:
        target = content / file.path
        if os.path.lexists(target):
            raise WritingError(f"{target} is there already; nothing was written.")
        if not target.parent.resolve().is_relative_to(root):
            raise WritingError(f"{target.parent} leads out of the content folder; nothing was written.")
    written: list[Path] = []
    folders: list[Path] = []
    try:
        for file in files:
            target = content / file.path
            folders += _make_folders(target.parent)
            _write(target, file.text.encode())
            written.append(target)
    except BaseException as error:
        _take_back(written, folders)
        if isinstance(error, FileExistsError) and not target.parent.is_dir():
            raise WritingError(
                f"{error.filename} is a file, where a folder should be; nothing was written."
            ) from error
        if isinstance(error, FileExistsError):
            raise WritingError(f"{target} is there already; nothing was written.") from error
        if isinstance(error, OSError):
            raise WritingError(f"{target} can't be written: {error.strerror}.") from error
        raise


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; returns the ones that were not there, the outermost first."""
    missing = [above for above in (folder, *folder.parents) if not above.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _write(target: Path, data: bytes) -> None:
    """Write beside the target, then give it its name in one step, which fails where the name is taken."""
    clear_aside(target.parent)
    with written_aside(target, [data], mode=None, lasting=True) as aside:
        try:
            os.link(aside, target)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            aside.replace(_reserved(target))


def _reserved(target: Path) -> Path:
    """A file's name, taken by an empty file so that nobody else has it; fails where it is taken already."""
    target.open("xb").close()
    return target


def _take_back(written: Sequence[Path], folders: Sequence[Path]) -> None:
    for file in written:
        file.unlink(missing_ok=True)
    for folder in reversed(folders):
        try:
            folder.rmdir()
        except OSError:  # somebody else put something there
            return
