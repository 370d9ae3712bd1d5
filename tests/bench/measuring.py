"""What a command takes: seconds, processor seconds and memory, children included.

Memory is the most that a process and all below it held at once. On Linux it is the sum of their proportional
set sizes (PSS), looked at again and again: what forked processes share counts once. Looking costs the kernel
a walk over all pages. So it is done only where the sum of resident sizes, which is cheap to have and never
smaller, passes the most so far; and then there is a rest of ten times as long as it took. Elsewhere memory is
the most of the largest process.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

_LOOK_EVERY = 0.01  # seconds
_LINES = 20  # of what a program said
_REST = 10  # times as long as looking took


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What something took: seconds as somebody waits for it, seconds of all processors, bytes of memory;
    0 where nobody looked."""

    wall: float = 0.0
    processor: float = 0.0
    memory: int = 0


def median(runs: Sequence[Run]) -> Run:
    """The median of the seconds of some runs, and the most of their memory."""
    return Run(
        wall=statistics.median(run.wall for run in runs),
        processor=statistics.median(run.processor for run in runs),
        memory=max(run.memory for run in runs),
    )


def run(command: Sequence[str | Path]) -> Run:
    """Run a command to its end. Exits with what it said if it fails."""
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        try:
            with Looker(process.pid) as looker:
                _, status, usage = os.wait4(process.pid, 0)
                wall = time.perf_counter() - begun
        except BaseException:  # somebody ends the measuring: then it ends too
            process.kill()
            process.wait()
            raise
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(map(str, command))} failed:\n{last_words(said)}")
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Run(wall=wall, processor=usage.ru_utime + usage.ru_stime, memory=looker.most or largest)


def last_words(said: IO[bytes]) -> str:
    """The end of what a program said into a file."""
    said.seek(0)
    return "\n".join(said.read().decode(errors="replace").splitlines()[-_LINES:])


class Looker:
    """Looks at the memory of a process and all below it, for as long as the block lasts."""

    def __init__(self, pid: int) -> None:
        self.most = 0
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        took = 0.0
        while not self._done.wait(max(_LOOK_EVERY, _REST * took)):
            begun = time.perf_counter()
            pids = tuple(_family(self._pid))
            if sum(map(_resident, pids)) > self.most:
                self.most = max(self.most, sum(map(_proportional, pids)))
            took = time.perf_counter() - begun


def processor_seconds(pid: int) -> float:
    """The seconds of all processors that a running process and all below it took so far; 0 but on Linux."""
    return sum(map(_ticks, _family(pid))) / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*"):
        for child in _text(task / "children").split():
            yield from _family(int(child))


def _resident(pid: int) -> int:
    fields = _text(Path(f"/proc/{pid}/statm")).split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") if fields else 0


def _proportional(pid: int) -> int:
    lines = _text(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _ticks(pid: int) -> int:
    """Its own, and those of its children that have ended."""
    fields = _text(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return sum(map(int, fields[11:15]))


def _text(file: Path) -> str:
    """Empty where the process is gone, or the system has no such file."""
    try:
        return file.read_text("utf-8")
    except OSError:
        return ""
