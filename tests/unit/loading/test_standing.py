"""Loading a folder again where it is known what may have changed: as if all had been looked at."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from okrsite.loading import standing
from okrsite.loading.load import load
from okrsite.loading.memory import Memory

TODAY = date(2026, 11, 20)
OBJECTIVE = "---\ntitle: {title}\nkey_results:\n  - id: a\n    title: More\n    from: 1\n    to: 2\n---\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "2026-Q4/web/checkins").mkdir(parents=True)
    (folder / "teams").mkdir()
    (folder / "okrsite.yml").write_text("company: Zug\n")
    (folder / "teams/web.md").write_text("---\nname: Web\n---\n")
    for name in ("fast", "calm"):
        (folder / f"2026-Q4/web/{name}.md").write_text(OBJECTIVE.format(title=name))
    (folder / "2026-Q4/web/checkins/2026-10-16.md").write_text("---\nkey_results:\n  fast#a: 1\n---\n")
    return folder


@pytest.fixture
def walks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """The folders that were walked through."""
    walked: list[Path] = []
    discover = standing.discover
    monkeypatch.setattr(standing, "discover", lambda at, *rest: walked.append(at) or discover(at, *rest))
    return walked


Edit = Callable[[Path], None]


def written(path: str, text: str) -> Edit:
    def edit(content: Path) -> None:
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text)

    return edit


def removed(path: str) -> Edit:
    return lambda content: (content / path).unlink()


def untidy(content: Path) -> None:
    """What belongs nowhere."""
    (content / "2026-Q4/web/fast.md.orig").write_text("?")
    (content / "2026-Q4/web/more").mkdir()
    (content / "2026-Q4/web/more/notes.md").write_text("?")
    os.close(os.open(os.fsencode(content / "2026-Q4/web") + b"/\xff.md", os.O_CREAT | os.O_WRONLY))


def without(path: bytes) -> Edit:
    def edit(content: Path) -> None:
        where = content / os.fsdecode(path)
        shutil.rmtree(where) if where.is_dir() else where.unlink()

    return edit


def moved(path: str, to: str) -> Edit:
    return lambda content: (content / path).rename(content / to) and None


def linked(path: str, to: str) -> Edit:
    def edit(content: Path) -> None:
        (content / path).unlink()
        (content / path).symlink_to(to)

    return edit


FAST, CALM = "2026-Q4/web/fast.md", "2026-Q4/web/calm.md"


@pytest.mark.parametrize(
    ("edit", "told", "looks"),
    [
        (written(FAST, OBJECTIVE.format(title="Faster")), [FAST], 0),
        (written(FAST, "---\ntitle: [\n---\n"), [FAST], 0),
        (written(FAST, OBJECTIVE.format(title="Faster")), [FAST, "2026-Q4/web/sedAb1"], 0),
        (written("okrsite.yml", "company: Lok\n"), ["okrsite.yml"], 0),
        (lambda _: None, [], 0),
        (written("2026-Q4/web/new.md", OBJECTIVE.format(title="New")), ["2026-Q4/web/new.md"], 1),
        (written("2026-Q4/app/new.md", OBJECTIVE.format(title="New")), ["2026-Q4/app"], 1),
        (written("2026-Q4/web/out of place.txt", "?"), ["2026-Q4/web/out of place.txt"], 1),
        (removed(CALM), [CALM], 1),
        (moved(CALM, "2026-Q4/web/still.md"), [CALM, "2026-Q4/web/still.md"], 1),
        (moved("2026-Q4/web", "2026-Q4/internet"), ["2026-Q4/web", "2026-Q4/internet"], 1),
        (linked(CALM, "fast.md"), [CALM], 1),
        (linked(CALM, "/etc/passwd"), [CALM], 1),
        (written(FAST, OBJECTIVE.format(title="Faster")), ["."], 1),
        (written(FAST, OBJECTIVE.format(title="Faster")), None, 1),
    ],
)
def test_what_is_told_is_looked_at(
    content: Path, walks: list[Path], edit: Edit, told: list[str] | None, looks: int
) -> None:
    memory = Memory()
    load(content, today=TODAY, memory=memory)
    edit(content)
    before = len(walks)
    again = load(content, today=TODAY, memory=memory, changed=None if told is None else frozenset(told))
    assert len(walks) - before == looks
    clean = load(content, today=TODAY)
    assert again.portfolio == clean.portfolio
    assert (again.findings, again.broken_drafts) == (clean.findings, clean.broken_drafts)
    assert again.seen.stands()


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (without(b"2026-Q4/web/fast.md.orig"), ["2026-Q4/web/fast.md.orig"]),
        (without(b"2026-Q4/web/more"), ["2026-Q4/web/more"]),
        (without(b"2026-Q4/web/more"), ["2026-Q4/web/more/notes.md"]),
        (without(b"2026-Q4/web/\xff.md"), ["2026-Q4/web/\udcff.md"]),
        (moved("2026-Q4/web/more", "2026-Q4/web/_more"), ["2026-Q4/web/more", "2026-Q4/web/_more"]),
    ],
)
def test_what_belonged_nowhere_and_is_gone_is_told_no_more(
    content: Path, edit: Edit, told: list[str]
) -> None:
    untidy(content)
    memory = Memory()
    assert len(load(content, today=TODAY, memory=memory).seen.findings) == 3
    edit(content)
    again = load(content, today=TODAY, memory=memory, changed=frozenset(told))
    assert len(again.seen.findings) == 2
    assert again.findings == load(content, today=TODAY).findings


def test_nothing_is_known_before_the_first_load(content: Path, walks: list[Path]) -> None:
    memory = Memory()
    assert load(content, today=TODAY, memory=memory, changed=frozenset()).portfolio.objectives
    assert len(walks) == 1


def test_after_texts_that_nobody_saved_all_is_looked_at(content: Path, walks: list[Path]) -> None:
    memory = Memory()
    held = {"2026-Q4/web/held.md": OBJECTIVE.format(title="Held")}
    assert len(load(content, today=TODAY, memory=memory, overlay=held).portfolio.objectives) == 3
    assert len(load(content, today=TODAY, memory=memory, changed=frozenset()).portfolio.objectives) == 2
    assert len(walks) == 2


def test_it_stands_unless_what_was_looked_at_is_written_meanwhile(content: Path) -> None:
    memory = Memory()
    load(content, today=TODAY, memory=memory)
    seen = load(content, today=TODAY, memory=memory, changed=frozenset({FAST})).seen
    written(FAST, OBJECTIVE.format(title="Written while it was read"))(content)
    assert not seen.stands()
