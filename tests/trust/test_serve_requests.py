"""`okrsite serve` under requests that no browser sends."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings, strategies as st
from raw_server import SECRET, RawServer, all_of, parsed, raw_server

from okrsite.preview import handler
from okrsite.preview.overlay import EVENTS
from okrsite.preview.request import Refused, read

GET = b"GET / HTTP/1.1\r\nHost: SELF\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RawServer]:
    with raw_server(tmp_path_factory.mktemp("requests")) as running:
        yield running


# What is no request, or one that can be read in two ways

MALFORMED = {
    "nothing but garbage": (b"\x00\x01\x02\xff\xfe", 400),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500), 400),
    "SSH, which is no method": (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", 400),
    "HTTP/0.9": (b"GET /\r\n\r\n", 400),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    "HTTP/3": (b"GET / HTTP/3.0\r\nHost: SELF\r\n\r\n", 505),
    "a version of many digits": (b"GET / HTTP/1.11\r\nHost: SELF\r\n\r\n", 400),
    "another protocol": (b"GET / ICAP/1.0\r\nHost: SELF\r\n\r\n", 400),
    "two spaces": (b"GET  / HTTP/1.1\r\nHost: SELF\r\n\r\n", 400),
    "a tab": (b"GET\t/ HTTP/1.1\r\nHost: SELF\r\n\r\n", 400),
    "a space in the address": (b"GET /a b HTTP/1.1\r\nHost: SELF\r\n\r\n", 400),
    "a space at the end": (b"GET / HTTP/1.1 \r\nHost: SELF\r\n\r\n", 400),
    "a NUL in the address": (b"GET /\x00 HTTP/1.1\r\nHost: SELF\r\n\r\n", 400),
    "a DEL in the address": (b"GET /\x7f HTTP/1.1\r\nHost: SELF\r\n\r\n", 400),
    "an address on another host": (b"GET http://evil.example/ HTTP/1.1\r\nHost: SELF\r\n\r\n", 400),
    "an address in absolute form": (b"GET http://SELF/ HTTP/1.1\r\nHost: SELF\r\n\r\n", 400),
    "an asterisk": (b"OPTIONS * HTTP/1.1\r\nHost: SELF\r\n\r\n", 400),
    "a proxy's CONNECT": (b"CONNECT SELF HTTP/1.1\r\nHost: SELF\r\n\r\n", 400),
    "a line that goes on": (GET + b"X-One: 1\r\n two\r\n\r\n", 400),
    "a Host that goes on": (b"GET / HTTP/1.1\r\nHost: SELF\r\n evil.example\r\n\r\n", 400),
    "a space before the colon": (b"GET / HTTP/1.1\r\nHost : SELF\r\n\r\n", 400),
    "a space before the name": (b"GET / HTTP/1.1\r\n Host: SELF\r\n\r\n", 400),
    "no colon": (GET + b"nonsense\r\n\r\n", 400),
    "no name": (GET + b": value\r\n\r\n", 400),
    "a lone carriage return": (GET + b"X: a\rHost: evil.example\r\n\r\n", 400),
    "a NUL in a value": (GET + b"X: a\x00b\r\n\r\n", 400),
    "an escape in a value": (GET + b"X: \x1b[2J\r\n\r\n", 400),
    "a name that is no word": (GET + b"X(y): 1\r\n\r\n", 400),
    "length and chunks": (GET + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    "chunks and length": (GET + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", 400),
    "two lengths": (GET + b"Content-Length: 4\r\nContent-Length: 4\r\n\r\n", 400),
    "two lengths at once": (GET + b"Content-Length: 4, 5\r\n\r\n", 400),
    "a negative length": (GET + b"Content-Length: -1\r\n\r\n", 400),
    "a length with a sign": (GET + b"Content-Length: +4\r\n\r\n", 400),
    "a length in hex": (GET + b"Content-Length: 0x4\r\n\r\n", 400),
    "a length in other digits": (GET + "Content-Length: ٤\r\n\r\n".encode(), 400),
    "a length beyond measure": (GET + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", 400),
    "two encodings": (GET + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
    "an unknown encoding": (GET + b"Transfer-Encoding: xchunked\r\n\r\n", 400),
    "an encoding within another": (GET + b"Transfer-Encoding: gzip, chunked\r\n\r\n", 400),
    "a disguised encoding": (GET + b"Transfer-Encoding: \x0bchunked\r\n\r\n", 400),
    "a long address": (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: SELF\r\n\r\n", 414),
    "an address without end": (b"GET /" + b"a" * 200_000, 414),
    "a long value": (GET + b"X: " + b"a" * 200_000 + b"\r\n\r\n", 431),
    "a hundred fields too many": (GET + b"X: 1\r\n" * 200 + b"\r\n", 431),
    "fields without end": (GET + b"X: 1\r\n" * 20_000, 431),
}


@pytest.mark.parametrize("kind", MALFORMED)
def test_what_is_no_clear_request_is_refused_at_once(server: RawServer, kind: str) -> None:
    data, status = MALFORMED[kind]
    answer = server.send(data)
    assert (answer.status, answer.fields["content-type"]) == (status, "text/plain; charset=utf-8")
    assert b"start" not in answer.body and answer.whole.count(b"HTTP/1.1 ") <= 2


WHOLE = {
    "HTTP/1.0": b"GET / HTTP/1.0\r\nHost: SELF\r\n\r\n",
    "line ends without a carriage return": b"GET / HTTP/1.1\nHost: SELF\n\n",
    "empty lines first": b"\r\n\r\n\r\n" + GET + b"\r\n",
    "no space after the colon": b"GET / HTTP/1.1\r\nHost:SELF\r\n\r\n",
    "keep-alive": GET + b"Connection: keep-alive\r\n\r\n",
    "a promise of more": GET + b"Expect: 100-continue\r\n\r\n",
    "an upgrade": GET + b"Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    "a body": GET + b"Content-Length: 5\r\n\r\nhello",
    "a big body": GET + b"Content-Length: 300000\r\n\r\n" + bytes(300_000),
    "a body in chunks": GET + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "three at once": (GET + b"\r\n") * 3,
    "another one inside of a body": GET
    + b"Content-Length: 60\r\n\r\nGET /teams/ HTTP/1.1\r\nHost: SELF\r\n\r\n",
}


@pytest.mark.parametrize("kind", WHOLE)
def test_there_is_one_answer_and_the_connection_ends(server: RawServer, kind: str) -> None:
    answer = server.send(WHOLE[kind])
    assert answer.status == 200 and answer.body.startswith(b"<!doctype html><body><p>start</p>")
    assert len(answer.body) == int(answer.fields["content-length"])
    assert answer.fields["connection"] == "close"


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "get", "QUERY", "M-SEARCH", "!"]
)
def test_methods_that_it_does_not_know(server: RawServer, method: str) -> None:
    for path in ("/", EVENTS, "/_okrsite/reload.js"):
        answer = server.ask(path, method, Content_Length="0")
        assert (answer.status, answer.fields["allow"]) == (405, "GET, HEAD")


# What comes slowly, or never


def test_slow_requests_are_told_and_left(server: RawServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handler, "_PATIENCE", 0.3)
    begun = time.monotonic()
    slow = {data: server.connect() for data in (b"", b"G", b"GET / HTTP/1.1\r\n", GET, GET + b"X: y")}
    for data, connection in slow.items():
        connection.sendall(data)
    for data, connection in slow.items():
        with connection:
            assert parsed(all_of(connection)).status == (408 if data else 0)
    with server.connect() as endless:  # it sends without a pause, and never anything
        threading.Thread(target=_send_lines, args=(endless,), daemon=True).start()
        assert parsed(all_of(endless)).status == 0
    assert time.monotonic() - begun < 5


def _send_lines(connection: socket.socket) -> None:
    try:
        while True:
            connection.sendall(b"\r\n" * 100)
            time.sleep(0.01)
    except OSError:
        pass


def test_the_silent_give_way_to_those_who_ask(server: RawServer) -> None:
    silent = [server.connect() for _ in range(300)]
    try:
        assert server.ask("/").status == 200
        threads = [one for one in threading.enumerate() if "process_request" in one.name]
        assert len(threads) < 200
    finally:
        for connection in silent:
            connection.close()


def test_what_a_refused_client_still_sends_is_not_waited_for(server: RawServer) -> None:
    begun = time.monotonic()
    with server.connect() as connection:
        connection.sendall(
            b"POST / HTTP/1.1\r\nHost: SELF\r\nContent-Length: 9999999\r\n\r\n".replace(
                b"SELF", server.own.encode()
            )
        )
        assert parsed(all_of(connection)).status == 405
    assert time.monotonic() - begun < 5


def test_tls_is_told_that_this_is_none(server: RawServer) -> None:
    with server.connect() as connection, pytest.raises(ssl.SSLError):
        ssl.create_default_context().wrap_socket(connection, server_hostname="localhost")


# Whatever comes


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.binary(max_size=8),
            st.sampled_from(
                [*(data for data, _ in MALFORMED.values() if len(data) < 300), *WHOLE.values()]
            ).map(lambda data: data[:200]),
            st.sampled_from(
                [b"GET / HTTP/1.1", b"\r\n", b"\n", b"\r", b": ", b" ", b"Host", b"\x00", b"/.."]
            ),
        ),
        max_size=8,
    ).map(b"".join)
)
def test_any_bytes_are_a_request_or_refused(head: bytes) -> None:
    try:
        asked = read(head)
    except Refused as refused:
        assert 400 <= refused.status < 600
    else:
        assert asked.path.startswith("/") and SECRET not in asked.path
        assert not any(
            letter in value for values in asked.fields.values() for value in values for letter in "\r\n\0"
        )
