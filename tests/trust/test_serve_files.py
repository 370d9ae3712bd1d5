"""`okrsite serve` gives the files of the site and no others, each as what it is, as much as is asked for."""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from folder_site import FolderSite
from raw_server import SECRET, RawServer, raw_server

from okrsite.preview.shown import content_type

CSS = "/static/site.css"  # ten bytes: 0123456789


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RawServer]:
    with raw_server(tmp_path_factory.mktemp("files")) as running:
        yield running


# Out of the folder

DOTS = [
    "..", "%2e%2e", "%2E%2e", ".%2e", "%2e.", "%252e%252e", "%25%32%65%25%32%65", "..%00", "%00..", "..;",
    "..%20", "%c0%ae%c0%ae", "%c0%2e%c0%2e", "%e0%80%ae%e0%80%ae", "%f0%80%80%ae%f0%80%80%ae", "%ae%ae",
    "%u002e%u002e", "%ef%bc%8e%ef%bc%8e", "\u2024\u2024", "...", "....", "..%09", "..%0d%0a", "%2e%2e%23",
    ". .", "..\x80",
]  # fmt: skip
SLASHES = [
    "/",
    "//",
    "%2f",
    "%2F",
    "%252f",
    "\\",
    "%5c",
    "%5C",
    "%255c",
    "%c0%af",
    "%e0%80%af",
    "%ef%bc%8f",
    "/./",
]
STARTS = ["/", "//", "/teams/", "/teams/%2e%2e/", "/nowhere/", "/index.html/", "\\"]


def test_no_way_leads_out_of_the_folder(server: RawServer) -> None:
    for start, dots, slash in itertools.product(STARTS, DOTS, SLASHES):
        for times in (1, 2, 8) if dots == ".." else (1,):
            path = start + (dots + slash) * times + "secret.txt"
            answer = server.send(f"GET {path} HTTP/1.1\r\nHost: SELF\r\n\r\n".encode())
            assert answer.status in (400, 404), path
            assert SECRET.encode() not in answer.whole and "location" not in answer.fields, path


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd", "//etc/passwd", "/%2fetc/passwd", "/c:/secret.txt", "/c%3a/secret.txt",
        "/C:%5csecret.txt", "//127.0.0.1/c$/secret.txt", "/%5c%5c127.0.0.1%5cc$%5csecret.txt",
        "/file:///etc/passwd", "/~root", "/~", "/nowhere.css", "/.htpasswd",
        "/%2ehtpasswd", "/%2Ehtpasswd", "/.hidden/", "/.hidden/index.html", "/teams/../.htpasswd",
        "/.htpasswd/", "/index.html/", "/index.html%00.css", "/static/site.css::$DATA",
        "/static/site.css:stream", "/index.html%20", "/index.html.", "/INDEX~1.HTM", "/con", "/NUL",
        "/aux.html", "/_okrsite/", "/_okrsite/other.js", "/_okrsite/%65vents",
        "/_okrsite/../_okrsite/events", "/static", "/static/", "/%", "/%2", "/%zz", "/%ff", "/%00",
        "/?/../secret.txt/", "/" + "a" * 300, "/" + "a/" * 2000, "/" + "%2e%2e%2f" * 500,
        "/teams/cafe%CC%81.html",
    ],
)  # fmt: skip
def test_what_is_no_page_is_not_found(server: RawServer, path: str) -> None:
    answer = server.ask(path)
    assert SECRET.encode() not in answer.whole
    if path.startswith("/?"):
        assert answer.status == 200
    else:
        assert answer.status == 404 and answer.body.startswith(b"<!doctype html><body>nothing here<script")


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/teams", "/teams/"),
        ("/teams?a=1&b=%20", "/teams/?a=1&b=%20"),
        ("/te%61ms", "/teams/"),
        ("/teams?//evil.example", "/teams/?//evil.example"),
        ("/teams?a=%0d%0aX:%20y", "/teams/?a=%0d%0aX:%20y"),
        ("/teams?é", "/teams/?%E9"),
    ],
)
def test_a_folder_leads_to_its_page_and_nowhere_else(server: RawServer, path: str, leads_to: str) -> None:
    answer = server.ask(path)
    assert (answer.status, answer.fields["location"]) == (302, leads_to)


