"""A preview that runs within the tests, and what it should show."""

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path
from urllib.request import urlopen

from project import TODAY, tree

from okrsite.building import pipeline
from okrsite.building.publish import Publication, PublishError
from okrsite.building.report import Built
from okrsite.preview.session import Request, preview

PATIENCE = 30.0
"""Seconds until something that should happen soon counts as not happening."""

SCRIPT = re.compile(rb'<script src="/_okrsite/reload.js"[^>]*></script>\n')


class LivePreview:
    """A preview of `root`/content, which hears what it tells."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.url = ""
        self.builds = 0
        self.faults = ""
        self.failures: list[str] = []
        self.messages: list[str] = []
        self.is_ready = threading.Event()

    def ready(self, url: str) -> None:
        """It can be looked at."""
        self.url = url
        self.is_ready.set()

    def built(self, built: Built, seconds: float, changed: frozenset[Path]) -> None:  # noqa: ARG002
        """It was built, or its faults were found."""
        self.builds += 1
        self.faults = " ".join(d.path for d in built.report.diagnostics)

    def failed(self, message: str) -> None:
        """There was no build."""
        self.failures.append(message)

    def message(self, text: str) -> None:
        """It has something to say."""
        self.messages.append(text)

    @contextmanager
    def another_build(self) -> Iterator[None]:
        """Another build in the same folder, which begins once this one's is done."""
        with ExitStack() as stack:

            def begins() -> bool:
                with suppress(PublishError):
                    stack.enter_context(Publication(self.root / "site"))
                    return True
                return False

            assert within(begins)
            yield

    def shows_what_the_folder_holds(self) -> bool:
        """Wait until it shows what a build of its own makes of the content."""
        clean = self.root / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        built = pipeline.build(self.root / "content", clean, today=date.fromisoformat(TODAY))
        assert built.published is not None, [d.message for d in built.report.diagnostics]
        wanted = tree(clean)
        pages = {path: data for path, data in wanted.items() if not Path(path).name.startswith(".")}
        return within(
            lambda: tree(self.root / "site") == wanted and {path: self.page(path) for path in pages} == pages
        )

    def shows(self, words: str, page: str) -> bool:
        """Wait until a page has some words, where it is shown and where it is written."""
        file = self.root / "site" / page
        return within(lambda: words in self.page(page).decode() and words in file.read_text("utf-8"))

    def page(self, path: str) -> bytes:
        """What is shown at an address, but for the script that the preview adds."""
        with urlopen(self.url + path, timeout=PATIENCE) as answer:
            return SCRIPT.sub(b"", answer.read(), count=1)


def within(happens: Callable[[], bool]) -> bool:
    """Wait until something has happened, and tell whether it has."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if happens():
                return True
        except OSError:  # the site was just being replaced
            pass
        time.sleep(0.02)
    return False


@contextmanager
def live_preview(root: Path) -> Iterator[LivePreview]:
    """Preview `root`/content into `root`/site, in a thread, on a free port."""
    live, stop = LivePreview(root), threading.Event()
    request = Request(content=root / "content", output=root / "site", today=date.fromisoformat(TODAY), port=0)
    thread = threading.Thread(target=preview, args=(request, live), kwargs={"stop": stop})
    thread.start()
    try:
        assert live.is_ready.wait(PATIENCE)
        yield live
    finally:
        stop.set()
        thread.join()
