"""Every component has examples, and every example is whole HTML that the stylesheet knows."""

import re

import pytest
from html_checks import Outline
from sample_pages import SITE

from okrsite.rendering.environment import Renderer
from okrsite.rendering.themes import load_theme, static_files

THEME = load_theme("default")
EXAMPLES = tuple(
    Renderer(
        theme=THEME,
        site=SITE,
        follow=lambda *_: None,
        drawing=lambda *_: '<svg class="okr-graph"><title>A picture</title></svg>',
    ).examples()
)
SHEET = "\n".join(file.read_text() for path, file in static_files(THEME) if path.endswith(".css"))
SCRIPTS = "\n".join(file.read_text() for path, file in static_files(THEME) if path.endswith(".js"))


def test_every_component_has_a_macro_and_examples():
    folders = [folder for folder in (THEME.folder / "components").iterdir() if folder.is_dir()]
    assert {folder.name for folder in folders} == {component for component, _, _ in EXAMPLES}
    for folder in folders:
        assert "{% macro" in (folder / "component.html").read_text(), folder.name


@pytest.mark.parametrize(
    "html", [pytest.param(html, id=f"{component}-{name}") for component, name, html in EXAMPLES]
)
def test_an_example(html):
    outline = Outline(html)
    assert outline.faults == []
    assert outline.text.strip() or "<svg" in html
    assert "&lt;" not in html
    unknown = {one for one in outline.classes if f".{one}" not in SHEET and one not in SCRIPTS}
    assert unknown <= {"is-done", "depth-0"}, unknown


def test_every_class_of_the_templates_is_styled_or_used_by_a_script():
    sources = [file.read_text() for file in THEME.folder.glob("*/**/*.html")]
    used = {
        word
        for source in sources
        for names in re.findall(r'class="([^"{]+)"', source)
        for word in names.split()
    }
    known = set(re.findall(r"\.([a-z][\w-]*)", SHEET)) | set(re.findall(r"[\w-]+", SCRIPTS))
    assert used - known == set()
