"""What changed while a build was under way, and since."""

import queue
import threading
import time
from contextlib import suppress
from pathlib import Path

_LOOK_UP = 0.25  # seconds between looks at whether to stop


class Changes:
    """What changed since the last build began, as the watchers tell."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[frozenset[Path]] = queue.SimpleQueue()

    def add(self, changed: frozenset[Path]) -> None:
        """Add what a watcher reports."""
        self._queue.put(changed)

    def wait(self, stop: threading.Event, until: float) -> frozenset[Path] | None:
        """Wait for changes, with none until a time by the monotonic clock; None once `stop` is set."""
        found: set[Path] = set()
        while not stop.is_set():
            with suppress(queue.Empty):
                found |= self._queue.get(timeout=_LOOK_UP)
                while True:
                    found |= self._queue.get_nowait()
            if found or time.monotonic() >= until:
                return frozenset(found)
        return None
