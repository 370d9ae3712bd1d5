"""Running Graphviz: many graphs to one process, which may print, hang or crash without harm.

Vocabulary:
    engine    a Graphviz to run: the one inside the Python package pygraphviz, or an installed `dot`
    job       one graph in DOT, with its nodes numbered apart from all other jobs of the batch
    spot      the centre of a node as Graphviz gives it: in inches, y upwards
"""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal

from okrsite import programs
from okrsite.keeping.aside import unnamed_file
from okrsite.rendering import layout_worker

Spot = tuple[float, float]

NODE: Final = re.compile(rb"node n(\d+) (\S+) (\S+) .*\r?\n")
"""A line of the `plain` format up to its end: a process that is cut short leaves half a line behind."""

_TRIAL: Final = b"digraph {\n\tn0 -> n1\n}\n"
_PER_PROCESS: Final = 400
_PATIENCE: Final = 30.0
"""Seconds that an engine may be silent, and those for each node of a graph more."""
_PER_NODE: Final = 0.02
_FORGIVE: Final = 600.0
"""Seconds after which an engine that hung again and again is asked once more."""
_GIVE_UP: Final = 5
_HANGS: Final = 3
_SILENT: Final = -1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A Graphviz and the command that reads DOT graphs and answers in Graphviz's `plain` format."""

    name: Literal["pygraphviz", "dot"]
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A graph in DOT, and the numbers of the nodes in it."""

    dot: str
    numbers: tuple[int, ...]

    def is_answered(self, spots: Mapping[int, Spot]) -> bool:
        return all(number in spots for number in self.numbers)


_hangs: dict[Engine, tuple[int, float]] = {}
"""How often engines hung since they last answered, and when."""


def engines() -> list[Engine]:
    """Every engine there may be, the preferred one first; looked for anew each time, never started."""
    found = []
    if importlib.util.find_spec("pygraphviz") and sys.executable:
        # -P keeps okrsite's own modules from standing in for libraries of the same name.
        worker = str(Path(layout_worker.__file__))
        found.append(Engine(name="pygraphviz", command=(sys.executable, "-P", worker)))
    if program := shutil.which("dot"):
        found.append(Engine(name="dot", command=(program, "-Kdot", "-Tplain")))
    return found


def identity(engines: Sequence[Engine]) -> str:
    """What tells these engines from all that might lay out otherwise, by their files, with none started.
    Empty where their files don't tell: the libraries behind them can change while they stay as they are."""
    digests = []
    for engine in engines:
        files = list(_telling(engine))
        if not files:
            return ""
        digests += [blake2b(file.read_bytes(), digest_size=16).hexdigest() for file in files]
    return " ".join(digests)


def _telling(engine: Engine) -> Iterator[Path]:
    """The files that change with the version of an engine: its own program, which a distribution builds with
    its libraries, or the part of pygraphviz that names the libraries that came with it."""
    if engine.name == "dot":
        yield Path(engine.command[0]).resolve()
        return
    found = importlib.util.find_spec("pygraphviz")
    if found is None or found.origin is None:
        return
    package = Path(found.origin).parent
    if package.with_name("pygraphviz.libs").is_dir() or (package / ".dylibs").is_dir():
        yield from sorted(package.glob("_graphviz*"))


