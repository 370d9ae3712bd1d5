"""New files come whole or not at all, and never over one that is there."""

import errno
import os
import stat
from pathlib import Path

import pytest

from okrsite.writing.files import NewFile, WritingError, write_new


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_files_and_folders_are_made(tmp_path: Path) -> None:
    write_new(tmp_path, [NewFile(path="a/b/c.md", text="é\n"), NewFile(path="a/d.md", text="")])
    assert everything(tmp_path) == ["a", "a/b", "a/b/c.md", "a/d.md"]
    assert (tmp_path / "a/b/c.md").read_bytes() == b"\xc3\xa9\n"


def test_a_file_may_be_read_by_others(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        write_new(tmp_path, [NewFile(path="a.md", text="x")])
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == 0o644


def test_nothing_is_overwritten_and_nothing_else_written(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("mine")
    with pytest.raises(WritingError, match=r"b\.md is there already"):
        write_new(tmp_path, [NewFile(path="new/a.md", text="x"), NewFile(path="b.md", text="x")])
    assert everything(tmp_path) == ["b.md"]
    assert (tmp_path / "b.md").read_text() == "mine"


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "checkins").write_text("mine")
    with pytest.raises(WritingError, match="checkins is a file, where a folder should be"):
        write_new(tmp_path, [NewFile(path="checkins/a.md", text="x")])
    assert everything(tmp_path) == ["checkins"]


def test_a_link_that_leads_to_nothing_is_there_too(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "gone")
    with pytest.raises(WritingError, match="is there already"):
        write_new(tmp_path, [NewFile(path="a.md", text="x")])
    assert everything(tmp_path) == ["a.md"]


def test_a_folder_that_leads_out_is_refused(tmp_path: Path) -> None:
    content, outside = tmp_path / "content", tmp_path / "outside"
    content.mkdir()
    outside.mkdir()
    (content / "teams").symlink_to(outside)
    with pytest.raises(WritingError, match="leads out of the content folder"):
        write_new(content, [NewFile(path="teams/a.md", text="x")])
    assert everything(outside) == []


def test_what_somebody_writes_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def late(source: Path, target: Path) -> None:
        if Path(target).name == "b.md":
            Path(target).write_text("mine")
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(WritingError, match=r"b\.md is there already"):
        write_new(tmp_path, [NewFile(path="new/a.md", text="x"), NewFile(path="b.md", text="x")])
    assert everything(tmp_path) == ["b.md"]
    assert (tmp_path / "b.md").read_text() == "mine"


def test_a_disk_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refused)
    write_new(tmp_path, [NewFile(path="a.md", text="x")])
    assert everything(tmp_path) == ["a.md"]
    assert (tmp_path / "a.md").read_text() == "x"
    with pytest.raises(WritingError):
        write_new(tmp_path, [NewFile(path="a.md", text="y")])


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", ".a.md.1f.tmp")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WritingError, match=r"x/a\.md can't be written: No space left on device"):
        write_new(tmp_path, [NewFile(path="x/a.md", text="x")])
    assert everything(tmp_path) == []


def test_ctrl_c_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_new(tmp_path, [NewFile(path="x/a.md", text="x")])
    assert everything(tmp_path) == []
