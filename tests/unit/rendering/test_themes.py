from pathlib import Path

import pytest

from okrsite.rendering.themes import ThemeError, load_theme, static_files


def a_theme(folder: Path, facts: str = "name: Ours\n", *, templates: bool = True) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "theme.yml").write_text(facts)
    if templates:
        (folder / "templates").mkdir()
    return folder


def test_default_theme_is_shipped():
    theme = load_theme("default")
    assert theme.name == "default"
    assert theme.description
    assert (theme.folder / "templates" / "base.html").is_file()


def test_static_files_are_sorted_site_paths():
    found = static_files(load_theme("default"))
    assert [path for path, _ in found] == ["_static/favicon.svg", "_static/okrsite.css"]
    assert all(file.is_file() for _, file in found)


def test_stylesheet_is_small_and_asks_nobody_else():
    sheet = dict(static_files(load_theme("default")))["_static/okrsite.css"].read_text()
    assert len(sheet.encode()) < 45 * 1000
    assert "url(" not in sheet
    assert "@import" not in sheet


def test_a_folder_is_a_theme(tmp_path):
    theme = load_theme(
        str(a_theme(tmp_path / "ours", '# our look\nname: "Ours"\ndescription: Plain # really\n'))
    )
    assert (theme.name, theme.description, theme.base) == ("Ours", "Plain", None)


def test_a_theme_without_a_name_is_called_by_its_folder(tmp_path):
    assert load_theme(str(a_theme(tmp_path / "ours", ""))).name == "ours"


def test_extending_the_default_falls_back_to_its_static_files(tmp_path):
    folder = a_theme(tmp_path, "extends: default\n", templates=False)
    (folder / "static" / "fonts").mkdir(parents=True)
    (folder / "static" / "okrsite.css").write_text("body {}")
    (folder / "static" / "fonts" / "a.txt").write_text("x")
    (folder / "static" / ".DS_Store").write_text("x")
    found = static_files(load_theme(str(folder)))
    assert [path for path, _ in found] == [
        "_static/favicon.svg", "_static/fonts/a.txt", "_static/okrsite.css",
    ]  # fmt: skip
    assert dict(found)["_static/okrsite.css"] == folder / "static" / "okrsite.css"


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ("extends: fancy\n", "extends `default` or nothing"),
        ("extend: default\n", "line 1: “extend: default” is not understood"),
        ("name: Ours\n- list\n", "line 2"),
    ],
)
def test_a_theme_file_that_makes_no_sense(tmp_path, facts, says):
    with pytest.raises(ThemeError, match=says):
        load_theme(str(a_theme(tmp_path / "ours", facts)))


def test_what_was_looked_for_where(tmp_path):
    with pytest.raises(ThemeError, match=r"no theme “.*/nowhere”: looked for a folder at .*/nowhere"):
        load_theme(str(tmp_path / "nowhere"))
    with pytest.raises(ThemeError, match=r"theme.yml is missing"):
        load_theme(str(tmp_path))
    with pytest.raises(ThemeError, match="has no templates folder"):
        load_theme(str(a_theme(tmp_path, templates=False)))
