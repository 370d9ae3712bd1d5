import gzip
from pathlib import Path

import pytest

from okrsite.diagnostics import Severity
from okrsite.loading.theme_file import COLOURS, ThemeFile
from okrsite.rendering.theme_colours import PAIRS, contrast_warnings, values_in
from okrsite.rendering.themes import Picture, ThemeError, load_theme, static_files, stylesheet, told


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
    paths = [path for path, _ in found]
    assert paths == sorted(paths)
    assert {"_static/favicon.svg", "_static/okrsite.css"} <= set(paths)
    assert all(file.is_file() for _, file in found)


def test_stylesheet_is_small_and_asks_nobody_else():
    sheet = dict(static_files(load_theme("default")))["_static/okrsite.css"].read_text()
    assert len(gzip.compress(sheet.encode())) < 16 * 1000
    assert "url(" not in sheet
    assert "@import" not in sheet


def test_a_folder_is_a_theme(tmp_path):
    theme = load_theme(str(a_theme(tmp_path / "ours", '# our look\nname: "Ours"\ndescription: Plain\n')))
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
    usual = {path for path, _ in static_files(load_theme("default"))}
    assert {path for path, _ in found} == usual | {"_static/fonts/a.txt"}
    assert dict(found)["_static/okrsite.css"] == folder / "static" / "okrsite.css"


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ("extends: fancy\n", "extends `default` or nothing"),
        ("extend: default\n", r"theme.yml:1:1: theme.yml has no field `extend`. Did you mean `extends`\?"),
        ("name: Ours\n- list\n", "theme.yml:2:1: "),
        ("extends: default\nlogo: lgo.svg\n", r"theme.yml:2:7: there is no file `lgo.svg` in .*static"),
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
    a_theme(tmp_path / "acme")
    with pytest.raises(ThemeError, match=r"no theme “.*/amce”.* Did you mean `acme`\?"):
        load_theme(str(tmp_path / "amce"))


def a_dress(folder: Path, facts: str, **static: str) -> Path:
    """A theme that extends the default one, with static files: `logo_svg` for `logo.svg`."""
    a_theme(folder, f"extends: default\n{facts}", templates=False)
    (folder / "static").mkdir()
    for name, text in static.items():
        (folder / "static" / name.replace("_", ".")).write_text(text)
    return folder


def faults(folder: Path) -> list[str]:
    with pytest.raises(ThemeError) as caught:
        load_theme(str(folder))
    return [f"{Path(d.path).name}:{d.span.line}:{d.span.column} {d.message}" for d in caught.value.faults]


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    facts = "logo: lgo.svg\nfavicon: icon.txt\ncolours: {light: {ink: nope}}\n"
    folder = a_dress(tmp_path, facts, logo_svg="<svg/>", icon_txt="x", theme_css="p {}")
    (folder / "static" / "theme.css").write_bytes(b"\xff")
    assert [line.partition(" ")[0] for line in faults(folder)] == [
        "theme.yml:4:24", "theme.yml:2:7", "theme.yml:3:10", "theme.css:1:1",
    ]  # fmt: skip


def test_the_look_has_pictures_with_their_size(tmp_path):
    svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120.4 40"></svg>'
    folder = a_dress(tmp_path, "logo: logo.svg\nfavicon: icon.png\n", logo_svg=svg)
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (64).to_bytes(4, "big") + (32).to_bytes(4, "big")
    (folder / "static" / "icon.png").write_bytes(png)
    look = load_theme(str(folder)).look
    assert look.logo == Picture(url="_static/logo.svg", type="image/svg+xml", width=120, height=40)
    assert look.favicon == Picture(url="_static/icon.png", type="image/png", width=64, height=32)
    assert (look.logo_dark, look.stylesheet) == (None, "")


