"""What breaks off or refuses a build leaves the site whole, says what to do, and nothing behind."""

import errno
import fcntl
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from project import TODAY, company, run, tree, write

from okrsite.building import in_place
from okrsite.building.output import PublishError, locate
from okrsite.building.publish import Publication
from okrsite.keeping.aside import clear_aside, clear_scratch, scratch, write_whole
from okrsite.keeping.store import Store
from okrsite.loading import reading
from okrsite.loading.reading import read_text

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its faults are others")


def build(folder: Path, *more: str | Path) -> tuple[int, str]:
    places = ("--content", folder / "content", "--output", folder / "site", "--today", TODAY)
    result = run("build", *places, *more)
    return result.exit_code, result.output


Harm = Callable[[Path, bytes, bytes], object]

HARMS: tuple[Harm, ...] = (
    lambda path, *_: os.mkfifo(path),
    lambda path, *_: path.mkdir(),
    lambda path, *_: path.symlink_to("/dev/zero"),
    lambda path, *_: path.symlink_to(path.name),
    lambda path, data, _: path.write_bytes(data[:-1]),
    lambda path, _, other: path.write_bytes(other),
    lambda path, *_: path.write_bytes(b""),
)
"""What may become of a file of the cache that held `data`; `other` is what another held."""


# What killed processes leave in the folder of the cache and that for temporary files


def test_what_killed_processes_wrote_aside_is_cleared_and_what_live_ones_write_is_not(tmp_path: Path) -> None:
    dead, live = tmp_path / ".site-1~abcdefg1", tmp_path / ".site-1~abcdefg2"
    others = [tmp_path / name for name in ("site-1", ".site-1", ".gitignore", "~abcdefg1")]
    for file in (dead, live, *others):
        file.write_bytes(b"half")
    with live.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        clear_aside(tmp_path)
        assert not dead.exists()
        assert live.exists()
    clear_aside(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted(others)


def test_what_is_written_aside_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "kept", [b"one", b"two"])
    assert tree(tmp_path) == {"kept": b"onetwo"}

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "kept", [b"three"])
    assert tree(tmp_path) == {"kept": b"onetwo"}


def test_folders_of_killed_processes_are_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    write(
        tmp_path, {"okrsite-scratch-abcdefgh/content/okrsite.yml": "", "okrsite-scratch-mine/a": "", "b": ""}
    )
    with scratch() as folder:
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
            ["b", "okrsite-scratch-mine", folder.name]
        )
        clear_scratch()
        assert folder.is_dir()
    assert not folder.exists()


