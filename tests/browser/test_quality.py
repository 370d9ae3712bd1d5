"""Every kind of page, as real checkers see it: nothing to find, nothing from elsewhere, nothing too wide."""

import gzip
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from checkers import AXE, NU, axe_faults, fetched, nu_faults
from playwright.sync_api import Browser
from walking import POLICY, pages_of_every_kind, served

from okrsite.guide import guide_text

pytestmark = pytest.mark.browser

TODAY = date(2026, 11, 20)
Scheme = Literal["light", "dark"]
WINDOWS: list[tuple[int, Scheme]] = [(320, "light"), (360, "dark"), (768, "light"), (1440, "dark")]
ENDS = (320, 1440)
TABS = 8
LARGEST = 60_000
"""Bytes that a page may have with all that it loads, compressed."""

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""

COVERED = """() => {
  const focus = document.activeElement, box = focus.getBoundingClientRect();
  if (focus === document.body) return '';
  const at = Math.min(Math.max(box.left + Math.min(box.width / 2, 20), 0), innerWidth - 1);
  const seen = [box.top + 2, (box.top + box.bottom) / 2, box.bottom - 2]
    .filter(y => y >= 0 && y < innerHeight)
    .map(y => document.elementFromPoint(at, y))
    .some(it => it && (focus.contains(it) || it.contains(focus)));
  return seen ? '' : focus.outerHTML.slice(0, 120);
}"""

SETTLED = "Promise.all(document.getAnimations().map(one => one.finished)).then(() => null)"
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def kinds(example_content: Path, example_site: Path) -> dict[str, list[str]]:
    return pages_of_every_kind(example_content, example_site, TODAY)


@pytest.fixture(scope="module")
def address(example_site: Path) -> Iterator[str]:
    with served(example_site) as found:
        yield found


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    return (fetched(AXE, tmp_path_factory.mktemp("axe")) / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize(("width", "scheme"), WINDOWS)
def test_every_kind_of_page_is_accessible_and_keeps_to_itself(
    browser: Browser, address: str, kinds: dict[str, list[str]], axe: str, width: int, scheme: Scheme
) -> None:
    """WCAG 2.2 AA as far as axe-core can tell, no message in the console, no request elsewhere, no scrolling
    to the side. At the narrowest and the widest every page, and one of each kind in the other scheme too;
    between them one of each kind."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    page.on("request", lambda asked: None if asked.url.startswith(address) else heard.append(asked.url))
    faults = []
    other: Scheme = "dark" if scheme == "light" else "light"
    of_each = [urls[-1] for urls in kinds.values()]
    every = [url for urls in kinds.values() for url in urls]
    for url in every if width in ENDS else of_each:
        page.emulate_media(color_scheme=scheme)
        page.goto(address + url)
        faults += [f"{url}: {fault}" for fault in axe_faults(page, axe)]
        if too_wide := page.evaluate(WIDE):
            faults.append(f"{url} is {too_wide} px too wide")
        if width in ENDS and url in of_each:
            page.emulate_media(color_scheme=other)
            page.evaluate(SETTLED)
            faults += [f"{url}, {other}: {fault}" for fault in axe_faults(page, axe)]
    context.close()
    assert faults == []
    assert heard == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_search_and_the_filter_in_use_are_accessible(
    browser: Browser, address: str, axe: str, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}2026-Q4/index.html?status=at+risk&sort=progress")
    faults = axe_faults(page, axe)
    page.keyboard.press("/")
    page.locator("dialog").get_by_role("searchbox").fill("battery")
    page.locator(".search-found a").first.wait_for()
    faults += axe_faults(page, axe)
    page.locator("dialog").get_by_role("searchbox").fill("xyzzyq")
    page.locator(".search-help a").wait_for()
    faults += axe_faults(page, axe)
    context.close()
    assert faults == []


def test_room_between_letters_and_lines_cuts_nothing_off(
    browser: Browser, address: str, kinds: dict[str, list[str]]
) -> None:
    """WCAG 1.4.12, at 400 % zoom of a small screen."""
    context = browser.new_context(viewport={"width": 320, "height": 256}, reduced_motion="reduce")
    page = context.new_page()
    faults = []
    for urls in kinds.values():
        page.goto(address + urls[-1])
        page.evaluate(SPACED)
        if too_wide := page.evaluate(WIDE):
            faults.append(f"{urls[-1]} is {too_wide} px too wide")
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    context.close()
    assert faults == []


def test_no_focus_is_hidden(browser: Browser, address: str) -> None:
    """WCAG 2.4.11: what stays in its place while the rest scrolls covers nothing that has the focus."""
    context = browser.new_context(viewport={"width": 320, "height": 480}, reduced_motion="reduce")
    page = context.new_page()
    hidden = []
    for url in ("heat.html", "2026-Q4/index.html"):
        page.goto(address + url)
        for _ in range(60):
            page.keyboard.press("Tab")
            if found := page.evaluate(COVERED):
                hidden.append(f"{url}: {found}")
    context.close()
    assert hidden == []


def test_chosen_colours_leave_the_marks(browser: Browser, address: str) -> None:
    """With forced colours: where one is, how things stand, what is filled."""
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}index.html")
    line = "a => getComputedStyle(a).borderBlockEndColor"
    here, elsewhere = page.locator(".top nav a[aria-current]"), page.locator(".top nav a:not([aria-current])")
    assert here.evaluate(line) != elsewhere.first.evaluate(line)
    shade = "(part, name) => getComputedStyle(part, name).backgroundColor"
    for status in ("on track", "at risk", "off track"):
        mark = page.locator(f'main .status[data-status="{status}"]').first
        assert mark.evaluate(shade, "::before") not in ("rgb(0, 0, 0)", "rgba(0, 0, 0, 0)")
    assert page.locator(".today").first.evaluate(shade, "::before") != "rgb(0, 0, 0)"
    context.close()


def test_the_html_is_valid(
    example_site: Path, kinds: dict[str, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    nu = fetched(NU, tmp_path_factory.mktemp("nu"))
    assert nu_faults(nu, [example_site / url for urls in kinds.values() for url in urls]) == []


def test_pages_are_small(
    browser: Browser, example_site: Path, address: str, kinds: dict[str, list[str]]
) -> None:
    """With style sheets, scripts and pictures, as a server compresses them."""
    context = browser.new_context()
    urls = [url for urls in kinds.values() for url in urls]
    asked: dict[str, list[str]] = {url: [] for url in urls}
    for some in (urls[at : at + TABS] for at in range(0, len(urls), TABS)):
        # Side by side: until each page has been quiet for a while, as one of them waits for more.
        pages = [context.new_page() for _ in some]
        for page, url in zip(pages, some, strict=True):
            page.on("request", lambda request, url=url: asked[url].append(request.url))
            page.goto(address + url)
        for page in pages:
            page.wait_for_load_state("networkidle")
            page.close()
    context.close()
    sizes = {}
    for url, requests in asked.items():
        files = {
            re.sub(r"[?#].*", "", one.removeprefix(address)) for one in requests if one.startswith(address)
        }
        sizes[url] = sum(len(gzip.compress((example_site / file).read_bytes(), 6)) for file in files)
    assert {url: size for url, size in sizes.items() if size > LARGEST} == {}


def test_the_guide_has_the_policy_that_the_pages_bear() -> None:
    assert f"Content-Security-Policy: {POLICY}" in guide_text()
