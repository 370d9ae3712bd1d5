"""Inputs made from others by chance, each tried within a time limit, and what broke kept once.

The engine knows nothing of okrsite: a target says which inputs it starts from and what has to hold for each.
"""

import random
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from fuzz_mutation import mutated


class TooSlow(BaseException):
    """A case took longer than it may: no `except Exception` swallows it."""


class Broken(AssertionError):
    """Something that should hold for every input does not hold for this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is fuzzed. `seeds` are inputs to begin with, `attempt` tries one, and raises if it breaks;
    `share` is how many cases it gets beside those of the others, `limit` the seconds that a case may take."""

    name: str
    what: str
    seeds: Callable[[], Sequence[bytes]]
    attempt: Callable[[bytes], None]
    share: float = 1.0
    limit: float = 2.0


@dataclass(slots=True, kw_only=True)
class Failure:
    """One way in which a target breaks: the shortest input that does it, and how often it was met."""

    target: str
    signature: str
    data: bytes
    told: str
    times: int = 1


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What became of a target: cases tried, seconds in all and for the slowest of them, what broke."""

    target: str
    cases: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    failures: dict[str, Failure] = field(default_factory=dict)

    def add(self, other: "Outcome") -> None:
        """Take in what another process found of the same target."""
        self.cases += other.cases
        self.seconds += other.seconds
        self.slowest = max(self.slowest, other.slowest)
        for failure in other.failures.values():
            self.note(failure)

    def note(self, failure: Failure) -> None:
        known = self.failures.setdefault(failure.signature, failure)
        if known is not failure:
            known.times += failure.times
            if len(failure.data) < len(known.data):
                known.data, known.told = failure.data, failure.told


def run(target: Target, cases: int, seed: int) -> Outcome:
    """Try the seeds of a target, then inputs made from them, so many in all."""
    outcome = Outcome(target=target.name)
    begun = time.perf_counter()
    for data in _inputs(target, cases, seed):
        one(target, data, outcome)
    outcome.seconds = time.perf_counter() - begun
    return outcome


def one(target: Target, data: bytes, outcome: Outcome) -> None:
    """Try one input, and note what breaks."""
    begun = time.perf_counter()
    try:
        with limited(target.limit):
            target.attempt(data)
    except (Exception, TooSlow) as error:
        told = traceback.format_exc()
        signature = _signature(error)
        outcome.note(Failure(target=target.name, signature=signature, data=data, told=told))
    outcome.cases += 1
    outcome.slowest = max(outcome.slowest, time.perf_counter() - begun)


def _inputs(target: Target, cases: int, seed: int) -> Iterator[bytes]:
    chance = random.Random(f"{target.name} {seed}")
    seeds = list(target.seeds())
    yield from seeds[:cases]
    for _ in range(cases - len(seeds)):
        yield mutated(chance, seeds)


def _signature(error: BaseException) -> str:
    """What tells one way of breaking from another: the kind of error and where it was raised."""
    if isinstance(error, TooSlow):
        return "too slow"
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "/okrsite/" in f.filename] or frames
    last = ours[-1]
    said = f": {str(error)[:40]}" if isinstance(error, Broken) else ""
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}{said}"


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Stop what takes longer than so many seconds. Only where the main thread runs it."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
