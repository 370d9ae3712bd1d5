"""Accepting the preview's connections, as many as there may be, and ending them."""

import errno
import logging
import os
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from okrsite.preview.handler import Handler
from okrsite.preview.listeners import Listeners
from okrsite.preview.news import News
from okrsite.preview.own_address import OwnAddress
from okrsite.preview.shown import Site
from okrsite.rendering.themes import ThemeError

_MOST_REQUESTS = 128
_MOST_LISTENERS = 500
_FULL = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}

_log = logging.getLogger(__name__)


class SiteServer(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Accepts connections and gives each a thread until its request is answered; pages that listen wait
    together. `close` ends them all.

    `shown` is the site, None as long as there is none. `on_broken` is called with what is wrong in the theme
    where that can't make a page.
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = 256
    # On Windows the option would let two programs have the same port.
    allow_reuse_address = os.name != "nt"

    def __init__(
        self, address: tuple[Any, ...], family: socket.AddressFamily, *, host: str, news: News
    ) -> None:
        """Reserve the address, which is that of `host`. Raises OSError if it cannot be had."""
        self.address_family = family
        self.news = news
        self.shown: Site | None = None
        self.on_broken: Callable[[ThemeError], None] = lambda _: None
        self._listeners = Listeners(news, self._end)
        self._guard = threading.Lock()
        self._connections: set[socket.socket] = set()
        # In the order in which they came. Whoever has not even asked gives way to the next one.
        self._silent: dict[socket.socket, None] = {}
        super().__init__(address, Handler)  # an IPv6 address has four parts
        self.own = OwnAddress(host, str(self.server_address[0]), int(self.server_address[1]))

    def close(self) -> None:
        """End every connection and give the port back."""
        self.server_close()
        with self._guard:
            connections = list(self._connections)
        for connection in connections:
            _hang_up(connection)
        self._listeners.stop()

    @property
    def is_full(self) -> bool:
        """Whether no more pages can listen."""
        return len(self._listeners) >= _MOST_LISTENERS

    def has_asked(self, connection: socket.socket) -> None:
        """Note that a connection's request has come."""
        with self._guard:
            self._silent.pop(connection, None)

    def listen(self, connection: socket.socket, ping: float) -> None:
        """Keep a connection for the news. Its thread ends, and leaves it open."""
        with self._guard:
            self._connections.discard(connection)
        self._listeners.add(connection, ping)

    def get_request(self) -> tuple[socket.socket, Any]:
        """Accept a connection."""
        try:
            return super().get_request()
        except OSError as error:
            if error.errno in _FULL:
                # It would be offered again at once, and again.
                self._give_way()
                time.sleep(0.05)
            raise

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection in its own thread."""
        with self._guard:
            full = len(self._connections) >= _MOST_REQUESTS
            self._connections.add(request)
            self._silent[request] = None
        if full:
            self._give_way()
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """End a connection whose request was answered, unless it was handed over."""
        with self._guard:
            mine = request in self._connections
            self._connections.discard(request)
            self._silent.pop(request, None)
        if mine:
            super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the base names them
        """Note a fault of the server's own; that a client has gone is none."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            _log.error("a request could not be answered: %s: %s", type(error).__name__, error)

    def _give_way(self) -> None:
        with self._guard:
            oldest = next(iter(self._silent), None)
            if oldest is not None:
                del self._silent[oldest]
        if oldest is not None:
            _hang_up(oldest)

    def _end(self, connection: socket.socket) -> None:
        super().shutdown_request(connection)


def _hang_up(connection: socket.socket) -> None:
    # Its own thread closes it, as soon as it finds out.
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