def test_the_stylesheet_has_colours_then_own_styles(tmp_path):
    theme = load_theme(
        str(a_dress(tmp_path, 'colours: {light: {accent: "#b05"}, dark: {ink: white}}\n', theme_css="p {}"))
    )
    sheet = stylesheet(theme)
    order = ["prefers-color-scheme: light", "--accent: #bb0055;", "prefers-color-scheme: dark",
             "--ink: #ffffff;", "@media print", "--accent: #bb0055;", "p {}"]  # fmt: skip
    at = 0
    for part in order:
        at = sheet.index(part, at) + 1
    assert theme.look.stylesheet == "_static/theme.css"
    assert "_static/theme.css" not in dict(static_files(theme))
    assert stylesheet(load_theme("default")) == ""


def test_text_is_printed_black_and_what_is_too_pale_for_paper_is_not_printed_in_it(tmp_path):
    facts = 'colours: {light: {ink: "#eee", paper: "#111", sheet: "#222", accent: "#ff0", link: "#90c"}}\n'
    printed = stylesheet(load_theme(str(a_dress(tmp_path, facts)))).partition("@media print")[2]
    assert "--link: #9900cc" in printed
    assert not any(word in printed for word in ("ink: #eee", "paper", "sheet", "accent"))


def test_what_cannot_be_read_is_warned_about_with_its_ratio(tmp_path):
    facts = 'colours:\n  light:\n    quiet: "#999"\n  dark:\n    sheet: "#888"\n    link: "#8cc0f0"\n'
    warned = load_theme(str(a_dress(tmp_path, facts))).warnings
    assert all(d.severity is Severity.WARNING for d in warned)
    told = [f"{d.span.line}:{d.span.column} {d.message}. {d.hint}" for d in warned]
    assert told[0].startswith("4:12 on light screens `quiet` (#999999) has a contrast of 2.")
    assert told[0].endswith("text needs 4.5. Make `quiet` darker, or its ground lighter.")
    assert any(line.startswith("7:11 on dark screens `link` (#8cc0f0) has") for line in told)
    usual = next(line for line in told if "`ink`" in line)  # the theme sets the ground alone
    assert usual.startswith(
        "6:12 on dark screens `ink` (#e6e8ea), which is the usual one, has a contrast of 2."
    )


def test_the_default_colours_can_be_read():
    """As if a theme had set each of them to what it is."""
    sheet = dict(static_files(load_theme("default")))["_static/okrsite.css"].read_text()
    light, dark = values_in(sheet)
    file = ThemeFile(light=tuple(light.items()), dark=tuple(dark.items()))
    assert [told(warning) for warning in contrast_warnings(file, (light, dark))] == []
    assert {field.name for field in COLOURS} == light.keys() == dark.keys()


def test_every_ground_and_text_has_its_contrast_checked():
    judged = {name for name, _, _ in PAIRS} | {ground for _, grounds, _ in PAIRS for ground in grounds}
    assert {field.name for field in COLOURS} - judged == {"line"}  # fine lines may be faint


def test_values_of_print_and_of_more_contrast_are_not_those_of_the_screen():
    sheet = """/* { */ :root { --ink: #111; --small: 1rem; }
    @media screen and (prefers-color-scheme: dark) { :root { --ink: #eee; } }
    @media print { :root { --ink: #000; } }"""
    light, dark = values_in(sheet)
    assert (light["ink"].css, dark["ink"].css, "small" in light) == ("#111111", "#eeeeee", False)


def test_links_out_of_the_theme_are_refused(tmp_path):
    (tmp_path / "secret.txt").write_text("x")
    folder = a_dress(tmp_path / "ours", "", own_css="p {}")
    (folder / "static" / "inside.css").symlink_to("own.css")
    (folder / "static" / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "static" / "more").symlink_to(tmp_path)
    assert faults(folder) == [
        "more:1:1 `more` is a link that leads elsewhere",
        "out.txt:1:1 `out.txt` is a link that leads elsewhere",
    ]


def test_names_that_differ_in_letter_case_alone_are_refused(tmp_path):
    folder = a_dress(tmp_path / "ours", "", a_css="p {}")
    (folder / "static" / "A.css").write_text("q {}")
    if len(list((folder / "static").iterdir())) == 2:
        assert faults(folder) == ["a.css:1:1 `a.css` and `A.css` differ in nothing but letter case"]


