"""Pages full of payloads, in a real browser: no script of theirs runs, nothing comes from elsewhere."""

from datetime import date
from pathlib import Path

import pytest
from hostile_company import TODAY, full_of
from payloads import MARKUP
from playwright.sync_api import Browser, Dialog

from okrsite.building import pipeline

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "2026-Q4/index.html",
    "2026-Q4/alignment.html",
    "2026-Q4/present.html",
    "2026-Q4/t0/index.html",
    "2026-Q4/t1/warm.html",
    "teams/t2.html",
    "kpis/k3.html",
    "people/index.html",
    "check/index.html",
)
FOUND = """() => [...document.querySelectorAll('*')].flatMap(element => [...element.attributes]
    .filter(one => one.name.startsWith('on') || /^\\s*(javascript|data):/i.test(one.value))
    .map(one => `${element.tagName} ${one.name}=${one.value}`))
    .concat([...document.querySelectorAll('iframe, object, embed, base, script:not([src]):not([type])')].map(
    element => element.outerHTML.slice(0, 100)))"""


def test_nothing_of_it_runs(tmp_path: Path, browser: Browser) -> None:
    groups = tuple(" ".join(MARKUP[start : start + 12]) for start in range(0, len(MARKUP), 12))
    for path, text in full_of(groups).items():
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    site = tmp_path / "site"
    assert pipeline.build(tmp_path / "content", site, today=date.fromisoformat(TODAY)).published
    asked: list[str] = []
    dialogs: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))

    def close(dialog: Dialog) -> None:  # an open one would hold the page, and this test, for ever
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", close)
    opened = [name for name in PAGES if (site / name).exists()]
    assert len(opened) >= 8
    for name in opened:
        page.goto((site / name).as_uri(), wait_until="load")
        assert page.evaluate(FOUND) == [], name
    assert dialogs == []
    assert [url for url in asked if not url.startswith("file:")] == []
    page.goto("about:blank")  # where no policy is
    page.set_content("<script>alert('seen')</script>")
    assert dialogs == ["seen"]
    page.close()
