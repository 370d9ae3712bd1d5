"""The folder in which a site is made before anyone sees it.

Files that did not change are not written again but linked from the old site, and keep their time. That
is safe because no file is ever opened for writing after it was made: a changed one is a new file.
"""

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from okrsite.building.output import MARKER, MARKER_TEXT, site_files

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_PIECE = 1 << 20


class Staging:
    """A new site in the making. Every method that touches files raises OSError."""

    def __init__(self, root: Path, *, old: Path, whole: bool) -> None:
        """Take an empty folder and the old site's, which may be missing.

        With `whole` the folder is to hold the whole new site; without, only what the old site lacks.
        """
        self.written: list[str] = []
        self.kept = 0
        self._root = root
        self._old = old
        self._whole = whole
        self._old_files = frozenset(site_files(old))
        self._folders = {""}
        self._linking = True
        _make(self._place(MARKER), MARKER_TEXT)
        # What the umask and an inherited access list make of a new file here.
        self._mode = (root / MARKER).stat().st_mode

    def add(self, path: str, content: bytes) -> int:
        """Add a file, or keep the old site's if it holds the same. Returns when it was written, in ns."""
        before = self._same_content(path, content)
        if before is None:
            self.written.append(path)
            return _make(self._place(path), content)
        self._keep(path, before)
        return before.st_mtime_ns

    def keep(self, path: str) -> None:
        """Keep a file of the old site that is known to be what it should be."""
        if self._whole:
            self._keep(path, (self._old / path).stat(follow_symlinks=False))
        else:
            self.kept += 1

    def add_copy(self, path: str, source: BinaryIO) -> None:
        """Add what a file opened at its start holds, or keep the old site's file if it holds the same."""
        before = self._same_stream(path, source)
        if before is None:
            source.seek(0)
            _copy(source, self._place(path))
            self.written.append(path)
        else:
            self._keep(path, before)

    def carry_over(self, path: str) -> None:
        """Take a file or link of the old site along, unless a file or folder of the new one is in its way."""
        old = self._old / path
        try:
            target = self._place(path)
            if old.is_symlink():
                Path(target).symlink_to(old.readlink())
            else:
                try:
                    os.link(old, target)
                except FileExistsError:
                    raise
                except OSError:
                    shutil.copy2(old, target)
        except (FileExistsError, NotADirectoryError):
            return

    def move_written(self, target: Path) -> None:
        """Move the marker and what was written, without what was kept, to another folder."""
        target.mkdir(parents=True)
        for path in (MARKER, *self.written):
            moved = target / path
            moved.parent.mkdir(parents=True, exist_ok=True)
            try:
                (self._root / path).rename(moved)
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise
                with (self._root / path).open("rb") as source:
                    _copy(source, str(moved))

    def _place(self, path: str) -> str:
        """Return where the file of that path is to be made, its folder made."""
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            (self._root / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return f"{self._root}/{path}"

    def _same_content(self, path: str, content: bytes) -> os.stat_result | None:
        """Return the state of the old site's file if it holds the same, else None."""
        if path not in self._old_files:
            return None
        with suppress(OSError):
            descriptor = os.open(f"{self._old}/{path}", _READ)
            try:
                before = os.fstat(descriptor)
                if self._fit_to_keep(before, len(content)) and _holds(descriptor, content):
                    return before
            finally:
                os.close(descriptor)
        return None

    def _same_stream(self, path: str, source: BinaryIO) -> os.stat_result | None:
        if path not in self._old_files:
            return None
        with suppress(OSError), (self._old / path).open("rb") as old:
            before = os.fstat(old.fileno())
            if not self._fit_to_keep(before, os.fstat(source.fileno()).st_size):
                return None
            while (piece := old.read(_PIECE)) == source.read(_PIECE):
                if not piece:
                    return before
        return None

    def _fit_to_keep(self, before: os.stat_result, size: int) -> bool:
        # A file with another mode than a new one would get is made anew: a link would keep the old mode, and
        # a site once built under a strict umask would stay hidden from its web server.
        return before.st_size == size and before.st_mode == self._mode

    def _keep(self, path: str, before: os.stat_result) -> None:
        self.kept += 1
        if not self._whole:
            return  # It is where it belongs.
        old, target = f"{self._old}/{path}", self._place(path)
        if self._linking:
            try:
                os.link(old, target)
                return
            except OSError as error:
                # A file may have too many links; any other reason holds for every file here.
                self._linking = error.errno == errno.EMLINK
        with Path(old).open("rb") as source:
            _copy(source, target)
        os.utime(target, ns=(before.st_atime_ns, before.st_mtime_ns))


def _make(path: str, content: bytes) -> int:
    """Make a new file; 22,000 of them in one go, so without the layers of `open`. Returns when, in ns."""
    descriptor = os.open(path, _MAKE, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        return os.fstat(descriptor).st_mtime_ns
    finally:
        os.close(descriptor)


def _copy(source: BinaryIO, path: str) -> None:
    # Not shutil.copy: the file gets the mode of a new file, and never lands in one that is there.
    with Path(path).open("xb") as target:
        shutil.copyfileobj(source, target, _PIECE)


def _holds(descriptor: int, content: bytes) -> bool:
    if len(content) > _PIECE:
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read() == content
    return os.read(descriptor, len(content) + 1) == content
