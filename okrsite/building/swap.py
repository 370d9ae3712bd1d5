"""Putting a new folder in the place of an old one, in one step where the system has such a step.

Linux and macOS can exchange two folders atomically, and whoever looks sees the one or the other.
Elsewhere two renames do it. A build that is killed between them leaves no output folder, and the old
one under the name `Places.old`; the next build puts it back.
"""

import os
import platform
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from okrsite.building.output import Places

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # Darwin's sys/stdio.h
# For C libraries without renameat2, such as musl before 1.2.6.
_LINUX_CALL_NUMBERS = {"x86_64": 316, "aarch64": 276, "riscv64": 276}


def swap_in(places: Places) -> None:
    """Put `places.new` in the place of `places.output`, which need not exist.

    Afterwards the old site lies at `places.new` or `places.trash`, for `clear_leftovers`.
    Raises OSError, with the old site where it was, if the folders cannot be renamed.
    """
    if not os.path.lexists(places.output):
        places.new.rename(places.output)
        return
    if exchange(places.new, places.output):
        return
    places.output.rename(places.old)
    try:
        places.new.rename(places.output)
    except BaseException:
        places.old.rename(places.output)
        raise
    places.old.rename(places.trash)


def clear_leftovers(places: Places) -> None:
    """Undo or finish what a killed build left beside the output folder, and delete what is of no use.

    Raises OSError if something cannot be deleted or renamed.
    """
    if os.path.lexists(places.old):
        if os.path.lexists(places.output):
            remove(places.trash)
            # Renamed before it is deleted: a folder named `old` is always whole, and fit to be put back.
            places.old.rename(places.trash)
        else:
            places.old.rename(places.output)
    remove(places.new)
    remove(places.trash)


def between_renames(places: Places) -> bool:
    """Tell whether an output folder is missing because a build is just replacing it by two renames."""
    return not places.output.exists() and places.old.exists()


def remove(path: Path) -> None:
    """Delete a file, a symbolic link or a folder with all it holds; nothing there is fine too.

    Raises OSError if it cannot be deleted.
    """
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        with suppress(FileNotFoundError):
            path.unlink()


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; False, with nothing changed, where that cannot be done."""
    try:
        call = _exchange_call()
    except (ImportError, OSError, AttributeError):
        return False  # Python built without ctypes, or a C library without the function.
    return call is not None and call(os.fsencode(one), os.fsencode(other)) == 0


def _exchange_call() -> Callable[[bytes, bytes], int] | None:
    if sys.platform not in ("linux", "darwin"):
        return None
    import ctypes  # here, because some Pythons lack it

    libc = ctypes.CDLL(None)
    if sys.platform == "darwin":
        return lambda one, other: int(libc.renamex_np(one, other, ctypes.c_uint(_RENAME_SWAP)))
    flags = ctypes.c_uint(_RENAME_EXCHANGE)
    if hasattr(libc, "renameat2"):
        return lambda one, other: int(libc.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, flags))
    number = _LINUX_CALL_NUMBERS.get(platform.machine())
    if number is None:
        return None
    return lambda one, other: int(
        libc.syscall(ctypes.c_long(number), _AT_FDCWD, one, _AT_FDCWD, other, flags)
    )
