"""The example company's site opened as files: every kind of page, at every width, light and dark."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from okrsite.building import pipeline

pytestmark = pytest.mark.browser

PAGES = [
    "index.html",
    "2026-Q4/index.html",
    "2026-Q4/alignment.html",
    "2026-Q4/families/index.html",
    "2026-Q4/bikes/index.html",
    "2026-Q4/company/winter-ready.html",
    "2026-Q4/lyon/first-winter.html",
    "2026-Q4/business/night-depots.html",
    "2026-Q4/bikes/cold-proof.html",
    "2026-Q4/bikes.agenda.html",
    "2026-Q3/cities/one-crew.html",
    "2026-Q3/review.html",
    "2026-Q2/company/index.html",
    "2026-Q4/reviews/2026-10-30.html",
    "2026/company/van-free.html",
    "2026/bikes/wren-two.html",
    "teams/index.html",
    "teams/families.html",
    "kpis/index.html",
    "kpis/nps.html",
    "roadmap.html",
    "archive.html",
    "check.html",
    "guide.html",
    "rules.html",
]
WIDTHS = [360, 768, 1280]
SCHEMES: list[Literal["light", "dark"]] = ["light", "dark"]

ROOM = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"

# Boxes that stick out to the right of the window, apart from those in a box that can be scrolled by itself.
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(one => {
  const box = one.getBoundingClientRect();
  if (!box.width || !box.height || box.right <= document.documentElement.clientWidth + 1) return false;
  for (let up = one.parentElement; up; up = up.parentElement)
    if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) return false;
  return true;
}).map(one => one.outerHTML.slice(0, 120))"""


@dataclass(slots=True)
class Heard:
    """What a page asked for and complained of."""

    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda request: self.messages.append(f"not loaded: {request.url}"))
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))


def opened(browser: Browser, width: int, scheme: str, *, scripts: bool = True) -> BrowserContext:
    return browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
    )


