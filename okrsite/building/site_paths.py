"""The paths of a site's files, checked so that every file system can hold them side by side."""

import os
import unicodedata

from okrsite.building.output import MARKER


class SitePaths:
    """The paths claimed for a site's files so far."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = {""}
        self._by_place: dict[str, str] = {}  # folded path -> path as written, of files and folders

    @property
    def files(self) -> frozenset[str]:
        """Every file's path."""
        return frozenset(self._files)

    def __contains__(self, path: object) -> bool:
        return path in self._files

    def claim(self, path: str) -> None:
        """Take a file's path from the site's root, with forward slashes.

        Raises ValueError if it is absolute, climbs, is not in normal form, is reserved for okrsite's own
        files, or was taken before, even with other letter case or in another Unicode form; or if it
        makes a folder of a file.
        """
        folder, _, name = path.rpartition("/")
        if folder not in self._folders or name in ("", ".", "..") or "\\" in name or "\0" in name:
            self._claim_folders(path)
        if path in self._files or path in self._folders:
            raise ValueError(f"two files, or a file and a folder, at one place of the site: {path!r}")
        self._take(path)
        self._files.add(path)

    def _claim_folders(self, path: str) -> None:
        parts = path.split("/")
        if any(part in ("", ".", "..") for part in parts) or "\\" in path or "\0" in path:
            raise ValueError(f"not a path below the site's root in normal form: {path!r}")
        for end in range(1, len(parts)):
            folder = "/".join(parts[:end])
            if folder in self._files:
                raise ValueError(f"two files, or a file and a folder, at one place of the site: {folder!r}")
            if folder not in self._folders:
                self._take(folder)
                self._folders.add(folder)

    def _take(self, path: str) -> None:
        if path.startswith(MARKER) or (os.name == "nt" and ":" in path):
            raise ValueError(f"a name that okrsite or the system keeps for itself: {path!r}")
        known = self._by_place.setdefault(folded(path), path)
        if known != path:
            raise ValueError(f"one place on many file systems: {known!r} and {path!r}")


def folded(path: str) -> str:
    """The same for paths that are one place on many file systems."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()
