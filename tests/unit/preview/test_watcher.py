"""Every change is noticed, once and soon, however it was made."""

import errno
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from okrsite.preview import watcher as watcher_module
from okrsite.preview.watcher import Watcher

ROOT = Path(__file__).parents[3]
SOON = 5.0  # seconds; generous, for busy machines


class Reports:
    """Collects what a watcher reports."""

    def __init__(self) -> None:
        self._queue: queue.Queue[frozenset[Path]] = queue.Queue()
        self.seen: set[Path] = set()

    def __call__(self, changes: frozenset[Path]) -> None:
        self._queue.put(changes)

    def wait_for(self, *paths: Path) -> None:
        """Wait until all these paths were reported, and forget them and the others."""
        end = time.monotonic() + SOON
        while not set(paths) <= self.seen:
            try:
                self.seen |= self._queue.get(timeout=max(0, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"not reported: {set(paths) - self.seen}; but {self.seen}") from None
        self.seen = set()

    def next(self) -> frozenset[Path]:
        return self._queue.get(timeout=SOON)

    def none_for(self, seconds: float) -> bool:
        try:
            self.seen |= self._queue.get(timeout=seconds)
        except queue.Empty:
            return True
        return False


@pytest.fixture
def reports() -> Reports:
    return Reports()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "teams").mkdir(parents=True)
    (folder / "teams" / "growth.md").write_text("growth")
    return folder


@pytest.fixture
def watch(reports: Reports) -> Iterator[Callable[..., Watcher]]:
    watchers = []

    def start(*folders: Path, **options: object) -> Watcher:
        watcher = Watcher(folders, options.pop("on_change", reports), **options)  # type: ignore[arg-type]
        watchers.append(watcher)
        watcher.start()
        return watcher

    yield start
    for watcher in watchers:
        watcher.stop()


def test_a_save_is_reported_once(content: Path, watch: Callable[..., Watcher], reports: Reports) -> None:
    watch(content)
    (content / "teams" / "growth.md").write_text("changed")
    assert reports.next() == {content / "teams" / "growth.md"}
    assert reports.none_for(0.3)


@pytest.mark.parametrize("polling", [False, True])
def test_every_kind_of_change(
    content: Path,
    tmp_path: Path,
    watch: Callable[..., Watcher],
    reports: Reports,
    monkeypatch: pytest.MonkeyPatch,
    polling: bool,
) -> None:
    monkeypatch.setattr(watcher_module, "_POLL_EVERY", 0.1)
    watch(content, polling=polling)
    page = content / "teams" / "growth.md"

    (content / "teams" / ".growth.md.x7f").write_text("saved by way of another file")
    (content / "teams" / ".growth.md.x7f").replace(page)
    reports.wait_for(page)

    (content / "new" / "deep").mkdir(parents=True)
    (content / "new" / "deep" / "page.md").write_text("in a new folder")
    reports.wait_for(content / "new" / "deep" / "page.md")

    (content / "new").rename(content / "renamed")
    reports.wait_for(content / "new", content / "renamed", content / "renamed" / "deep" / "page.md")
    (content / "renamed" / "deep" / "page.md").write_text("changed in a renamed folder")
    reports.wait_for(content / "renamed" / "deep" / "page.md")

    (content / "renamed").rename(tmp_path / "outside")
    reports.wait_for(content / "renamed")
    (tmp_path / "outside").rename(content / "back")
    reports.wait_for(content / "back" / "deep" / "page.md")

    shutil.rmtree(content / "back")
    page.unlink()
    reports.wait_for(content / "back" / "deep" / "page.md", page)


def test_hundreds_of_changes_make_few_reports(
    content: Path, watch: Callable[..., Watcher], reports: Reports
) -> None:
    watch(content)
    pages = [content / f"quarter-{number % 20}" / f"{number}.md" for number in range(400)]
    for page in pages:
        page.parent.mkdir(exist_ok=True)
        page.write_text("as a checkout of another branch writes them")
    changes: set[Path] = set()
    calls = 0
    while not set(pages) <= changes:
        changes |= reports.next()
        calls += 1
    assert calls <= 10


@pytest.mark.parametrize(
    "name",
    [".growth.md.swp", "growth.md~", "4913", ".#growth.md", "#growth.md#", ".DS_Store", "growth.md.tmp",
     ".git/index", "__pycache__/x.pyc"],
)  # fmt: skip
def test_what_editors_leave_is_not_reported(
    content: Path, watch: Callable[..., Watcher], reports: Reports, name: str
) -> None:
    watch(content)
    (content / name).parent.mkdir(exist_ok=True)
    (content / name).write_text("of no interest")
    (content / "marker.md").write_text("what comes after it")
    reports.wait_for(content / "marker.md")
    assert reports.none_for(0.1)


def test_single_files_and_links_are_watched(
    content: Path, tmp_path: Path, watch: Callable[..., Watcher], reports: Reports
) -> None:
    settings = tmp_path / "okrsite.yml"
    link = tmp_path / "link"
    link.symlink_to(content, target_is_directory=True)
    watch(settings, link)
    (tmp_path / "other.yml").write_text("not asked for")
    settings.write_text("title: made after the start")
    assert reports.next() == {settings}
    (content / "teams" / "growth.md").write_text("changed")
    assert reports.next() == {link / "teams" / "growth.md"}
    (tmp_path / "okrsite.yml.new").write_text("title: replaced")
    (tmp_path / "okrsite.yml.new").replace(settings)
    assert reports.next() == {settings}


