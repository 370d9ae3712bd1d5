"""A company that is being written: what counts, and what is superseded."""

import asyncio
import threading
from pathlib import Path

import pytest
from typed_company import FILES, TODAY, write

from okrsite.building.refusals import ContentError
from okrsite.language_server import company as company_module
from okrsite.language_server.company import Company, Superseded
from okrsite.language_server.findings import Findings
from okrsite.language_server.snapshot import Snapshot
from okrsite.language_server.watch import Watch

VANS = "2026-Q4/vans/short-way.md"


def rules(snapshot: Snapshot) -> list[str]:
    return [diagnostic.rule for diagnostic in snapshot.diagnostics]


def test_what_the_editor_holds_goes_before_the_disk(tmp_path: Path) -> None:
    company = Company(write(tmp_path), TODAY)
    assert rules(company.check({}, 0)) == []
    company.hold(VANS, FILES[VANS].replace("every-street", "nowhere"))
    assert rules(company.check(company.texts, company.number)) == ["parent-not-found"]
    company.let_go(VANS)
    assert rules(company.check(company.texts, company.number)) == []


def test_a_check_of_a_number_that_is_past_gives_up(tmp_path: Path) -> None:
    company = Company(write(tmp_path), TODAY)
    company.hold(VANS, "a")
    with pytest.raises(Superseded):
        company.check({}, 0)


def test_a_change_in_the_midst_supersedes_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    company = Company(write(tmp_path), TODAY)
    real = company_module.check_content

    def and_somebody_types(*given: object, **named: object) -> object:
        checked = real(*given, **named)  # type: ignore[arg-type]
        company.hold(VANS, "a")
        return checked

    monkeypatch.setattr(company_module, "check_content", and_somebody_types)
    with pytest.raises(Superseded):
        company.check({}, 0)


def test_a_text_that_stays_the_same_is_no_change(tmp_path: Path) -> None:
    company = Company(write(tmp_path), TODAY)
    company.hold(VANS, "a")
    company.hold(VANS, "a")
    company.let_go("teams/ovens.md")
    assert company.number == 1


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        Company(tmp_path / "nowhere", TODAY).check({}, 0)


def test_which_path_a_file_has(tmp_path: Path) -> None:
    content = write(tmp_path / "real/content")
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    company = Company(content)
    assert company.path_of(content / VANS) == VANS
    assert company.path_of(content / "new folder/ü.md") == "new folder/ü.md"
    assert company.path_of(tmp_path / "link/content" / VANS) == VANS
    assert company.path_of(tmp_path / "real/other.md") is None
    assert company.path_of(content) is None
    assert Company(tmp_path / "link/content").path_of(content / VANS) == VANS


class Told:
    """What a watch tells."""

    def __init__(self) -> None:
        self.found: list[tuple[list[str], int]] = []
        self.typed = 0
        self.failures: list[Exception] = []

    def type(self) -> None:
        self.typed += 1

    async def tell(self, snapshot: Snapshot, found: Findings) -> None:
        self.found.append((rules(snapshot), sum(map(len, found.by_file.values()))))


def test_a_watch_tells_what_stands_last(tmp_path: Path) -> None:
    company, told = Company(write(tmp_path), TODAY), Told()

    async def work() -> Snapshot | None:
        watch = Watch(company, told.type, told.tell, told.failures.append)
        for text in ("nowhere", "nobody", "nothing"):
            company.hold(VANS, FILES[VANS].replace("every-street", text))
            watch.changed()
        snapshot = await watch.settled()
        await asyncio.sleep(0)
        watch.end()
        return snapshot

    snapshot = asyncio.run(work())
    assert snapshot is not None
    assert "company/nothing" in snapshot.diagnostics[0].message
    assert told.found == [(["parent-not-found"], 1)]
    assert told.failures == []


def test_a_change_while_a_check_runs_is_checked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    company, told = Company(write(tmp_path), TODAY), Told()
    begun, go_on = threading.Event(), threading.Event()
    real = company_module.check_content

    def slowly(*given: object, **named: object) -> object:
        begun.set()
        go_on.wait(30)
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(company_module, "check_content", slowly)

    async def work() -> Snapshot | None:
        watch = Watch(company, told.type, told.tell, told.failures.append)
        first = asyncio.ensure_future(watch.settled())
        await asyncio.to_thread(begun.wait, 30)
        company.hold(VANS, FILES[VANS].replace("every-street", "nowhere"))
        second = asyncio.ensure_future(watch.settled())
        await asyncio.sleep(0)
        go_on.set()
        await first
        snapshot = await second
        await asyncio.sleep(0)
        watch.end()
        return snapshot

    snapshot = asyncio.run(work())
    assert snapshot is not None
    assert rules(snapshot) == ["parent-not-found"]
    assert [found for found, _ in told.found] == [["parent-not-found"]]


def test_what_fails_is_told_and_holds_nobody_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    company, told = Company(write(tmp_path), TODAY), Told()

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("a fault of the program")

    monkeypatch.setattr(company_module, "check_content", fails)

    async def work() -> Snapshot | None:
        watch = Watch(company, told.type, told.tell, told.failures.append)
        snapshot = await watch.settled()
        monkeypatch.undo()
        company.hold(VANS, FILES[VANS].replace("every-street", "nowhere"))
        assert await watch.settled() is not None
        watch.end()
        return snapshot

    assert asyncio.run(work()) is None
    assert [str(error) for error in told.failures] == ["a fault of the program"]


def test_when_it_ends_nobody_waits(tmp_path: Path) -> None:
    company, told = Company(write(tmp_path), TODAY), Told()

    async def work() -> None:
        watch = Watch(company, told.type, told.tell, told.failures.append)
        waiting = asyncio.ensure_future(watch.settled())
        await asyncio.sleep(0)
        watch.end()
        assert await waiting is None
        watch.changed()
        assert await watch.settled() is None

    asyncio.run(work())
