"""What tells on one machine that a file was not written again, without reading it: as git's index does.

Times of the last moment before a file was looked at say nothing: it may be written once more in the same
moment, and bear the same times.
"""

import os
import time

MOMENT = 2_500_000_000
"""Nanoseconds in which a file may be written twice and bear the same times: the coarsest file systems count
in two seconds."""

Stamp = tuple[int, int, int, int]
"""Size, times of the last change of the content and of the entry in nanoseconds, and number on the disk."""


def mark_of(file: str) -> Stamp | None:
    """The stamp of a file or folder, be it fresh or not; None where it can't be seen."""
    try:
        found = os.stat(file)  # noqa: PTH116 - each file of a company passes here
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def settled(mark: Stamp | None) -> Stamp | None:
    """A stamp that was just taken; None where it tells nothing of what comes, because the file is fresh."""
    if mark is None or max(mark[1], mark[2]) > time.time_ns() - MOMENT:
        return None
    return mark


def stamp_of(file: str) -> Stamp | None:
    """The stamp of a file; None where it tells nothing, because the file is fresh or can't be seen."""
    return settled(mark_of(file))
