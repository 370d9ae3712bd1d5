"""A presentation in a real browser: turned by hand and by itself, sent on, on any screen, and on paper."""

import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from forges import needed
from playwright.sync_api import Browser, Page, expect

from okrsite.building import pipeline

pytestmark = pytest.mark.browser

CYCLE = "2026-Q4/present.html"
SIZES = [(1280, 720), (1920, 1080), (1024, 768), (360, 740), (320, 480)]

# Text that nobody can see: it lies outside of its screen, which does not scroll that far.
CUT = """() => [...document.querySelectorAll('.screen:not([hidden]) *')].filter(one => {
  const screen = one.closest('.screen'), around = screen.getBoundingClientRect();
  const box = one.getBoundingClientRect();
  if (!box.width || !box.height || one.matches('.unseen, .unseen *')) return false;
  const bottom = box.bottom - around.top + screen.scrollTop;
  return box.right > around.right + 1 || box.left < around.left - 30 || bottom > screen.scrollHeight + 1
    || (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible');
}).map(one => one.outerHTML.slice(0, 120))"""

LOOK = f"""() => [
  ({CUT})(), document.documentElement.scrollWidth <= innerWidth,
  parseFloat(getComputedStyle(document.querySelector('.screen:not([hidden])')).fontSize)]"""