def test_a_folder_that_is_replaced_is_watched_again(
    content: Path, tmp_path: Path, watch: Callable[..., Watcher], reports: Reports
) -> None:
    watch(content)
    for number in range(2):
        content.rename(tmp_path / f"old-{number}")
        content.mkdir()
        reports.wait_for(content)
        (content / "page.md").write_text("moved away and made anew")
        reports.wait_for(content / "page.md")
    shutil.rmtree(content)
    reports.wait_for(content)
    content.mkdir()
    reports.wait_for(content)
    (content / "page.md").write_text("deleted and made anew")
    reports.wait_for(content / "page.md")


def test_a_folder_that_is_missing_at_first_is_watched_once_it_comes(
    tmp_path: Path, watch: Callable[..., Watcher], reports: Reports
) -> None:
    theme = tmp_path / "site" / "theme"
    watch(theme)
    (theme / "static").mkdir(parents=True)
    reports.wait_for(theme)
    (theme / "static" / "site.css").write_text("body {}")
    reports.wait_for(theme / "static" / "site.css")


def test_reports_wait_for_silence_but_not_for_ever(
    content: Path, watch: Callable[..., Watcher], reports: Reports
) -> None:
    watch(content, quiet=0.3)
    begin = time.monotonic()
    while reports.none_for(0.0) and time.monotonic() < begin + SOON:
        (content / "log.md").write_text(f"written without a pause at {time.monotonic()}")
        time.sleep(0.02)
    assert 0.9 < time.monotonic() - begin < 2.5


def test_reports_come_one_after_the_other_and_a_failure_ends_nothing(
    content: Path, watch: Callable[..., Watcher], caplog: pytest.LogCaptureFixture
) -> None:
    begun, go_on, calls = queue.Queue[int](), threading.Event(), queue.Queue[int]()

    def slow(changes: frozenset[Path]) -> None:
        begun.put(len(changes))
        go_on.wait(SOON)
        calls.put(len(changes))
        raise RuntimeError("a fault in the build")

    watch(content, on_change=slow)
    (content / "0.md").write_text("one")
    begun.get(timeout=SOON)
    (content / "1.md").write_text("one")
    (content / "2.md").write_text("one")
    time.sleep(0.3)
    assert begun.empty(), "two reports at once"
    go_on.set()
    assert [calls.get(timeout=SOON) for _ in range(2)] == [1, 2]
    assert "a fault in the build" in caplog.text


def test_stop_ends_reports_and_may_be_called_anywhere(content: Path, reports: Reports) -> None:
    watcher = Watcher([content], reports)
    watcher.stop()

    def stop(changes: frozenset[Path]) -> None:
        watcher.stop()
        reports(changes)

    watcher = Watcher([content], stop)
    watcher.start()
    (content / "page.md").write_text("one")
    reports.next()
    begin = time.monotonic()
    watcher.stop()
    watcher.stop()
    assert time.monotonic() - begin < 1
    (content / "page.md").write_text("two")
    assert reports.none_for(0.3)


def test_one_save_among_3000_folders_is_reported_even_after_all_were_read(
    tmp_path: Path, watch: Callable[..., Watcher], reports: Reports
) -> None:
    pages = [tmp_path / f"{number % 30}" / f"{number}" / "index.md" for number in range(3000)]
    for page in pages:
        page.parent.mkdir(parents=True)
        page.write_text("text")
    watch(tmp_path)
    for page in (pages[0], pages[-1]):
        for other in pages:
            other.read_bytes()
        begin = time.monotonic()
        page.write_text("changed")
        assert reports.next() == {page}
        assert time.monotonic() - begin < 1


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EMFILE])
def test_where_the_system_watches_no_more_changes_are_looked_for(
    content: Path,
    watch: Callable[..., Watcher],
    reports: Reports,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    def used_up() -> None:
        raise OSError(number, "inotify limit reached")

    monkeypatch.setattr(watcher_module, "Observer", used_up)
    monkeypatch.setattr(watcher_module, "_POLL_EVERY", 0.1)
    messages: list[str] = []
    watch(content, on_message=messages.append)
    assert len(messages) == 1 and "max_user_watches" in messages[0]
    (content / "page.md").write_text("one")
    reports.wait_for(content / "page.md")


LIMITED = """
import sys
from pathlib import Path
from okrsite.preview.watcher import Watcher
Path("/proc/sys/user/max_inotify_watches").write_text("20")
watcher = Watcher([Path(sys.argv[1])], lambda _: None, on_message=print)
watcher.start()
for number in range(int(sys.argv[2])):
    Path(sys.argv[1], str(number)).mkdir()
if int(sys.argv[2]):
    import time
    time.sleep(1.2)
watcher.stop()
"""


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs a system where users can have own limits")
@pytest.mark.parametrize(("before", "after"), [(30, 0), (10, 20), (10, 0)])
def test_a_real_limit_is_noticed(tmp_path: Path, before: int, after: int) -> None:
    for number in range(before):
        (tmp_path / f"old-{number}").mkdir()
    run = subprocess.run(
        ["unshare", "--user", "--map-root-user", sys.executable, "-c", LIMITED, str(tmp_path), str(after)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        pytest.skip(f"no own limits here: {run.stderr}")
    assert ("max_user_watches" in run.stdout) == (before + after > 20)
    assert not run.stderr
