"""What a folder holds, as far as can be seen without opening a file: to find what was changed unnoticed.

Systems lose count of changes when there are too many at once, and some drives report none.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from stat import S_ISREG

_Mark = tuple[int, int, int, int]
_MANY = 50  # changed files from which on all are looked at anew


class FolderState:
    """The files below a folder, or a single file, as they were when they were last looked at. Hidden ones are
    left out."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._marks = self._look()

    def note(self, changed: Iterable[Path]) -> None:
        """Look again at what has changed, of which some may lie elsewhere."""
        paths = [path for path in changed if path == self._path or self._path in path.parents]
        marks = [_mark(path) for path in paths[:_MANY]]
        if len(paths) > _MANY or None in marks:  # what was a folder may be gone, with all below it
            self._marks = self._look()
        else:
            self._marks |= {os.fspath(path): mark for path, mark in zip(paths, marks, strict=True) if mark}

    def differing(self) -> list[Path]:
        """The files that are not as they were when they were last looked at."""
        now, before = self._look(), self._marks
        differing = {path for path, _ in now.items() ^ before.items()}
        return sorted(map(Path, differing))

    def _look(self) -> dict[str, _Mark]:
        found: dict[str, _Mark] = {}
        whole = _mark(self._path)
        if whole is not None:
            found[os.fspath(self._path)] = whole
        pending = [os.fspath(self._path)]
        while pending:
            try:
                entries = os.scandir(pending.pop())
            except OSError:  # a file, or gone
                continue
            with entries:
                for entry in entries:
                    if entry.name.startswith(".") or entry.name == "__pycache__":
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    elif mark := _mark(entry.path):
                        found[entry.path] = mark
        return found


def _mark(path: str | Path) -> _Mark | None:
    """What tells that a file was written again; None for what is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - each file of a company passes here
    except OSError:
        return None
    if not S_ISREG(found.st_mode):
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
