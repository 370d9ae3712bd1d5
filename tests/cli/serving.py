"""`okrsite serve` as a process of its own."""

import queue
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from project import TODAY, environment, program

PATIENCE = 30.0
"""Seconds until something that should happen at once counts as not happening."""


class Preview:
    """A running preview: its address, what it prints, and what it shows."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.url = ""
        self.printed: list[str] = []
        self._lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def line(self, words: str) -> str:
        """Wait for a line with some words."""
        end = time.monotonic() + PATIENCE
        while (left := end - time.monotonic()) > 0:
            try:
                line = self._lines.get(timeout=left)
            except queue.Empty:
                break
            if line is None:
                break
            self.printed.append(line)
            if words in line:
                return line
        raise AssertionError(f"there is no “{words}” in:\n" + "\n".join(self.printed))

    def page(self, path: str = "") -> str:
        """What is shown at an address."""
        try:
            with urlopen(self.url + path, timeout=10) as answer:
                return str(answer.read().decode("utf-8"))
        except HTTPError as error:
            return error.read().decode("utf-8")

    def end(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


def within(what: str, happens: Callable[[], bool]) -> None:
    """Wait until something has happened."""
    end = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < end, f"{what} did not happen"
        time.sleep(0.05)


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Preview]:
    """Preview the project in `folder` on a free port."""
    process = subprocess.Popen(
        [program(), "serve", "--port", "0", "--no-cache", "--today", TODAY, *options],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        # Where the tests run in the background of a shell, Ctrl-C is ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    preview = Preview(process)
    try:
        address = re.search(r"http://\S+/", preview.line("Serving on"))
        assert address
        preview.url = address[0]
        yield preview
    finally:
        process.kill()
        process.wait()
