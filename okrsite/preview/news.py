"""What open pages are told: which build is public, and its faults."""

import secrets
import threading
from collections.abc import Callable, Sequence

from okrsite.preview.overlay import Fault, state_text


class News:
    """The latest state; `on_change` is called whenever it changes."""

    def __init__(self) -> None:
        self.on_change: Callable[[], None] = lambda: None
        self._guard = threading.Lock()
        self._run = secrets.token_hex(4)  # so that a page from an earlier run finds itself out of date
        self._build = 0
        self._faults: tuple[Fault, ...] = ()
        self._now = (0, state_text(self.build, ()))

    @property
    def build(self) -> str:
        """The name of the build that is public."""
        return f"{self._run}-{self._build}"

    def show(self, faults: Sequence[Fault]) -> None:
        """Replace the faults."""
        with self._guard:
            if tuple(faults) == self._faults:
                return
            self._faults = tuple(faults)
            self._tell()
        self.on_change()

    def next_build(self) -> None:
        """Note that another build is public now."""
        with self._guard:
            self._build += 1
            self._tell()
        self.on_change()

    def now(self) -> tuple[int, str]:
        """The state's version, which counts up from 0, and its text."""
        return self._now

    def _tell(self) -> None:
        self._now = (self._now[0] + 1, state_text(self.build, self._faults))
