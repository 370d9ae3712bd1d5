"""Where the processor time of a cold build goes: by stage, and by kind of page.

    python tests/bench/speed.py --profile

The build runs in a process of its own, which looks every few milliseconds of processor time at what it is
doing: the modules on the stack tell the stage. That takes a few hundredths of the time. Processes that it
forks do the same, and all write what they saw into one file. What nobody saw is the start and the end of
Python, and programs of others.
"""

import gc
import os
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import FrameType

from measuring import run

LOOK_EVERY = 0.002  # processor seconds; systems look up to four milliseconds later

VIEWS, RENDERING = "views of pages", "rendering of pages"
STAGES = {
    "imports": ("importlib.",),
    "compiling templates": ("jinja2.loaders",),
    "Markdown": ("okrsite.prose",),
    "loading": ("okrsite.loading",),
    "the past": ("okrsite.history", "okrsite.changes"),
    "rules": ("okrsite.rules",),
    "readings and scores": ("okrsite.alignment", "okrsite.readings", "okrsite.collector", "okrsite.scoring"),
    "graphs": ("okrsite.rendering.graph_", "okrsite.rendering.layout", "okrsite.building.drawing"),
    "search index": ("okrsite.exchange.search",),
    "data, calendars, feeds": ("okrsite.exchange",),
    RENDERING: ("okrsite.rendering",),
    VIEWS: ("okrsite.views",),
    "writing": tuple(f"okrsite.building.{name}" for name in ("publish", "staging", "swap", "in_place")),
    "what is new": tuple(f"okrsite.building.{name}" for name in ("digests", "record", "unchanged")),
    "processes": ("okrsite.spreading",),
    "all else": ("",),
}
"""What is being done where a module whose name begins so is on the stack: the first that fits."""
COLLECTING = "collecting garbage"
UNSEEN = "start and end of Python"
COLUMNS = "{:<34}{:>10}{:>8}"
PAGE_COLUMNS = "{:<34}{:>10}{:>12}"

Seen = defaultdict[tuple[str, str], float]
"""Processor seconds by stage and kind of page; the kind is empty where it is about no single page."""


def profile(content: Path, output: Path, *, today: date) -> str:
    """Build a site and say where the time went, as tables."""
    with tempfile.TemporaryDirectory(prefix="okrsite-bench-") as folder:
        record = Path(folder, "seen")
        asked = ("--content", content, "--output", output, "--today", today.isoformat())
        whole = run((sys.executable, __file__, record, "build", *asked)).processor
        seen: Seen = defaultdict(float)
        for line in record.read_text("utf-8").splitlines():
            stage, kind, seconds = line.split("\t")
            seen[stage, kind] += float(seconds)
    return "\n".join([*_by_stage(seen, whole), "", *_by_page(seen)])


def _by_stage(seen: Seen, whole: float) -> Iterable[str]:
    yield COLUMNS.format("stage", "proc.", "share")
    stages = {stage: sum(s for (one, _), s in seen.items() if one == stage) for stage in STAGES}
    stages[COLLECTING] = seen[COLLECTING, ""]
    stages[UNSEEN] = max(0.0, whole - sum(seen.values()))
    for stage, seconds in {**stages, "together": whole}.items():
        yield COLUMNS.format(stage, f"{seconds:.2f} s", f"{seconds / whole:.0%}")


def _by_page(seen: Seen) -> Iterable[str]:
    yield PAGE_COLUMNS.format("kind of page", "views", "rendering")
    kinds = {kind for _, kind in seen if kind}
    for kind in sorted(kinds, key=lambda one: -(seen[VIEWS, one] + seen[RENDERING, one])):
        yield PAGE_COLUMNS.format(kind, *(f"{seen[stage, kind]:.2f} s" for stage in (VIEWS, RENDERING)))


class _Looker:
    """Looks at what this process and those forked from it do, and appends it to a file."""

    def __init__(self, record: Path) -> None:
        self._file = os.open(record, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._last = 0.0

    def start(self) -> None:
        """Begin to look, in this process."""
        self._last = time.process_time()
        signal.signal(signal.SIGPROF, lambda _, frame: self._note(*_doing(frame)))
        signal.siginterrupt(signal.SIGPROF, False)
        gc.callbacks[:] = [self._collected]
        self._tick(LOOK_EVERY)

    def stop(self) -> None:
        """Look no more: once Python ends, nobody takes the signal."""
        gc.callbacks.clear()
        self._tick(0)

    def _tick(self, seconds: float) -> None:
        signal.setitimer(signal.ITIMER_PROF, seconds, seconds)

    def _note(self, stage: str, kind: str) -> None:
        """This is what was done since the last time."""
        now = time.process_time()
        os.write(self._file, f"{stage}\t{kind}\t{now - self._last:.6f}\n".encode())
        self._last = now

    def _collected(self, phase: str, info: dict[str, int]) -> None:
        """The oldest generation takes long; the others are too many to note, and belong to who fills them."""
        if info["generation"] == 2:
            if phase == "start":
                self._tick(0)
                self._note(*_doing(sys._getframe(1)))
            else:
                self._note(COLLECTING, "")
                self._tick(LOOK_EVERY)


def _doing(frame: FrameType | None) -> tuple[str, str]:
    """The stage, and the kind of the page that is viewed or rendered: the module of its view."""
    modules = []
    rendered = ""
    while frame is not None:
        modules.append(frame.f_globals.get("__name__") or "")
        if frame.f_code.co_name == "page" and modules[-1] == "okrsite.rendering.environment":
            rendered = type(frame.f_locals.get("view")).__module__
        frame = frame.f_back
    stage = next(one for one, names in STAGES.items() if any(m.startswith(names) for m in modules))
    if stage == VIEWS:
        return stage, _kind(next(m for m in reversed(modules) if m.startswith(STAGES[VIEWS])))
    return stage, _kind(rendered) if stage == RENDERING else ""


def _kind(module: str) -> str:
    return module.removeprefix("okrsite.views.").replace("_", " ").partition(".")[0] or "any"


def _main() -> None:
    looker = _Looker(Path(sys.argv.pop(1)))
    os.register_at_fork(after_in_child=looker.start)
    looker.start()
    from okrsite.cli.main import main

    try:
        main()
    finally:
        looker.stop()


if __name__ == "__main__":
    _main()
