"""Answering the preview's requests: pages with the reload script put in, files, and the stream of news.

Each connection is for one request, and ends with its answer: nothing can hide behind the first one.
"""

import hashlib
import io
import os
import socket
import socketserver
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formatdate
from functools import partial
from http import HTTPStatus
from pathlib import Path
from string import punctuation
from typing import BinaryIO, Protocol, cast
from urllib.parse import quote

from okrsite.preview import overlay
from okrsite.preview.news import News
from okrsite.preview.own_address import OwnAddress
from okrsite.preview.parts import Unsatisfiable, has_still, part, wants_another
from okrsite.preview.request import Asked, Refused, begins_well, read
from okrsite.preview.shown import Elsewhere, Site, asked_for, content_type, find
from okrsite.rendering.themes import ThemeError

_PATIENCE = 10.0  # seconds for a client to send its request, and to take a piece of the answer
_LONGEST_ANSWER = 300.0  # seconds for a client to take all of it
_PING = 15.0  # seconds without news after which a listener is asked whether it is still there
_LONGEST_HEAD = 65536  # bytes; browsers send along the cookies of everything else on localhost
_PIECE = 1 << 16
_HTML = "text/html; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"

_GUARDED = {
    # What looks like text stays text.
    "X-Content-Type-Options": "nosniff",
    # No page from elsewhere may load these files, not even as a picture or a script, nor keep hold of a
    # window that shows them.
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_FRAMED = "frame-ancestors 'none'"
# A picture that is opened by itself is a document, and may hold scripts of whoever drew it.
_SILENT = f"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox; {_FRAMED}"
_DOCUMENTS = ("xml", "svg")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """What is sent: `length` bytes from where `source` stands at, told by its `tag` from what was there
    before."""

    kind: str
    source: BinaryIO
    length: int
    tag: str


class Server(Protocol):
    """What a server knows: the site that it shows, if there is one, its news and address, and whom to tell
    of pages that the theme can't make."""

    shown: Site | None
    on_broken: Callable[[ThemeError], None]
    news: News
    own: OwnAddress

    @property
    def is_full(self) -> bool:
        """Whether no more pages can listen."""

    def has_asked(self, connection: socket.socket) -> None:
        """Note that a connection's request has come."""

    def listen(self, connection: socket.socket, ping: float) -> None:
        """Keep a connection for the news."""


class Handler(socketserver.BaseRequestHandler):
    """Answers the one request of a connection, or hands the connection over to those that listen."""

    request: socket.socket

    @property
    def site(self) -> Server:
        """The server."""
        return cast(Server, self.server)

    def handle(self) -> None:
        """Answer."""
        self._asked: Asked | None = None
        self._handed_over = False
        # A client that has gone, or takes nothing, needs no answer.
        with suppress(OSError):
            more = True
            try:
                head, rest = self._head()
                self.site.has_asked(self.request)
                if not head:
                    return
                self._asked = asked = read(head)
                more = bool(rest) or asked.has_body
                self._answer(asked)
            except Refused as refused:
                self._say(refused.status, str(refused))
            if more and not self._handed_over:
                self._drain()

    def _head(self) -> tuple[bytes, bytes]:
        """Read the request up to its empty line, and what came with it; nothing if nothing comes. Raises
        Refused."""
        data = b""
        end = time.monotonic() + _PATIENCE
        # Against a deadline: a client that sends a byte now and then must not hold its thread for ever.
        while True:
            for mark in (b"\r\n\r\n", b"\n\n", b"\n\r\n"):
                head, found, rest = data.partition(mark)
                if found:
                    return head, rest
            if len(data) > _LONGEST_HEAD:
                if b"\n" not in data:
                    raise Refused(HTTPStatus.REQUEST_URI_TOO_LONG, "the address is too long")
                raise Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the request's head is too long")
            try:
                self.request.settimeout(max(0.001, end - time.monotonic()))
                piece = self.request.recv(_PIECE)
            except TimeoutError:
                if data:
                    raise Refused(HTTPStatus.REQUEST_TIMEOUT, "the request did not come in time") from None
                return b"", b""
            if not piece:
                return b"", b""
            data = data + piece if data else piece.lstrip(b"\r\n")
            if data and not begins_well(data):
                raise Refused(
                    HTTPStatus.BAD_REQUEST, "this is no request of HTTP/1.1; write http://, not https://"
                )

    def _drain(self) -> None:
        """Take a little of what a client still sends: closing at once could lose the answer on its way."""
        self.request.shutdown(socket.SHUT_WR)
        end = time.monotonic() + 1
        for _ in range(256):
            self.request.settimeout(max(0.001, min(0.2, end - time.monotonic())))
            if not self.request.recv(_PIECE):
                return

    def _answer(self, asked: Asked) -> None:
        own, path = self.site.own, asked.path
        if not own.is_asked(asked):
            # Another name that leads here is how a foreign page would read this site (DNS rebinding).
            raise Refused(HTTPStatus.FORBIDDEN, f"this preview answers only to its own address, {own.url}")
        if own.is_from_elsewhere(asked, links=path != overlay.EVENTS):
            raise Refused(HTTPStatus.FORBIDDEN, "this preview is for its own pages, not for those of others")
        if asked.method not in ("GET", "HEAD"):
            self._say(HTTPStatus.METHOD_NOT_ALLOWED, "only GET and HEAD", Allow="GET, HEAD")
        elif path == overlay.EVENTS:
            self._events()
        elif path == overlay.RELOAD_SCRIPT:
            self._send(asked, _text("text/javascript; charset=utf-8", overlay.SCRIPT.encode()))
        else:
            self._page(asked)

    def _page(self, asked: Asked) -> None:
        build = self.site.news.build  # before the site is looked at, so that no old page passes for a new one
        shown = self.site.shown
        if shown is None:
            self._show(HTTPStatus.SERVICE_UNAVAILABLE, overlay.waiting_page(build))
            return
        try:
            found = find(shown, asked.path)
            if isinstance(found, Elsewhere):
                address = found.address + quote(asked.query, safe=punctuation, encoding="latin-1")
                self._say(HTTPStatus.FOUND, address, Location=address)
            elif found is None or not self._sent(asked, found, build):
                self._missing(shown, build)
        except ThemeError as error:
            self.site.on_broken(error)
            self._show(HTTPStatus.INTERNAL_SERVER_ERROR, overlay.broken_page(build))

    def _sent(self, asked: Asked, found: Path | bytes, build: str) -> bool:
        """Send what was found; tell whether it was still there."""
        kind = content_type(asked_for(asked.path))
        if isinstance(found, bytes):
            self._send(asked, _text(kind, overlay.with_script(found, build) if kind == _HTML else found))
            return True
        try:
            file = io.FileIO(found)
        except OSError:
            return False
        with file:
            self._send(asked, _body(kind, file))
        return True

    def _missing(self, site: Site, build: str) -> None:
        own = site.find("404.html")
        page = overlay.with_script(own, build) if isinstance(own, bytes) else overlay.missing_page(build)
        self._show(HTTPStatus.NOT_FOUND, page)

    def _events(self) -> None:
        if self.site.is_full:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "too many pages are open")
        self._begin(HTTPStatus.OK, "text/event-stream; charset=utf-8", length=None)
        if self._sends:
            self._handed_over = True
            self.site.listen(self.request, _PING)

    def _send(self, asked: Asked, body: _Body) -> None:
        """Send what was found, or as much of it as the browser lacks."""
        # Pages are new with every build. What else there is may be kept, and is asked after each time.
        fields = {"ETag": body.tag, "Cache-Control": "no-store" if body.kind == _HTML else "no-cache"}
        whole = range(body.length)
        if wants_another(asked, body.tag):
            self._say(HTTPStatus.PRECONDITION_FAILED, "the file is another one by now")
            return
        if has_still(asked, body.tag):
            self._begin(HTTPStatus.NOT_MODIFIED, body.kind, length=None, **fields)
            return
        fields["Accept-Ranges"] = "bytes"
        try:
            wanted = part(asked, body.tag, body.length)
        except Unsatisfiable:
            fields["Content-Range"] = f"bytes */{body.length}"
            self._say(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "there is no such part", **fields)
            return
        status = HTTPStatus.OK
        if wanted is not None:
            status, whole = HTTPStatus.PARTIAL_CONTENT, wanted
            fields["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{body.length}"
        self._begin(status, body.kind, length=len(whole), **fields)
        if self._sends:
            body.source.seek(whole.start)
            self._write(_pieces(body.source, len(whole)))

    def _say(self, status: HTTPStatus, words: str, **fields: str) -> None:
        self._show(status, f"{status.value} {status.phrase}: {words}\n".encode(), kind=_TEXT, **fields)

    def _show(self, status: HTTPStatus, text: bytes, kind: str = _HTML, **fields: str) -> None:
        self._begin(status, kind, length=len(text), **fields)
        if self._sends:
            self._write([text])

    @property
    def _sends(self) -> bool:
        """Whether the answer has more than a head."""
        return self._asked is None or self._asked.method != "HEAD"

    def _begin(self, status: HTTPStatus, kind: str, *, length: int | None, **fields: str) -> None:
        document = kind.partition(";")[0].endswith(_DOCUMENTS)
        named = {
            "Date": formatdate(usegmt=True),
            "Server": "okrsite",
            "Connection": "close",
            "Content-Type": kind,
            **({} if length is None else {"Content-Length": str(length)}),
            "Cache-Control": "no-store",
            **_GUARDED,
            "Content-Security-Policy": _SILENT if document else _FRAMED,
            **fields,
        }
        lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{name}: {named[name]}" for name in named)]
        self._write(["\r\n".join([*lines, "", ""]).encode("ascii")])

    def _write(self, pieces: Iterable[bytes]) -> None:
        end = time.monotonic() + _LONGEST_ANSWER
        for piece in pieces:
            for at in range(0, len(piece), _PIECE):
                self.request.settimeout(max(0.001, min(_PATIENCE, end - time.monotonic())))
                self.request.sendall(memoryview(piece)[at : at + _PIECE])


def _body(kind: str, file: io.FileIO) -> _Body:
    """What is sent of a file that was opened."""
    found = os.fstat(file.fileno())
    # A file that is saved anew is another one on the disk, though it may be of the same moment.
    mark = f"{found.st_dev} {found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"
    return _Body(kind=kind, source=cast(BinaryIO, file), length=found.st_size, tag=_tag(mark.encode()))


def _text(kind: str, text: bytes) -> _Body:
    return _Body(kind=kind, source=io.BytesIO(text), length=len(text), tag=_tag(text))


def _tag(text: bytes) -> str:
    return f'"{hashlib.blake2b(text, digest_size=12).hexdigest()}"'


def _pieces(source: BinaryIO, length: int) -> Iterator[bytes]:
    """So many bytes, and never more, whatever becomes of the file meanwhile."""
    for piece in iter(partial(source.read, min(_PIECE, length)), b""):
        yield piece[:length]
        length -= len(piece)
        if length <= 0:
            return