def test_what_is_kept_about_a_folder_goes_with_it(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    sites = [tmp_path / name for name in ("one", "tw\no ä")]
    for site in sites:
        site.mkdir()
        Store(cache, frozenset()).save(site.name.encode().hex(), 1, site)
    Store(cache, frozenset()).save("plain", 2)
    sites[1].rmdir()
    again = Store(cache, frozenset())
    again.save("plain", 3)
    names = [path.name for path in cache.iterdir() if path.suffix != ".TAG" and path.name != ".gitignore"]
    assert sorted(names) == sorted([b"one".hex(), "plain"])
    assert (again.load("plain"), again.load(b"one".hex())) == (3, 1)


def test_a_damaged_cache_changes_nothing(tmp_path: Path) -> None:
    company(tmp_path)
    assert build(tmp_path)[0] == 0
    names = tree(tmp_path / "site").keys()
    files = sorted(path for path in (tmp_path / ".okrsite-cache").iterdir() if "-" in path.name)
    data = [path.read_bytes() for path in files]
    assert len(files) >= len(HARMS)
    for number, path in enumerate(files):
        path.unlink()
        HARMS[number % len(HARMS)](path, data[number], data[number - 1])
    write(tmp_path, {"content/teams/vans.md": "---\nname: Vans\nparent: company\n---\nAnother road.\n"})
    assert build(tmp_path)[0] == 0
    after = tree(tmp_path / "site")
    assert b"Another road." in after["teams/vans.html"]
    assert after.keys() == names
    assert build(tmp_path, "--no-cache")[0] == 0
    assert tree(tmp_path / "site") == after


# Folders and files


def test_a_file_that_goes_while_a_switch_is_under_way_is_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A journal that is missing means that nothing is to be done; a file that is missing does not."""
    output = tmp_path / "site"
    with Publication(output) as publication:
        publication.add("index.html", b"old")
        publication.switch()

    def gone(source: Path, target: Path) -> Path:
        if source.name == "index.html":
            raise FileNotFoundError(errno.ENOENT, "No such file or directory", str(source))
        os.replace(source, target)  # noqa: PTH105 - what it stands for
        return target

    with Publication(output) as publication:
        publication.few = True
        publication.add("index.html", b"new")
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", gone)
            with pytest.raises(PublishError, match="the next build finishes the rest"):
                publication.switch()
    with Publication(output):
        pass
    assert (output / "index.html").read_bytes() == b"new"
    assert sorted(path.name for path in output.iterdir()) == [".okrsite", "index.html"]


@pytest.mark.parametrize("journal", ["", "{", "[]", "null", '{"put": 1, "remove": []}', "\ud800"])
def test_a_damaged_journal_stops_no_build(tmp_path: Path, journal: str) -> None:
    output = tmp_path / "site"
    with Publication(output) as publication:
        publication.add("index.html", b"old")
        publication.switch()
    places = locate(output)
    places.staging.mkdir()
    (places.staging / "journal").write_bytes(journal.encode("utf-8", "surrogatepass"))
    assert in_place.under_way(places)
    with Publication(output) as publication:
        publication.add("index.html", b"new")
        publication.switch()
    assert tree(output).keys() == {".okrsite", "index.html"}


def test_a_file_that_is_written_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "index.md"
    file.write_bytes(b"half")
    look, times = os.fstat, iter(range(100))

    def written(descriptor: int) -> os.stat_result:
        if next(times) == 1:
            file.write_bytes(b"half, and the other half")
        return look(descriptor)

    monkeypatch.setattr(os, "fstat", written)
    assert read_text(file, "index.md", pytest.fail) == "half, and the other half"
    sizes = iter(range(100))

    def writing(descriptor: int) -> os.stat_result:
        file.write_bytes(b"x" * next(sizes))
        return look(descriptor)

    monkeypatch.setattr(os, "fstat", writing)
    found = []
    assert read_text(file, "index.md", found.append) is None
    assert [(one.rule, one.message) for one in found] == [
        ("unreadable-file", "the file is being written while it is read")
    ]


def test_a_picture_that_is_written_while_it_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture, copy = tmp_path / "a.png", "okrsite.building.staging.shutil.copyfileobj"
    picture.write_bytes(b"half")

    def copied(*_: object) -> None:
        picture.write_bytes(b"half and half")

    monkeypatch.setattr(copy, copied)
    with (
        Publication(tmp_path / "site") as publication,
        pytest.raises(PublishError, match="was written while"),
    ):
        publication.add_file("a.png", picture)
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    "gone", ["content", "content/okrsite.yml", "content/2026-Q4", "content/teams/vans.md"]
)
def test_what_vanished_or_may_not_be_read_is_told(
    tmp_path: Path, gone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an ordinary user meets it: the superuser may read everything."""
    company(tmp_path)
    assert build(tmp_path)[0] == 0
    before = tree(tmp_path / "site")
    hidden = str(tmp_path / gone)
    scan, read = os.scandir, reading.FileIO

    def refused(make: Callable[..., object]) -> Callable[..., object]:
        def refusing(path: str | Path) -> object:
            if str(path).rstrip("/") == hidden:
                raise PermissionError(errno.EACCES, "Permission denied", hidden)
            return make(path)

        return refusing

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refused(scan))
        patch.setattr(reading, "FileIO", refused(read))
        code, said = build(tmp_path, "--no-cache")
    assert code == 1
    assert "can't be read: Permission denied" in said
    assert "stays as it was" in said
    assert tree(tmp_path / "site") == before
