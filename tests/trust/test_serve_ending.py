"""`okrsite serve` ends at once, however it is asked to and whatever it does, and leaves nothing behind; and
pages that stay open cost it nothing."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import connections
import pytest
from folder_site import FolderSite
from live_preview import within
from project import TODAY, company, environment
from raw_server import RawServer, parsed, raw_server
from serving import serving

from okrsite.preview import connections as accepting
from okrsite.preview.listeners import Listeners

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no signals for a process alone")

SERVE = ("serve", "--port", "0", "--output", "build", "--today", TODAY)
IN_A_BUILD = """
import os, signal, sys
from okrsite.building import publish
from okrsite.cli.main import main

number = getattr(signal, sys.argv.pop())
sys.argv[0] = sys.argv.pop()
for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(one, signal.SIG_DFL)  # as in a terminal, whoever began the tests
put_away = publish._clear

def switch(self):
    print("everything is staged", flush=True)
    if sys.argv[0] == "staged":
        os.kill(os.getpid(), number)

def clear(places):
    os.kill(os.getpid(), number)  # pressed twice, or while it tidies up
    put_away(places)

publish.Publication.switch = switch
publish._clear = clear
main()
"""


@pytest.mark.parametrize(
    ("name", "when"),
    [("SIGINT", "staged"), ("SIGTERM", "staged"), ("SIGHUP", "staged"), ("SIGINT", "tidying")],
)
def test_asked_to_end_in_the_middle_of_a_build_and_once_more(tmp_path: Path, name: str, when: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IN_A_BUILD, *SERVE, when, name],
        cwd=company(tmp_path),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "everything is staged\n"
    assert [path.name for path in tmp_path.iterdir()] == ["content"]


def test_asked_to_end_with_open_connections(tmp_path: Path) -> None:
    with serving(company(tmp_path), "--output", "build") as preview:
        port = int(preview.url.rstrip("/").rpartition(":")[2])
        pages = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(60)]
        for number, page in enumerate(pages):
            head = f"GET /_okrsite/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
            page.sendall(head if number % 3 else head[:number])  # some say all, some a part, one nothing
        children = Path(f"/proc/{preview.process.pid}/task/{preview.process.pid}/children")
        begun = [int(child) for child in children.read_text().split()] if children.exists() else []
        preview.process.send_signal(signal.SIGINT)
        preview.process.send_signal(signal.SIGINT)
        assert preview.process.wait(10) == 0
        for page in pages:
            # What was not even read is answered with a reset.
            with page, suppress(ConnectionResetError):
                while page.recv(65536):
                    pass
    assert "Traceback" not in "\n".join(preview.printed)
    assert within(lambda: not any(_runs(child) for child in begun))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "content"]


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


# Open pages


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RawServer]:
    with raw_server(tmp_path_factory.mktemp("open")) as running:
        yield running


def listener(server: RawServer) -> socket.socket:
    connection = server.connect()
    connection.sendall(b"GET /_okrsite/events HTTP/1.1\r\nHost: %s\r\n\r\n" % server.own.encode())
    return connection


def heard(connection: socket.socket, words: bytes) -> bytes:
    """Read until some words came."""
    data = bytearray()
    while words not in data[-100_000:]:
        piece = connection.recv(65536)
        assert piece, data[:200]
        data += piece
    return bytes(data)


def listeners_of(server: RawServer) -> Listeners:
    return server.server._server._listeners


def test_hundreds_of_open_pages_share_a_thread_and_all_hear_the_news(server: RawServer) -> None:
    before = threading.active_count()
    pages = [listener(server) for _ in range(300)]
    for page in pages:
        heard(page, b"event: state\n")
    assert within(lambda: threading.active_count() <= before + 1)
    server.server.show_site(FolderSite(server.site))
    build = server.server._news.build.encode()
    for page in pages:
        assert build in heard(page, b'"build": "' + build)
    assert server.ask("/").status == 200
    for page in pages:
        page.close()
    assert within(lambda: len(listeners_of(server)) == 0), "pages that are gone are kept"


def test_pages_that_never_read_are_let_go_and_hold_up_nobody(
    server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("okrsite.preview.listeners._TAKES", 1.0)
    monkeypatch.setattr("okrsite.preview.news.state_text", lambda build, _: build + "x" * 8_000_000)
    with listener(server) as deaf, listener(server) as other:
        heard(deaf, b"event: state\n")
        heard(other, b"event: state\n")
        server.server.show_site(FolderSite(server.site))
        # More than the system holds for a page that does not read.
        assert heard(other, b"x\n\n").endswith(b"x\n\n")
        assert within(lambda: len(listeners_of(server)) == 1)


def test_a_page_too_many_is_told_so_and_others_are_answered(
    server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert within(lambda: len(listeners_of(server)) == 0)
    monkeypatch.setattr(accepting, "_MOST_LISTENERS", 3)
    pages = [listener(server) for _ in range(3)]
    assert within(lambda: len(listeners_of(server)) == 3)
    assert parsed(heard(listener(server), b"open\n")).status == 503
    assert server.ask("/").status == 200
    pages.pop().close()
    assert within(lambda: len(listeners_of(server)) == 2)
    with listener(server) as page:
        assert b" 200 OK" in heard(page, b"event: state\n")
    for page in pages:
        page.close()


def test_a_connection_that_sends_more_after_asking_for_events_gains_nothing(server: RawServer) -> None:
    with server.connect() as connection:
        head = b"GET /_okrsite/events HTTP/1.1\r\nHost: %s\r\n\r\n" % server.own.encode()
        connection.sendall(head + b"GET / HTTP/1.1\r\n\r\n" + bytes(100_000))
        assert b"start" not in heard(connection, b"event: state\n")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_the_campaign_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        connections.main(["--minutes", "0.02", "--connections", "30", "--every", "0.3", "--lines", "3"]) == 0
    )
    assert "At that pace an hour would add" in capsys.readouterr().out
