"""Every kind of page, as real checkers see it: nothing to find, nothing from elsewhere, nothing too wide."""

import gzip
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from checkers import AXE, NU, axe_faults, fetched, nu_faults
from playwright.sync_api import Browser
from walking import POLICY, pages_of_every_kind, served

from okrsite.guide import guide_text

pytestmark = pytest.mark.browser

TODAY = date(2026, 11, 20)
WIDTHS = [320, 360, 768, 1440]
LARGEST = 60_000
"""Bytes that a page may have with all that it loads, compressed."""

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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_page_is_accessible_and_keeps_to_itself(
    browser: Browser, address: str, kinds: dict[str, list[str]], axe: str, width: int, scheme: str
) -> None:
    """WCAG 2.2 AA as far as axe-core can tell, no message in the console, no request elsewhere, no scrolling
    to the side. At the narrowest and the widest every page, between them one of each kind."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    page.on("request", lambda asked: None if asked.url.startswith(address) else heard.append(asked.url))
    faults = []
    for urls in kinds.values():
        for url in urls if width in (320, 1440) else urls[-1:]:
            page.goto(address + url)
            faults += [f"{url}: {fault}" for fault in axe_faults(page, axe)]
            if too_wide := page.evaluate(WIDE):
                faults.append(f"{url} is {too_wide} px too wide")
    context.close()
    assert faults == []
    assert heard == []


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
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    sizes = {}
    for url in [url for urls in kinds.values() for url in urls]:
        asked.clear()
        page.goto(address + url, wait_until="networkidle")
        files = {re.sub(r"[?#].*", "", one.removeprefix(address)) for one in asked if one.startswith(address)}
        sizes[url] = sum(len(gzip.compress((example_site / file).read_bytes(), 6)) for file in files)
    context.close()
    assert {url: size for url, size in sizes.items() if size > LARGEST} == {}


def test_the_guide_has_the_policy_that_the_pages_bear() -> None:
    assert f"Content-Security-Policy: {POLICY}" in guide_text()
