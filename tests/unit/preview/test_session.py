"""A preview from start to end, in this process."""

import gc
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from built_company import DAY, Place

from okrsite.building.report import Built
from okrsite.loading import standing
from okrsite.preview import session

PATIENCE = 30.0
PAGE = "2026-Q4/growth/search"


class Heard:
    """What a preview tells."""

    def __init__(self) -> None:
        self.url = ""
        self.builds: list[bool] = []
        self.failures: list[str] = []

    def ready(self, url: str) -> None:
        self.url = url

    def built(self, built: Built, seconds: float, changed: frozenset[Path]) -> None:  # noqa: ARG002
        self.builds.append(built.report.errors == 0)

    def failed(self, message: str) -> None:
        self.failures.append(message)

    def message(self, text: str) -> None:
        pass

    def page(self, path: str) -> str:
        with urlopen(f"{self.url}{path}", timeout=PATIENCE) as answer:
            return str(answer.read().decode())


def within(what: str, happens: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < end, f"{what} did not happen"
        time.sleep(0.02)


@contextmanager
def previewed(content: Path) -> Iterator[Heard]:
    """A preview in a thread of its own."""
    heard, stop = Heard(), threading.Event()
    request = session.Request(content=content, today=DAY, port=0)
    thread = threading.Thread(target=session.preview, args=(request, heard), kwargs={"stop": stop})
    thread.start()
    try:
        within("its start", lambda: bool(heard.url))
        yield heard
    finally:
        stop.set()
        thread.join(PATIENCE)
        gc.unfreeze()


def titled(file: Path, title: str) -> None:
    lines = file.read_text("utf-8").split("\n")
    file.write_text(
        "\n".join(f"title: {title}" if line.startswith("title:") else line for line in lines), "utf-8"
    )


def test_what_is_saved_is_all_that_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place(tmp_path)
    walked: list[Path] = []
    discover = standing.discover
    monkeypatch.setattr(standing, "discover", lambda at, *rest: walked.append(at) or discover(at, *rest))
    with previewed(place.content) as heard:
        alone = 0
        for number in range(20):  # one that is read while it is being written has all looked at
            walks, title = len(walked), f"Found before it is sought, {number}"
            titled(place.content / f"{PAGE}.md", title)
            within(title, lambda title=title: title in heard.page(f"{PAGE}.html"))
            alone += len(walked) == walks
            if alone == 3:
                break
        assert alone == 3
        walks = len(walked)
        new = place.content / f"{PAGE}-too.md"
        new.write_text((place.content / f"{PAGE}.md").read_text("utf-8"), "utf-8")
        within("a new page", lambda: "before it is sought" in heard.page("2026-Q4/growth/index.html"))
        within("a look at all", lambda: len(walked) > walks)
    assert not heard.failures


def test_garbage_waits_for_a_moment_of_rest_and_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path)
    monkeypatch.setattr(session, "_REST", 0.2)
    collected: list[bool] = []
    collect = gc.collect
    with previewed(place.content) as heard:
        monkeypatch.setattr(gc, "collect", lambda: collected.append(gc.isenabled()) or collect())
        titled(place.content / f"{PAGE}.md", "Saved once")
        within("the page", lambda: "Saved once" in heard.page(f"{PAGE}.html"))
        within("a collection", lambda: collected == [True])
        monkeypatch.setattr(session, "_REST", 600.0)
        for number in range(session._UNTIDY + 1):
            builds = len(heard.builds)
            titled(place.content / f"{PAGE}.md", f"Saved again, {number}")
            within("a build", lambda builds=builds: len(heard.builds) > builds)
        within("a collection in the middle of many saves", lambda: len(collected) == 2)
    assert gc.isenabled()
