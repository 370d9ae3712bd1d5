"""Answering the preview's requests: pages with the reload script put in, files, and the stream of news."""

import io
import logging
import os
import shutil
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, cast

from okrsite.building.publish import switching
from okrsite.preview import overlay
from okrsite.preview.news import News
from okrsite.preview.site_folder import Elsewhere, content_type, find, has_site

_PATIENCE = 10.0  # seconds for a client to send its request, and to take a piece of the answer
_PING = 15.0  # seconds without news after which a listener is asked whether it is still there
_LONGEST_HEAD = 65536  # bytes; browsers send along the cookies of everything else on localhost
_MOST_CONNECTIONS = 200
_TRIES, _PAUSE = 20, 0.025  # half a second, for a site that is just being replaced file by file
_HTML = "text/html; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"

_log = logging.getLogger(__name__)


class SiteServer(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Accepts connections and gives each a thread; `close` ends them all."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    # On Windows the option would let two programs have the same port.
    allow_reuse_address = os.name != "nt"

    def __init__(
        self,
        address: tuple[str, int],
        family: socket.AddressFamily,
        *,
        folder: Path,
        news: News,
        allows: Callable[[str, int], bool],
    ) -> None:
        """Reserve the address; `allows` judges a request's Host, given the port that was reserved.

        Raises OSError if the address cannot be had.
        """
        self.address_family = family
        self.folder = folder
        self.news = news
        self._allows = allows
        self._connections: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__(address, _Handler)
        self.port: int = self.server_address[1]

    def allows(self, host: str) -> bool:
        """Tell whether a request may name this host, port included."""
        return self._allows(host.lower(), self.port)

    def close(self) -> None:
        """End every connection and give the port back."""
        self.server_close()
        with self._guard:
            connections = list(self._connections)
        for connection in connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection in its own thread, or end it if there are too many."""
        with self._guard:
            full = len(self._connections) >= _MOST_CONNECTIONS
            self._connections.add(request)
        if full:
            self.shutdown_request(request)
        else:
            super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """End a connection."""
        with self._guard:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - the base names them
        """Note a fault of the server's own; that a client has gone is none."""
        if not isinstance(sys.exc_info()[1], OSError):
            _log.exception("a request could not be answered")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def site(self) -> SiteServer:
        return cast(SiteServer, self.server)

    def handle(self) -> None:
        """Answer one request; the connection ends with it."""
        self.close_connection = True
        with suppress(ConnectionError, TimeoutError):
            head = self._head()
            if head is None:
                return
            self.rfile = io.BufferedReader(io.BytesIO(head))
            self.connection.settimeout(_PATIENCE)
            self.raw_requestline = self.rfile.readline()
            if self.parse_request():  # if not, it has answered
                self._answer()

    def _head(self) -> bytes | None:
        """Read the request up to its empty line; None if it does not come, or is too long."""
        head = b""
        end = time.monotonic() + _PATIENCE
        # Against a deadline: a client that sends a byte now and then must not hold its thread for ever.
        while b"\r\n\r\n" not in head and b"\n\n" not in head:
            self.connection.settimeout(max(0.001, end - time.monotonic()))
            piece = self.connection.recv(4096)
            if not piece:
                return None
            head += piece
            if len(head) > _LONGEST_HEAD:
                self.request_version, self.command = self.protocol_version, ""
                self._say(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the request's head is too long")
                self._drain()
                return None
        return head

    def _drain(self) -> None:
        """Take a little of what a client still sends: closing at once could lose the answer on its way."""
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(0.2)
        for _ in range(64):
            if not self.connection.recv(65536):
                return

    def _answer(self) -> None:
        hosts = self.headers.get_all("Host") or [""]
        if len(hosts) != 1 or not self.site.allows(hosts[0].strip()):
            # Another name that leads here is how a foreign page would read this site (DNS rebinding).
            self._say(HTTPStatus.FORBIDDEN, "this preview answers only to its own address")
        elif self.command not in ("GET", "HEAD"):
            self._say(HTTPStatus.METHOD_NOT_ALLOWED, "only GET and HEAD", Allow="GET, HEAD")
            self._drain()
        elif self.path.partition("?")[0] == overlay.EVENTS:
            self._events()
        elif self.path.partition("?")[0] == overlay.RELOAD_SCRIPT:
            self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", overlay.SCRIPT.encode())
        else:
            self._page()

    def _page(self) -> None:
        build = self.site.news.build  # before the file is read, so that no old page passes for a new one
        for _ in range(_TRIES):
            found = self._opened()
            if found is not None or not self._switching():
                break
            time.sleep(_PAUSE)
        if isinstance(found, Elsewhere):
            self._say(HTTPStatus.FOUND, found.address, Location=found.address)
        elif found is not None:
            with found:
                self._file(found, build)
        elif not has_site(self.site.folder):
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, _HTML, overlay.waiting_page(build))
        else:
            own = self.site.folder / "404.html"
            with suppress(OSError):
                self._send(HTTPStatus.NOT_FOUND, _HTML, overlay.with_script(own.read_bytes(), build))
                return
            self._send(HTTPStatus.NOT_FOUND, _HTML, overlay.missing_page(build))

    def _opened(self) -> io.FileIO | Elsewhere | None:
        # Found anew for every request, since the folder may have been replaced since the last one.
        try:
            found = find(self.site.folder, self.path)
            return found if found is None or isinstance(found, Elsewhere) else io.FileIO(found)
        except OSError:
            return None

    def _switching(self) -> bool:
        try:
            return switching(self.site.folder)
        except OSError:
            return False

    def _file(self, file: io.FileIO, build: str) -> None:
        kind = content_type(Path(os.fsdecode(file.name)))
        if kind == _HTML:
            self._send(HTTPStatus.OK, kind, overlay.with_script(file.readall(), build))
            return
        self._begin(HTTPStatus.OK, kind, length=os.fstat(file.fileno()).st_size)
        if self.command != "HEAD":
            shutil.copyfileobj(file, self.wfile, 1 << 16)

    def _events(self) -> None:
        origin = self.headers.get("Origin")
        if origin is not None and not self.site.allows(origin.removeprefix("http://")):
            self._say(HTTPStatus.FORBIDDEN, "these events are for the preview's own pages")
            return
        self._begin(HTTPStatus.OK, "text/event-stream; charset=utf-8", length=None)
        if self.command == "HEAD":
            return
        news, seen = self.site.news, -1
        self.wfile.write(b"retry: 1000\n\n")
        while not news.closed:
            seen, text = news.after(seen, _PING)
            # What nobody takes any more raises, and ends this thread.
            self.wfile.write(f"event: state\ndata: {text}\n\n".encode() if text else b": still here\n\n")

    def _say(self, status: HTTPStatus, text: str, **headers: str) -> None:
        self._send(status, _TEXT, f"{status.value} {status.phrase}: {text}\n".encode(), **headers)

    def _send(self, status: HTTPStatus, kind: str, body: bytes, **headers: str) -> None:
        self._begin(status, kind, length=len(body), **headers)
        if self.command != "HEAD":
            self.wfile.write(body)

    def _begin(self, status: HTTPStatus, kind: str, *, length: int | None, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.send_header("X-Content-Type-Options", "nosniff")
        # No page from elsewhere may load these files, not even as a picture or a script.
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()

    def version_string(self) -> str:
        """Return what the Server header says."""
        return "okrsite"

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Keep quiet: the terminal is for the builds."""

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""
