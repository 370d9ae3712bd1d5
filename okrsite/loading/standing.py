"""Whether a content folder stood still while it was read.

Each file is read as a whole, but a checkout of another branch in the middle of it would mix two states of the
company that never were one. So the stamps that all had before they were read are compared with those they
have afterwards: where they are the same, there was a moment at which the folder held all that was read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from okrsite.diagnostics import Finding
from okrsite.loading.discover import Found, discover
from okrsite.loading.stamps import Stamp, mark_of
from okrsite.source import Place, SourceFile

PAUSES = (0.1, 0.2, 0.4)
"""Seconds until a folder is read again that somebody was writing: a checkout takes no longer as a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was found in a content folder, with the stamps that its files had before they were read: those of
    the disk, without what an editor holds."""

    content: Path
    found: Found
    files: Mapping[str, Stamp | None]

    def stands(self) -> bool:
        """Whether all of that is still as it was."""
        return (
            all(mark_of(f"{self.content}/{path}") == mark for path, mark in self.files.items())
            and self._same_files()
        )

    def _same_files(self) -> bool:
        """Whether there are the same files. Some folder may have got or lost what is no content."""
        folders = self.found.folders.items()
        if all(mark_of(f"{self.content}/{path}") == mark for path, mark in folders):
            return True
        held = (file.path for file in self.found.files if file.path not in self.files)
        return discover(self.content, lambda _: None, held) == self.found


def restless() -> Finding:
    """What is said of a folder that did not stand still."""
    return Finding(
        rule="unreadable-file",
        place=Place(source=SourceFile(path=".")),
        message="the content is being written while it is read, again and again",
        hint="Try again once all is saved, or checked out.",
    )