def solve(engines: Sequence[Engine], jobs: Sequence[Job]) -> dict[int, Spot]:
    """The spots of all nodes of `jobs`, as far as they can be had, shared out over the processors."""
    if not jobs:
        return {}
    shares = min(os.cpu_count() or 1, -(-len(jobs) // _PER_PROCESS))
    size = -(-len(jobs) // shares)
    slices = [jobs[start : start + size] for start in range(0, len(jobs), size)]
    spots: dict[int, Spot] = {}
    from concurrent.futures import ThreadPoolExecutor  # a build of which nothing changed loads the rest

    with ThreadPoolExecutor(len(slices)) as pool:
        for found in pool.map(lambda some: _persist(engines, some), slices):
            spots |= found
    return spots


def trouble(engine: Engine) -> str:
    """What keeps `engine` from laying out the simplest graph, in its own last words; empty if nothing."""
    try:
        run = programs.run(engine.command, given=_TRIAL, seconds=_PATIENCE)
    except OSError as error:
        return error.strerror or type(error).__name__
    except subprocess.TimeoutExpired:
        return f"it gave no answer within {_PATIENCE:.0f} seconds"
    if NODE.search(run.stdout):
        return ""
    said = run.stderr.decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(said) if line.strip()), "") or _end(run.returncode)


def _end(status: int) -> str:
    if status >= 0:
        return f"it ended with status {status} and without a word"
    try:
        return f"it was ended by {signal.Signals(-status).name}"
    except ValueError:
        return f"it was ended by signal {-status}"


def _persist(engines: Sequence[Engine], jobs: Sequence[Job]) -> dict[int, Spot]:
    """What the first engine answers, and what later ones answer where it does not."""
    spots: dict[int, Spot] = {}
    for engine in engines:
        if is_stuck(engine):
            continue
        if left := [job for job in jobs if not job.is_answered(spots)]:
            spots |= _insist(engine, left)
    return spots


def _insist(engine: Engine, jobs: Sequence[Job]) -> dict[int, Spot]:
    """Run `jobs`; where a run breaks off, try the graph it broke off at once more, then go on behind it."""
    spots: dict[int, Spot] = {}
    waiting, failures = list(jobs), 0
    while waiting and failures < _GIVE_UP and not is_stuck(engine):
        found, status = _run(engine, waiting)
        spots |= found
        left = [job for job in waiting if not job.is_answered(spots)]
        if not left or status in (0, layout_worker.UNUSABLE):
            break
        failures = failures + 1 if len(left) == len(waiting) else 0
        if len(waiting) > 1 and status != _SILENT:
            spots |= _run(engine, left[:1])[0]
        waiting = left[1:]
    return spots


def _run(engine: Engine, jobs: Sequence[Job]) -> tuple[dict[int, Spot], int]:
    """What one process answers to `jobs`, and its exit status; it is ended when it stays silent too long, and
    its status is then _SILENT."""
    spots: dict[int, Spot] = {}
    # A file, not a pipe: the process would stall once it waits for us to read while we still write.
    with unnamed_file() as questions:
        for job in jobs:
            questions.write(job.dot.encode())
        questions.seek(0)
        try:
            process = programs.start(engine.command, questions=questions)
        except OSError:
            return {}, layout_worker.UNUSABLE
    with process, Watch(process, engine, jobs) as watch:
        assert process.stdout is not None
        for line in process.stdout:
            if node := NODE.fullmatch(line):
                spots[int(node[1])] = (float(node[2]), float(node[3]))
            elif line.rstrip() == b"stop":
                watch.note()
        status = process.wait()
        return spots, _SILENT if watch.broke_off else status


class Watch:
    """Ends a process that does not answer for too long, or when whoever waits for its answers is interrupted.
    `broke_off` tells that it was silent."""

    def __init__(self, process: subprocess.Popen[bytes], engine: Engine, jobs: Sequence[Job]) -> None:
        self._process = process
        self._engine = engine
        self._patience = _PATIENCE + _PER_NODE * max(len(job.numbers) for job in jobs)
        self._over = threading.Event()
        self._heard = time.monotonic()
        self.broke_off = False

    def note(self) -> None:
        """There was an answer."""
        self._heard = time.monotonic()
        _hangs.pop(self._engine, None)

    def __enter__(self) -> "Watch":
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._over.set()
        if kind is not None:
            programs.end(self._process)

    def _watch(self) -> None:
        while not self._over.wait(min(1.0, self._patience)):
            if time.monotonic() - self._heard > self._patience:
                self.broke_off = True
                times, _ = _hangs.get(self._engine, (0, 0.0))
                _hangs[self._engine] = times + 1, time.monotonic()
                programs.end(self._process)
                return


def is_stuck(engine: Engine) -> bool:
    """Whether an engine has hung again and again without an answer, and is not to be waited for just now."""
    times, last = _hangs.get(engine, (0, 0.0))
    return times >= _HANGS and time.monotonic() - last < _FORGIVE
