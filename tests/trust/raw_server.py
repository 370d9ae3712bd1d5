"""A preview's server for tests that speak to it over raw sockets, as no browser would."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from folder_site import server_of

from okrsite.preview.server import PreviewServer

SECRET = "the secret of the neighbours"
FILES = {
    "index.html": "<!doctype html><body><p>start</p></body></html>",
    "404.html": "<!doctype html><body>nothing here</body>",
    "teams/index.html": "<p>teams",
    "teams/café.html": "<body>café</body>",
    "static/site.css": "0123456789",
    "static/empty.txt": "",
    "static/graph.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    ".htpasswd": SECRET,
    ".hidden/index.html": SECRET,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: the status (0 if nothing did), the header fields by their names in lower case, the
    rest, and all of it."""

    status: int
    fields: dict[str, str]
    body: bytes
    whole: bytes


def parsed(whole: bytes) -> Answer:
    """An answer as a browser takes it apart."""
    head, _, body = whole.partition(b"\r\n\r\n")
    first, *lines = head.decode("ascii").split("\r\n")
    fields = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    assert len(fields) == len(lines), "a header field is there twice"
    return Answer(status=int(first.split()[1]) if first else 0, fields=fields, body=body, whole=whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawServer:
    """A running server, and ways to speak to it."""

    server: PreviewServer
    site: Path

    @property
    def port(self) -> int:
        """Its port."""
        return int(self.server.url.rstrip("/").rpartition(":")[2])

    @property
    def own(self) -> str:
        """Its own name."""
        return f"127.0.0.1:{self.port}"

    def connect(self) -> socket.socket:
        """A connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def send(self, data: bytes) -> Answer:
        """Send bytes as they are and return the whole answer; `SELF` stands for the server's own name."""
        with self.connect() as connection:
            connection.sendall(data.replace(b"SELF", self.own.encode()))
            return parsed(all_of(connection))

    def ask(self, path: str, method: str = "GET", **fields: str) -> Answer:
        """Ask as a browser does, with header fields in place of its own or beside them (`_` for `-`)."""
        named = {"Host": self.own} | {name.replace("_", "-"): value for name, value in fields.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        return self.send(f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode("latin-1"))


def all_of(connection: socket.socket) -> bytes:
    """All that comes until the connection ends."""
    answer = b""
    while piece := connection.recv(65536):
        answer += piece
    return answer


@contextmanager
def raw_server(folder: Path, *, host: str = "127.0.0.1") -> Iterator[RawServer]:
    """Serve a small site in `folder`/site, with a secret beside it."""
    site = folder / "site"
    for path, text in FILES.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    (folder / "secret.txt").write_text(SECRET)
    server = server_of(site, host=host)
    server.start()
    try:
        yield RawServer(server=server, site=site)
    finally:
        server.stop()
