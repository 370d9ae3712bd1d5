"""Noticing that files changed. The only user of watchdog."""

import errno
import logging
import sys
import threading
import time
import warnings
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from watchdog import events
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from okrsite.keeping.aside import scratch
from okrsite.preview.folder_state import FolderState
from okrsite.preview.watched import Ear, Target, target_of

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
_USED_UP = {errno.ENOSPC, errno.EMFILE, errno.ENFILE}
_LONGEST_WAIT = 1.0  # seconds that a stream of changes can put a report off
_LOOK_AROUND = 0.5  # seconds between looks at whether the watched folders are still the same
_POLL_EVERY = 1.0  # seconds
_COUNT_EVERY = 5.0  # seconds between looks at whether a change was lost
_COUNT_SHARE = 50  # how many times longer than such a look the time between two of them is at least
_POLLING_NOTE = (
    "The system can watch no more folders, so changes are looked for once a second instead, which is "
    "slower and takes more power. On Linux, "
    "`sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512` raises the limits."
)

_log = logging.getLogger(__name__)
_SILENT = logging.NullHandler()


class Watcher:
    """Reports changes of files in some folders, all below them included.

    What editors leave while they save (swap files, backups) is not reported at once. What of that stays, and
    what the system did not tell because too much changed at once, is found within seconds. Hidden files are
    of no interest at all.
    A folder that is deleted, moved away or replaced is reported, and watched again once it is back.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        on_change: Callable[[frozenset[Path]], None],
        *,
        quiet: float = 0.03,
        on_message: Callable[[str], None] | None = None,
        polling: bool = False,
    ) -> None:
        """Take folders to watch, single files too, and what to call.

        `on_change` gets the paths that changed, spelled like the folders were given, after `quiet`
        seconds of silence, or one second after the first change if there is none. It runs in the watcher's
        thread, never twice at once; what changes meanwhile is reported after.
        `on_message` gets a sentence for the user if changes can be found only by looking for them again and
        again; `polling` asks for that from the start, for drives that report no changes.
        """
        self._paths = tuple(folders)
        self._on_change = on_change
        self._on_message = on_message or _log.warning
        self._quiet = quiet
        self._polling = polling
        self._observer: BaseObserver | None = None
        self._watches: dict[Path, tuple[Target, ObservedWatch]] = {}
        self._state = threading.Condition()
        self._changes: set[Path] = set()
        self._first = self._latest = 0.0
        self._passing: set[Path] = set()  # what is to be reported only when there is time
        self._lost: set[Path] = set()  # folders whose own end was reported
        self._grown = False
        self._stopped = False
        self._states: tuple[FolderState, ...] = ()
        self._count_at = 0.0
        self._thread = threading.Thread(target=self._run, name="okrsite-watcher", daemon=True)

    def start(self) -> None:
        """Begin to watch; every change after the return is reported. To be called once.

        Raises OSError if the system refuses for another reason than that its limits are used up.
        """
        self._observe()
        self._states = tuple(FolderState(path) for path in self._paths)
        self._count_at = time.monotonic() + _COUNT_EVERY
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
        now = {path: target_of(path) for path in self._paths}
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
                    Ear(path, target, self._noticed),
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
        with ExitStack() as stack:
            try:
                folder = stack.enter_context(scratch())
            except OSError:
                return  # A full disk says nothing about watches.
            watch = self._observer.schedule(FileSystemEventHandler(), str(folder), event_filter=_EVENTS)
            self._observer.unschedule(watch)

    # Reporting

    def _noticed(
        self,
        paths: Collection[Path],
        *,
        passing: Collection[Path] = (),
        grown: bool = False,
        lost: Collection[Path] = (),
    ) -> None:
        now = time.monotonic()
        with self._state:
            self._grown |= grown
            self._lost.update(lost)
            self._passing.update(passing)
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
            passing = self._passed()
            for state in self._states:
                state.note(changes[0] | passing)
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
            if time.monotonic() >= self._count_at:
                self._count()
        except OSError as error:
            if error.errno not in _USED_UP or self._polling:
                _log.warning("cannot watch: %s", error)
                return
            self._polling = True
            self._end_observer()
            self._on_message(_POLLING_NOTE)
            self._observe()
            self._noticed(self._paths)  # for what may have been missed by now

    def _count(self) -> None:
        """Report what was changed without a word, and what passed since the last report: whoever looked then
        may have seen it."""
        begun = time.monotonic()
        states = () if self._polling else self._states
        self._noticed(self._passed().union(*(state.differing() for state in states)))
        now = time.monotonic()
        self._count_at = now + max(_COUNT_EVERY, _COUNT_SHARE * (now - begun))

    def _passed(self) -> set[Path]:
        """What passed since this was last asked."""
        with self._state:
            passed, self._passing = self._passing, set()
        return passed
