"""A Graphviz that stays: the process of an engine, kept from one batch of graphs to the next.

To start it costs as much as laying out a hundred small graphs. What it does not answer, because it refuses,
crashes or hangs, is for graph_engine to try again with patience.
"""

import os
import subprocess
import threading
import weakref
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, Final

from okrsite import programs
from okrsite.rendering.graph_engine import NODE, Engine, Job, Spot, Watch, is_stuck

_MOST_ENDS: Final = 3


class Standby:
    """Answers jobs as long as it lives, and ends its process then."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._ends = 0

    def ask(self, engine: Engine, jobs: Sequence[Job]) -> dict[int, Spot]:
        """The spots of the nodes of `jobs`, as far as they can be had. Other engines than pygraphviz are not
        asked: they may keep their answers back for as long as there may be more graphs."""
        if not jobs or engine.name != "pygraphviz" or self._ends >= _MOST_ENDS or is_stuck(engine):
            return {}
        process = self._running(engine)
        if process is None or process.stdin is None or process.stdout is None:
            return {}
        last = 1 + max(number for job in jobs for number in job.numbers)
        questions = "".join([*(job.dot for job in jobs), f"digraph {{\n\tn{last}\n}}\n"])
        writer = threading.Thread(target=_write, args=(process.stdin, questions.encode()), daemon=True)
        writer.start()
        spots: dict[int, Spot] = {}
        with Watch(process, engine, jobs) as watch:
            for line in process.stdout:
                if node := NODE.fullmatch(line):
                    spots[int(node[1])] = (float(node[2]), float(node[3]))
                elif line.rstrip() == b"stop":
                    watch.note()
                    if last in spots:
                        writer.join()
                        return spots
        self._ends += 1
        self._process = None
        return spots

    def close(self) -> None:
        """End the process; there is a new one where there are more graphs."""
        process, self._process = self._process, None
        if process is not None:
            _end(process, self._owner)

    def _running(self, engine: Engine) -> subprocess.Popen[bytes] | None:
        """The process: a new one where there is none, or one of the process only that this is a copy of."""
        if self._process is not None and self._owner == os.getpid():
            return self._process
        try:
            self._process = programs.start(engine.command, questions=subprocess.PIPE)
        except OSError:
            return None
        self._owner = os.getpid()
        weakref.finalize(self, _end, self._process, self._owner)
        return self._process


def _write(questions: IO[bytes], text: bytes) -> None:
    with suppress(OSError):  # it has ended, as whoever reads its answers will see
        questions.write(text)
        questions.flush()


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    """It ends by itself when there can be no more graphs."""
    if owner == os.getpid():
        with suppress(OSError), process:
            pass
