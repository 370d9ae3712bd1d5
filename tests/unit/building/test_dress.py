"""A theme that is as it was is not checked again while a preview shows one edit after the other."""

from collections.abc import Callable
from pathlib import Path

import pytest

from okrsite.building.dress import checked_theme
from okrsite.rendering import template_checks
from okrsite.rendering.themes import Theme, ThemeError


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[Theme]:
    """The themes whose templates were checked."""
    themes: list[Theme] = []
    original = template_checks.check_templates

    def check(theme: Theme) -> object:
        themes.append(theme)
        return original(theme)

    monkeypatch.setattr(template_checks, "check_templates", check)
    return themes


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    (folder / "templates").mkdir(parents=True)
    (folder / "static").mkdir()
    (folder / "static" / "logo.svg").write_text("<svg/>")
    (folder / "theme.yml").write_text("extends: default\nname: Own\nlogo: logo.svg\n")
    (folder / "templates" / "guide.html").write_text('{% extends "default/guide.html" %}')
    return folder


def test_a_theme_that_is_as_it_was_is_checked_once(theme: Path, checks: list[Theme]) -> None:
    first = checked_theme(str(theme))
    assert checked_theme(str(theme)) == first
    assert len(checks) == 1


def _edited(theme: Path) -> None:
    (theme / "templates" / "guide.html").write_text('{% extends "default/guide.html" %} ')


def _added(theme: Path) -> None:
    (theme / "templates" / "home.html").write_text('{% extends "default/home.html" %}')


def _deleted(theme: Path) -> None:
    (theme / "templates" / "guide.html").unlink()


def _renamed(theme: Path) -> None:
    (theme / "theme.yml").write_text("extends: default\nname: New\nlogo: logo.svg\n")


def _protected(theme: Path) -> None:
    (theme / "templates" / "guide.html").chmod(0o440)


@pytest.mark.parametrize("change", [_edited, _added, _deleted, _renamed, _protected])
def test_a_theme_that_was_changed_is_checked_again(
    theme: Path, checks: list[Theme], change: Callable[[Path], None]
) -> None:
    checked_theme(str(theme))
    change(theme)
    again, _ = checked_theme(str(theme))
    assert len(checks) == 2
    assert again.name == ("New" if change is _renamed else "Own")


def _broken(theme: Path) -> None:
    (theme / "templates" / "guide.html").write_text("{% nothing %}")


def _linked(theme: Path) -> None:
    (theme / "static" / "logo.svg").rename(theme.parent / "logo.svg")
    (theme / "static" / "logo.svg").symlink_to(theme.parent / "logo.svg")


def _gone(theme: Path) -> None:
    theme.rename(theme.with_name("elsewhere"))


def _linked_folder(theme: Path) -> None:
    (theme / "static" / "loop").symlink_to("..")


@pytest.mark.parametrize("change", [_broken, _linked, _linked_folder, _gone])
def test_what_is_wrong_is_told_each_time_and_forgotten_once_it_is_mended(
    theme: Path, change: Callable[[Path], None]
) -> None:
    good = checked_theme(str(theme))
    before = {path: path.read_text() for path in theme.rglob("*") if path.is_file()}
    change(theme)
    for _ in range(2):
        with pytest.raises(ThemeError):
            checked_theme(str(theme))
    (theme / "static" / "loop").unlink(missing_ok=True)
    for path, text in before.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_text(text)
    assert checked_theme(str(theme)) == good


def test_a_link_that_leads_elsewhere_now_is_told(theme: Path, tmp_path: Path) -> None:
    logo, inside = theme / "static" / "logo.svg", theme / "inside.svg"
    logo.rename(inside)
    (tmp_path / "outside.svg").write_text(inside.read_text())
    logo.symlink_to(inside)
    checked_theme(str(theme))
    logo.unlink()
    logo.symlink_to(tmp_path / "outside.svg")
    with pytest.raises(ThemeError):
        checked_theme(str(theme))


def test_a_theme_behind_a_link_has_the_name_of_its_folder(tmp_path: Path) -> None:
    link = tmp_path / "theme"
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "theme.yml").write_text("extends: default\n")
        link.unlink(missing_ok=True)
        link.symlink_to(tmp_path / name)
        assert checked_theme(str(link))[0].name == name
