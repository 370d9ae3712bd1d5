"""Files that several processes read give what one process reads of them."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from okrsite.loading import reading_ahead
from okrsite.loading.kept import Kept
from okrsite.loading.load import Loaded, load
from okrsite.loading.memory import Memory
from okrsite.spreading import WorkerError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes can't be copied here")

TODAY = date(2026, 11, 20)
EXAMPLE = Path(__file__).resolve().parents[3] / "content"


def loaded(
    content: Path, memory: Memory | None = None, progress: Callable[[int, int], None] | None = None
) -> Loaded:
    return load(content, today=TODAY, memory=memory, progress=progress)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The example company, with faults of every kind in it."""
    content = tmp_path / "content"
    shutil.copytree(EXAMPLE, content)
    files = sorted(content.glob("2026-Q4/*/*.md"))
    files[0].write_bytes(b"\xff\xfe")
    files[1].write_text("no fields", "utf-8")
    files[2].write_text("---\ntitle: [\nstatus: draft\n---\n", "utf-8")
    files[3].write_text("---\ntitle: Cut #off\nparnet: growth\n---\n", "utf-8")
    return content


@pytest.fixture
def alone(content: Path) -> Loaded:
    """What one process reads."""
    return loaded(content)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of batches for which processes were asked for: two of them are had for any."""
    numbers: list[int] = []

    def two(batches: int) -> int:
        numbers.append(batches)
        return 2

    monkeypatch.setattr(reading_ahead, "FEWEST", 1)
    monkeypatch.setattr(reading_ahead, "BATCH", 7)
    monkeypatch.setattr(reading_ahead, "processes", two)
    return numbers


def test_several_processes_find_the_same(alone: Loaded, content: Path, asked: list[int]) -> None:
    together = loaded(content)
    assert asked[0] > 10
    assert together == alone
    assert together.findings == alone.findings  # in the same order
    bodies = [[c.source.body for c in found.portfolio.check_ins] for found in (together, alone)]
    assert bodies[0] == bodies[1]


@pytest.mark.usefixtures("asked")
def test_progress_goes_up_to_the_end(content: Path) -> None:
    told: list[tuple[int, int]] = []
    loaded(content, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(set(told))
    assert told[-1][0] == told[-1][1]
    assert len(told) > 10


@pytest.mark.usefixtures("asked")
def test_what_is_known_is_not_handed_over(
    alone: Loaded, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(tmp_path / "kept")
    assert loaded(content, kept) == alone
    kept.save()
    handed: list[object] = []
    built = reading_ahead.unpacked
    monkeypatch.setattr(reading_ahead, "unpacked", lambda data: handed.append(built(data)) or handed[-1])
    shutil.copytree(content, tmp_path / "clone")
    assert loaded(tmp_path / "clone", Kept(tmp_path / "kept")) == alone
    assert handed
    assert all(outcome is None for [(_, read)] in handed for _, outcome in read)  # type: ignore[attr-defined]


@pytest.mark.usefixtures("asked")
def test_a_process_that_is_killed_changes_nothing(
    alone: Loaded, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> list[list[bytes]]:
        raise WorkerError("A process was ended from outside: try again.")

    monkeypatch.setattr(reading_ahead, "spread", fail)
    assert loaded(content) == alone


def test_few_files_are_read_by_one_process(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> list[list[bytes]]:
        raise AssertionError("no process is needed")

    monkeypatch.setattr(reading_ahead, "spread", fail)
    loaded(content)
