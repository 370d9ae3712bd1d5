"""Fixes put into files: to the letter, as a patch that git takes, all files or none."""

import os
import stat
from pathlib import Path

import pytest
from repositories import Repo

from okrsite.diagnostics import Diagnostic, Fix, Severity
from okrsite.source import Span
from okrsite.writing.files import WritingError
from okrsite.writing.fixing import Mended, mend, patch, put_in, write_mended


def fix(line: int, column: int, length: int, text: str) -> Fix:
    return Fix(span=Span(line=line, column=column, end_line=line, end_column=column + length), text=text)


def finding(path: str, *fixes: Fix) -> list[Diagnostic]:
    return [
        Diagnostic(
            rule="unknown-team",
            severity=Severity.ERROR,
            path=path,
            span=one.span,
            message="",
            hint="",
            fix=one,
        )
        for one in fixes
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_everything_else_stays_as_it_is(end: str, mark: str) -> None:
    text = mark + end.join(["---", "with: grwth  # Größe 🚲", "x: 🚲 prodct", "---", " ", "Prose\x0b\u2028x"])
    after, count = put_in(text, [fix(3, 6, 6, "product"), fix(2, 7, 5, "growth")])
    assert count == 2
    assert after == text.replace("grwth", "growth").replace("prodct", "product")


def test_whole_lines_and_the_end_of_a_file() -> None:
    line = Fix(span=Span(line=2, column=1, end_line=3, end_column=1), text="")
    assert put_in("a\r\nb\r\nc", [line]) == ("a\r\nc", 1)
    assert put_in("a\nb", [line]) == ("a\n", 1)
    beyond = Fix(span=Span(line=9, column=1, end_line=12, end_column=4), text="x")
    assert put_in("a\nb\n", [beyond]) == ("a\nb\nx", 1)


def test_of_two_that_overlap_the_first_is_put_in_and_the_same_one_once() -> None:
    assert put_in("abcdef", [fix(1, 3, 3, "X"), fix(1, 1, 3, "Y")]) == ("Ydef", 1)
    assert put_in("abcdef", [fix(1, 1, 3, "Y"), fix(1, 1, 3, "Y")]) == ("Ydef", 1)
    assert put_in("abcdef", [fix(1, 1, 3, "Y"), fix(1, 4, 3, "Z")]) == ("YZ", 2)


def test_a_file_under_two_names_is_mended_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.md").write_bytes(b"with: grwth\r\n")
    (tmp_path / "b").symlink_to("a", target_is_directory=True)
    one = fix(1, 7, 5, "growth")
    mended = mend(tmp_path, [*finding("a/x.md", one), *finding("b/x.md", one), *finding("c/none.md")])
    assert mended == (Mended(path="a/x.md", before="with: grwth\r\n", after="with: growth\r\n", fixes=1),)
    assert (tmp_path / "a" / "x.md").read_bytes() == b"with: grwth\r\n"


def test_what_can_not_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(WritingError, match=r"gone\.md can't be read"):
        mend(tmp_path, finding("gone.md", fix(1, 1, 1, "x")))


ODD_FOLDERS = () if os.name == "nt" else ('a "ü" \\/', "a\n+++ b/c\td/")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n"])
@pytest.mark.parametrize("folder", ["", "our okrs/", "größe/", *ODD_FOLDERS])
def test_git_takes_the_patch(tmp_path: Path, end: str, last: str, folder: str) -> None:
    lines = [f"line {number}" for number in range(20)]
    texts = {}
    for name in ("a.md", "b.md"):
        before = end.join(lines) + last
        after = before.replace("line 3", "linie 3").replace(f"line 5{end}", "").replace("line 19", "größe 🚲")
        file = tmp_path / folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(before.encode())
        texts[file] = Mended(path=name, before=before, after=after, fixes=3)
    text = "".join(patch(texts.values(), folder))
    repo = Repo(tmp_path)
    repo.write("of.patch", text)
    repo.git("apply", "of.patch")
    assert {file: file.read_bytes() for file in texts} == {f: m.after.encode() for f, m in texts.items()}


def two(folder: Path) -> tuple[Mended, Mended]:
    for name in ("a.md", "b.md"):
        (folder / name).write_bytes(f"old {name}\r\n".encode())
    one, other = (
        Mended(path=name, before=f"old {name}\r\n", after=f"new {name}\r\n", fixes=1)
        for name in ("a.md", "b.md")
    )
    return one, other


def test_files_are_replaced_and_keep_their_rights(tmp_path: Path) -> None:
    mended = two(tmp_path)
    (tmp_path / "a.md").chmod(0o640)
    (tmp_path / "c.md").symlink_to("b.md")
    write_mended(tmp_path, [mended[0], Mended(path="c.md", before="old b.md\r\n", after="new", fixes=1)])
    assert (tmp_path / "a.md").read_bytes() == b"new a.md\r\n"
    assert (tmp_path / "b.md").read_bytes() == b"new"
    assert (tmp_path / "c.md").is_symlink()
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o640
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.md", "b.md", "c.md"]


def test_a_file_that_changed_meanwhile_stops_all(tmp_path: Path) -> None:
    mended = two(tmp_path)
    (tmp_path / "b.md").write_bytes(b"mine now")
    with pytest.raises(WritingError, match="changed in the meantime"):
        write_mended(tmp_path, mended)
    assert (tmp_path / "a.md").read_bytes() == b"old a.md\r\n"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.md", "b.md"]


def test_where_the_second_fails_the_first_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mended = two(tmp_path)
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "b.md":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(WritingError, match=r"b\.md can't be written: No space left on device"):
        write_mended(tmp_path, mended)
    assert (tmp_path / "a.md").read_bytes() == b"old a.md\r\n"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.md", "b.md"]


def test_a_protected_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mended = two(tmp_path)
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "b.md" and access(path, mode))
    with pytest.raises(WritingError, match="write-protected"):
        write_mended(tmp_path, mended)
    assert (tmp_path / "a.md").read_bytes() == b"old a.md\r\n"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.md", "b.md"]
