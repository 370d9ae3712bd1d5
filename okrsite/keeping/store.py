"""Values kept in files of a folder, to spare making them again. Nothing is lost with them.

What is kept is read only if it is whole and was written by the same okrsite under the same Python; anything
else is as if it were not there. It is pickled, and read by an unpickler that makes nothing but what it is
told to expect: a file that somebody else put there can run nothing. Where nothing can be written, nothing is
kept. What is kept about a folder goes when that folder has gone.
"""

import io
import os
import pickle
import stat
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from okrsite.keeping.aside import clear_aside, write_whole
from okrsite.keeping.code import code_digest
from okrsite.keeping.garbage import uncollected

_DIGEST = 16
_ABOUT = b"about "
_LONGEST = 1 << 16
"""Bytes in which a file says what it is about: the path of a folder has 4,096 at most, quoted three times as
many."""

Names = frozenset[tuple[str, str]]
"""Classes by module and name."""


class Store:
    """A folder of kept values. `allowed` are the classes that may be among them, beside Python's plain
    ones."""

    def __init__(self, folder: Path, allowed: Names) -> None:
        self._folder = folder
        self._allowed = allowed
        self._cleared = False

    def load(self, name: str) -> Any:
        """What is kept under a name, None where nothing is, or nothing that can be used."""
        data = _read(self._folder / name)
        start = _head() + b"\n" + _ABOUT
        begin = data.find(b"\n", len(start)) + 1
        payload = memoryview(data)[begin + _DIGEST :]
        if not data.startswith(start) or not begin or data[begin : begin + _DIGEST] != _checksum(payload):
            return None
        with suppress(Exception), uncollected():  # a pickle can fail in any way
            return _Reader(io.BytesIO(payload), self._allowed).load()
        return None

    def save(self, name: str, value: Any, about: Path | None = None) -> None:
        """Keep a value under a name, in place of what was there. It is kept no longer than the folder that it
        is `about`, where there is one."""
        with suppress(OSError, pickle.PicklingError):  # what can't be kept is made anew
            _make_folder(self._folder)
            self._clear()
            with uncollected():
                payload = pickle.dumps(value, protocol=5)
            named = _ABOUT + quote(os.fsencode(os.path.realpath(about)) if about else b"").encode()
            write_whole(self._folder / name, (_head(), b"\n", named, b"\n", _checksum(payload), payload))

    def _clear(self) -> None:
        """Delete what killed processes left, and what is about folders that are no more."""
        if self._cleared:
            return
        self._cleared = True
        clear_aside(self._folder)
        for file in self._folder.iterdir():
            about = _about(file)
            if about and not os.path.lexists(about):
                with suppress(OSError):
                    file.unlink()


class _Reader(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, allowed: Names) -> None:
        super().__init__(file)
        self._allowed = allowed

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self._allowed:
            raise pickle.UnpicklingError(f"{module}.{name} is not expected here")
        return super().find_class(module, name)


def _read(file: Path, size: int = -1) -> bytes:
    """What a file begins with, up to a size; nothing where it can't be read, or is none."""
    try:
        # Without waiting: what stands there in place of a file may be a pipe.
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as opened:
            return opened.read(size) if stat.S_ISREG(os.fstat(handle).st_mode) else b""
    except OSError:
        return b""


def _about(file: Path) -> bytes:
    """The folder that a kept value is about; empty where there is none."""
    head, _, rest = _read(file, _LONGEST).partition(b"\n")
    about, end, _ = rest.partition(b"\n")
    if not (head.startswith(b"okrsite ") and about.startswith(_ABOUT) and end):
        return b""
    return unquote_to_bytes(about.removeprefix(_ABOUT))


def _head() -> bytes:
    version = ".".join(map(str, sys.version_info[:3]))
    return f"okrsite {code_digest()} {sys.implementation.name} {version}".encode()


def _checksum(payload: bytes | memoryview) -> bytes:
    return blake2b(payload, digest_size=_DIGEST).digest()


def _make_folder(folder: Path) -> None:
    """Make the folder of a cache, which says to git and to backup programs that it is none of their
    business."""
    if folder.is_dir():
        return
    folder.mkdir(parents=True)
    (folder / ".gitignore").write_text("*\n", "utf-8")
    (folder / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n", "utf-8")
