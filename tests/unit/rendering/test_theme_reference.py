"""All that a theme can use is documented, in the command and in the guide."""

import re
from dataclasses import fields

import jinja2
import pytest
from sample_pages import SITE

from okrsite.guide import guide_text
from okrsite.loading.theme_file import COLOURS, THEME
from okrsite.rendering import theme_reference as reference
from okrsite.rendering.environment import FILTERS, TEMPLATES, Renderer
from okrsite.rendering.template_checks import VARIABLES
from okrsite.rendering.themes import load_theme

CHAPTER = guide_text().partition("\n## Themes\n")[2].partition("\n## ")[0]


def test_the_guide_has_a_chapter_on_themes() -> None:
    assert CHAPTER


def test_every_template_is_documented() -> None:
    assert sorted(reference.PAGES) == sorted(set(TEMPLATES.values()))
    for name, about in reference.PAGES.items():
        assert f"| `{name}` | {about} |" in CHAPTER


def test_every_block_is_documented() -> None:
    there = {block for name in TEMPLATES.values() for block in reference.blocks_of(name)}
    assert there == reference.BLOCKS.keys()
    for name, about in reference.BLOCKS.items():
        assert f"| `{name}` | {about} |" in CHAPTER


def test_every_filter_and_variable_is_documented() -> None:
    renderer = Renderer(
        theme=load_theme("default"), site=SITE, follow=lambda *_: None, drawing=lambda *_: None
    )
    environment = renderer._environment
    assert set(FILTERS) == environment.filters.keys() - jinja2.Environment().filters.keys()
    assert reference.FILTERS.keys() == set(FILTERS)
    plain = jinja2.Environment(extensions=["jinja2.ext.i18n"]).globals.keys()
    gettext = {"gettext", "ngettext", "pgettext", "npgettext"}
    assert environment.globals.keys() - plain - gettext == set(VARIABLES) - {"page"}
    assert reference.GLOBALS.keys() == {*VARIABLES, "_"}
    for name in (*reference.FILTERS, *reference.GLOBALS):
        assert f"| `{name}` | " in CHAPTER


@pytest.mark.parametrize("field", [*THEME, *COLOURS], ids=lambda field: field.name)
def test_every_field_of_theme_yml_is_documented(field) -> None:
    assert re.search(rf"`{field.name}`", CHAPTER)


@pytest.mark.parametrize(("view", "name"), TEMPLATES.items(), ids=TEMPLATES.values())
def test_the_reference_has_every_field_of_the_view_and_of_what_it_holds(view: type, name: str) -> None:
    found = reference.reference_of(name)
    assert [entry.name for entry in found.kinds[0].entries] == [field.name for field in fields(view)]
    assert all(kind.about and not kind.about.startswith(f"{kind.name}(") for kind in found.kinds), [
        kind.name for kind in found.kinds if not kind.about or kind.about.startswith(f"{kind.name}(")
    ]
    named = {kind.name for kind in found.kinds}
    for kind in found.kinds:
        for entry in kind.entries:
            assert entry.type
            classes = set(re.findall(r"\b[A-Z][A-Za-z]+\b", re.sub(r"`[^`]*`", "", entry.type)))
            assert classes <= named, (kind.name, entry.name, entry.type)


def test_types_are_said_in_words() -> None:
    home = {entry.name: entry.type for entry in reference.reference_of("home.html").kinds[0].entries}
    assert home["frame"] == "Frame"
    assert home["cycle"] == "CycleBanner, or none"
    assert home["objectives"] == "list of ObjectiveCard"
    objective = {
        entry.name: entry.type for entry in reference.reference_of("objective.html").kinds[0].entries
    }
    assert objective["related"] == "list of (text, list of ObjectiveCard)"
    assert objective["goalposts"] == "table from text to Goalposts"
