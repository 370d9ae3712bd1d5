"""Noticing that files changed. The only user of watchdog."""

import errno
import logging
import os
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

from watchdog import events
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

# Asked for one by one: without a filter, watchdog on Linux also asks to be told of every file that is opened
# and closed for reading, and one build of a large tree overflows the kernel's queue, which loses the changes.
_EVENTS: list[type[FileSystemEvent]] = [
    events.FileClosedEvent,
    events.FileCreatedEvent,
    events.FileDeletedEvent,
    events.FileModifiedEvent,
    events.FileMovedEvent,
    events.DirCreatedEvent,
    events.DirDeletedEvent,
    events.DirMovedEvent,
]
_NEW_FOLDER = (events.DirCreatedEvent, events.DirMovedEvent)
_USED_UP = {errno.ENOSPC, errno.EMFILE, errno.ENFILE}
_LONGEST_WAIT = 1.0  # seconds that a stream of changes can put a report off
_LOOK_AROUND = 0.5  # seconds between looks at whether the watched folders are still the same
_POLL_EVERY = 1.0  # seconds
_POLLING_NOTE = (
    "The system can watch no more folders, so changes are looked for once a second instead, which is "
    "slower and takes more power. On Linux, "
    "`sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512` raises the limits."
)

_log = logging.getLogger(__name__)
_SILENT = logging.NullHandler()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """What is watched for one given path: the folder itself with all below it, or one name in a folder."""

    folder: Path
    name: str | None
    identity: tuple[int, int]


class Watcher:
    """Reports changes of files in some folders, all below them included.

    What editors leave while they save (swap files, backups, names with a leading dot) is not reported.
    A folder that is deleted, moved away or replaced is reported, and watched again once it is back.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        on_change: Callable[[frozenset[Path]], None],
        *,
        quiet: float = 0.05,
        on_message: Callable[[str], None] | None = None,
        polling: bool = False,
    ) -> None:
        """Take folders to watch, single files too, and what to call.

        `on_change` gets the paths that changed, spelled like the folders were given, after `quiet`
        seconds of silence, or one second after the first change if there is none. It runs in the watcher's
        thread, never twice at once; what changes meanwhile is reported after. The paths are what was
        noticed: where it matters that none is missing, compare contents.
        `on_message` gets a sentence for the user if changes can be found only by looking for them again and
        again; `polling` asks for that from the start, for drives that report no changes.
        """
        self._paths = tuple(folders)
        self._on_change = on_change
        self._on_message = on_message or _log.warning
        self._quiet = quiet
        self._polling = polling
        self._observer: BaseObserver | None = None
        self._watches: dict[Path, tuple[_Target, ObservedWatch]] = {}
        self._state = threading.Condition()
        self._changes: set[Path] = set()
        self._first = self._latest = 0.0
        self._lost: set[Path] = set()  # folders whose own end was reported
        self._grown = False
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="okrsite-watcher", daemon=True)

    def start(self) -> None:
        """Begin to watch; every change after the return is reported. To be called once.

        Raises OSError if the system refuses for another reason than that its limits are used up.
        """
        self._observe()
        self._thread.start()

    def stop(self) -> None:
        """End watching. A call of `on_change` that is running is given a second to end; none begins after.

        May be called from `on_change`, and more than once.
        """
        with self._state:
            self._stopped = True
            self._state.notify_all()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(timeout=1)
        self._end_observer()

    # Watching

    def _observe(self) -> None:
        """Watch everything, by polling if the system's limits do not allow better."""
        # What watchdog says of its threads, and of folders that it comes to watch twice, is not for users.
        logging.getLogger("watchdog").addHandler(_SILENT)
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
        if not self._polling:
            try:
                self._observer = Observer()
                self._observer.start()
                self._watch_all()
                self._check_limit()
            except OSError as error:
                if error.errno not in _USED_UP:
                    raise
                self._polling = True
                self._end_observer()
                self._on_message(_POLLING_NOTE)
            else:
                return
        self._observer = PollingObserver(timeout=_POLL_EVERY)
        self._observer.start()
        self._watch_all()

    def _end_observer(self) -> None:
        observer, self._observer = self._observer, None
        self._watches.clear()
        if observer is not None and observer.is_alive():
            observer.stop()
            observer.join()

    def _watch_all(self) -> list[Path]:
        """Watch each path as what it is now; return those that are not what they were."""
        observer = self._observer
        if observer is None:
            return []
        now = {path: _target(path) for path in self._paths}
        changed = [
            path
            for path, target in now.items()
            if path in self._lost or target != self._watches.get(path, (None, None))[0]
        ]
        self._lost.difference_update(changed)
        outdated = {self._watches.pop(path)[1] for path in changed if path in self._watches}
        for watch in outdated - {watch for _, watch in self._watches.values()}:
            observer.unschedule(watch)
        for path in changed:
            target = now[path]
            if target is None:
                continue
            # Deleted in this moment, it is found missing at the next look.
            with suppress(FileNotFoundError, NotADirectoryError):
                watch = observer.schedule(
                    _Handler(self, path, target),
                    str(target.folder),
                    recursive=target.name is None,
                    event_filter=_EVENTS,
                )
                self._watches[path] = (target, watch)
        return changed

    def _check_limit(self) -> None:
        """Raise OSError if the system's limit for watches is used up.

        watchdog passes over the folders below a watched one that the system refuses to watch. Whether it
        refused any shows when one more is asked for.
        """
        if self._observer is None or not sys.platform.startswith("linux"):
            return
        try:
            probe = tempfile.TemporaryDirectory(prefix="okrsite-")
        except OSError:
            return  # A full disk says nothing about watches.
        with probe as folder:
            watch = self._observer.schedule(FileSystemEventHandler(), folder, event_filter=_EVENTS)
            self._observer.unschedule(watch)

    # Reporting

    def _noticed(self, paths: Sequence[Path], *, grown: bool = False, lost: Sequence[Path] = ()) -> None:
        now = time.monotonic()
        with self._state:
            self._grown |= grown
            self._lost.update(lost)
            if not paths:
                return
            if not self._changes:
                self._first = now
            self._latest = now
            self._changes.update(paths)
            self._state.notify_all()

    def _run(self) -> None:
        look = time.monotonic() + _LOOK_AROUND
        while changes := self._next_changes(look):
            if not changes[0]:
                self._look_around()
                look = time.monotonic() + _LOOK_AROUND
                continue
            try:
                self._on_change(changes[0])
            except Exception:
                # The next save may well mend it, and must not go unnoticed.
                _log.exception("a change could not be dealt with")
        if self._observer is not None:
            self._end_observer()

    def _next_changes(self, look: float) -> tuple[frozenset[Path]] | None:
        """Wait for changes that have settled, or with none until `look`; None once the watcher is stopped."""
        with self._state:
            while not self._stopped:
                now = time.monotonic()
                if self._changes:
                    due = min(self._latest + self._quiet, self._first + _LONGEST_WAIT)
                    if now >= due:
                        changes, self._changes = frozenset(self._changes), set()
                        return (changes,)
                elif now >= look:
                    return (frozenset(),)
                else:
                    due = look
                self._state.wait(due - now)
        return None

    def _look_around(self) -> None:
        """Watch anew what was replaced, and poll if folders have come that cannot be watched."""
        grown, self._grown = self._grown, False
        try:
            self._noticed(self._watch_all())
            if grown and not self._polling:
                self._check_limit()
        except OSError as error:
            if error.errno not in _USED_UP or self._polling:
                _log.warning("cannot watch: %s", error)
                return
            self._polling = True
            self._end_observer()
            self._on_message(_POLLING_NOTE)
            self._observe()
            self._noticed(self._paths)  # for what may have been missed by now


