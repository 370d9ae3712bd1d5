"""okrsite's own templates are compiled once for all builds."""

import sys
from pathlib import Path
from typing import Any

import pytest
from jinja2.compiler import CodeGenerator
from sample_pages import PAGES, SITE

from okrsite.rendering.environment import Renderer
from okrsite.rendering.themes import load_theme
from okrsite.translation.languages import language_of, speaking
from okrsite.views.pages import GuideView

GUIDE = next(page for page in PAGES if isinstance(page, GuideView))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for all that Python compiles."""
    folder = tmp_path / "pycache"
    monkeypatch.setattr(sys, "pycache_prefix", str(folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return folder


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that were compiled since somebody looked."""
    names: list[str] = []
    original = CodeGenerator.visit_Template

    def visit(self: CodeGenerator, *given: Any) -> None:
        names.append(str(self.name))
        original(self, *given)

    monkeypatch.setattr(CodeGenerator, "visit_Template", visit)
    return names


def guide(theme: str = "default", language: str = "en") -> str:
    with speaking(language_of(language)):
        renderer = Renderer(
            theme=load_theme(theme), site=SITE, follow=lambda *_: None, drawing=lambda *_: None
        )
        return renderer.page(GUIDE)


@pytest.mark.usefixtures("kept")
def test_a_second_build_compiles_nothing(compiled: list[str]) -> None:
    first = guide()
    assert "guide.html" in compiled
    compiled.clear()
    assert guide() == first
    assert compiled == []


@pytest.mark.usefixtures("kept")
def test_each_language_has_its_own(compiled: list[str]) -> None:
    english, german = guide(), guide(language="de")
    assert english != german
    compiled.clear()
    assert (guide(), guide(language="de")) == (english, german)
    assert compiled == []


@pytest.mark.parametrize("damage", [b"", b"x", None])
def test_what_is_damaged_is_made_anew(kept: Path, damage: bytes | None) -> None:
    first = guide()
    files = list(kept.rglob("*.template"))
    assert files
    for file in files:
        file.write_bytes(file.read_bytes()[:-100] if damage is None else damage)
    assert guide() == first


@pytest.mark.usefixtures("kept")
def test_templates_of_other_themes_are_not_kept(compiled: list[str], tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "templates").mkdir(parents=True)
    (own / "theme.yml").write_text("extends: default\n")
    (own / "templates" / "guide.html").write_text('{% extends "default/guide.html" %}')
    first = guide(str(own))
    compiled.clear()
    assert guide(str(own)) == first
    assert compiled == ["guide.html"]


def test_nothing_is_kept_where_python_keeps_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    guide()
    assert not kept.exists()
