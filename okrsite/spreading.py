"""Work on batches, spread over several processes.

The processes are this one and copies of it, which share its memory as long as nobody writes to it. All take
the numbers of batches from a pipe until it is empty; the copies tell through another how far they are, and
send what they found at the end. One whose parent is gone is ended by the system at once where it can, else it
stops before its next batch.
"""

import os
import pickle
import selectors
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Self, TypeVar

T = TypeVar("T")

WORTHWHILE = 6
"""Batches from which on copies are worth their start."""

_DIE_WITH_PARENT = 1  # linux/prctl.h
_NUMBER = struct.Struct("<I")
_PIECE = 1 << 16
_ENDED = (
    "A process of okrsite was ended from outside, as systems do when memory runs out, and nothing was"
    " published: try again, and if it happens again, give it more memory."
)


class WorkerError(Exception):
    """A process ended before it had said what it found."""


def processes(batches: int) -> int:
    """How many processes some batches are worth here: one where copies can't be made, or not safely."""
    if (
        batches < WORTHWHILE
        or not hasattr(os, "fork")
        or sys.platform == "darwin"
        or threading.active_count() > 1
    ):
        return 1
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(available, batches // 2)


def spread(
    count: int, batches: int, work: Callable[[int], int], found: Callable[[], T], step: Callable[[int], None]
) -> list[T]:
    """Do `work` on each of some batches in `count` processes, this one and copies of it; `step` is called
    with what it returns. What each copy `found` comes back, pickled; an exception that was raised there is
    raised here. What this process does itself stays here.
    """
    tasks, give = os.pipe()
    os.write(give, b"".join(map(_NUMBER.pack, range(batches))))  # a pipe holds 16,000 of them
    os.close(give)
    told, tell = os.pipe()
    parent = os.getpid()
    children: dict[int, int] = {}
    tie = _tie()
    try:
        for _ in range(count - 1):
            answers, send = os.pipe()
            child = os.fork()
            if child == 0:
                tie()
                _exit_after(partial(_labour, parent, tasks, tell, send, work, found))
            os.close(send)
            children[answers] = child
        os.close(tell)
        tell = -1
        with _Post(told, children, step) as post:
            while number := os.read(tasks, _NUMBER.size):
                step(work(*_NUMBER.unpack(number)))
                post.take()
            return [_opened(data) for data in post.rest()]
    finally:
        while os.read(tasks, _PIECE):  # where something went wrong here, the others need not go on
            pass
        for descriptor in (tasks, told, *([tell] if tell >= 0 else []), *children):
            os.close(descriptor)
        for child in children.values():
            os.waitpid(child, 0)


def _tie() -> Callable[[], None]:
    """What a copy does so that the system ends it when this process is killed. Looked up before there are
    copies."""
    if sys.platform == "linux":
        try:
            import ctypes

            call = ctypes.CDLL(None).prctl
        except (ImportError, OSError, AttributeError):  # a Python without, or a C library
            return lambda: None
        return lambda: call(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    return lambda: None


def _exit_after(labour: Callable[[], None]) -> None:
    """End a copy without what its original does at its end: that has files and locks of its own to look
    after."""
    status = 1
    try:
        labour()
        status = 0
    finally:
        os._exit(status)


def _labour(
    parent: int, tasks: int, tell: int, send: int, work: Callable[[int], int], found: Callable[[], Any]
) -> None:
    try:
        while (number := os.read(tasks, _NUMBER.size)) and os.getppid() == parent:
            os.write(tell, _NUMBER.pack(work(*_NUMBER.unpack(number))))
        result: tuple[bool, Any] = (True, found())
    except BaseException as error:  # whatever it is, it is raised again where somebody sees it
        result = (False, _sendable(error))
        while os.read(tasks, _PIECE):  # the others need not go on
            pass
    with os.fdopen(send, "wb") as out:
        out.write(pickle.dumps(result, protocol=5))


def _sendable(error: BaseException) -> BaseException:
    """The error, or what it says where it can't be sent."""
    try:
        pickle.loads(pickle.dumps(error, protocol=5))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


class _Post:
    """What copies tell and send."""

    def __init__(self, told: int, children: Iterable[int], step: Callable[[int], None]) -> None:
        self._told = told
        self._step = step
        self._sent = {descriptor: bytearray() for descriptor in children}
        self._selector = selectors.DefaultSelector()
        for descriptor in (told, *self._sent):
            self._selector.register(descriptor, selectors.EVENT_READ)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._selector.close()

    def take(self, timeout: float | None = 0) -> None:
        """Take what has come, without waiting for more; or wait for something without a `timeout`. Raises
        WorkerError where a copy ended without a word."""
        for key, _ in self._selector.select(timeout):
            piece = os.read(key.fd, _PIECE)
            if not piece:
                self._selector.unregister(key.fd)
                if key.fd != self._told and not self._sent[key.fd]:
                    raise WorkerError(_ENDED)
            elif key.fd == self._told:
                for (done,) in _NUMBER.iter_unpack(piece[: len(piece) // 4 * 4]):
                    self._step(done)
            else:
                self._sent[key.fd] += piece

    def rest(self) -> list[bytes]:
        """All that copies sent, once they have ended."""
        while len(self._selector.get_map()) > 0:
            self.take(None)
        return [bytes(sent) for sent in self._sent.values()]


def _opened(data: bytes) -> Any:
    try:
        whole, result = pickle.loads(data)
    except (EOFError, pickle.UnpicklingError) as error:  # before, or while it told
        raise WorkerError(_ENDED) from error
    if not whole:
        raise result
    return result
