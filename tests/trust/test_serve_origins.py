"""`okrsite serve` and requests that come from the pages of others, or by another name (DNS rebinding)."""

from collections.abc import Iterator

import pytest
from raw_server import RawServer, raw_server

from okrsite.preview.overlay import EVENTS
from okrsite.preview.own_address import OwnAddress
from okrsite.preview.request import Asked


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RawServer]:
    with raw_server(tmp_path_factory.mktemp("origins")) as running:
        yield running


FOREIGN_HOSTS = [
    "", "evil.example", "evil.example:PORT", "localhost.evil.example:PORT", "127.0.0.1.evil.example:PORT",
    "localhost", "127.0.0.1", "localhost:", "localhost:0PORT", "localhost:1", "localhost:PORT0",
    "localhost.:PORT", "127.0.0.1.:PORT", "127.1:PORT", "2130706433:PORT", "0x7f000001:PORT",
    "0177.0.0.1:PORT", "127.0.0.2:PORT", "0.0.0.0:PORT", "[::]:PORT", "[::ffff:127.0.0.1]:PORT",
    "[::1%25lo]:PORT", "::1:PORT", "[::1:PORT", "[127.0.0.1]:PORT", "192.168.0.7:PORT",
    "169.254.169.254:PORT", "localhost:PORT, evil.example", "localhost:PORT evil.example",
    "evil.example@localhost:PORT", "localhost:PORT@evil.example", "localhost:PORT/", "localhost:PORT#",
    "http://localhost:PORT", "localhost\\@evil.example:PORT", "ｌocalhost:PORT", "localhost:٨٠",
    "localho\u00adst:PORT", "*:PORT",
]  # fmt: skip


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_no_foreign_name_is_answered(server: RawServer, host: str) -> None:
    named = host.replace("PORT", str(server.port)).encode()
    for path in (b"/", EVENTS.encode(), b"/static/site.css"):
        answer = server.send(b"GET %s HTTP/1.1\r\nHost: %s\r\n\r\n" % (path, named))
        assert answer.status == 403 and b"start" not in answer.body


def test_a_host_twice_or_never(server: RawServer) -> None:
    for fields in (b"", b"Host: SELF\r\nHost: SELF\r\n", b"Host: SELF\r\nhost: evil.example\r\n"):
        assert server.send(b"GET / HTTP/1.1\r\n" + fields + b"\r\n").status == 403
        assert server.send(b"GET / HTTP/1.0\r\n" + fields + b"\r\n").status == 403


@pytest.mark.parametrize("host", ["LOCALHOST:PORT", "127.0.0.1:PORT", "[::1]:PORT", "[0:0:0:0:0:0:0:1]:PORT"])
def test_its_own_names_are_answered(server: RawServer, host: str) -> None:
    assert server.ask("/", Host=host.replace("PORT", str(server.port))).status == 200


@pytest.mark.parametrize(
    ("listens", "bound", "answered", "refused"),
    [
        (
            "127.0.0.1",
            "127.0.0.1",
            ["127.0.0.1:80", "localhost:80", "localhost"],
            ["10.0.0.5:80", "127.0.0.1:8000"],
        ),
        ("10.0.0.5", "10.0.0.5", ["10.0.0.5", "localhost"], ["10.0.0.6", "laptop"]),
        (
            "Laptop.corp",
            "10.0.0.5",
            ["laptop.corp", "LAPTOP.CORP:80", "10.0.0.5"],
            ["laptop", "x.laptop.corp"],
        ),
        ("2001:DB8::1", "2001:db8::1", ["[2001:db8:0:0::1]", "[::1]"], ["2001:db8::1", "[2001:db8::2]"]),
        ("fe80::1%eth0", "fe80::1%eth0", ["[fe80::1]"], ["[fe80::2]"]),
        ("0.0.0.0", "0.0.0.0", ["10.0.0.5", "[fe80::1]", "localhost"], ["evil.example", "laptop.corp"]),
        ("::", "::", ["10.0.0.5", "[fe80::1]", "localhost"], ["evil.example", "10.0.0.5.nip.io"]),
    ],
)
def test_what_is_answered_with_host(
    listens: str, bound: str, answered: list[str], refused: list[str]
) -> None:
    own = OwnAddress(listens, bound, 80)

    def is_asked(host: str) -> bool:
        return own.is_asked(Asked(method="GET", path="/", query="", fields={"host": (host,)}))

    assert [host for host in (*answered, *refused) if is_asked(host)] == answered
    assert own.private == (bound == "127.0.0.1")


CROSS = {"Sec_Fetch_Site": "cross-site"}
FOREIGN_PAGES: dict[str, dict[str, str]] = {
    "fetch with CORS": {"Origin": "http://evil.example"},
    "the same, in TLS": {"Origin": "https://SELF"},
    "a page without an origin": {"Origin": "null"},
    "no origin at all": {"Origin": ""},
    "another port": {"Origin": "http://127.0.0.1:1"},
    "another of its own names": {"Origin": "http://localhost:PORT"},
    "its name without a scheme": {"Origin": "SELF"},
    "its name, and more": {"Origin": "http://SELF.evil.example"},
    "two origins": {"Origin": "http://SELF http://evil.example"},
    "fetch without CORS": {**CROSS, "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "empty"},
    "a picture": {**CROSS, "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "image"},
    "a script": {**CROSS, "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "script"},
    "a frame": {**CROSS, "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"},
    "an object": {**CROSS, "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "object"},
    "an event stream": {**CROSS, "Sec_Fetch_Mode": "cors", "Sec_Fetch_Dest": "empty"},
    "a page on another port": {"Sec_Fetch_Site": "same-site", "Sec_Fetch_Mode": "cors"},
    "a site that is not known yet": {"Sec_Fetch_Site": "other"},
}


@pytest.mark.parametrize("kind", FOREIGN_PAGES)
def test_pages_of_others_get_nothing(server: RawServer, kind: str) -> None:
    fields = {
        name: value.replace("SELF", server.own).replace("PORT", str(server.port))
        for name, value in FOREIGN_PAGES[kind].items()
    }
    for path in ("/", EVENTS, "/static/site.css", "/_okrsite/reload.js", "/nowhere", "/teams"):
        answer = server.ask(path, **fields)
        assert answer.status == 403 and b"start" not in answer.body and b"event" not in answer.body
        assert not [name for name in answer.fields if name.startswith("access-control")]


def test_a_link_on_another_page_leads_here_but_not_to_the_events(server: RawServer) -> None:
    link = {**CROSS, "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert server.ask("/", **link).status == 200
    assert server.ask(EVENTS, **link).status == 403
    assert server.ask("/", Sec_Fetch_Site="none").status == 200
    own = {"Sec_Fetch_Site": "same-origin", "Origin": f"http://{server.own}"}
    assert server.ask("/static/site.css", **own).status == 200
    assert server.ask(EVENTS, "HEAD", **own).status == 200
