"""How long an edit takes in a preview: from the moment a file is saved until a reader has the new page."""

import math
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from companies import Edit
from contenders import Contender, answers, free_port, until
from measuring import Looker, Run, last_words, processor_seconds

_PAUSE = 0.3  # seconds between two edits
_FAREWELL = 10.0  # seconds for a preview to end


@dataclass(frozen=True, slots=True, kw_only=True)
class Saves:
    """What the edits in a preview took: the seconds of each, processor seconds of one in the mean, and the
    most memory that the preview held, its first build included."""

    walls: tuple[float, ...]
    processor: float
    memory: int

    def within(self, share: float) -> Run:
        """What this share of the edits, above 0 and up to 1, took at most."""
        slowest = sorted(self.walls)[math.ceil(share * len(self.walls)) - 1]
        return Run(wall=slowest, processor=self.processor, memory=self.memory)


def saves(contender: Contender, edits: Iterable[Edit]) -> Saves:
    """Start the preview, save the edits one after the other, and end it."""
    port = free_port()
    walls = []
    with _running(contender.serve(port)) as process, Looker(process.pid) as looker:
        until(lambda: _serves(process, port), f"the preview of {contender.name} does not answer")
        before = processor_seconds(process.pid)
        for edit in edits:
            time.sleep(_PAUSE)
            wait = contender.awaited(port, contender.page_of(edit.file), edit.title)
            begun = time.perf_counter()
            edit.save()
            wait()
            walls.append(time.perf_counter() - begun)
        processor = (processor_seconds(process.pid) - before) / len(walls)
    return Saves(walls=tuple(walls), processor=processor, memory=looker.most)


def _serves(process: subprocess.Popen[bytes], port: int) -> bool:
    if process.poll() is not None:
        sys.exit(f"{process.args!r} ended")
    return answers(port)


@contextmanager
def _running(command: tuple[str, ...]) -> Iterator[subprocess.Popen[bytes]]:
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        try:
            yield process
        except SystemExit as error:
            sys.exit(f"{error}\n{last_words(said)}")
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(_FAREWELL)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
