"""What holds for every page of a site: its links lead somewhere, and it needs nothing but itself."""

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from project import COMPANY, TODAY, company, run, tree, write

FOR_PROGRAMS = (".json", ".ics", ".xml")
ABSOLUTE = "404.html"
"""The one page that is shown at any address, so that its links have to begin at the site's root."""


def _harmless(attrs: dict[str, str | None]) -> bool:
    """Whether a script element is one of the theme's, or holds data."""
    return "_static/" in (attrs.get("src") or "") or attrs == {"type": "application/json"}


class Page(HTMLParser):
    """The addresses, ids and visible text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.resources: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.handlers: list[str] = []
        self.moved = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not (tag == "script" and _harmless(dict(attrs))):
            self.tags.add(tag)
        for name, value in attrs:
            value = value or ""
            if name.startswith("on"):
                self.handlers.append(f"<{tag} {name}>")
            if name == "id":
                self.ids.append(value)
            elif name in ("href", "xlink:href", "action", "cite") and tag not in ("link", "use", "image"):
                self.links.append(value)
            elif name in ("src", "href", "xlink:href", "data", "poster", "background", "srcset"):
                self.resources.append(value)
            elif name in ("title", "alt", "aria-label", "content"):
                self.words.append(value)
            elif name == "style":
                self.resources += re.findall(r"url\(([^)]*)\)", value)
        if tag == "meta" and ("http-equiv", "refresh") in attrs:
            self.moved = True
            content = dict(attrs).get("content") or ""
            self.links.append(content.partition("url=")[2])

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@cache
def pages(site: Path) -> dict[str, Page]:
    return {path: Page(text.decode()) for path, text in tree(site).items() if path.endswith(".html")}


def broken(site: Path, path: str, address: str) -> str:
    """What is wrong with an address that stands on a page, empty if it leads somewhere."""
    parts = urlsplit(address)
    if parts.scheme in ("http", "https", "mailto"):
        return ""
    if parts.scheme or parts.netloc or (parts.path.startswith("/") and path != ABSOLUTE):
        return "is not relative"
    target = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), unquote(parts.path)))[1:]
    if not parts.path:
        target = path
    if not (site / target).is_file():
        return "leads to no file"
    if parts.fragment and parts.fragment not in pages(site)[target].ids:
        return "leads to no id"
    return ""


def faults(site: Path) -> Iterator[str]:
    for path, page in pages(site).items():
        for address in page.links + page.resources:
            if fault := broken(site, path, address):
                yield f"{path}: {address} {fault}"


def test_every_link_leads_somewhere(example_site: Path) -> None:
    assert list(faults(example_site)) == []


def test_broken_links_would_be_found(example_site: Path) -> None:
    """The checks above can fail."""
    here = "2026-Q4/company/winter-ready.html"
    assert broken(example_site, here, "index.html") == ""
    assert broken(example_site, here, "../index.html#no-such-id") == "leads to no id"
    assert broken(example_site, here, "../nothing.html") == "leads to no file"
    assert broken(example_site, here, "..") == "leads to no file"
    assert broken(example_site, here, "/index.html") == "is not relative"
    assert broken(example_site, here, "//cdn.example/x.js") == "is not relative"


def test_nothing_is_loaded_from_elsewhere(example_site: Path) -> None:
    for path, page in pages(example_site).items():
        for address in page.resources:
            assert not urlsplit(address).netloc, f"{path} loads {address}"
    for path, content in tree(example_site).items():
        if path.endswith((".css", ".js", ".svg")):
            text = content.decode()
            loaded = re.findall(
                r"@import|url\(\s*['\"]?(?:https?:)?//|\b(?:href|src)=['\"](?:https?:)?//", text
            )
            assert loaded == [], f"{path} loads something from elsewhere"


def test_every_page_can_be_reached_from_the_home_page(example_site: Path) -> None:
    seen, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in seen or path not in pages(example_site):
            continue
        seen.add(path)
        for address in pages(example_site)[path].links:
            parts = urlsplit(address)
            if not parts.scheme and parts.path:
                waiting.append(
                    posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
                )
    lost = pages(example_site).keys() - seen
    assert {path for path in lost if not pages(example_site)[path].moved} == {ABSOLUTE}


def text_of(site: Path, path: str) -> str:
    return " ".join(" ".join(pages(site)[path].words).split())


def test_no_page_shows_what_templates_are_made_of(example_content: Path, tmp_path: Path) -> None:
    for path, content in tree(example_content).items():
        # Somebody may well write that there are no impediments.
        write(tmp_path, {f"content/{path}": re.sub(r"\bNone\b", "Nothing", content.decode())})
    site = tmp_path / "site"
    assert run("build", "--content", tmp_path / "content", "--output", site, "--today", TODAY).exit_code == 0
    for path in pages(site):
        text = text_of(site, path)
        found = re.findall(r"\bNone\b(?! of )|\bnan\b|Undefined|object at 0x|<Markup", text)
        if path != "guide.html":  # it tells how templates are written
            found += re.findall(r"\{\{|\}\}|\{%", text)
        assert found == [], path


def test_no_page_writes_one_id_twice(example_site: Path) -> None:
    for path, page in pages(example_site).items():
        assert len(page.ids) == len(set(page.ids)), path


def test_every_key_result_has_an_anchor(example_site: Path, example_content: Path) -> None:
    """Also those that were dropped: links to them stand in old messages."""
    found = 0
    for file in example_content.glob("2*/*/*.md"):
        text = file.read_text("utf-8")
        page = pages(example_site).get(file.relative_to(example_content).with_suffix(".html").as_posix())
        for id in re.findall(r"^  - id: (\S+)$", text, re.MULTILINE):
            if "status: draft" not in text:
                assert page is not None
                assert id in page.ids, f"{file}#{id}"
                found += 1
    assert found > 100


def test_pages_work_without_scripts(example_site: Path) -> None:
    """There are none yet; one that comes may add comfort only, which the browser tests see to."""
    for path, page in pages(example_site).items():
        assert "noscript" not in page.tags, path


def test_without_a_url_the_site_is_the_same_but_for_the_lost_page(tmp_path: Path) -> None:
    """Of the pages only 404.html knows where the site stands; what other programs read has full addresses."""
    sites = []
    for name, url in (("root", ""), ("below", "url: https://pages.example/okrs/\n")):
        company(tmp_path / name, {"okrsite.yml": "company: Harbour Bakery\n" + url})
        site = tmp_path / name / "site"
        arguments = ["--content", tmp_path / name / "content", "--output", site, "--today", TODAY]
        assert run("build", *arguments).exit_code == 0
        sites.append(tree(site))
    differing = {path for path in sites[0] if sites[0][path] != sites[1][path]}
    assert {path for path in differing if not path.endswith(FOR_PROGRAMS)} == {ABSOLUTE}
    assert b'href="/index.html"' in sites[0][ABSOLUTE]
    assert b'href="/okrs/index.html"' in sites[1][ABSOLUTE]


HOSTILE = '"Sell" <script>alert(1)</script> {{ 7*191 }} {% raw %} & </title><b onclick=x>'

STRANGE = {
    "okrsite.yml": "company: '<i>Harbour</i> & {{ 7*191 }}'\n",
    "teams/vans.md": f"---\nname: '{HOSTILE}'\nparent: company\nlead: '<b>'\n---\n",
    "2026-Q4/vans/short-way.md": f"""---
