"""What is watched for a path, and what is of interest there."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

from watchdog import events
from watchdog.events import FileSystemEvent, FileSystemEventHandler

_NEW_FOLDER = (events.DirCreatedEvent, events.DirMovedEvent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is watched for one given path: the folder itself with all below it, or one name in a folder."""

    folder: Path
    name: str | None
    identity: tuple[int, int]


def target_of(path: Path) -> Target | None:
    """Return what to watch for a path now, None if its parent is missing too."""
    for place, name in ((path, None), (path.parent, path.name)):
        # Resolved, since a watch on a symbolic link would tell of the link, not of the folder.
        folder = Path(os.path.realpath(place))
        with suppress(OSError):
            state = folder.stat()
            if folder.is_dir():
                return Target(folder=folder, name=name, identity=(state.st_dev, state.st_ino))
    return None


class Ear(FileSystemEventHandler):
    """Passes on what concerns one watched path."""

    def __init__(self, path: Path, target: Target, notice: Callable[..., None]) -> None:
        """Take a path as it was given, what it is, and what to call: `okrsite.preview.watcher` says how."""
        self._path = path
        self._target = target
        self._notice = notice
        self._folder = str(target.folder)
        self._below = self._folder.rstrip(os.sep) + os.sep

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Hear of a change."""
        places = [os.fsdecode(place) for place in (event.src_path, event.dest_path) if place]
        changed = {path for place in places if (path := self._reported(place)) is not None}
        aside = {path for path in changed if any(map(_passing, path.parts[len(self._path.parts) :]))}
        # A folder made in the place of a deleted one may look the same down to its number.
        ended = self._folder in places and isinstance(event, events.DirDeletedEvent)
        self._notice(
            changed - aside,
            passing=aside,
            grown=isinstance(event, _NEW_FOLDER),
            lost=[self._path] if ended else [],
        )

    def _reported(self, place: str) -> Path | None:
        """Return the path that a place on disk is reported as, None if it is of no interest."""
        if place == self._folder:
            return self._path if self._target.name is None else None
        if not place.startswith(self._below):
            return None
        parts = PurePath(place[len(self._below) :]).parts
        if self._target.name is not None:
            return self._path if parts == (self._target.name,) else None
        # Hidden ones, .x.swp and .#x among them, are of no interest.
        return None if any(part.startswith(".") for part in parts) else self._path.joinpath(*parts)


def _passing(name: str) -> bool:
    """Tell whether a file or folder of that name is there only while an editor or a tool works."""
    return (
        name.endswith(("~", ".swp", ".swo", ".swx", ".tmp", "___jb_tmp___", "___jb_old___"))
        or name in ("4913", "__pycache__")  # 4913 is how Vim finds out whether it may make files
        or (name.startswith("#") and name.endswith("#"))
    )
