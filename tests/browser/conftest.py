"""A real Chromium. Without one these tests are skipped, but not in CI."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
LIGHT = "chromium-headless-shell"
"""Chromium without its windows: the same pages in a third of the time."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30
"""Seconds in which what a page should come to show may do so: a busy machine is no fault."""


def program(*names: str) -> str | None:
    """The path of an installed Chromium, by these names or the usual ones."""
    return next((found for name in names or NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = program(LIGHT, *NAMES)
    if chromium is None:
        reason = f"there is no Chromium: none of {', '.join(NAMES)} is installed (apt install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        expect.set_options(timeout=PATIENCE * 1000)
        yield browser
        browser.close()
