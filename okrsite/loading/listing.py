"""What a folder of the content holds: on the disk, and in an editor that has not saved it yet."""

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from okrsite.loading.stamps import Stamp, mark_of

Note = Callable[[str, str, str, str], None]
"""Told of what can't be content: rule, path, message and hint."""


def skipped(name: str) -> bool:
    """Whether a name is no content: hidden, set aside with `_`, or a README."""
    return name.startswith((".", "_")) or name.lower() in {"readme.md", "readme"}


_LEFT_BEHIND = re.compile(
    r".*~|#.*#"  # what Emacs and others keep of a file before, and of one that is not saved yet
    r"|[0-9]{4,5}"  # what vim tries a folder with (4913, and on from there)
    r"|.*___jb_(?:tmp|old)___"  # what editors of JetBrains save into
    r"|[Tt]humbs\.db|[Dd]esktop\.ini"  # what Windows notes of a folder
)


def left_behind(name: str) -> bool:
    """Whether a file's name is one that an editor or a system gives its own, for a moment or for good. Nobody
    gives it to content: each ends otherwise than in `.md`, `.csv` or as pictures do."""
    return _LEFT_BEHIND.fullmatch(name) is not None


class Listing:
    """The names in each folder below a content folder.

    `unsaved` are the paths of files that an editor holds: they count as if they were there. Without `on_disk`
    there is nothing else. `folders` are the stamps of the folders that were listed, taken before.
    """

    def __init__(
        self, content: Path, note: Note, unsaved: Iterable[str] = (), *, on_disk: bool = True
    ) -> None:
        self.content = content
        self.note = note
        self.on_disk = on_disk
        self.unsaved = _by_folder(unsaved)
        self.folders: dict[str, Stamp | None] = {}

    def entries(self, folder: str) -> list[tuple[str, bool]]:
        """Names in a folder with whether each is a folder itself, sorted."""
        held = {
            name: inner
            for name, inner in self.unsaved.get(folder, {}).items()
            if not skipped(name) and not self._there(self.content / folder / name)
        }
        there = self.on_disk and (not held or self._there(self.content / folder))
        return sorted({**held, **(self._listed(folder) if there else {})}.items())

    def _there(self, path: Path) -> bool:
        return self.on_disk and (path.is_symlink() or path.exists())

    def _listed(self, folder: str) -> dict[str, bool]:
        """What the disk has in a folder."""
        found = {}
        self.folders[folder] = mark_of(f"{self.content}/{folder}")
        try:
            with os.scandir(f"{self.content}/{folder}") as entries:
                for entry in entries:
                    if skipped(entry.name):
                        continue
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    try:
                        path.encode()
                    except UnicodeEncodeError:
                        readable = path.encode(errors="replace").decode()
                        self._odd(readable, "its name is not UTF-8", "Rename it.")
                        continue
                    if entry.is_symlink() and (message := self._astray(path)):
                        self._odd(path, message, "Put the file itself here.")
                        continue
                    is_folder = entry.is_dir()
                    if not is_folder and not entry.is_file():
                        self._odd(path, "this is neither a file nor a folder", "Delete it.")
                        continue
                    if is_folder or not left_behind(entry.name):
                        found[entry.name] = is_folder
        except OSError as error:
            self.note(
                "unreadable-file",
                folder or ".",
                f"the folder can't be read: {error.strerror}",
                "Check that it may be read.",
            )
        return found

    def _odd(self, path: str, message: str, hint: str) -> None:
        self.note("file-out-of-place", path, message, hint)

    def _astray(self, path: str) -> str:
        """What is wrong with a symbolic link: it must lead to a file of the content, of the same kind.

        Links to folders would show what is in them many times over, ever more with every link among them. A
        link from a picture to another kind of file would publish that as it is, a draft with it.
        """
        root, link = self.content.resolve(), self.content / path
        try:
            target = link.resolve(strict=True)
        except (OSError, RuntimeError):
            return "this link leads to nothing"
        if not target.is_relative_to(root):
            return "this link leads out of the content folder"
        above = (self.content.joinpath(folder).resolve() for folder in PurePosixPath(path).parents)
        if any(folder.is_relative_to(target) for folder in above):
            return "this link leads back to a folder that it is in"
        if target.is_dir():
            return "this link leads to a folder: it would show what is in it twice"
        if any(part.startswith(".") for part in target.relative_to(root).parts):
            return "this link leads to a hidden file"
        if target.suffix.lower() != link.suffix.lower():
            return "this link leads to another kind of file"
        return ""


def _by_folder(paths: Iterable[str]) -> dict[str, dict[str, bool]]:
    """For each folder the names in it, with whether each is a folder itself."""
    folders: dict[str, dict[str, bool]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, {}).setdefault(name, False)
        while folder:
            above, _, name = folder.rpartition("/")
            folders.setdefault(above, {})[name] = True
            folder = above
    return folders
