"""What files gave, kept from one run to the next: it changes nothing but the time that loading takes."""

import os
import pickle
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from okrsite.keeping import store
from okrsite.loading import one_file, packing, stamps
from okrsite.loading.kept import Kept
from okrsite.loading.load import Loaded, load
from okrsite.loading.memory import Memory
from okrsite.loading.reading import read_text

TODAY = date(2026, 11, 20)
EXAMPLE = Path(__file__).resolve().parents[3] / "content"

FILES: Mapping[str, str] = {
    "okrsite.yml": "company: Acme\n",
    "teams/growth.md": "---\nname: Growth\n---\n",
    "2026-Q3/growth/search.md": "---\ntitle: Find\nkey_results: []\n---\nWhy.\n",
    "2026-Q4/growth/search.md": "---\ntitle: Find anything\nallow: {objective-vague: yes}\n---\nWhy.\n",
    "2026-Q4/growth/checkins/2026-10-16.md": "---\nkey_results:\n  found: {value: 40%}\n---\n",
}
TEXTS = (
    "",
    "---\ntitle: Another\nowner: Ada\nkey_results:\n- {id: found, title: Found, from: 20%, to: 65%}\n---\n",
    "---\ntitle: Cut # off\nowner: [Ada\n---\n",
    "---\nname: Growth\nkey_results: {found: {value: 41%, confidence: 7}}\n---\nProse.\n",
    "---\nstatus: draft\ntitle: [\n---\n",
    "no fields at all\n",
    "\x00",
)
PATHS = (
    *FILES,
    "teams/product.md",
    "2026-Q4/growth/other.md",
    "2026-Q4/growth/review.md",
    "2026-Q4/reviews/2026-12-01.md",
    "2026-Q4/growth/checkins/2026-11-16.md",
)

TIMES = count(1)

Edit = tuple[str, str, str | None]
"""A path, where its file moves to (or the same), and what is written there, None to delete it."""

