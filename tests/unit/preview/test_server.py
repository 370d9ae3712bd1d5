"""The preview's server, over real connections."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pytest
from folder_site import FolderSite, server_of

from okrsite.preview import handler
from okrsite.preview.overlay import SCRIPT
from okrsite.preview.server import Fault, PreviewError, PreviewServer
from okrsite.rendering.environment import RenderError

FAULT = Fault(
    place="content/teams/growth.md:12:3",
    rule="parent-not-found",
    severity="error",
    message="</script><b>no such parent</b>",
    hint="Correct it.",
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    files = {
        "index.html": "<!doctype html><body><p>start</p></BODY>\n</html>",
        "404.html": "<!doctype html><body>nothing here</body>",
        "teams/index.html": "<p>teams",
        "teams/café.html": "<body>café</body>",
        "static/site.css": "body {}",
        "static/graph.svg": "<svg/>",
        "feed.atom": "<feed/>",
        "data.bin": "\0",
        ".htpasswd": "secret",
        ".hidden/index.html": "secret",
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret")
    return folder


@pytest.fixture
def server(site: Path) -> Iterator[PreviewServer]:
    server = server_of(site)
    server.start()
    yield server
    server.stop()


def port_of(server: PreviewServer) -> int:
    return int(server.url.rstrip("/").rpartition(":")[2])


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode("utf-8")


def ask(server: PreviewServer, address: str, method: str = "GET", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port_of(server), timeout=5)
    try:
        connection.putrequest(method, address, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": f"127.0.0.1:{port_of(server)}", **headers}.items():
            if value:
                connection.putheader(name, value)
        connection.endheaders()
        return Answer(connection.getresponse())
    finally:
        connection.close()


def raw(server: PreviewServer, request: bytes) -> bytes:
    """Send bytes as they are, and return the whole answer."""
    with socket.create_connection(("127.0.0.1", port_of(server)), timeout=5) as connection:
        connection.sendall(request)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
        return answer


# Files


def test_a_page_is_served_with_the_script_and_not_changed_on_disk(server: PreviewServer, site: Path) -> None:
    before = (site / "index.html").read_bytes()
    answer = ask(server, "/")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert int(answer.headers["Content-Length"]) == len(answer.text.encode())
    head, tail = answer.text.split('<script src="/_okrsite/reload.js" data-build="')
    assert head == "<!doctype html><body><p>start</p>"
    assert tail.endswith('" defer></script>\n</BODY>\n</html>')
    assert (site / "index.html").read_bytes() == before


def test_a_page_without_an_end_of_body_gets_the_script_at_its_end(server: PreviewServer) -> None:
    assert ask(server, "/teams/").text.startswith("<p>teams<script src=")


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/static/site.css", "text/css; charset=utf-8"),
        ("/static/graph.svg?x=1", "image/svg+xml; charset=utf-8"),
        ("/feed.atom", "application/atom+xml; charset=utf-8"),
        ("/data.bin", "application/octet-stream"),
        ("/teams/caf%C3%A9.html", "text/html; charset=utf-8"),
        ("/_okrsite/reload.js", "text/javascript; charset=utf-8"),
    ],
)
def test_content_types(server: PreviewServer, address: str, kind: str) -> None:
    answer = ask(server, address)
    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)


def test_the_script_is_served_as_it_is(server: PreviewServer) -> None:
    assert ask(server, "/_okrsite/reload.js?v=1").text == SCRIPT


def test_a_folder_without_a_slash_is_sent_on(server: PreviewServer) -> None:
    answer = ask(server, "/teams?sort=name")
    assert (answer.status, answer.headers["Location"]) == (302, "/teams/?sort=name")


def test_head_is_the_same_without_the_content(server: PreviewServer) -> None:
    for address in ("/", "/static/site.css", "/missing"):
        whole, head = ask(server, address), ask(server, address, "HEAD")
        assert (head.status, head.text) == (whole.status, "")
        assert head.headers["Content-Length"] == whole.headers["Content-Length"]
    events = ask(server, "/_okrsite/events", "HEAD")
    assert (events.status, events.text) == (200, "")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_other_methods_are_refused(server: PreviewServer, method: str) -> None:
    answer = ask(server, "/", method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_a_refusal_arrives_although_a_body_was_sent(server: PreviewServer) -> None:
    host = f"Host: localhost:{port_of(server)}\r\n".encode()
    answer = raw(server, b"POST / HTTP/1.1\r\n" + host + b"Content-Length: 500000\r\n\r\n" + bytes(500_000))
    assert answer.startswith(b"HTTP/1.1 405 ")


def test_a_missing_page_is_the_sites_own(server: PreviewServer, site: Path) -> None:
    answer = ask(server, "/nowhere.html")
    assert answer.status == 404
    assert answer.text.startswith("<!doctype html><body>nothing here<script")
    (site / "404.html").unlink()
    answer = ask(server, "/nowhere.html")
    assert answer.status == 404
    assert "Page not found" in answer.text and "/_okrsite/reload.js" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/%2E%2E%2Fsecret.txt",
        "/%252e%252e/secret.txt", "/teams/../../secret.txt", "/teams/..%5c..%5csecret.txt", "/..\\secret.txt",
        "/.%00./secret.txt", "/index.html%00.css", "/%c0%ae%c0%ae/secret.txt", "/%ff", "/%", "//secret.txt",
        "//127.0.0.1/", "/teams//index.html", "/./index.html", "/index.html/", "/.htpasswd", "/%2ehtpasswd",
        "/.hidden/", "/.hidden/index.html",
        "/c:/secret.txt", "/_okrsite/", "/_okrsite/other.js", "secret.txt", "http://127.0.0.1/index.html",
        "*", "/teams%0d%0aX:%20y", "/" + "a" * 5000,
    ],
)  # fmt: skip
def test_nothing_outside_the_site_or_hidden_is_shown(server: PreviewServer, address: str) -> None:
    request = f"GET {address} HTTP/1.1\r\nHost: localhost:{port_of(server)}\r\n\r\n"
    answer = raw(server, request.encode())
    assert answer.startswith((b"HTTP/1.1 404 ", b"HTTP/1.1 400 ")), answer[:200]
    assert b"secret" not in answer.partition(b"\r\n\r\n")[2]
    assert b"Location" not in answer and b"\nX: y" not in answer


# Who is answered


def test_only_its_own_host_names_are_served(server: PreviewServer) -> None:
    port = port_of(server)
    for host in (f"localhost:{port}", f"LocalHost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}"):
        assert ask(server, "/", Host=host).status == 200, host
    for host in ("", "localhost", f"localhost:{port + 1}", f"evil.example:{port}", f"192.168.0.7:{port}",
                 f"127.0.0.1.evil.example:{port}", f"localhost:{port}@evil.example"):  # fmt: skip
        answer = ask(server, "/", Host=host)
        assert answer.status == 403, host
        assert "start" not in answer.text
    two = f"GET / HTTP/1.1\r\nHost: localhost:{port}\r\nHost: evil.example\r\n\r\n"
    assert raw(server, two.encode()).startswith(b"HTTP/1.1 403 ")


def test_a_server_on_every_address_is_asked_by_number(site: Path) -> None:
    server = server_of(site, host="0.0.0.0")
    server.start()
    try:
        port = port_of(server)
        assert server.url == f"http://localhost:{port}/"
        assert ask(server, "/", Host=f"192.168.0.7:{port}").status == 200
        assert ask(server, "/", Host=f"[fe80::1]:{port}").status == 200
        assert ask(server, "/", Host=f"evil.example:{port}").status == 403
    finally:
        server.stop()


def test_foreign_pages_hear_no_events(server: PreviewServer) -> None:
    for origin in ("http://evil.example", "null", "https://localhost", "http://localhost:1"):
        assert ask(server, "/_okrsite/events", Origin=origin).status == 403
    own = ask(server, "/_okrsite/events", "HEAD", Origin=server.url.rstrip("/"))
    assert own.status == 200


def test_a_head_without_end_is_cut_off(server: PreviewServer) -> None:
    endless = b"GET / HTTP/1.1\r\n" + b"X-Filler: " + b"x" * 200_000
    with socket.create_connection(("127.0.0.1", port_of(server)), timeout=5) as connection:
        connection.sendall(endless)
        assert connection.recv(100).startswith(b"HTTP/1.1 431 ")


def test_slow_clients_are_left(server: PreviewServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handler, "_PATIENCE", 0.3)
    with socket.create_connection(("127.0.0.1", port_of(server)), timeout=5) as connection:
        begin = time.monotonic()
        with pytest.raises(OSError):
            # A byte now and then, so that no single wait is long.
            while time.monotonic() < begin + 4:
                connection.sendall(b"G")
                time.sleep(0.05)
        assert time.monotonic() - begin < 3


# News


class Listener:
    """Reads the stream of events like a browser."""

    def __init__(self, connection: socket.socket, port: int) -> None:
        connection.sendall(f"GET /_okrsite/events HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
        self._file = connection.makefile("r", encoding="utf-8", newline="\n")
        assert "200" in self._file.readline()
        headers = list(iter(self._file.readline, "\r\n"))
        assert "Content-Type: text/event-stream; charset=utf-8\r\n" in headers

    def next(self) -> dict[str, object]:
        for line in self._file:
            if line.startswith("data: "):
                state = json.loads(line.removeprefix("data: "))
                assert isinstance(state, dict)
                return state
        raise EOFError


@pytest.fixture
def listening(server: PreviewServer) -> Callable[[], AbstractContextManager["Listener"]]:
    @contextmanager
    def listen() -> Iterator[Listener]:
        with socket.create_connection(("127.0.0.1", port_of(server)), timeout=5) as connection:
            yield Listener(connection, port_of(server))

    return listen


def test_a_page_hears_of_reloads_and_faults(
    server: PreviewServer, site: Path, listening: Callable[[], AbstractContextManager["Listener"]]
) -> None:
    with listening() as page:
        first = page.next()
        assert (first["count"], first["faults"]) == (0, [])
        assert f'data-build="{first["build"]}"' in ask(server, "/").text

        server.show([FAULT])
        state = page.next()
        assert state == {
            "build": first["build"],
            "errors": 1,
            "count": 1,
            "faults": [
                {
                    "place": FAULT.place,
                    "rule": FAULT.rule,
                    "severity": FAULT.severity,
                    "message": FAULT.message,
                    "hint": FAULT.hint,
                }
            ],
        }

        server.show([FAULT])  # nothing new, so nothing is said
        server.show_site(FolderSite(site))
        state = page.next()
        assert state["build"] != first["build"]
        assert state["count"] == 1
        assert f'data-build="{state["build"]}"' in ask(server, "/").text

        server.show([])
        assert page.next()["count"] == 0


def test_a_page_opened_later_hears_of_the_faults(
    server: PreviewServer, listening: Callable[[], AbstractContextManager["Listener"]]
) -> None:
    server.show([FAULT] * 150)
    with listening() as page:
        state = page.next()
        assert (state["count"], state["errors"]) == (150, 150)
        assert isinstance(state["faults"], list) and len(state["faults"]) == 100


def test_every_page_hears_it(
    server: PreviewServer, site: Path, listening: Callable[[], AbstractContextManager["Listener"]]
) -> None:
    with listening() as one, listening() as other:
        one.next()
        other.next()
        server.show_site(FolderSite(site))
        assert one.next() == other.next()


def test_a_silent_listener_is_asked_whether_it_is_there(
    server: PreviewServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handler, "_PING", 0.05)
    with socket.create_connection(("127.0.0.1", port_of(server)), timeout=5) as connection:
        request = f"GET /_okrsite/events HTTP/1.1\r\nHost: localhost:{port_of(server)}\r\n\r\n"
        connection.sendall(request.encode())
        text = b""
        while b": still here\n\n" not in text:
            text += connection.recv(4096)
    end = time.monotonic() + 5
    while any("process_request" in thread.name for thread in threading.enumerate()):
        assert time.monotonic() < end, "the thread of a page that is gone goes on"
        time.sleep(0.02)


# Without a site, and while it changes


def test_without_a_site_every_address_waits_for_it(site: Path) -> None:
    server = PreviewServer(port=0)
    server.start()
    try:
        for address in ("/", "/teams/growth.html", "/static/site.css"):
            answer = ask(server, address)
            assert answer.status == 503
            assert "There is no site yet" in answer.text and "/_okrsite/reload.js" in answer.text
        server.show_site(FolderSite(site))
        assert "<p>start" in ask(server, "/").text
    finally:
        server.stop()


class Numbered:
    """A site of one page."""

    def __init__(self, number: int) -> None:
        self.number = number

    def find(self, path: str) -> bytes | None:
        return b"<p>build %d" % self.number if path == "index.html" else None


def test_pages_are_there_while_the_site_is_replaced(server: PreviewServer) -> None:
    server.show_site(Numbered(0))

    def build() -> None:
        for number in range(1, 2000):
            server.show_site(Numbered(number))

    builds = threading.Thread(target=build)
    builds.start()
    answers = [ask(server, "/")]
    while builds.is_alive():
        answers.append(ask(server, "/"))
    builds.join()
    assert {answer.status for answer in answers} == {200}
    assert all(answer.text.startswith("<p>build ") for answer in answers)
    assert ask(server, "/").text.startswith("<p>build 1999<script")


class Broken:
    """A site whose theme has a fault."""

    def find(self, path: str) -> bytes | None:
        raise RenderError(f"ours/{path}:1: there is no variable `<oops>`.")


def test_a_page_that_the_theme_cannot_make_is_told(server: PreviewServer) -> None:
    told: list[str] = []
    server.on_broken(lambda error: told.append(str(error)))
    server.show_site(Broken())
    answer = ask(server, "/")
    assert answer.status == 500
    assert "This page can't be made" in answer.text and "/_okrsite/reload.js" in answer.text
    assert told == ["ours/index.html:1: there is no variable `<oops>`."]


# Starting and stopping


def test_stop_is_quick_even_with_open_connections(site: Path) -> None:
    server = server_of(site)
    server.start()
    with (
        socket.create_connection(("127.0.0.1", port_of(server)), timeout=5) as listening,
        socket.create_connection(("127.0.0.1", port_of(server)), timeout=5) as idle,
    ):
        Listener(listening, port_of(server)).next()
        begin = time.monotonic()
        server.stop()
        assert time.monotonic() - begin < 0.5
        for connection in (listening, idle):
            with suppress(ConnectionResetError):  # if it was not even accepted yet
                while connection.recv(4096):
                    pass
    server.stop()
    server_of(site).stop()


def test_the_port_is_free_again_after_a_stop(site: Path) -> None:
    first = server_of(site)
    port = port_of(first)
    first.start()
    ask(first, "/")
    first.stop()
    second = server_of(site, port=port)
    second.start()
    assert ask(second, "/").status == 200
    second.stop()


def test_a_port_in_use_is_reported(server: PreviewServer, site: Path) -> None:
    port = port_of(server)
    with pytest.raises(PreviewError, match=f"port {port} is in use.*--port {port + 1}"):
        server_of(site, port=port)


@pytest.mark.parametrize(
    ("host", "port", "message"),
    [
        ("127.0.0.1", 70000, "70000 is no port"),
        ("127.0.0.1", -1, "-1 is no port"),
        ("203.0.113.7", 0, "203.0.113.7 is not an address of this machine"),
        ("no such host", 0, "no such host is not an address of this machine"),
    ],
)
def test_an_address_that_cannot_be_had_is_reported(site: Path, host: str, port: int, message: str) -> None:
    with pytest.raises(PreviewError, match=message):
        server_of(site, host=host, port=port)


def test_ipv6_is_served(site: Path) -> None:
    try:
        server = server_of(site, host="::1")
    except PreviewError:
        pytest.skip("no IPv6 here")
    server.start()
    try:
        assert server.url == f"http://[::1]:{port_of(server)}/"
        connection = http.client.HTTPConnection("::1", port_of(server), timeout=5)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
    finally:
        server.stop()
