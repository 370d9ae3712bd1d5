"""How a preview is ended: by Ctrl-C, or by the system, also in the middle of a build."""

import signal
import threading
import time
from types import FrameType, TracebackType
from typing import Any, Self

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_SAME_HAND = 2.0  # seconds in which a second Ctrl-C is of the same hand, and changes nothing


class Ending:
    """While it is entered, each way of asking the program to end raises KeyboardInterrupt in its main thread,
    so that a build puts away what it has begun. Asked for twice, it ends as it would have at first."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self._last = 0.0
        self._leaving = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for name in _SIGNALS:
                number = getattr(signal, name, None)
                # What whoever started the program wants ignored (nohup, say) stays so.
                if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, before in self._before.items():
            # Once it was asked for, the program ends: another Ctrl-C must not make a failure of it.
            signal.signal(number, signal.SIG_IGN if self.asked.is_set() else before)

    def leave(self) -> None:
        """From now on nothing is to be interrupted any more: what is left takes no time."""
        self._leaving = True

    def _ask(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - what a handler is given
        self.asked.set()
        now = time.monotonic()
        if self._leaving or (self._last and now - self._last < _SAME_HAND):
            return
        self._last = now
        raise KeyboardInterrupt