EDITS = st.lists(
    st.tuples(st.sampled_from(PATHS), st.sampled_from(PATHS), st.none() | st.sampled_from(TEXTS)), max_size=4
)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of files that were decoded."""
    paths: list[str] = []
    built = one_file.read_one

    def told(file: Any, text: str, decode: Any) -> one_file.Outcome:
        paths.append(file.path)
        return built(file, text, decode)

    monkeypatch.setattr("okrsite.loading.outcomes.read_one", told)
    return paths


@pytest.fixture
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """All files were written long before they are looked at."""
    monkeypatch.setattr(stamps, "MOMENT", -(10**18))


def written(folder: Path, files: Mapping[str, str] = FILES) -> Path:
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def loaded(content: Path, folder: Path) -> Loaded:
    """The content, loaded in a run of its own."""
    kept = Kept(folder)
    found = load(content, today=TODAY, memory=kept)
    kept.save()
    return found


def edit(content: Path, edits: list[Edit]) -> None:
    """Make edits; each file that is written gets a time of its own, long ago."""
    for path, target, text in edits:
        file, other = content / path, content / target
        if "okrsite.yml" in (path, target):
            continue
        if file.exists() and file != other:
            other.parent.mkdir(parents=True, exist_ok=True)
            file.replace(other)
        if text is None:
            other.unlink(missing_ok=True)
        else:
            other.parent.mkdir(parents=True, exist_ok=True)
            other.write_text(text, "utf-8")
            os.utime(other, ns=(0, next(TIMES)))


def shards(folder: Path) -> Iterator[Path]:
    return (file for file in sorted(folder.iterdir()) if file.name.startswith("outcomes-"))


@settings(max_examples=40, deadline=None)
@given(runs=st.lists(EDITS, min_size=1, max_size=4), by_stamp=st.booleans())
def test_loading_with_a_store_gives_the_same(runs: list[list[Edit]], by_stamp: bool) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        if by_stamp:
            patch.setattr(stamps, "MOMENT", -(10**18))
        content = written(Path(folder, "content"))
        memory = Memory()
        for edits in runs:
            edit(content, edits)
            without = load(content, today=TODAY)
            assert loaded(content, Path(folder, "kept")) == without
            assert load(content, today=TODAY, memory=memory) == without


def test_the_example_company_comes_back_whole(tmp_path: Path) -> None:
    without = load(EXAMPLE, today=TODAY)
    for _ in range(2):
        again = loaded(EXAMPLE, tmp_path)
        assert again == without
        bodies = [[o.source.body for o in found.portfolio.objectives] for found in (again, without)]
        assert bodies[0] == bodies[1]  # which is no part of what makes two equal
        assert again.portfolio.objectives[0].source.front == without.portfolio.objectives[0].source.front


@pytest.mark.usefixtures("long_ago")
def test_only_what_has_changed_is_decoded(tmp_path: Path, read: list[str]) -> None:
    content = written(tmp_path / "content")
    loaded(content, tmp_path / "kept")
    read.clear()
    loaded(content, tmp_path / "kept")
    assert read == []
    edit(content, [("2026-Q4/growth/search.md", "2026-Q4/growth/search.md", TEXTS[1])])
    loaded(content, tmp_path / "kept")
    assert read == ["2026-Q4/growth/search.md"]


@pytest.mark.usefixtures("long_ago")
def test_a_file_that_is_as_it_was_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = written(tmp_path / "content")
    first = loaded(content, tmp_path / "kept")
    opened: list[str] = []

    def told(file: str, path: str, report: Any) -> str | None:
        opened.append(path)
        return read_text(file, path, report)

    monkeypatch.setattr("okrsite.loading.outcomes.read_text", told)
    assert loaded(content, tmp_path / "kept") == first
    assert opened == ["okrsite.yml"]


def test_a_copy_elsewhere_is_known_by_its_content(tmp_path: Path, read: list[str]) -> None:
    loaded(written(tmp_path / "content"), tmp_path / "kept")
    read.clear()
    loaded(written(tmp_path / "clone"), tmp_path / "kept")
    assert read == []


def test_a_file_that_was_just_written_is_read_again(tmp_path: Path) -> None:
    content = written(tmp_path / "content")
    loaded(content, tmp_path / "kept")
    file = content / "2026-Q4/growth/search.md"
    before = file.stat()
    file.write_text(file.read_text("utf-8").replace("Find", "Sort"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert loaded(content, tmp_path / "kept").portfolio.objectives[1].title == "Sort anything"


def test_a_stamp_of_the_last_moment_tells_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.md"
    file.write_text("a", "utf-8")
    assert stamps.stamp_of(str(file)) is None
    later = time.time_ns() + stamps.MOMENT + 1_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: later)
    assert stamps.stamp_of(str(file)) is not None
    os.utime(file, ns=(0, later + 1))  # a clock that was wrong
    assert stamps.stamp_of(str(file)) is None
    assert stamps.stamp_of(str(tmp_path / "gone.md")) is None


@pytest.mark.usefixtures("long_ago")
def test_what_an_editor_holds_gets_no_stamp(tmp_path: Path) -> None:
    content = written(tmp_path / "content")
    path = "2026-Q4/growth/search.md"
    kept = Kept(tmp_path / "kept")
    load(content, today=TODAY, memory=kept)
    held = load(content, today=TODAY, memory=kept, overlay={path: TEXTS[1]})
    assert held.portfolio.objectives[1].title == "Another"
    assert load(content, today=TODAY, memory=kept).portfolio.objectives[1].title == "Find anything"


@pytest.mark.usefixtures("long_ago")
def test_only_the_shard_of_an_edit_is_written(tmp_path: Path) -> None:
    content = written(tmp_path / "content")
    loaded(content, tmp_path / "kept")
    before = {file: file.stat().st_mtime_ns for file in shards(tmp_path / "kept")}
    assert len(before) > 1
    edit(content, [("teams/growth.md", "teams/growth.md", TEXTS[3])])
    loaded(content, tmp_path / "kept")
    after = {file: file.stat().st_mtime_ns for file in shards(tmp_path / "kept")}
    assert sum(before[file] != after[file] for file in before) == 1


@pytest.mark.parametrize("how", ["flip", "cut", "empty", "grown", "other"])
@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_store(tmp_path: Path, seed: int, how: str) -> None:
    content, folder = written(tmp_path / "content"), tmp_path / "kept"
    without = loaded(content, folder)
    chance = random.Random(seed)
    for file in shards(folder):
        data = bytearray(file.read_bytes())
        at = chance.randrange(len(data))
        if how == "flip":
            data[at] ^= 1 << chance.randrange(8)
        elif how == "cut":
            del data[at:]
        elif how == "empty":
            data.clear()
        elif how == "grown":
            data += bytes([data[at]])
        else:
            data[:] = chance.randbytes(at)
        file.write_bytes(data)
    assert loaded(content, folder) == without
    assert loaded(content, folder) == without


@pytest.mark.parametrize("what", ["code", "python"])
def test_a_store_of_another_okrsite_or_python(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    content = written(tmp_path / "content")
    first = loaded(content, tmp_path / "kept")
    if what == "code":
        monkeypatch.setattr(store, "code_digest", lambda: "another")
    else:
        monkeypatch.setattr("sys.version_info", (9, 9, 9))
    read.clear()
    assert loaded(content, tmp_path / "kept") == first
    assert len(read) == 4


class Hostile:
    """What runs something where it is unpickled."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str]]:
        return os.system, ("echo taken over",)


