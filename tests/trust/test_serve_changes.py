"""`okrsite serve` ends with what the folder holds, however it came there, and after few builds."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from live_preview import LivePreview, live_preview, within
from project import COMPANY, write
from repositories import Repo

from okrsite.preview import watcher
from okrsite.preview.watched import Ear

OBJECTIVE = COMPANY["2026-Q4/vans/short-way.md"]
PAGE = "2026-Q4/vans/short-way.html"


def titled(title: str) -> str:
    return OBJECTIVE.replace("Take the short way", title)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivePreview]:
    repo = Repo(tmp_path_factory.mktemp("changes") / "okrs")
    repo.write_all(COMPANY)
    repo.write(".gitignore", "/site/\n/clean/\n/copy/\n")
    repo.commit("Begin", day="2026-10-01")
    with pytest.MonkeyPatch.context() as patch, live_preview(repo.root) as preview:
        patch.setattr(watcher, "_COUNT_EVERY", 0.3)
        yield preview


def _truncating(file: Path, text: str) -> None:
    """VS Code, nano: the file is emptied and written."""
    file.write_text(text)


def _renaming(file: Path, text: str) -> None:
    """Sublime, gedit: another file takes its place."""
    new = file.with_name(f".{file.name}.x7f")
    new.write_text(text)
    new.replace(file)


def _vim(file: Path, text: str) -> None:
    """A probe, the file becomes the backup, a new one is written, the backup goes."""
    swap, backup, probe = (file.with_name(name) for name in (f".{file.name}.swp", f"{file.name}~", "4913"))
    swap.write_text("swap")
    probe.write_text("")
    probe.unlink()
    file.rename(backup)
    file.write_text(text)
    backup.unlink()
    swap.unlink()


def _emacs(file: Path, text: str) -> None:
    """A lock that is a link to nowhere, an automatic save."""
    lock, saved = file.with_name(f".#{file.name}"), file.with_name(f"#{file.name}#")
    lock.symlink_to("ada@laptop.4711:1")
    saved.write_text(text)
    file.write_text(text)
    saved.unlink()
    lock.unlink()


def _jetbrains(file: Path, text: str) -> None:
    """The “safe write”."""
    new, old = (file.with_name(f"{file.name}___jb_{name}___") for name in ("tmp", "old"))
    new.write_text(text)
    file.rename(old)
    new.rename(file)
    old.unlink()


def _deleting(file: Path, text: str) -> None:
    """The file goes, and comes back."""
    file.unlink()
    file.write_text(text)


EDITORS: tuple[Callable[[Path, str], None], ...] = (
    _truncating,
    _renaming,
    _vim,
    _emacs,
    _jetbrains,
    _deleting,
)


@pytest.mark.parametrize("save", EDITORS, ids=lambda save: save.__name__)
def test_editors(live: LivePreview, save: Callable[[Path, str], None]) -> None:
    builds, title = live.builds, f"Saved in the way of {save.__name__}"
    save(live.root / "content/2026-Q4/vans/short-way.md", titled(title))
    assert live.shows(title, PAGE)
    assert live.builds <= builds + 2


def test_a_copy_is_told_until_it_is_gone_and_a_backup_is_not(live: LivePreview) -> None:
    file = live.root / "content/2026-Q4/vans/short-way.md"
    shutil.copyfile(file, file.with_name("short-way.md~"))  # as Emacs leaves it
    copy = Path(shutil.copyfile(file, file.with_name("short-way.md.orig")))
    file.write_text(titled("Beside its copy"))
    assert within(lambda: "short-way.md.orig" in live.faults)
    assert "short-way.md~" not in live.faults
    copy.unlink()
    assert live.shows("Beside its copy", PAGE)


def test_hundreds_of_files_at_once_make_few_builds(live: LivePreview) -> None:
    builds = live.builds
    for turn in range(10):
        for number in range(30):
            write(live.root, {f"content/2026-Q4/vans/way-{number}.md": titled(f"Way {number} of {turn}")})
    assert live.shows_what_the_folder_holds()
    assert live.builds <= builds + 6
    for number in range(30):
        (live.root / f"content/2026-Q4/vans/way-{number}.md").unlink()


def test_folders_are_renamed_and_go_and_come_back(live: LivePreview) -> None:
    content = live.root / "content"
    for name, other in (("2026-Q4/vans", "2026-Q4/ovens/vans"), ("2026-Q4", "2026-Q3")):
        (content / name).rename(content / other)
        (content / "index.md").write_text(f"While {name} was {other}.\n")
        (content / other).rename(content / name)
    content.rename(live.root / "away")
    assert within(lambda: any("There is no content folder" in failure for failure in live.failures))
    (live.root / "away").rename(content)
    shutil.copytree(content, live.root / "copy")
    shutil.rmtree(content)
    shutil.copytree(live.root / "copy", content)
    write(live.root, {"content/2026-Q4/vans/short-way.md": titled("Written into the new folder")})
    assert live.shows("Written into the new folder", PAGE)
    assert live.shows_what_the_folder_holds()


def test_branches_are_checked_out_and_commits_made(live: LivePreview) -> None:
    repo = Repo(live.root, exists=True)
    repo.commit("All that the tests before did", day="2026-11-01")
    repo.branch("other")
    repo.write("content/2026-Q4/vans/short-way.md", titled("Only on the other branch"))
    repo.git("rm", "-r", "--quiet", "content/2026-Q4/ovens")
    for number in range(20):
        repo.write(f"content/2026-Q4/ovens/way-{number}.md", titled(f"Oven {number}"))
    repo.commit("Another way", day="2026-11-10")
    assert live.shows_what_the_folder_holds()
    for branch in ("main", "other", "main"):
        repo.switch(branch)
    # The files stay as they are, and what is known of their past does not.
    repo.git(
        "commit", "--quiet", "--amend", "--message", "All of it, and why", "--date", "2026-11-12T09:00:00Z"
    )
    assert live.shows_what_the_folder_holds()


def test_what_nobody_tells_is_found(live: LivePreview, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the system's queue of changes overflows, or a network drive keeps them for itself."""
    monkeypatch.setattr(Ear, "on_any_event", lambda *_: None)
    write(live.root, {"content/2026-Q4/vans/short-way.md": titled("Nobody said a word")})
    assert live.shows("Nobody said a word", PAGE)


def test_what_passes_by_itself_is_tried_again(live: LivePreview) -> None:
    with live.another_build():
        write(live.root, {"content/2026-Q4/vans/short-way.md": titled("Once the other is done")})
        assert within(lambda: any("another okrsite build" in failure for failure in live.failures))
    assert live.shows("Once the other is done", PAGE)
