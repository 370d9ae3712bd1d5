"""Work spread over processes: all of it is done once, and what goes wrong in one of them is told here."""

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from built_company import DAY, Place
from lively_company import held

from okrsite import spreading
from okrsite.building import making, pipeline
from okrsite.building.publish import PublishError
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.rendering.environment import RenderError
from okrsite.source import Span
from okrsite.spreading import WorkerError, processes, spread

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")

BATCHES = 40


def spread_out(work: Callable[[int], int], count: int = 2) -> list[list[int]]:
    done: list[int] = []

    def noting(number: int) -> int:
        found = work(number)
        done.append(number)
        return found

    return [*spread(count, BATCHES, noting, lambda: done, lambda _: None), done]


def copies() -> set[str]:
    """The processes that this one has begun and not seen off."""
    known = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    return set(known.read_text().split()) if known.exists() else set()


@pytest.fixture
def descriptors() -> Callable[[], int]:
    """Tells how many files are open."""
    return lambda: len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0


def test_every_batch_is_done_once(descriptors: Callable[[], int]) -> None:
    before, steps, others = descriptors(), list[int](), copies()
    found = spread(3, BATCHES, lambda number: number, lambda: os.getpid(), steps.append)
    assert sorted(steps) == list(range(BATCHES))
    assert len({*found, os.getpid()}) == 3
    assert sorted(number for done in spread_out(lambda number: number) for number in done) == list(range(40))
    assert descriptors() == before
    assert copies() <= others


class Odd(Exception):
    """One that can't be sent as it is."""

    def __init__(self, one: str, two: Callable[[], int]) -> None:
        super().__init__(f"{one} {two()}")
        self.two = two


FAULT = Diagnostic(
    rule="template",
    severity=Severity.ERROR,
    path="a.html",
    span=Span(line=2, column=3),
    message="No.",
    hint="Do.",
)


@pytest.mark.parametrize(
    ("error", "kind", "message"),
    [
        (RenderError(faults=(FAULT,)), RenderError, "No."),
        (PublishError("the disk is full"), PublishError, "the disk is full"),
        (OSError(28, "No space", "file"), OSError, "No space"),
        (KeyboardInterrupt(), KeyboardInterrupt, "^$"),
        (Odd("one", lambda: 7), RuntimeError, "Odd: one 7"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else None,
)
def test_an_error_is_raised_here(
    error: BaseException, kind: type[BaseException], message: str, descriptors: Callable[[], int]
) -> None:
    before, here = descriptors(), os.getpid()

    def work(_: int) -> int:
        if os.getpid() != here:
            raise error
        time.sleep(0.01)  # so that there is something left for the other
        return 1

    with pytest.raises(kind, match=message) as caught:
        spread_out(work)
    assert getattr(caught.value, "faults", ()) == getattr(error, "faults", ())
    assert descriptors() == before


@pytest.mark.parametrize("where", ["here", "in a copy"])
def test_after_an_error_the_others_stop(tmp_path: Path, where: str) -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if (os.getpid() == here) == (where == "here"):
            raise ValueError("first")
        (tmp_path / str(number)).touch()
        time.sleep(0.05)
        return 1

    with pytest.raises(ValueError, match="first"):
        spread_out(work)
    assert len(list(tmp_path.iterdir())) < BATCHES / 2


@pytest.mark.parametrize("when", ["at work", "telling"])
def test_a_process_that_is_killed(when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    here = os.getpid()

    def work(_: int) -> int:
        if os.getpid() == here:
            time.sleep(0.01)  # so that there is something left for the other
        elif when == "at work":
            os.kill(os.getpid(), signal.SIGKILL)
        return 1

    if when == "telling":
        dumps = spreading.pickle.dumps

        def cut(value: object, protocol: int) -> bytes:
            return dumps(value, protocol=protocol)[:-3]

        monkeypatch.setattr(spreading.pickle, "dumps", cut)
    with pytest.raises(WorkerError, match="ended from outside"):
        spread_out(work)


def test_an_interrupt_here_ends_them(descriptors: Callable[[], int]) -> None:
    before, others = descriptors(), copies()

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        spread(2, BATCHES, lambda number: number, lambda: None, interrupt)
    assert descriptors() == before
    assert copies() <= others


def test_what_is_worth_several_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(8), raising=False)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert [processes(batches) for batches in (0, 5, 6, 100)] == [1, 1, 3, 8]
    with monkeypatch.context() as patch:
        patch.setattr(threading, "active_count", lambda: 2)
        assert processes(100) == 1
    with monkeypatch.context() as patch:
        patch.setattr("sys.platform", "darwin")
        assert processes(100) == 1
    monkeypatch.delattr(os, "fork")
    assert processes(100) == 1


# A site made by several


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes, also for a small site."""
    monkeypatch.setattr(making, "BATCH", 4)
    monkeypatch.setattr(making, "processes", lambda batches: 2 if batches > 1 else 1)


@pytest.mark.usefixtures("several")
def test_several_make_what_one_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place(tmp_path)
    built = pipeline.build(place.content, tmp_path / "two", today=DAY)
    with monkeypatch.context() as patch:
        patch.setattr(making, "processes", lambda _: 1)
        files, said, _ = place.clean()
        assert held(tmp_path / "two") == files
    assert (built.pages, built.undrawn) == (said[2], said[3])
    place.check()
    replaced = place.content / "2026-Q4/company/every-street.md"
    replaced.write_text(replaced.read_text("utf-8").replace("Be in", "Be on"), "utf-8")
    place.check()


@pytest.mark.usefixtures("several")
def test_graphs_that_nobody_could_draw_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from okrsite.rendering import graph_engine

    place = Place(tmp_path)
    monkeypatch.setattr(graph_engine, "engines", list)
    two = pipeline.build(place.content, tmp_path / "two", today=DAY).undrawn
    monkeypatch.setattr(making, "processes", lambda _: 1)
    assert two == pipeline.build(place.content, tmp_path / "one", today=DAY).undrawn > 0


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("how", ["killed", "fault", "interrupt"])
def test_one_of_them_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    place = Place(tmp_path)
    place.build()
    before, make, parent = held(place.output), making.Making._make, os.getpid()
    place.content.joinpath("2026-Q4/web/quick.md").unlink()
    (place.content / "2026-Q4/web/checkins/2026-11-06.md").unlink()

    def failing(*given: object) -> None:
        if os.getpid() != parent:
            if how == "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            raise RenderError(faults=(FAULT,)) if how == "fault" else KeyboardInterrupt
        make(*given)  # type: ignore[arg-type]

    kind = {"killed": WorkerError, "fault": RenderError, "interrupt": KeyboardInterrupt}[how]
    with monkeypatch.context() as patch:
        patch.setattr(making.Making, "_make", failing)
        with pytest.raises(kind):
            place.build()
    assert held(place.output) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "content", "site"]
    place.check()