@pytest.mark.parametrize("made", [Hostile, lambda: [("2026-Q4/growth/search.md", Hostile())]])
def test_a_hostile_store_runs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Callable[[], Any]
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(os, "system", ran.append)
    hostile = pickle.dumps(made(), protocol=5)
    with pytest.raises(pickle.UnpicklingError):
        packing.unpacked(hostile)
    content = written(tmp_path / "content")
    first = loaded(content, tmp_path / "kept")
    for file in shards(tmp_path / "kept"):
        store.Store(tmp_path / "kept", frozenset()).save(file.name, hostile)
    assert loaded(content, tmp_path / "kept") == first
    for file in shards(tmp_path / "kept"):
        store.Store(tmp_path / "kept", frozenset()).save(file.name, made())
    assert loaded(content, tmp_path / "kept") == first
    assert ran == []


@pytest.mark.parametrize(
    "value", [None, 7, [7], [("a",)], [("a", "objective", b"", None, 7)], [([], 1, 2, 3, 4)], {"a": 1}]
)
def test_a_store_that_holds_something_else(tmp_path: Path, value: object) -> None:
    content = written(tmp_path / "content")
    first = loaded(content, tmp_path / "kept")
    for file in shards(tmp_path / "kept"):
        store.Store(tmp_path / "kept", frozenset()).save(file.name, packing.packed(value))
    assert loaded(content, tmp_path / "kept") == first


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    content = written(tmp_path / "content")
    (tmp_path / "kept").write_text("a file in its way", "utf-8")
    assert loaded(content, tmp_path / "kept") == load(content, today=TODAY)
    assert (tmp_path / "kept").read_text("utf-8") == "a file in its way"


def test_records_are_packed_with_all_their_fields() -> None:
    for record in packing.RECORDS:
        values = tuple(f"{field.name}" for field in fields(record))
        made = packing._maker_of(record)(*values)
        again = packing.unpacked(packing.packed(made))
        assert [getattr(again, field.name) for field in fields(record)] == list(values)
    assert packing.unpacked(packing.packed([Decimal("0.30"), TODAY, ()])) == [Decimal("0.30"), TODAY, ()]


def test_equal_quantities_become_one() -> None:
    text = packing.packed([packing.Quantity(number=Decimal(3), figure="3") for _ in range(2)])
    one, two = packing.unpacked(text)
    assert one is two