title: '{HOSTILE}'
owner: '<img src=x onerror=alert(1)>'
parent: company/every-street
obstacle: '<svg onload=alert(1)>'
key_results:
  - id: minutes
    title: '<script>alert(2)</script>'
    unit: '<b>'
    from: 45
    to: 20
initiatives:
  - title: '<script>alert(3)</script>'
    hypothesis: '<script>alert(4)</script>'
---
<script>alert(5)</script> [x](javascript:alert(6)) [u](JaVaScript&colon;alert(7)) <b onclick="x">bold</b>

[y]: javascript:alert(8)
[y] <javascript:alert(9)> [v](data:text/html,<script>alert(10)</script>) {{{{ 7*191 }}}}

<!-- <script>alert(11)</script> -->
""",
}


def test_what_people_write_is_shown_and_never_run(tmp_path: Path) -> None:
    company(tmp_path, STRANGE)
    site = tmp_path / "site"
    result = run("build", "--content", tmp_path / "content", "--output", site, "--today", TODAY)
    assert result.exit_code == 0, result.output
    shown = 0
    for path, page in pages(site).items():
        assert page.handlers == [], path
        assert "script" not in page.tags, path
        assert not [link for link in page.links if urlsplit(link).scheme not in ("", "https", "mailto")], path
        if path not in ("guide.html", "rules.html"):
            assert not re.search(r"\b1337\b", text_of(site, path)), path
        shown += HOSTILE in text_of(site, path)
    assert shown > 5
    assert list(faults(site)) == []


@pytest.mark.parametrize("name", ["with space", "ümläut", "a%20b", "a#b"])
def test_pictures_with_odd_names(tmp_path: Path, name: str) -> None:
    written = name.replace("%", "%25").replace(" ", "%20").replace("#", "%23")
    picture = {
        f"assets/{name}.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "2026-Q4/vans/short-way.md": COMPANY["2026-Q4/vans/short-way.md"]
        + f"\n![A van](../../assets/{written}.svg)\n",
    }
    company(tmp_path, picture)
    arguments = ["--content", tmp_path / "content", "--output", tmp_path / "site", "--today", TODAY]
    assert run("build", *arguments).exit_code == 0
    assert (tmp_path / "site" / "assets" / f"{name}.svg").is_file()
    assert list(faults(tmp_path / "site")) == []
    assert any(
        "assets/" in address for address in pages(tmp_path / "site")["2026-Q4/vans/short-way.html"].resources
    )


def test_what_a_check_in_says_too_kindly_stands_beside_its_objective(example_site: Path) -> None:
    words = "stated on track on 2026-11-16, yet"
    assert words in (example_site / "2026-Q4/cities/calm-shifts.html").read_text()
    assert words not in (example_site / "2026-Q4/cities/winter-checks.html").read_text()
    assert words in (example_site / "check.html").read_text()


def test_a_check_in_that_nobody_filled_in_is_not_shown(tmp_path: Path) -> None:
    empty = "---\nauthor: Nobody Yet\nkey_results:\n  on-time:\n    value:\n---\n## What changed\n\n## Next\n"
    company(tmp_path, {"2026-Q4/ovens/checkins/2026-11-19.md": empty})
    where = ["--content", str(tmp_path / "content"), "--output", str(tmp_path / "site")]
    assert run("build", *where, "--today", TODAY).exit_code == 0
    everything = "".join(file.read_text() for file in (tmp_path / "site").rglob("*.html"))
    assert "Nobody Yet" not in everything
    assert "2026-11-19" not in everything.replace("2026-11-19.md", "").replace("· 2026-11-19 · Ada", "")
    assert "Noor Haddad" in everything
