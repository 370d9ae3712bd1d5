"""Values kept in files of a folder, to spare making them again. Nothing is lost with them.

What is kept is read only if it is whole and was written by the same okrsite under the same Python; anything
else is as if it were not there. It is pickled, and read by an unpickler that makes nothing but what it is
told to expect: a file that somebody else put there can run nothing. Where nothing can be written, nothing is
kept.
"""

import io
import os
import pickle
import sys
import tempfile
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from okrsite.keeping.code import code_digest
from okrsite.keeping.garbage import uncollected

_DIGEST = 16

Names = frozenset[tuple[str, str]]
"""Classes by module and name."""


class Store:
    """A folder of kept values. `allowed` are the classes that may be among them, beside Python's plain
    ones."""

    def __init__(self, folder: Path, allowed: Names) -> None:
        self._folder = folder
        self._allowed = allowed

    def load(self, name: str) -> Any:
        """What is kept under a name, None where nothing is, or nothing that can be used."""
        try:
            data = (self._folder / name).read_bytes()
        except OSError:
            return None
        head = _head()
        payload = memoryview(data)[len(head) + _DIGEST :]
        if not data.startswith(head) or data[len(head) : len(head) + _DIGEST] != _checksum(payload):
            return None
        with suppress(Exception), uncollected():  # a pickle can fail in any way
            return _Reader(io.BytesIO(payload), self._allowed).load()
        return None

    def save(self, name: str, value: Any) -> None:
        """Keep a value under a name, in place of what was there."""
        with suppress(OSError, pickle.PicklingError):  # what can't be kept is made anew
            _make_folder(self._folder)
            with uncollected():
                payload = pickle.dumps(value, protocol=5)
            handle, temporary = tempfile.mkstemp(dir=self._folder, prefix=f".{name}-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.writelines((_head(), _checksum(payload), payload))
                Path(temporary).replace(self._folder / name)
            except BaseException:
                with suppress(OSError):
                    Path(temporary).unlink()
                raise


class _Reader(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, allowed: Names) -> None:
        super().__init__(file)
        self._allowed = allowed

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self._allowed:
            raise pickle.UnpicklingError(f"{module}.{name} is not expected here")
        return super().find_class(module, name)


def _head() -> bytes:
    version = ".".join(map(str, sys.version_info[:3]))
    return f"okrsite {code_digest()} {sys.implementation.name} {version}\n".encode()


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
