"""From a file on disk to front matter and prose."""

import errno
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from okrsite.diagnostics import Finding
from okrsite.loading import reading
from okrsite.loading.prose_limits import LONGEST_PROSE
from okrsite.loading.reading import LARGEST, read_text, split_front_matter

Build = Callable[..., Any]

OBJECTIVE = "2026-Q4/growth/search.md"
GOOD = "---\ntitle: Find anything\nparent: company/trust\n---\nWhy.\n"
PARENT = {"2026-Q4/company/trust.md": "title: Trust"}


def unreadable(company: Build, data: bytes) -> tuple[str, str, str]:
    """Position, message and hint of the one fault of an objective's file."""
    found = company({OBJECTIVE: data, **PARENT}).check()
    assert [d.rule for d in found] == ["unreadable-file"]
    return found[0].location.removeprefix(f"{OBJECTIVE}:"), found[0].message, found[0].hint


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_other_encodings_with_their_mark(company: Build, encoding: str) -> None:
    at, message, hint = unreadable(company, GOOD.encode(encoding))
    assert (at, message, hint) == ("1:1", "the file is written in UTF-16", "Save it as UTF-8.")


def test_utf_16_without_its_mark(company: Build) -> None:
    at, message, _ = unreadable(company, GOOD.encode("utf-16-le"))
    assert at == "1:2"
    assert "control character (U+0000)" in message


def test_latin_1(company: Build) -> None:
    at, message, hint = unreadable(company, "---\ntitle: ein größeres Ziel\n---\n".encode("latin-1"))
    assert (at, message) == ("2:14", "the byte 0xf6 is not UTF-8")
    assert "UTF-8" in hint


def test_latin_1_behind_other_alphabets(company: Build) -> None:
    at, _, _ = unreadable(company, "---\ntitle: 二番".encode() + b"\xe9\n---\n")
    assert at == "2:10"


@pytest.mark.parametrize(("data", "at"), [(b"\x00", "2:12"), (b"\x1b[0m", "2:12"), (b"\xc2\x9f", "2:12")])
def test_control_characters(company: Build, data: bytes, at: str) -> None:
    found_at, message, _ = unreadable(company, b"---\ntitle: Find" + data + b"\n---\n")
    assert found_at == at
    assert "control character" in message


def test_a_picture_with_the_wrong_name(company: Build) -> None:
    assert unreadable(company, b"\x89PNG\r\n\x1a\n\x00\x00")[0] == "1:1"


def test_too_large(company: Build) -> None:
    at, message, _ = unreadable(company, GOOD.encode() + b"x" * LARGEST)
    assert at == "1:1"
    assert "1,000,0" in message
    assert "at most 1,000,000" in message


def test_as_large_as_may_be(company: Build) -> None:
    assert company({OBJECTIVE: GOOD + "x" * (LONGEST_PROSE - len("Why.\n\n")), **PARENT}).check() == ()


def test_more_prose_than_anybody_reads(company: Build) -> None:
    text = GOOD + "x" * 30_000 + "\n" + "y" * 9_000 + "\n" + "z" * 2_000 + "\nend\n"
    at, message, hint = unreadable(company, text.encode())
    assert (at, message) == ("8:1", "the prose gets longer than 40,000 characters here")
    assert "elsewhere" in hint


def test_no_permission(company: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(file: str) -> FileIO:
        if file.endswith("/search.md"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return FileIO(file)

    monkeypatch.setattr(reading, "FileIO", refuse)
    at, message, hint = unreadable(company, GOOD.encode())
    assert (at, message) == ("1:1", "the file can't be read: Permission denied")
    assert hint == "Check that it exists and may be read."


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    found: list[Finding] = []
    assert read_text(tmp_path / "gone.md", "gone.md", found.append) is None
    assert found[0].rule == "unreadable-file"


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        "\ufeff" + GOOD,
        "\ufeff" + GOOD.replace("\n", "\r\n"),
        "\n\n" + GOOD,
        GOOD.rstrip("\n"),
        GOOD.replace("---\n", "--- \t\n"),
        GOOD.replace("anything", "any\u2028thing\u0085"),
        GOOD + "---\nNot a fence.\n",
    ],
)
def test_line_ends_marks_and_fences_that_do_not_matter(company: Build, text: str) -> None:
    built = company({OBJECTIVE: text.encode(), **PARENT})
    assert built.check() == ()
    assert built.loaded.portfolio.objectives[1].source.body.startswith("Why.")


def test_positions_do_not_depend_on_line_ends(company: Build) -> None:
    text = GOOD.replace("company/trust", "nobody/trust").encode()
    for data in (text, text.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + text, text.replace(b"\n", b"\r")):
        assert company({OBJECTIVE: data, **PARENT}).found() == [f"{OBJECTIVE}:3:9 parent-not-found"]


def test_breaks_that_editors_do_not_show_do_not_shift_lines(company: Build) -> None:
    text = "company: A\u2028cme\u2029 \u0085Ltd\nlangauge: en\n"
    assert company({"okrsite.yml": text}).found() == ["okrsite.yml:2:1 unknown-field"]


def test_front_matter_and_prose_know_their_lines() -> None:
    found: list[Finding] = []
    source = split_front_matter("\n---\na: 1\nb: 2\n---\nprose\n", "x.md", found.append, needed=True)
    assert (source.front, source.front_line, source.body, source.body_line) == ("a: 1\nb: 2", 3, "prose\n", 6)
    plain = split_front_matter("prose", "x.md", found.append, needed=False)
    assert (plain.front, plain.body, plain.body_line) == (None, "prose", 1)
    assert not found


@given(st.text(alphabet=st.sampled_from("-—\n \tab:*"), max_size=40), st.booleans())
def test_any_text_is_split_or_reported(text: str, needed: bool) -> None:
    found: list[Finding] = []
    source = split_front_matter(text, "x.md", found.append, needed=needed)
    assert len(found) <= 1
    if source.front is None and needed:
        assert found
    if source.front is not None:
        lines = text.split("\n")
        assert source.front.split("\n")[0] == lines[source.front_line - 1] or not source.front
        assert source.body == "\n".join(lines[source.body_line - 1 :])
