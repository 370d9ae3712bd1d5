"""Whether a content folder stood still while it was read.

Each file is read as a whole, but a checkout of another branch in the middle of it would mix two states of the
company that never were one. So the stamps that all had before they were read are compared with those they
have afterwards: where they are the same, there was a moment at which the folder held all that was read.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISREG

from okrsite.diagnostics import Finding
from okrsite.loading.discover import Found, discover
from okrsite.loading.stamps import Stamp, mark_of
from okrsite.source import Place, SourceFile

_PLAIN = 126

PAUSES = (0.1, 0.2, 0.4)
"""Seconds until a folder is read again that somebody was writing: a checkout takes no longer as a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was found in a content folder, with the stamps that its files had before they were read: those of
    the disk, without what an editor holds. `findings` are about files that do not fit the tree. `looked` are
    the files that were looked at, where the others were known to be as before."""

    content: Path
    found: Found
    files: Mapping[str, Stamp | None]
    findings: tuple[Finding, ...] = ()
    looked: frozenset[str] | None = None

    def stands(self) -> bool:
        """Whether all that was looked at is still as it was."""
        if self.looked is not None:
            return all(self._mark(path) == self.files[path] for path in self.looked)
        return all(self._mark(path) == mark for path, mark in self.files.items()) and self._same_files()

    def after(self, changed: Iterable[str]) -> "Seen | None":
        """What lies in the folder after nothing but these paths in it may have changed; None where files may
        have come or gone, and all has to be looked at."""
        looked = set()
        for path in changed:
            if path in self.files:
                if not self._is_plain(path):
                    return None
                looked.add(path)
            elif self._tells(path):
                return None
        marks = {path: self._mark(path) for path in looked}
        return replace(self, files={**self.files, **marks}, looked=frozenset(looked))

    def _tells(self, path: str) -> bool:
        """Whether a path that is no file of the content says anything: not if it came and went unseen."""
        if path in self.found.folders or os.path.lexists(self.content / path):
            return True
        told = (finding.place.source.path for finding in self.findings)
        odd = any(ord(sign) > _PLAIN for sign in path)  # of which findings may spell the name otherwise
        return odd or any(f"{one}/".startswith(f"{path}/") or path.startswith(f"{one}/") for one in told)

    def _mark(self, path: str) -> Stamp | None:
        return mark_of(f"{self.content}/{path}")

    def _is_plain(self, path: str) -> bool:
        """Whether there is a file, and not a link to one: what that leads to may be another now."""
        try:
            return S_ISREG((self.content / path).lstat().st_mode)
        except OSError:
            return False

    def _same_files(self) -> bool:
        """Whether there are the same files. Some folder may have got or lost what is no content."""
        folders = self.found.folders.items()
        if all(self._mark(path) == mark for path, mark in folders):
            return True
        held = (file.path for file in self.found.files if file.path not in self.files)
        return discover(self.content, lambda _: None, held) == self.found


def look(content: Path, unsaved: Iterable[str] = ()) -> Seen:
    """What lies in a content folder. `unsaved` are the paths of files that an editor holds: they count as if
    they were there, and have no stamp."""
    findings: list[Finding] = []
    held = frozenset(unsaved)
    found = discover(content, findings.append, held)
    marks = {file.path: mark_of(f"{content}/{file.path}") for file in found.files if file.path not in held}
    return Seen(content=content, found=found, files=marks, findings=tuple(findings))


def restless() -> Finding:
    """What is said of a folder that did not stand still."""
    return Finding(
        rule="unreadable-file",
        place=Place(source=SourceFile(path=".")),
        message="the content is being written while it is read, again and again",
        hint="Try again once all is saved, or checked out.",
    )