def test_what_leads_nowhere_or_cannot_be_read_is_told(tmp_path, monkeypatch):
    folder = a_dress(tmp_path / "ours", "", a_css="p {}")
    (folder / "static" / "gone.png").symlink_to("nowhere.png")
    monkeypatch.setattr("os.access", lambda path, _: Path(path).name != "a.css")
    assert faults(folder) == [
        "a.css:1:1 `a.css` can't be read",
        "gone.png:1:1 `gone.png` is a link to what is not there",
    ]
    monkeypatch.setattr("os.access", lambda path, _: Path(path).name != "static")
    assert faults(folder) == ["static:1:1 the folder `static` can't be read"]


def test_a_picture_may_have_any_name(tmp_path):
    folder = a_dress(tmp_path / "ours", 'logo: "Logo ü #1.svg"\n')
    (folder / "static").mkdir(exist_ok=True)
    (folder / "static" / "Logo ü #1.svg").write_text("<svg/>")
    logo = load_theme(str(folder)).look.logo
    assert logo is not None
    assert logo.url == "_static/Logo%20%C3%BC%20%231.svg"


def test_a_picture_that_is_empty_is_none(tmp_path):
    folder = a_dress(tmp_path / "ours", "logo: logo.svg\n")
    (folder / "static").mkdir(exist_ok=True)
    (folder / "static" / "logo.svg").write_text("")
    assert (
        faults(folder) == ["theme.yml:1:7 `logo.svg` is empty"] or "`logo.svg` is empty" in faults(folder)[0]
    )


def test_a_file_called_otherwise_is_named(tmp_path):
    (tmp_path / "theme.yaml").write_text("extends: default")
    with pytest.raises(ThemeError, match=r"Rename `theme\.yaml`"):
        load_theme(str(tmp_path))


def test_a_theme_in_themes_is_suggested(tmp_path):
    (tmp_path / "themes").mkdir()
    a_dress(tmp_path / "themes" / "acme", "")
    with pytest.raises(ThemeError, match="Did you mean `acme`"):
        load_theme(str(tmp_path / "amce"))


def test_what_styles_load_and_nobody_gets_is_warned_about(tmp_path):
    folder = a_dress(tmp_path / "ours", "")
    (folder / "static" / "fonts").mkdir(parents=True)
    (folder / "static" / "fonts" / "our s.woff2").write_text("x")
    (folder / "static" / "theme.css").write_text(
        """@import url("https://fonts.example/x.css");
/* url(lost.png) */
@font-face { src: url("fonts/our%20s.woff2?v=1"), url('fonts/ours.woff2') }
a { background: url(okrsite.css) url(data:image/png;base64,AA==) }"""
    )
    warned = [f"{d.span.line}:{d.span.column} {d.message}" for d in load_theme(str(folder)).warnings]
    assert warned == [
        "1:14 nothing is loaded from another site",
        "3:56 there is no file `fonts/ours.woff2` beside `theme.css`",
    ]


def test_text_on_the_heat_map_is_judged_too(tmp_path):
    """`#ffffff` at 40 % on `#1b1f23` is `#76797b`, on which `#e6e8ea` has 3.5 to 1."""
    facts = 'colours: {dark: {accent: "#fff"}}\n'
    (warned,) = load_theme(str(a_dress(tmp_path / "ours", facts))).warnings
    assert (
        "a contrast of 3.5 on the fullest field of the heat map (#76797b); text needs 4.5" in warned.message
    )
    assert warned.span.line == 2


def test_scripts_know_the_light_colours_on_dark_screens_too(tmp_path):
    sheet = stylesheet(load_theme(str(a_dress(tmp_path / "ours", 'colours: {light: {accent: "#8a1c4a"}}\n'))))
    assert sheet.startswith(":root {\n  --light-accent: #8a1c4a;\n}\n")
