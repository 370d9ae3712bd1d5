"""Pictures on a phone and on a desk: legible, in their box, named. The heat map keeps its teams in sight."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PAGES = (
    "2026-Q4/company/winter-ready.html",
    "2026-Q3/company/lyon-open.html",
    "kpis/nps.html",
    "archive.html",
)

OUTSIDE = """() => [...document.querySelectorAll('figure svg text')]
  .map(text => [text.textContent, text.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.left < 0 || box.right > innerWidth || box.height < 12))
  .map(([text]) => text)"""

OVERLAPS = """() => [...document.querySelectorAll('.course')].flatMap(figure => {
  const texts = [...figure.querySelectorAll('text')]
    .map(text => [text.textContent, text.getBoundingClientRect()]);
  const apart = (a, b) => a.right - 1 <= b.left || b.right - 1 <= a.left
    || a.bottom - 5 <= b.top || b.bottom - 5 <= a.top;
  return texts.flatMap(([one, a], i) => texts.slice(i + 1)
    .filter(([, b]) => !apart(a, b)).map(([other]) => `${one} | ${other}`));
})"""


@pytest.mark.parametrize("width", [320, 360, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_texts_are_legible_and_in_sight(browser: Browser, example_site: Path, path: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((example_site / path).as_uri())
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_every_picture_is_named_and_follows_the_colours(
    browser: Browser, example_site: Path, path: str
) -> None:
    strokes = []
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme="light" if scheme == "light" else "dark")
        page.goto((example_site / path).as_uri())
        pictures = page.locator("figure svg[role=img]")
        assert pictures.count() > 0
        for picture in pictures.all():
            assert "." in (name := picture.get_attribute("aria-label") or "") or ":" in name
            assert page.get_by_role("img", name=name, exact=True).count() > 0
        strokes.append(
            page.evaluate(
                "getComputedStyle(document.querySelector('.plot polyline, .outcome-columns rect')).stroke"
            )
        )
        page.close()
    assert strokes[0] != strokes[1]


def test_the_heat_map_scrolls_alone_and_keeps_the_teams_in_sight(
    browser: Browser, example_site: Path
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto((example_site / "heat.html").as_uri())
    region = page.get_by_role("region", name="Teams by cycle")
    team = page.get_by_role("rowheader").first
    before = team.bounding_box()
    moved = region.evaluate("region => { region.scrollLeft = 1000; return region.scrollLeft; }")
    assert moved > 0
    assert team.bounding_box() == before
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()
