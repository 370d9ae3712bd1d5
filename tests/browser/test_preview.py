"""From the home page to an objective and its parent, and the live reload when a file is saved."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from project import COMPANY, FAULTY, company, write
from serving import PATIENCE, serving

pytestmark = pytest.mark.browser

FILE = "2026-Q4/vans/short-way.md"
SCENIC = COMPANY[FILE].replace("Take the short way", "Take the scenic way")
STILL_HERE = "window.stillHere"


def open_page(browser: Browser) -> Page:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    expect.set_options(timeout=PATIENCE * 1000)
    return page


def heading(page: Page, words: str) -> None:
    expect(page.locator("h1")).to_have_text(re.compile(re.escape(words)))


def test_reading_and_writing(browser: Browser, tmp_path: Path) -> None:
    with serving(company(tmp_path)) as preview:
        page = open_page(browser)
        page.goto(preview.url)
        heading(page, "2026-Q4")

        # Reading: home, the cycle, an objective, its parent, its key result.
        page.get_by_role("navigation").get_by_role("link", name="2026-Q4", exact=True).first.click()
        page.get_by_role("main").get_by_role("link", name="Have the first loaves warm at six").first.click()
        heading(page, "Have the first loaves warm at six")
        expect(page.get_by_role("main")).to_contain_text("71%")
        page.get_by_role("main").get_by_role("link", name="Be the bakery of every street").first.click()
        heading(page, "Be the bakery of every street")
        expect(page).to_have_url(re.compile(r"/2026/company/every-street\.html"))

        # Writing: the page follows what is saved.
        page.goto(preview.url + "2026-Q4/vans/short-way.html")
        heading(page, "Take the short way")
        write(tmp_path / "content", {FILE: SCENIC})
        heading(page, "Take the scenic way")

        # A fault: told on the page, which stays as it is.
        page.evaluate(f"{STILL_HERE} = true")
        company(tmp_path, FAULTY)
        panel = page.locator("okrsite-faults")
        expect(panel.get_by_role("heading")).to_have_text("2 errors")
        expect(panel.locator(".panel")).to_be_visible()
        expect(panel.locator(".panel")).to_contain_text("content/2026-Q4/vans/short-way.md:4:9")
        expect(panel.locator(".panel")).to_contain_text("there is no objective `company/every-streat`")
        expect(panel.locator(".panel")).to_contain_text("Did you mean `company/every-street`?")
        heading(page, "Take the scenic way")
        assert page.evaluate(STILL_HERE) is True

        # The repair: the panel goes, the page is new.
        company(tmp_path)
        heading(page, "Take the short way")
        expect(panel).to_have_count(0)
        assert page.evaluate(STILL_HERE) is None
        page.close()


def test_the_first_build_that_succeeds_turns_the_waiting_page_into_the_site(
    browser: Browser, tmp_path: Path
) -> None:
    with serving(company(tmp_path, FAULTY)) as preview:
        page = open_page(browser)
        page.goto(preview.url)
        heading(page, "There is no site yet")
        expect(page.locator("body")).to_contain_text("short-way.md:4:9")
        company(tmp_path)
        heading(page, "2026-Q4")
        page.close()


def test_a_change_of_style_is_seen_at_once(browser: Browser, tmp_path: Path) -> None:
    """Nothing of an earlier build comes from the browser's memory."""
    theme = tmp_path / "ours"
    company(tmp_path, {"okrsite.yml": COMPANY["okrsite.yml"] + "theme: ours\n"})
    write(theme, {"theme.yml": "extends: default\n", "static/favicon.svg": "<svg/>"})
    sheet = "_static/okrsite.css"
    with serving(tmp_path) as preview:
        page = open_page(browser)
        page.goto(preview.url)
        write(theme, {"static/okrsite.css": preview.page(sheet) + "h1 { color: rgb(1, 2, 3) }"})
        expect(page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
        page.close()


def test_a_saved_check_in_moves_the_figure(browser: Browser, tmp_path: Path) -> None:
    with serving(company(tmp_path)) as preview:
        page = open_page(browser)
        page.goto(preview.url + "2026-Q4/ovens/warm-at-six.html#on-time")
        row = page.locator("#on-time")
        expect(row).to_contain_text("71%")
        text = "---\nauthor: Noor Haddad\nkey_results:\n  on-time: {value: 83%}\n---\n"
        write(tmp_path / "content", {"2026-Q4/ovens/checkins/2026-11-13.md": text})
        expect(row).to_contain_text("83%")
        expect(page).to_have_url(re.compile(r"#on-time$"))
        page.close()
