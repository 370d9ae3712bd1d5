"""theme.yml is read like the content's files: every fault at once, each with its position."""

from pathlib import Path

import pytest

from okrsite.loading.theme_file import ThemeFile, read_theme_file


def read(tmp_path: Path, text: str | bytes) -> tuple[ThemeFile, list[str]]:
    file = tmp_path / "theme.yml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    theme, found = read_theme_file(file, "ours/theme.yml")
    return theme, [f"{d.location} {d.rule}: {d.message}. {d.hint}" for d in found]


def test_all_that_can_be_said(tmp_path: Path) -> None:
    theme, found = read(
        tmp_path,
        """# our look
name: "Ours"
description: Plain, with our green
extends: default
logo: logo.svg
logo_dark: logo-dark.svg
favicon: icon.png
colours:
  light: {accent: "#0a0", ink: black}
  dark:
    accent: rgb(100 200 100)  # not as loud
    hue-8: '#123456'
""",
    )
    assert found == []
    assert (theme.name, theme.extends, theme.logo, theme.logo_dark, theme.favicon) == (
        "Ours", "default", "logo.svg", "logo-dark.svg", "icon.png",
    )  # fmt: skip
    assert [(name, colour.css) for name, colour in theme.light] == [("ink", "#000000"), ("accent", "#00aa00")]
    assert [(name, colour.css) for name, colour in theme.dark] == [
        ("accent", "#64c864"), ("hue-8", "#123456"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "colours:\n  light:\n  dark:\n"])
def test_nothing_need_be_said(tmp_path: Path, text: str) -> None:
    theme, found = read(tmp_path, text)
    assert (found, theme.light, theme.dark, theme.extends) == ([], (), (), "")


def test_all_faults_come_at_once_with_their_places(tmp_path: Path) -> None:
    _, found = read(
        tmp_path,
        """nmae: Ours
extends: [default]
colours:
  light:
    acent: red
    link: 12568c
    paper: {}
    ink: #123456
  drak: {}
""",
    )
    assert [line.partition(": ")[0] for line in found] == [
        "ours/theme.yml:1:1 unknown-field",
        "ours/theme.yml:2:10 wrong-type",
        "ours/theme.yml:5:5 unknown-field",
        "ours/theme.yml:6:11 wrong-type",
        "ours/theme.yml:7:12 wrong-type",
        "ours/theme.yml:8:10 text-cut-off",
        "ours/theme.yml:9:3 unknown-field",
    ]
    assert "Did you mean `name`?" in found[0]
    assert "Did you mean `accent`?" in found[2]
    assert '`12568c` is no colour. Put a `#` before it, and quotes around it: `"#12568c"`' in found[3]
    assert 'Put quotes around the text: `ink: "#123456"`' in found[5]
    assert "Did you mean `dark`?" in found[6]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name: Ours\n- list\n", "ours/theme.yml:2:1 "),
        ("just a text\n", "there are no fields here"),
        (b"name: Caf\xe9\n", "ours/theme.yml:1:10 unreadable-file: the byte 0xe9 is not UTF-8"),
        ("a: &x 1\nb: *x\n", "unsupported-yaml"),
    ],
)
def test_what_is_no_theme_file(tmp_path: Path, text: str | bytes, says: str) -> None:
    theme, found = read(tmp_path, text)
    assert says in "\n".join(found)
    assert theme.name == ""
