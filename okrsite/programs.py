"""Programs of others, such as git and Graphviz, run so that nothing of them outlives who asked.

A program may hang, and may have begun others that hold on to its output: so each gets a session of its own,
and is ended with all that belongs to it. One that asks people for something (a passphrase, say) keeps their
terminal.
"""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any


def run(
    command: Sequence[str],
    *,
    given: bytes | None = None,
    seconds: float,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    asks: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end, and return what it printed and said. `asks` is for those that may ask people.

    Raises OSError where it can't be started, and subprocess.TimeoutExpired where it was ended because it took
    longer than some seconds.
    """
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=None if environment is None else dict(environment),
        stdin=subprocess.DEVNULL if given is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=not asks,
    )
    try:
        printed, said = process.communicate(given, timeout=seconds)
    except BaseException:
        end(process)
        raise
    return subprocess.CompletedProcess(command, process.returncode, printed, said)


def start(command: Sequence[str], *, questions: int | IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a program that answers on its standard output. Whoever starts it sees to its `end`.

    Raises OSError where it can't be started.
    """
    return subprocess.Popen(
        command,
        stdin=questions,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def end(process: subprocess.Popen[Any]) -> None:
    """End a program at once, with those that it began, unless they have moved to sessions of their own."""
    if process.poll() is None:
        with suppress(OSError):
            if hasattr(os, "killpg") and os.getpgid(process.pid) == process.pid:
                os.killpg(process.pid, signal.SIGKILL)
        with suppress(OSError):
            process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
