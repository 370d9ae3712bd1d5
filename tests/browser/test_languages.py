"""A site in one language with content in another, as a browser sets it."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from okrsite.building import pipeline

pytestmark = pytest.mark.browser

ORDER = """link => {
  const range = document.createRange(), text = link.firstChild;
  const at = i => {
    range.setStart(text, i);
    range.setEnd(text, i + 1);
    return range.getBoundingClientRect().left;
  };
  return [0, text.data.length - 1].map(at);
}"""
"""Where the first and the last letter of a link stand, in px from the left."""


@pytest.fixture
def arabic(example_content: Path, tmp_path: Path) -> Path:
    content = tmp_path / "content"
    shutil.copytree(example_content, content)
    settings = content / "okrsite.yml"
    text = settings.read_text("utf-8").replace("language: en\n", "")
    settings.write_text(f"{text}language: ar\ncontent_language: en\n", "utf-8")
    out = pipeline.build(content, tmp_path / "site", today=date(2026, 11, 20))
    assert out.published is not None, [d.message for d in out.report.diagnostics]
    return tmp_path / "site"


def test_names_keep_their_order_where_all_else_runs_from_right_to_left(
    browser: Browser, arabic: Path
) -> None:
    page = browser.new_page()
    for url, link in (
        ("index.html", ".top nav a[href='2026-Q4/index.html']"),
        ("2026/company/pays-its-way.html", ".over a[href='../index.html']"),
        (
            "2026-Q4/alignment.html",
            "main a[href='../2026-Q2/alignment.html'], nav a[href='../2026-Q2/alignment.html']",
        ),
    ):
        page.goto((arabic / url).as_uri())
        first, last = page.locator(link).first.evaluate(ORDER)
        assert first < last, url
    first, last = page.locator(".top nav a[aria-current]").evaluate(ORDER)
    assert first > last
    page.close()
