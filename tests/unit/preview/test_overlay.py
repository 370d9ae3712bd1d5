"""The script on the pages, in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from folder_site import FolderSite, server_of

from okrsite.preview.server import Fault, PreviewServer

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
CHROMIUM = Path("/usr/bin/chromium")

ERROR = Fault(
    place="content/teams/growth.md:12:3",
    rule="parent-not-found",
    severity="error",
    message="no <b>such</b> parent <img src=x onerror=alert(1)>",
    hint="Correct it.",
)
WARNING = Fault(place="content/okrs.md:1:1", rule="", severity="warning", message="late", hint="")

# Strict, and with rules that would bend the panel if the page's styles reached it.
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>OKRs</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<link rel="stylesheet" href="/site.css"></head><body><h1>Objectives</h1></body></html>"""
STYLE = "body { height: 5000px } body > * { position: static !important; max-width: 10px; color: lime }"


@pytest.fixture(scope="module")
def browser_page() -> Iterator["Page"]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        if CHROMIUM.exists():
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        else:
            try:
                browser = playwright.chromium.launch()
            except sync_api.Error as error:
                pytest.skip(f"no Chromium: {error}")
        yield browser.new_page(viewport={"width": 390, "height": 800})
        browser.close()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(PAGE)
    (folder / "site.css").write_text(STYLE)
    return folder


@pytest.fixture
def server(site: Path) -> Iterator[PreviewServer]:
    server = server_of(site)
    server.start()
    yield server
    server.stop()


def test_the_panel_comes_stays_and_goes(server: PreviewServer, browser_page: "Page") -> None:
    page, errors = browser_page, []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(server.url)
    assert page.locator("okrsite-faults").count() == 0

    server.show([ERROR, WARNING])
    panel = page.get_by_role("region", name="1 error and 1 warning")
    panel.wait_for()
    for text in (ERROR.place, ERROR.message, ERROR.hint, "[parent-not-found]", WARNING.message):
        assert panel.get_by_text(text).count() == 1, text
    assert panel.locator("li b").count() == 2, "nothing but the two severities is bold"
    box = panel.bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390), "the page's styles do not reach the panel"
    assert box["y"] + box["height"] == 800
    assert box["height"] <= 400

    page.reload()
    panel.wait_for()
    panel.get_by_role("button", name="Hide").press("Escape")
    panel.wait_for(state="hidden")
    pill = page.get_by_role("button", name="1 error and 1 warning")
    assert pill.evaluate("button => button.getRootNode().activeElement === button")

    page.reload()
    pill.wait_for()
    assert not panel.is_visible(), "hidden faults stay hidden"
    server.show([WARNING])
    page.get_by_role("region", name="1 warning").wait_for()
    server.show([])
    page.get_by_role("region", name="1 warning").wait_for(state="hidden")
    assert not pill.is_visible()
    assert errors == []


def test_a_reload_shows_the_new_site_where_it_was_scrolled_to(
    server: PreviewServer, site: Path, browser_page: "Page"
) -> None:
    page = browser_page
    page.goto(server.url)
    page.evaluate("scrollTo(0, 1200)")
    (site / "index.html").write_text(PAGE.replace("Objectives", "Key results"))
    with page.expect_navigation():
        server.show_site(FolderSite(site))
    page.get_by_role("heading", name="Key results").wait_for()
    page.wait_for_timeout(100)
    assert page.evaluate("scrollY") == 1200


def test_a_page_follows_a_server_that_was_started_anew(
    site: Path, server: PreviewServer, browser_page: "Page"
) -> None:
    page = browser_page
    page.goto(server.url)
    port = int(server.url.rstrip("/").rpartition(":")[2])
    server.stop()
    (site / "index.html").write_text(PAGE.replace("Objectives", "After the break"))
    again = server_of(site, port=port)
    again.start()
    try:
        page.get_by_role("heading", name="After the break").wait_for(timeout=10_000)
    finally:
        again.stop()


def test_without_a_site_the_faults_stand_on_the_page(tmp_path: Path, browser_page: "Page") -> None:
    page = browser_page
    server = PreviewServer(port=0)
    server.start()
    try:
        server.show([ERROR])
        page.goto(server.url + "teams/growth.html")
        page.get_by_text("The last build found 1 error.").wait_for()
        assert page.get_by_text(ERROR.message).count() == 1
        (tmp_path / "out" / "teams").mkdir(parents=True)
        for path in ("index.html", "teams/growth.html"):
            (tmp_path / "out" / path).write_text(PAGE)
        server.show([])
        server.show_site(FolderSite(tmp_path / "out"))
        page.get_by_role("heading", name="Objectives").wait_for()
    finally:
        server.stop()
