"""Commands of okrsite that are broken off or refused at a chosen operation on files, and what they leave.

A command runs in a copy of this process, so that it need not load okrsite anew. There Python itself tells of
every operation on files before it is done (`sys.addaudithook`), and one of them is the last, or is refused.

Vocabulary:
    breaker     decides what becomes of an operation: called with its number, name and first argument
    outcome     how a command ended, what it said, and how many operations it did
"""

import ctypes
import errno
import io
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

OPERATIONS = ("open", "os.", "shutil.", "tempfile.", "subprocess.Popen", "fcntl.", "ctypes.dlsym")
"""How the names of the events begin that are operations on files or processes."""

TRACEBACK = 70
"""The exit code of a command that ended by an exception."""

PATIENCE = 20.0
"""Seconds that what a killed command had begun may take to end by itself."""

_SUBREAPER = 36  # linux/prctl.h

Breaker = Callable[[int, str, object], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`code` is the exit code, negative where a signal ended it; `orphans` are processes that did not end."""

    code: int
    said: str
    operations: int
    orphans: int


def kill_at(last: int) -> Breaker:
    """The operation with that number is not done any more, nor any after it."""

    def breaker(number: int, *_: object) -> None:
        if number == last:
            os.kill(os.getpid(), signal.SIGKILL)

    return breaker


def refuse(wanted: Callable[[int, str, object], bool], number: int) -> Breaker:
    """The file system refuses the operations that are `wanted`, with an error of that number."""

    def breaker(at: int, name: str, argument: object) -> None:
        if wanted(at, name, argument):
            raise OSError(number, os.strerror(number), argument if isinstance(argument, str) else None)

    return breaker


def full_from(first: int) -> Breaker:
    """The disk is full from an operation on: nothing is made or written any more, but read and deleted."""
    writing = {"os.mkdir", "os.link", "os.symlink", "os.write", "shutil.copyfile"}

    def wanted(at: int, name: str, _: object) -> bool:
        return at >= first and (name in writing or name == "open for writing")

    return refuse(wanted, errno.ENOSPC)


class Bench:
    """Runs commands in copies of this process, and sees to what they leave behind."""

    def __init__(self) -> None:
        self.sees_orphans = any(Path("/proc/self/task").glob("*/children"))

    def __enter__(self) -> Self:
        self._adopt(True)  # what loses its parent becomes a child of this process
        return self

    def __exit__(self, *_: object) -> None:
        self._adopt(False)

    def _adopt(self, wanted: bool) -> None:
        if self.sees_orphans:
            ctypes.CDLL(None).prctl(_SUBREAPER, int(wanted), 0, 0, 0)

    def run(
        self,
        command: Callable[[], int],
        *,
        breaker: Breaker | None = None,
        after: float | None = None,
        beside: Callable[[], int] | None = None,
        within: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Run a command; with `after` it is killed after so many seconds. What runs `beside` it must go
        well. Of operations on files only those `within` a folder count, if one is given."""
        before = self._children()
        other = self._begin(beside, None, None, environment)[0] if beside else 0
        child, told = self._begin(command, breaker, within, environment)
        if after is not None:
            time.sleep(after)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        code, said, operations = self._end(child, told)
        if other and os.waitpid(other, 0)[1]:
            raise AssertionError("what ran beside it went wrong")
        orphans = self._orphans(before)
        return Outcome(code=code, said=said, operations=operations, orphans=orphans)

    def together(self, *commands: Callable[[], int]) -> list[Outcome]:
        """Run commands at the same time."""
        before = self._children()
        begun = [self._begin(command, None, None, None) for command in commands]
        ended = [self._end(child, told) for child, told in begun]
        orphans = self._orphans(before)
        return [Outcome(code=code, said=said, operations=0, orphans=orphans) for code, said, _ in ended]

    def _end(self, child: int, told: int) -> tuple[int, str, int]:
        """The exit code of a process, what it said, and its operations."""
        with os.fdopen(told, "rb") as file:
            operations, _, said = file.read().partition(b"\n")
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status), said.decode("utf-8", "replace"), int(operations or 0)

    def _begin(
        self,
        command: Callable[[], int],
        breaker: Breaker | None,
        within: Path | None,
        environment: Mapping[str, str] | None,
    ) -> tuple[int, int]:
        """A process with the command, and where it tells how it went."""
        told, tell = os.pipe()
        child = os.fork()
        if child:
            os.close(tell)
            return child, told
        code = TRACEBACK
        try:
            os.close(told)
            code = _child(command, breaker, within, tell, environment or {})
        finally:
            os._exit(code)

    def _orphans(self, before: set[int]) -> int:
        """How many processes of a command are still there after a while; those are ended."""
        until = time.monotonic() + PATIENCE
        while left := self._children() - before:
            late = time.monotonic() > until
            for pid in left:
                if late:
                    os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0 if late else os.WNOHANG)
            if late:
                return len(left)
            time.sleep(0.002)
        return 0

    def _children(self) -> set[int]:
        """The processes that this one has begun or adopted."""
        lists = Path("/proc/self/task").glob("*/children") if self.sees_orphans else ()
        return {int(pid) for found in lists for pid in found.read_text().split()}


def _child(
    command: Callable[[], int],
    breaker: Breaker | None,
    within: Path | None,
    tell: int,
    environment: Mapping[str, str],
) -> int:
    os.environ.update(environment)
    tempfile.tempdir = None
    said = io.StringIO()
    counted = _Counted(breaker, within)
    code = TRACEBACK
    with redirect_stdout(said), redirect_stderr(said):
        counted.begin()
        try:
            code = command()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:
            traceback.print_exc()
        counted.on = False
    with os.fdopen(tell, "wb") as file:
        file.write(f"{counted.number}\n{said.getvalue()}".encode("utf-8", "replace"))
    return code


class _Counted:
    """Counts the operations of one process: copies of it do theirs undisturbed, unless they ask for more."""

    def __init__(self, breaker: Breaker | None, within: Path | None) -> None:
        self.number = 0
        self._within = f"{within}/" if within else ""
        self.on = False
        self._breaker = breaker
        self._owner = os.getpid()

    def begin(self) -> None:
        write = os.write

        def counted_write(descriptor: int, data: Any) -> int:
            self._count("os.write", None)
            return write(descriptor, data)

        os.write = counted_write
        sys.addaudithook(self._hook)
        self.on = True

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.on and event.startswith(OPERATIONS):
            if event == "open" and len(arguments) > 2 and arguments[2] & (os.O_WRONLY | os.O_RDWR):
                event = "open for writing"
            self._count(event, arguments[0] if arguments else None)

    def _count(self, event: str, argument: object) -> None:
        if self.on and os.getpid() == self._owner and self._counts(argument):
            self.number += 1
            if self._breaker is not None:
                self._breaker(self.number, event, argument)

    def _counts(self, argument: object) -> bool:
        if not self._within or not isinstance(argument, str | bytes | os.PathLike):
            return True  # what is written, and which program is started, has no path
        return os.fsdecode(argument).startswith(self._within)
