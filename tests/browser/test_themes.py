"""A theme in a browser: the logo, the colours on light and on dark screens, and a fault beside its place."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from project import COMPANY, TODAY, company, run, write
from serving import serving

pytestmark = pytest.mark.browser

SETTINGS = {"okrsite.yml": COMPANY["okrsite.yml"] + "theme: ours\n"}
FACTS = """extends: default
logo: logo.svg
logo_dark: night.svg
colours:
  light: {link: "#8a1c4a"}
  dark: {ink: "#ffffff"}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40"/></svg>'
THEME = {
    "theme.yml": FACTS,
    "static/logo.svg": SVG,
    "static/night.svg": SVG,
    "static/theme.css": "h1 { font-style: italic }",
}


@pytest.fixture(scope="module")
def themed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a company with a theme of its own."""
    folder = company(tmp_path_factory.mktemp("themed"), SETTINGS)
    write(folder / "ours", THEME)
    places = ("--content", folder / "content", "--output", folder / "site")
    built = run("build", *places, "--today", TODAY)
    assert built.exit_code == 0, built.output
    return folder / "site"


@pytest.mark.parametrize(
    ("scheme", "logo", "link", "ink"),
    [
        ("light", "logo.svg", "rgb(138, 28, 74)", "rgb(28, 33, 38)"),
        ("dark", "night.svg", "rgb(140, 192, 240)", "rgb(255, 255, 255)"),
    ],
)
def test_logo_and_colours_follow_light_and_dark(
    browser: Browser, themed: Path, scheme: str, logo: str, link: str, ink: str
) -> None:
    """What is set for light screens leaves dark ones as they are, and the other way round."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto((themed / "2026-Q4/vans/short-way.html").as_uri())
    picture = page.get_by_role("banner").get_by_role("img", name="Harbour Bakery")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.currentSrc").endswith(f"/_static/{logo}")
    assert picture.evaluate("image => image.naturalWidth") == 80
    expect(page.locator("body")).to_have_css("color", ink)
    expect(page.locator("main .over a:not(.badge), main .lines a").first).to_be_attached()
    resolved = (
        "document.body.appendChild(Object.assign(document.createElement('a'), {href: '#', id: 'probe'}))"
    )
    page.evaluate(resolved)
    expect(page.locator("#probe")).to_have_css("color", link)
    expect(page.locator("h1")).to_have_css("font-style", "italic")
    page.emulate_media(media="print")
    expect(page.locator("body")).to_have_css("color", "rgb(0, 0, 0)")
    assert told == []
    context.close()


def test_the_preview_shows_where_a_template_is_broken(browser: Browser, tmp_path: Path) -> None:
    company(tmp_path, SETTINGS)
    write(tmp_path / "ours", THEME)
    with serving(tmp_path) as preview:
        page = browser.new_page()
        page.goto(preview.url)
        expect(page.locator("h1")).to_have_css("font-style", "italic")
        broken = "{% extends 'default/home.html' %}\n{% block heading %}{{ page.cylce }}{% endblock %}"
        write(tmp_path / "ours", {"templates/home.html": broken})
        expect(page.locator("body")).to_contain_text("templates/home.html:2:28")
        expect(page.locator("body")).to_contain_text("Did you mean `cycle`?")
        write(tmp_path / "ours", {"templates/home.html": broken.replace("cylce", "cycle.title")})
        expect(page.get_by_role("main")).to_contain_text("2026-Q4")
        page.close()


def test_a_downloaded_picture_has_the_themes_light_colours_on_a_dark_screen_too(
    browser: Browser, tmp_path: Path
) -> None:
    company(tmp_path, SETTINGS)
    facts = 'extends: default\ncolours: {light: {accent: "#8a1c4a", sheet: "#fffdf7"}}\n'
    write(tmp_path / "ours", {"theme.yml": facts})
    site = tmp_path / "site"
    built = run("build", "--content", tmp_path / "content", "--output", site, "--today", TODAY)
    assert built.exit_code == 0, built.output
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto((site / "2026-Q4/alignment.html").as_uri())
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as SVG").click()
    download.value.save_as(tmp_path / "picture.svg")
    picture = (tmp_path / "picture.svg").read_text()
    assert 'fill="#fffdf7"' in picture
    assert 'fill="#8a1c4a"' in picture
    assert "#1c6a6f" not in picture
    context.close()
