"""Files written aside and folders for a while: whoever is killed leaves them behind, and the next one deletes
them.

Each is held by a lock that the operating system drops when its holder dies. One that can be locked is
nobody's any more.
"""

import errno
import os
import re
import secrets
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

_NAME = "[a-z0-9_]{8}"
"""What `tempfile` makes names of."""

_ASIDE = re.compile(rf"\..+~{_NAME}")
_SCRATCH = "okrsite-scratch-"
_SCRATCHES = re.compile(re.escape(_SCRATCH) + _NAME)


_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_NO_ROOM_BESIDE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG}

_USUAL = ("/tmp", "/var/tmp", "/usr/tmp")
"""Where temporary files go, if no variable says so."""


def temporary_folder() -> Path:
    """The folder for temporary files. Raises OSError where there is none.

    Python finds out whether it can be written by writing, and a process that is killed then leaves a file
    that nobody knows. So it is asked only where nothing else helps.
    """
    if tempfile.tempdir is None and sys.platform != "win32":
        for folder in (*map(os.environ.get, ("TMPDIR", "TEMP", "TMP")), *_USUAL):
            if folder and os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK):  # noqa: PTH112
                return Path(os.path.abspath(folder))  # noqa: PTH100 - links stay what they are
    return Path(os.fsdecode(tempfile.gettempdir()))


def unnamed_file() -> IO[bytes]:
    """A file for a while, with nothing in it and soon without a name. Raises OSError."""
    if sys.platform == "win32":
        return tempfile.TemporaryFile(dir=temporary_folder())
    handle, name = tempfile.mkstemp(prefix=_SCRATCH, dir=temporary_folder())
    with suppress(OSError):  # somebody took it for one that was left
        Path(name).unlink()
    return os.fdopen(handle, "w+b")


def write_whole(file: Path, parts: Iterable[bytes]) -> None:
    """Write a file that is seen as a whole or not at all, in a folder that is there. Raises OSError."""
    with written_aside(file, parts) as new:
        new.replace(file)


def replace_whole(file: Path, data: bytes) -> None:
    """Write a file in place of the one that is there, whose rights it gets, as a whole: until it is there,
    the old one stays. What is no plain file, such as a pipe, is written to. Raises OSError."""
    real = Path(os.path.realpath(file))
    known = real.stat() if real.exists() else None
    if known and not os.access(real, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(real))
    if known is None or stat.S_ISREG(known.st_mode):
        clear_aside(real.parent)
        try:
            mode = stat.S_IMODE(known.st_mode) if known else None
            with written_aside(real, [data], mode=mode, lasting=True) as new:
                new.replace(real)
            return
        except OSError as error:
            if error.errno not in _NO_ROOM_BESIDE:
                raise
    real.write_bytes(data)


@contextmanager
def written_aside(
    file: Path, parts: Iterable[bytes], *, mode: int | None = 0o600, lasting: bool = False
) -> Iterator[Path]:
    """A file that was written beside the one it is for, and is deleted at the end if it is still there.
    Without a `mode` it has that of a new file; a `lasting` one is on the disk before it is used. Raises
    OSError."""
    new = file.with_name(f".{file.name}~{secrets.token_hex(4)}")
    handle = os.open(new, _MAKE, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            with suppress(OSError):  # where nothing can be locked, nobody else can lock it either
                _hold(out.fileno())
            out.writelines(parts)
            out.flush()
            if lasting:
                os.fsync(out.fileno())
            if mode not in (None, 0o600):
                new.chmod(mode)
            if sys.platform != "win32":  # held until it has its name, where an open file can be renamed
                yield new
        if sys.platform == "win32":
            yield new
    finally:
        with suppress(OSError):
            new.unlink()


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
    """Delete the folders and files that killed processes of this user left."""
    if sys.platform == "win32":  # no folder can be locked there
        return
    try:
        folder = temporary_folder()
    except OSError:  # there is none that can be written
        return
    for path in _named(folder, _SCRATCHES):
        with suppress(OSError):
            if path.stat(follow_symlinks=False).st_uid == os.getuid():
                with _taken(path):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()


def _held_folder() -> tuple[Path, int | None]:
    """A new folder that is locked, as far as folders can be, and what holds it."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=temporary_folder()))
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
