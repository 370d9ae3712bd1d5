"""Files written aside and folders for a while: whoever is killed leaves them behind, and the next one deletes
them.

Each is held by a lock that the operating system drops when its holder dies. One that can be locked is
nobody's any more.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_NAME = "[a-z0-9_]{8}"
"""What `tempfile` makes names of."""

_ASIDE = re.compile(rf"\..+~{_NAME}")
_SCRATCH = "okrsite-scratch-"
_SCRATCHES = re.compile(re.escape(_SCRATCH) + _NAME)


def write_whole(file: Path, parts: Iterable[bytes]) -> None:
    """Write a file that is seen as a whole or not at all, in a folder that is there. Raises OSError."""
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}~")
    try:
        with os.fdopen(handle, "wb") as out:
            with suppress(OSError):  # where nothing can be locked, nobody else can lock it either
                _hold(out.fileno())
            out.writelines(parts)
            out.flush()
            if sys.platform != "win32":  # held until it has its name, where an open file can be renamed
                Path(temporary).replace(file)
        if sys.platform == "win32":
            Path(temporary).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def clear_aside(folder: Path) -> None:
    """Delete what killed processes left of files that they wrote into a folder."""
    for path in _named(folder, _ASIDE):
        with suppress(OSError), _taken(path):
            path.unlink()


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for a while, deleted at the end; those that killed processes left are deleted first.

    Raises OSError where none can be made.
    """
    clear_scratch()
    folder, handle = _held_folder()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def clear_scratch() -> None:
    """Delete the folders that killed processes of this user left."""
    if sys.platform == "win32":  # no folder can be locked there
        return
    try:
        folder = Path(tempfile.gettempdir())
    except OSError:  # there is none that can be written
        return
    for path in _named(folder, _SCRATCHES):
        with suppress(OSError):
            if path.stat(follow_symlinks=False).st_uid == os.getuid():
                with _taken(path):
                    shutil.rmtree(path)


def _held_folder() -> tuple[Path, int | None]:
    """A new folder that is locked, as far as folders can be, and what holds it."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_SCRATCH))
        if sys.platform == "win32":
            return folder, None
        handle = os.open(folder, os.O_RDONLY)
        try:
            _hold(handle)
        except BlockingIOError:  # just taken for one that was left
            os.close(handle)
            continue
        except OSError:
            return folder, handle
        if folder.is_dir():
            return folder, handle
        os.close(handle)


def _named(folder: Path, names: re.Pattern[str]) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [Path(entry.path) for entry in entries if names.fullmatch(entry.name)]
    except OSError:
        return []


@contextmanager
def _taken(path: Path) -> Iterator[None]:
    """Lock what nobody holds. Raises OSError where somebody does."""
    if sys.platform == "win32":  # what is open there can't be deleted
        yield
        return
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        _hold(handle)
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":

    def _hold(handle: int) -> None:  # noqa: ARG001
        return

else:
    import fcntl

    def _hold(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
