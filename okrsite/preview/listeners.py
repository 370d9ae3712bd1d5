"""The open pages that wait for news: one thread for all of them, as they wait for hours and are many."""

import selectors
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from okrsite.preview.news import News

_TAKES = 10.0  # seconds for a page to take what was sent


@dataclass(slots=True)
class _Listener:
    """An open page: the version of the news that it was sent, what of that it has not taken yet, and when
    something is due: to be taken, or to be said."""

    connection: socket.socket
    ping: float
    seen: int
    due: float
    left: bytes = b""


class Listeners:
    """Sends the news to open pages. One that goes, or takes nothing, is let go at once or soon."""

    def __init__(self, news: News, on_end: Callable[[socket.socket], None]) -> None:
        """Take where the news come from, and whom to give connections that have ended."""
        self._news = news
        self._on_end = on_end
        self._guard = threading.Lock()
        self._new: list[_Listener] = []
        self._all: dict[socket.socket, _Listener] = {}
        self._stopped = False
        # A byte in it wakes the thread.
        self._awake, self._wake = socket.socketpair()
        self._awake.setblocking(False)
        self._wake.setblocking(False)
        self._thread = threading.Thread(target=self._run, name="okrsite-listeners", daemon=True)
        news.on_change = self.wake

    def __len__(self) -> int:
        """How many there are."""
        return len(self._all) + len(self._new)

    def add(self, connection: socket.socket, ping: float) -> None:
        """Keep a connection, whose head was sent, up to date; after `ping` seconds without news it is asked
        whether it is still there. From now on it is this object's to use and to give back."""
        with self._guard:
            if self._stopped:
                self._on_end(connection)
                return
            self._new.append(_Listener(connection, ping, seen=-1, due=0))
            if self._thread.ident is None:
                self._thread.start()
        self.wake()

    def wake(self) -> None:
        """Have the news looked at."""
        with suppress(OSError):  # full of such bytes, or closed
            self._wake.send(b"!")

    def stop(self) -> None:
        """End all connections."""
        with self._guard:
            self._stopped = True
        self.wake()
        if self._thread.ident is not None:
            self._thread.join()
        for end in (self._awake, self._wake):
            end.close()

    def _run(self) -> None:
        with selectors.DefaultSelector() as selector:
            self._selector = selector
            selector.register(self._awake, selectors.EVENT_READ)
            while not self._stopped:
                due = min((one.due for one in self._all.values()), default=None)
                ready = selector.select(None if due is None else max(0.0, due - time.monotonic()))
                for key, events in ready:
                    if key.fileobj is self._awake:
                        with suppress(OSError):
                            self._awake.recv(4096)
                    elif isinstance(key.data, _Listener):
                        self._heard(key.data, events)
                self._take_in()
                self._tell()
            self._take_in()
            for one in list(self._all.values()):
                self._end(one)

    def _take_in(self) -> None:
        with self._guard:
            new, self._new = self._new, []
            for one in new:
                one.connection.setblocking(False)
                self._all[one.connection] = one
                self._selector.register(one.connection, selectors.EVENT_READ, one)
        for one in new:
            self._say(one, b"retry: 1000\n\n")

    def _tell(self) -> None:
        version, text = self._news.now()
        data = f"event: state\ndata: {text}\n\n".encode()
        now = time.monotonic()
        for one in list(self._all.values()):
            if one.left:
                if one.due <= now:
                    self._end(one)  # it takes nothing
            elif one.seen != version:
                # Whoever is slow gets the latest state once it took the one before, and none in between.
                one.seen = version
                self._say(one, data)
            elif one.due <= now:
                self._say(one, b": still here\n\n")

    def _heard(self, one: _Listener, events: int) -> None:
        if events & selectors.EVENT_READ:
            with suppress(BlockingIOError, InterruptedError):
                try:
                    said = one.connection.recv(4096)  # of no interest
                except ConnectionError:
                    said = b""
                if not said:
                    self._end(one)
                    return
        if events & selectors.EVENT_WRITE:
            self._send(one)

    def _say(self, one: _Listener, data: bytes) -> None:
        one.left, one.due = data, time.monotonic() + _TAKES
        self._send(one)

    def _send(self, one: _Listener) -> None:
        """Send what the system takes of what is left."""
        try:
            one.left = one.left[one.connection.send(one.left) :]
            one.due = time.monotonic() + (_TAKES if one.left else one.ping)
        except (BlockingIOError, InterruptedError):
            pass
        except OSError:
            self._end(one)
            return
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if one.left else 0)
        if self._selector.get_key(one.connection).events != wanted:
            self._selector.modify(one.connection, wanted, one)

    def _end(self, one: _Listener) -> None:
        if self._all.pop(one.connection, None) is not None:
            self._selector.unregister(one.connection)
            self._on_end(one.connection)