@pytest.mark.parametrize(
    "path", ["//evil.example/teams", "//evil.example", "/%2fevil.example/teams", "/\\evil.example",
    "/%5cevil.example/..", "///teams", "//teams", "/teams%2f..%2fteams",
    "/teams%0d%0aLocation:%20http://evil.example", "/teams%0aX:%20y", "/teams%23",
    "/http:%2f%2fevil.example", "/evil.example//"],
)  # fmt: skip
def test_nothing_leads_to_another_site(server: RawServer, path: str) -> None:
    answer = server.ask(path)
    assert answer.status == 404 and "location" not in answer.fields and "x" not in answer.fields


def test_a_name_may_be_written_as_it_is(server: RawServer) -> None:
    assert server.send("GET /teams/café.html HTTP/1.1\r\nHost: SELF\r\n\r\n".encode()).status == 200


# As what it is


def test_every_answer_says_what_it_is_and_who_may_have_it(server: RawServer) -> None:
    answers = {path: server.ask(path) for path in ("/", CSS, "/nowhere", "/teams", "/static/graph.svg")}
    answers["refused"] = server.ask("/", Host="evil.example")
    answers["no request"] = server.send(b"nonsense\r\n\r\n")
    answers["not modified"] = server.ask(CSS, If_None_Match="*")
    answers["no part"] = server.ask(CSS, Range="bytes=90-")
    for name, answer in answers.items():
        fields = answer.fields
        assert fields["x-content-type-options"] == "nosniff", name
        assert fields["cross-origin-resource-policy"] == fields["cross-origin-opener-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in fields["content-security-policy"], name
        assert fields["cache-control"] in ("no-store", "no-cache"), name
        assert "charset=utf-8" in fields["content-type"] and fields["date"].endswith(" GMT"), name


def test_a_picture_that_is_opened_runs_no_script(server: RawServer) -> None:
    for path in ("/static/graph.svg",):
        policy = server.ask(path).fields["content-security-policy"]
        assert policy.startswith("default-src 'none'; ") and "; sandbox" in policy


def test_what_is_published_has_a_type(example_site: Path) -> None:
    files = [path for path in example_site.rglob("*") if path.is_file() and path.name[0] != "."]
    types = {path.suffix: content_type(path.name) for path in files}
    assert {".html", ".css", ".js", ".svg", ".ics", ".json"} <= set(types)
    assert "application/octet-stream" not in types.values(), types
    texts = {kind for kind in types.values() if kind.startswith("text/") or "xml" in kind or "json" in kind}
    assert all(kind.endswith("; charset=utf-8") for kind in texts)
    for picture in ("png", "jpg", "JPEG", "gif", "webp", "avif", "svg"):
        assert content_type(f"x.{picture}").startswith("image/")


# As much as is asked for


@pytest.mark.parametrize(
    ("wanted", "status", "said", "body"),
    [
        ("bytes=0-0", 206, "bytes 0-0/10", "0"),
        ("bytes=0-", 206, "bytes 0-9/10", "0123456789"),
        ("bytes=3-5", 206, "bytes 3-5/10", "345"),
        ("bytes=9-", 206, "bytes 9-9/10", "9"),
        ("bytes=5-99", 206, "bytes 5-9/10", "56789"),
        ("bytes=0-" + "9" * 30, 206, "bytes 0-9/10", "0123456789"),
        ("bytes=-5", 206, "bytes 5-9/10", "56789"),
        ("bytes=-1", 206, "bytes 9-9/10", "9"),
        ("bytes=-99", 206, "bytes 0-9/10", "0123456789"),
        ("Bytes = 1-1", 206, "bytes 1-1/10", "1"),
        ("bytes=10-", 416, "bytes */10", None),
        ("bytes=" + "9" * 5000 + "-", 416, "bytes */10", None),
        ("bytes=-0", 416, "bytes */10", None),
        ("bytes=5-2", 416, "bytes */10", None),
        ("bytes=", 416, "bytes */10", None),
        ("bytes=-", 416, "bytes */10", None),
        ("bytes=a-b", 416, "bytes */10", None),
        ("bytes=--1", 416, "bytes */10", None),
        ("bytes=1-2-3", 416, "bytes */10", None),
        ("bytes=٣-٥", 416, "bytes */10", None),
        ("bytes=0-0,2-2", 200, None, "0123456789"),
        ("bytes=0-,0-,0-,0-,0-,0-,0-,0-", 200, None, "0123456789"),
        ("items=0-0", 200, None, "0123456789"),
        ("nonsense", 200, None, "0123456789"),
        ("", 200, None, "0123456789"),
    ],
)  # fmt: skip
def test_parts(server: RawServer, wanted: str, status: int, said: str | None, body: str | None) -> None:
    answer = server.send(f"GET {CSS} HTTP/1.1\r\nHost: SELF\r\nRange: {wanted}\r\n\r\n".encode())
    assert (answer.status, answer.fields.get("content-range")) == (status, said)
    assert int(answer.fields["content-length"]) == len(answer.body)
    assert answer.fields["accept-ranges"] == "bytes"
    if body is not None:
        assert answer.body.decode() == body


def test_a_part_is_of_what_was_there_before_or_the_whole_comes(server: RawServer) -> None:
    tag = server.ask(CSS).fields["etag"]
    assert server.ask(CSS, Range="bytes=1-1", If_Range=tag).status == 206
    for other in ('"other"', f"W/{tag}", "Wed, 21 Oct 2026 07:28:00 GMT", "*"):
        assert server.ask(CSS, Range="bytes=1-1", If_Range=other).body == b"0123456789"
    assert server.ask(CSS, "HEAD", Range="bytes=1-1").status == 200
    assert server.ask(CSS, Range="bytes=90-", If_None_Match=tag).status == 304
    assert server.ask("/static/empty.txt", Range="bytes=0-").status == 416
    page = server.ask("/")
    assert server.ask("/", Range="bytes=0-8").body == page.body[:9] == b"<!doctype"


def test_what_a_browser_has_is_not_sent_again(server: RawServer) -> None:
    for path in (CSS, "/", "/_okrsite/reload.js"):
        tag = server.ask(path).fields["etag"]
        assert tag.startswith('"') and tag == server.ask(path, "HEAD").fields["etag"]
        for known in (tag, f"W/{tag}", f'"other", {tag}', f'"a,b",W/"c",{tag}', "*"):
            answer = server.ask(path, If_None_Match=known)
            assert (answer.status, answer.body, answer.fields["etag"]) == (304, b"", tag), known
            assert "content-length" not in answer.fields
        for other in ('"other"', tag.strip('"'), "", '"', "nonsense"):
            assert server.ask(path, If_None_Match=other).status == 200
        assert server.ask(path, If_Modified_Since="Sat, 01 Jan 2050 00:00:00 GMT").status == 200
        assert server.ask(path, If_Match=tag).status == server.ask(path, If_Match="*").status == 200
        assert server.ask(path, If_Match='"other"').status == 412


def test_a_file_of_the_same_size_and_moment_is_another_one(tmp_path: Path) -> None:
    with raw_server(tmp_path) as server:
        seen = set()
        for letter in "abcdef":
            new = tmp_path / "new.css"
            new.write_text(letter)
            os.utime(new, (0, 0))
            new.replace(server.site / "site.css")
            answer = server.ask("/site.css", If_None_Match=", ".join(seen))
            assert (answer.status, answer.body) == (200, letter.encode())
            seen.add(answer.fields["etag"])
        before = server.ask("/").fields["etag"]
        server.server.show_site(
            FolderSite(server.site)
        )  # another build is public: the script in the page says so
        assert server.ask("/").fields["etag"] != before
