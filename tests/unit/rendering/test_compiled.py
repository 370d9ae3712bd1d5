"""Templates are compiled once for all that a process makes, okrsite's own once for all builds."""

import sys
from pathlib import Path
from typing import Any

import pytest
from jinja2.compiler import CodeGenerator
from sample_pages import PAGES, SITE

from okrsite.rendering import compiled as rendering_compiled
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
    another_process(monkeypatch)
    return folder


def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on it is as if nothing had been compiled in this process."""
    monkeypatch.setattr(rendering_compiled, "_made", {})


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


def guide(theme: str = "default", language: str = "en", leads: str | None = None) -> str:
    with speaking(language_of(language)):
        renderer = Renderer(
            theme=load_theme(theme), site=SITE, follow=lambda *_: leads, drawing=lambda *_: None
        )
        return renderer.page(GUIDE)


@pytest.mark.usefixtures("kept")
def test_a_second_build_compiles_nothing(compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    first = guide()
    assert "guide.html" in compiled
    compiled.clear()
    another_process(monkeypatch)
    assert guide() == first
    assert compiled == []


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("another", [False, True])
def test_each_language_has_its_own(
    compiled: list[str], monkeypatch: pytest.MonkeyPatch, *, another: bool
) -> None:
    english, german = guide(), guide(language="de")
    assert english != german
    compiled.clear()
    if another:
        another_process(monkeypatch)
    assert (guide(), guide(language="de")) == (english, german)
    assert compiled == []


@pytest.mark.parametrize("damage", [b"", b"x", None])
def test_what_is_damaged_is_made_anew(
    kept: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes | None
) -> None:
    first = guide()
    files = list(kept.rglob("*.template"))
    assert files
    for file in files:
        file.write_bytes(file.read_bytes()[:-100] if damage is None else damage)
    another_process(monkeypatch)
    assert guide() == first


def own_theme(folder: Path, guide: str) -> str:
    """A theme with a template of its own."""
    (folder / "templates").mkdir(parents=True, exist_ok=True)
    (folder / "theme.yml").write_text("extends: default\n")
    (folder / "templates" / "guide.html").write_text(f'{{% extends "default/guide.html" %}}{guide}')
    return str(folder)


@pytest.mark.usefixtures("kept")
def test_templates_of_other_themes_are_not_kept_for_other_processes(
    compiled: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = own_theme(tmp_path / "own", "")
    first = guide(own)
    compiled.clear()
    another_process(monkeypatch)
    assert guide(own) == first
    assert compiled == ["guide.html"]


@pytest.mark.usefixtures("kept")
def test_a_process_compiles_nothing_twice(compiled: list[str], tmp_path: Path) -> None:
    own = own_theme(tmp_path / "own", "")
    first = guide(own)
    compiled.clear()
    assert guide(own) == first
    assert compiled == []


def test_a_process_compiles_nothing_twice_where_python_keeps_nothing(
    kept: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    first = guide()
    assert "guide.html" in compiled
    compiled.clear()
    assert guide() == first
    assert compiled == []
    assert not kept.exists()


@pytest.mark.usefixtures("kept")
def test_a_template_that_was_edited_is_made_anew(tmp_path: Path) -> None:
    own = own_theme(tmp_path / "own", "")
    assert "Edited" not in guide(own)
    own_theme(tmp_path / "own", "{% block title %}Edited{% endblock %}")
    assert "Edited" in guide(own)


@pytest.mark.usefixtures("kept")
def test_where_links_lead_is_asked_for_each_site(tmp_path: Path) -> None:
    prose = '{{ {"text": "See [it](it.md).", "path": "index.md"} | markdown }}'
    own = own_theme(tmp_path / "own", f"{{% block main %}}{prose}{{% endblock %}}")
    assert "<p>See it.</p>" in guide(own)
    led = guide(own, leads="teams/it.html").partition("<p>See ")[2].partition("</p>")[0]
    assert led.endswith('teams/it.html">it</a>.')
