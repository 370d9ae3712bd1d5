"""What open pages are told: which build is public, and its faults."""

import secrets
import threading
from collections.abc import Sequence

from okrsite.preview.overlay import Fault, state_text


class News:
    """The latest state, for any number of threads that wait for it to change."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._run = secrets.token_hex(4)  # so that a page from an earlier run finds itself out of date
        self._build = 0
        self._faults: tuple[Fault, ...] = ()
        self._version = 0
        self._closed = False

    @property
    def build(self) -> str:
        """The name of the build that is public."""
        return f"{self._run}-{self._build}"

    @property
    def closed(self) -> bool:
        """Whether there will be no more news."""
        return self._closed

    def show(self, faults: Sequence[Fault]) -> None:
        """Replace the faults."""
        with self._changed:
            if tuple(faults) != self._faults:
                self._faults = tuple(faults)
                self._tell()

    def next_build(self) -> None:
        """Note that another build is public now."""
        with self._changed:
            self._build += 1
            self._tell()

    def close(self) -> None:
        """Wake everyone who waits, for the last time."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def after(self, seen: int, timeout: float) -> tuple[int, str | None]:
        """Wait up to `timeout` seconds for a state later than version `seen`, which is -1 for none.

        Returns its version and its text, or `seen` and None.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._version != seen, timeout)
            if self._closed or self._version == seen:
                return seen, None
            return self._version, state_text(self.build, self._faults)

    def _tell(self) -> None:
        self._version += 1
        self._changed.notify_all()
