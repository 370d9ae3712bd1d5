"""What a folder holds, as the marks of the file system tell it: to see whether anything is other than it was.

A mark can hide a change that was made while the clock stood still, so nothing is to be remembered of files
that had just been written.
"""

import os
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

TICK = 50_000_000
"""Nanoseconds: the clock of a file system moves on within that, where it knows parts of a millisecond."""

FRESH = 2_000_000_000
"""Nanoseconds: some file systems know times no better."""

ALWAYS = 1 << 62
"""The time of change (ns since 1970) of what is never to be remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a folder holds, by the marks of the file system: sizes, times, places on the disk. `newest` is
    when something in it was last changed, in ns since 1970; `fine` that times are told to less than a
    millisecond."""

    signature: bytes
    newest: int
    fine: bool

    def settled(self, moment: int) -> bool:
        """Whether nothing was written at a moment (ns since 1970), or so shortly before that a later change
        could bear the same time."""
        return self.newest < moment - (min(TICK, FRESH) if self.fine else FRESH)


def look(folder: Path) -> Look:
    """Look at all that a folder holds, without opening it. What a link to a folder leads to is among it, or
    else may change at any time."""
    root, marks = os.path.realpath(folder), []
    newest, fine = 0, False
    pending = [os.fspath(folder)]
    while pending:
        inside = pending.pop()
        try:
            entries = os.scandir(inside)
        except OSError as error:
            marks.append(f"{inside} {error.errno}")
            continue
        with entries:
            for entry in entries:  # a large site has 100,000 of them
                try:
                    if entry.is_dir():
                        if entry.is_symlink():
                            target = os.path.realpath(entry.path)
                            newest = newest if Path(target).is_relative_to(root) else ALWAYS
                            marks.append(f"{entry.path} {target}")
                        else:
                            pending.append(entry.path)
                            marks.append(entry.path)
                        continue
                    found = entry.stat()
                except OSError as error:
                    marks.append(f"{entry.path} {error.errno}")
                    continue
                written, changed = found.st_mtime_ns, found.st_ctime_ns
                marks.append(f"{entry.path} {found.st_size} {written} {changed} {found.st_ino}")
                if written > newest or changed > newest:
                    newest = max(written, changed)
                fine = fine or written % 1_000_000 != 0
    marks.sort()
    signature = blake2b("\n".join(marks).encode("utf-8", "surrogateescape"), digest_size=16)
    return Look(signature=signature.digest(), newest=newest, fine=fine)
