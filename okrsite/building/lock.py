"""One build at a time in one output folder."""

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

_CANNOT_LOCK_HERE = {
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOENT,
    errno.ENAMETOOLONG,
    errno.ENOLCK,
    errno.ENOSYS,
    errno.EOPNOTSUPP,
}


@contextmanager
def locked(candidates: Sequence[Path]) -> Iterator[None]:
    """Hold a lock on the first of some files on which that is possible; the file is removed at the end.

    The operating system drops the lock when its holder dies, so a killed build blocks nobody.

    Raises BlockingIOError if another process, or another holder in this one, has the lock; OSError if
    none of the files can be locked.
    """
    descriptor, path = _first(candidates)
    try:
        yield
    finally:
        if sys.platform == "win32":
            # An open file cannot be removed there; if the next build has opened it, it stays.
            os.close(descriptor)
            with suppress(OSError):
                path.unlink()
        else:
            # Removed while the lock is still held: whoever opened the file before and locks it after
            # finds that its name is gone, and starts over with a new file.
            with suppress(OSError):
                path.unlink()
            os.close(descriptor)


def _first(candidates: Sequence[Path]) -> tuple[int, Path]:
    for path in candidates[:-1]:
        try:
            return _acquire(path), path
        except OSError as error:
            if error.errno not in _CANNOT_LOCK_HERE or isinstance(error, BlockingIOError):
                raise
    return _acquire(candidates[-1]), candidates[-1]


def _acquire(path: Path) -> int:
    while True:
        descriptor = _open(path)
        try:
            _lock(descriptor)
            if sys.platform == "win32" or _still_named(descriptor, path):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _open(path: Path) -> int:
    flags = os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, os.O_RDWR | flags, 0o666)
    except PermissionError:
        # The lock of another user's build: reading it is enough to wait for it.
        return os.open(path, os.O_RDONLY | flags & ~os.O_CREAT)


def _still_named(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat(follow_symlinks=False))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError(error.errno, error.strerror) from error

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