@pytest.fixture
def heard() -> Iterator[Heard]:
    heard = Heard()
    yield heard
    assert heard.messages == []
    assert [url for url in heard.requests if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_its_window(browser: Browser, example_site: Path, heard: Heard, width: int) -> None:
    context = opened(browser, width, "light")
    page = context.new_page()
    heard.listen(page)
    faults = []
    for path in PAGES:
        page.emulate_media(color_scheme="light")
        page.goto((example_site / path).as_uri())
        assert page.locator("h1").count() == 1, path
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            whole, seen = page.evaluate(ROOM)
            if whole > seen:
                faults.append(f"{path} is {whole} px wide in a {scheme} window of {seen} px")
            faults += [f"{path}: {one}" for one in page.evaluate(TOO_WIDE)]
    context.close()
    assert faults == []
    assert len(heard.requests) > len(PAGES)


WIDER = "[...document.querySelectorAll('.scroll')].some(one => one.scrollWidth > one.clientWidth)"


def test_a_table_that_is_too_wide_scrolls_alone(
    browser: Browser, example_content: Path, tmp_path: Path
) -> None:
    """Words that only screen readers hear stand in it too, and must not widen the page."""
    content = shutil.copytree(example_content, tmp_path / "content")
    team = content / "teams/lyon.md"
    team.write_text(team.read_text("utf-8").replace("name: Lyon", f"name: {'Lyon' * 90}"), "utf-8")
    site = tmp_path / "site"
    pipeline.build(content, site, today=date(2026, 11, 20))
    context = opened(browser, 1280, "light")
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert page.evaluate(WIDER)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()


# Pieces before which a line breaks, where the dot that parts them ends that line or shows on the next.
DANGLING = """() => [...document.querySelectorAll('.over, .card-over, .line-who, .dotted, .facts, .mark')]
  .flatMap(one => [...one.children].slice(1).filter((now, i) => {
    const before = one.children[i];
    const [ends, begins] = [before, now].map(piece => getComputedStyle(piece, '::after'));
    if (now.getBoundingClientRect().top < before.getBoundingClientRect().bottom - 2) return false;
    if (ends.content === '"·"' && ends.position !== 'absolute') return true;
    const cut = parseFloat(getComputedStyle(one).clipPath.split(' ').at(-1)) || 0;
    const dot = now.getBoundingClientRect().left + parseFloat(begins.left);
    return begins.content === '"·"' && dot > one.getBoundingClientRect().left + cut;
  })).map(one => one.outerHTML.slice(0, 120))"""
BROKEN = """[...document.querySelectorAll('.over, .dotted, .facts, .mark')].filter(one =>
  one.children.length > 1 && one.clientHeight > 3 * parseFloat(getComputedStyle(one).fontSize)).length"""


def test_no_line_begins_or_ends_with_the_dot_between_two_pieces(browser: Browser, example_site: Path) -> None:
    context = opened(browser, 360, "light")
    page = context.new_page()
    broken = 0
    for path in ("2026-Q4/bikes/cold-proof.html", "2026-Q4/bikes.agenda.html", "index.html", "archive.html"):
        page.goto((example_site / path).as_uri())
        assert page.evaluate(DANGLING) == [], path
        broken += page.evaluate(BROKEN)
    context.close()
    assert broken > 3


def test_dark_is_dark_and_light_is_light(browser: Browser, example_site: Path) -> None:
    brightness = {}
    for scheme in ("light", "dark"):
        context = opened(browser, 1280, scheme)
        page = context.new_page()
        page.goto((example_site / "index.html").as_uri())
        colours = page.evaluate(
            """() => [['backgroundColor', document.body], ['color', document.querySelector('h1')]].map(
              ([name, one]) => {
                const canvas = document.createElement('canvas').getContext('2d');
                let colour = getComputedStyle(one)[name];
                if (colour === 'rgba(0, 0, 0, 0)')
                  colour = getComputedStyle(document.documentElement)[name];
                canvas.fillStyle = colour;
                canvas.fillRect(0, 0, 1, 1);
                return canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((a, b) => a + b) / 3;
              })"""
        )
        brightness[scheme] = colours
        context.close()
    paper, ink = brightness["light"]
    assert paper > 200 and ink < 90
    paper, ink = brightness["dark"]
    assert paper < 60 and ink > 170


def test_it_works_without_scripts(browser: Browser, example_site: Path, heard: Heard) -> None:
    """From the home page down to an objective and up to its parent, by links alone."""
    context = opened(browser, 1280, "light", scripts=False)
    page = context.new_page()
    heard.listen(page)
    page.goto((example_site / "index.html").as_uri())
    page.get_by_role("navigation").get_by_role("link", name="Alignment").first.click()
    page.locator("svg.okr-graph a[href$='families/rain-habit.html']").click()
    assert page.url.endswith("/2026-Q4/families/rain-habit.html")
    page.get_by_role("main").get_by_role("link", name="Keep every member riding").first.click()
    assert page.url.partition("#")[0].endswith("/2026-Q4/company/winter-ready.html")
    assert page.locator("h1").is_visible()
    context.close()


def test_it_works_from_a_folder_below(browser: Browser, example_site: Path, tmp_path: Path) -> None:
    """As on a forge's pages, where the site is one of many on its host."""
    below = tmp_path / "a b" / "okrs"
    below.parent.mkdir()
    below.symlink_to(example_site, target_is_directory=True)
    context = opened(browser, 1280, "light")
    page = context.new_page()
    page.goto((below / "index.html").as_uri())
    page.get_by_role("navigation").get_by_role("link", name="Teams").first.click()
    assert page.url == (below / "teams/index.html").as_uri()
    expect(page.locator("body")).to_have_css("margin", "0px")
    context.close()


def test_on_paper_too(browser: Browser, example_site: Path) -> None:
    """Printed, the navigation is left out and nothing is cut off."""
    context = opened(browser, 800, "dark")
    page = context.new_page()
    page.goto((example_site / "2026-Q4/company/winter-ready.html").as_uri())
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Main").is_visible()
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()
