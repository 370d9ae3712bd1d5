"""What was read from git once, kept in the repository's own folder (`.git/okrsite/`) for the next time.

Nothing is lost with it: it is made anew where it is missing, broken or of another version of okrsite. Where
it can't be written, nothing is kept.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from okrsite import __version__
from okrsite.history.git import GitError, Repository
from okrsite.keeping.aside import clear_aside, write_whole

FORM = 2
"""Counts up when what is kept changes its form."""


class Cache:
    """The kept log of a commit, with the names that `.mailmap` gives, and what was made of blobs."""

    def __init__(self, repository: Repository) -> None:
        try:
            common = repository.text("rev-parse", "--git-common-dir")
            self.folder: Path | None = (repository.root / common).resolve() / "okrsite"
        except GitError:
            self.folder = None
        try:
            self._names = hashlib.sha256((repository.root / ".mailmap").read_bytes()).hexdigest()[:16]
        except OSError:
            self._names = "none"

    def log(self, tip: str, folder: str) -> bytes | None:
        """The kept log of a folder up to a commit."""
        kept = self._read(_name("log", folder))
        head = _head(f"{tip} {self._names}")
        if kept is None or not kept.startswith(head):
            return None
        try:
            return zlib.decompress(kept[len(head) :])
        except zlib.error:
            return None

    def keep_log(self, tip: str, folder: str, printed: bytes) -> None:
        self._write(_name("log", folder), _head(f"{tip} {self._names}") + zlib.compress(printed, 1))

    def made(self, kind: str) -> dict[str, Any]:
        """What was made of blobs, by their ids; empty where nothing is kept."""
        kept = self._read(_name("made", kind))
        try:
            found = json.loads(kept) if kept else {}
        except ValueError:
            return {}
        if not isinstance(found, dict) or found.get("form") != _head("").decode():
            return {}
        blobs = found.get("blobs")
        return blobs if isinstance(blobs, dict) else {}

    def keep_made(self, kind: str, made: Mapping[str, Any]) -> None:
        """Keep what was made of blobs: JSON values by blob id."""
        text = json.dumps(
            {"form": _head("").decode(), "blobs": made}, ensure_ascii=False, separators=(",", ":")
        )
        self._write(_name("made", kind), text.encode("utf-8", "surrogatepass"))

    def _read(self, name: str) -> bytes | None:
        try:
            return None if self.folder is None else (self.folder / name).read_bytes()
        except OSError:
            return None

    def _write(self, name: str, data: bytes) -> None:
        if self.folder is None:
            return
        try:
            self.folder.mkdir(exist_ok=True)
            clear_aside(self.folder)
            write_whole(self.folder / name, [data])
        except OSError:
            return


def _name(kind: str, what: str) -> str:
    return f"{kind}-{hashlib.sha256(what.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"


def _head(tip: str) -> bytes:
    return f"okrsite {__version__} {FORM} {tip}\n".encode()