"""What is cut off of the screen that is shown, whether it fits the window, and how large its letters are."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, has_touch=True)
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    yield page
    context.close()
    assert heard == []


def opened(page: Page, site: Path, rest: str = "", name: str = CYCLE) -> Page:
    page.goto("about:blank")  # else another hash alone would not load the page
    page.goto(f"{(site / name).as_uri()}{rest}")
    page.wait_for_selector(".is-presented")
    return page


def at(page: Page) -> str:
    """The position that the bar tells."""
    text = page.locator(".present-where select").evaluate("one => one.selectedOptions[0].text")
    assert page.locator(".screen:visible").count() == 1
    return str(text)


def test_keys_turn_the_pages(page: Page, example_site: Path) -> None:
    opened(page, example_site)
    assert at(page) == "1 / 19"
    for key, expected in (
        ("ArrowRight", 2),
        ("Space", 3),
        ("PageDown", 4),
        ("ArrowDown", 5),
        ("ArrowLeft", 4),
        ("Shift+Space", 3),
        ("PageUp", 2),
        ("End", 19),
        ("ArrowRight", 19),
        ("Home", 1),
        ("ArrowLeft", 1),
    ):
        page.keyboard.press(key)
        assert at(page) == f"{expected} / 19", key


def test_the_address_names_the_screen(page: Page, example_site: Path) -> None:
    opened(page, example_site, "#3")
    assert at(page) == "3 / 19"
    name = urlsplit(page.url).fragment
    assert name == page.locator(".screen:visible").get_attribute("id")
    opened(page, example_site, "#bikes.cold-proof")
    expect(page.locator(".screen:visible h2")).to_have_text("Take the cold out of the battery")
    page.evaluate("location.hash = '#99'")
    expect(page.locator(".screen:visible")).to_have_attribute("id", "_dropped")
    opened(page, example_site, "#nothing.of-that-name")
    assert at(page) == "1 / 19"
    opened(page, example_site, "#%E0%A4%A")
    assert at(page) == "1 / 19"


def test_buttons_list_and_swipes(page: Page, example_site: Path) -> None:
    opened(page, example_site)
    page.get_by_role("button", name="Next screen").click()
    assert at(page) == "2 / 19"
    page.get_by_role("button", name="Screen before").click()
    assert at(page) == "1 / 19"
    expect(page.get_by_role("button", name="Screen before")).to_be_disabled()
    page.get_by_label("Screen", exact=True).select_option("4")
    assert at(page) == "5 / 19"
    page.keyboard.press("ArrowRight")  # the list is a list: its keys are its own
    swipe = """across => { const one = document.querySelector('.screen:not([hidden])');
      const touch = x => new Touch({identifier: 1, target: one, clientX: x, clientY: 300});
      one.dispatchEvent(new TouchEvent('touchstart', {bubbles: true, touches: [touch(500)]}));
      const changedTouches = [touch(500 + across)];
      one.dispatchEvent(new TouchEvent('touchend', {bubbles: true, changedTouches})); }"""
    before = at(page)
    page.evaluate(swipe, -200)
    assert int(at(page).split()[0]) == int(before.split()[0]) + 1
    page.evaluate(swipe, 200)
    page.evaluate(swipe, 20)
    assert at(page) == before


def test_pages_turn_by_themselves_until_they_are_told_to_stop(page: Page, example_site: Path) -> None:
    opened(page, example_site, "?every=1")
    expect(page.locator(".screen:visible")).not_to_have_attribute("id", "_start", timeout=30_000)
    page.get_by_role("button", name="Pause").click()
    assert "every" not in page.url
    stopped = at(page)
    page.wait_for_timeout(1500)
    assert at(page) == stopped
    page.get_by_role("button", name="Play").click()
    assert "?every=20" in page.url


def test_a_wall_begins_again_at_the_end(page: Page, example_site: Path) -> None:
    opened(page, example_site, "?every=1#_dropped")
    assert at(page) == "19 / 19"
    expect(page.locator(".screen:visible")).to_have_attribute("id", "_start", timeout=30_000)
    assert "every=1" in page.url


def test_a_wall_shows_what_was_published_meanwhile(page: Page, example_site: Path) -> None:
    page.clock.install()
    opened(page, example_site, "?every=10#_dropped")
    page.evaluate("document.documentElement.dataset.old = 'yes'")
    page.clock.fast_forward(6 * 60 * 1000)
    page.wait_for_function("() => !document.documentElement.dataset.old", timeout=30_000)
    page.wait_for_selector(".is-playing")
    assert "every=10" in page.url


@pytest.mark.parametrize("every", ["0", "-5", "soon", "1e999", ""])
def test_nonsense_turns_nothing(page: Page, example_site: Path, every: str) -> None:
    opened(page, example_site, f"?every={every}")
    assert page.locator(".is-playing").count() == 0
    assert at(page) == "1 / 19"


LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 4
HOSTILE = {
    "content/okrsite.yml": 'company: "<b>Acme</b> & Söhne"\n',
    "content/teams/acme.md": "---\nname: Acme\n---\n",
    "content/2026-Q4/acme/long.md": (
        f"---\ntitle: '{LONG} <script>alert(1)</script> 100% %s'\nowner: {LONG}\n"
        f"obstacle: {'No time. ' * 80}\n"
        "key_results:\n"
        + "".join(f"  - {{id: k{i}, title: '{i} {LONG}', from: 0, to: 10}}\n" for i in range(9))
        + f"---\n{LONG} {'and so on ' * 90}\n"
    ),
    "content/2026-Q4/acme/rtl.md": "---\ntitle: خفض وقت الانتظار إلى النصف\n---\n",
    "content/2026-Q4/acme/checkins/2026-11-16.md": (
        f"---\nkey_results:\n  long#k1: {{value: 2, note: '{'A note of length. ' * 40}'}}\n---\n"
        f"{'Said. ' * 200}\n"
    ),
}


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in HOSTILE.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    built = pipeline.build(folder / "content", folder / "site", today=date(2026, 11, 20))
    assert built.published is not None, [d.message for d in built.report.diagnostics]
    return folder / "site"


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("company", ["example", "hostile"])
def test_nothing_is_cut(
    page: Page, example_site: Path, hostile_site: Path, company: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    opened(page, example_site if company == "example" else hostile_site)
    further = page.get_by_role("button", name="Next screen")
    for _ in range(page.locator(".screen").count()):
        cut, fits, size = page.evaluate(LOOK)
        assert cut == [], at(page)
        assert fits
        assert size > 13.9
        further.evaluate("one => one.click()")


def test_projectors_need_no_scrolling(page: Page, example_site: Path) -> None:
    opened(page, example_site)
    for width, height in SIZES[:3]:
        page.set_viewport_size({"width": width, "height": height})
        page.keyboard.press("Home")
        for _ in range(page.locator(".screen").count()):
            fits = page.locator(".screen:visible").evaluate("one => one.scrollHeight <= one.clientHeight + 1")
            assert fits, (at(page), width)
            page.keyboard.press("ArrowRight")


def test_a_screen_that_is_too_tall_is_scrolled_before_it_is_left(page: Page, hostile_site: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    opened(page, hostile_site, "#acme.long")
    here = at(page)
    page.keyboard.press("Space")
    assert at(page) == here
    assert page.locator(".screen:visible").evaluate("one => one.scrollTop") > 100
    for _ in range(60):
        page.keyboard.press("Space")
    assert at(page) != here


def test_without_scripts_the_screens_follow_each_other(browser: Browser, example_site: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, java_script_enabled=False)
    page = context.new_page()
    page.goto((example_site / CYCLE).as_uri())
    assert page.locator(".screen:visible").count() == 19
    expect(page.locator(".present-bar")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    heights = [box["height"] for one in page.locator(".screen").all() if (box := one.bounding_box())]
    assert min(heights) >= 719
    context.close()


def test_pages_lead_to_their_presentation(page: Page, example_site: Path) -> None:
    for name, link in (
        ("2026-Q4/index.html", "Present this cycle"),
        ("2026-Q3/review.html", "Present this cycle"),
        ("2026-Q4/bikes/index.html", "Present these objectives"),
    ):
        page.goto((example_site / name).as_uri())
        page.get_by_role("link", name=link).click()
        page.wait_for_selector(".is-presented")
        page.locator(".present-leave").click()
        expect(page.locator(".is-presented")).to_have_count(0)


# On paper


def text_of(page: Page, tmp_path: Path) -> list[str]:
    """The pages of a PDF as text."""
    needed("pdftotext")
    file = tmp_path / "page.pdf"
    page.pdf(path=str(file), prefer_css_page_size=True, format="A4")
    done = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True
    )
    return done.stdout.split("\f")[:-1]


def test_a_teams_cycle_makes_a_handout(browser: Browser, example_site: Path, tmp_path: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto((example_site / "2026-Q4/bikes/index.html").as_uri())
    pages = text_of(page, tmp_path)
    whole = " ".join(" ".join(pages).split()).replace(" / ", "/")
    assert 2 <= len(pages) <= 5
    for wanted in (
        "Bikes in Q4 2026",
        "Take the cold out of the battery",
        "Check-ins",
        "So it helps",
        f"{len(pages)}/{len(pages)}",
    ):
        assert wanted in whole
    for unwanted in ("Alignment", "Present these objectives", "Skip to the content", "Edit this page"):
        assert unwanted not in whole
    for one in pages:  # no heading is the last thing on a page
        lines = [
            line.strip()
            for line in one.splitlines()
            if line.strip() and not re.fullmatch(r"\d+ ?/ ?\d+", line.strip())
        ]
        assert lines[-1] not in {"Objectives", "Who depends on us", "On whom we depend", "Check-ins", "Next"}
    page.emulate_media(media="print")
    colours = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.documentElement).colorScheme]"
    )
    assert colours == ["rgb(0, 0, 0)", "light"]
    context.close()


def test_what_is_folded_away_is_on_paper(browser: Browser, example_site: Path, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto((example_site / "2026-Q4/bikes/cold-proof.html").as_uri())
    whole = " ".join(" ".join(text_of(page, tmp_path)).split())
    for wanted in (
        "How this is worked out",
        "51 of 92 days have passed = 55%",
        "In the mean",
        "How it fits in",
    ):
        assert wanted in whole
    page.close()


def test_a_presentation_prints_a_screen_a_page(page: Page, example_site: Path, tmp_path: Path) -> None:
    opened(page, example_site, "#2", name="2026-Q4/bikes.present.html")
    pages = text_of(page, tmp_path)
    assert len(pages) == page.locator(".screen").count() == 3
    assert "Bikes in Q4 2026" in pages[0]
    assert at(page) == "2 / 3"