class _Handler(FileSystemEventHandler):
    """Passes on what concerns one watched path."""

    def __init__(self, watcher: Watcher, path: Path, target: _Target) -> None:
        self._watcher = watcher
        self._path = path
        self._target = target
        self._folder = str(target.folder)
        self._below = self._folder.rstrip(os.sep) + os.sep

    def on_any_event(self, event: FileSystemEvent) -> None:
        places = [os.fsdecode(place) for place in (event.src_path, event.dest_path) if place]
        changed = [path for place in places if (path := self._reported(place)) is not None]
        # A folder made in the place of a deleted one may look the same down to its number.
        ended = self._folder in places and isinstance(event, events.DirDeletedEvent)
        self._watcher._noticed(
            changed, grown=isinstance(event, _NEW_FOLDER), lost=[self._path] if ended else []
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
        return None if any(_passing(part) for part in parts) else self._path.joinpath(*parts)


def _passing(name: str) -> bool:
    """Tell whether a file or folder of that name is hidden, or there only while an editor or a tool works."""
    return (
        name.startswith(".")  # also .x.swp and .#x
        or name.endswith(("~", ".swp", ".swo", ".swx", ".tmp", "___jb_tmp___", "___jb_old___"))
        or name in ("4913", "__pycache__")  # 4913 is how Vim finds out whether it may make files
        or (name.startswith("#") and name.endswith("#"))
    )


def _target(path: Path) -> _Target | None:
    """Return what to watch for a path now, None if its parent is missing too."""
    for place, name in ((path, None), (path.parent, path.name)):
        # Resolved, since a watch on a symbolic link would tell of the link, not of the folder.
        folder = Path(os.path.realpath(place))
        with suppress(OSError):
            state = folder.stat()
            if folder.is_dir():
                return _Target(folder=folder, name=name, identity=(state.st_dev, state.st_ino))
    return None
