"""Inputs made from others by chance, each tried within a time limit, and what broke kept once.

The engine knows nothing of okrsite: a target says which inputs it starts from and what has to hold for each.
"""

import random
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from fuzz_mutation import mutated

PATIENCE = 10
"""How many times its limit a case may take by the clock: a machine that is busy with else is no fault."""


class TooSlow(BaseException):
    """A case took longer than it may: no `except Exception` swallows it."""


class Broken(AssertionError):
    """Something that should hold for every input does not hold for this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is fuzzed. `seeds` are inputs to begin with, `attempt` tries one, and raises if it breaks;
    `share` is how many cases it gets beside those of the others, `limit` the seconds of the processor that a
    case may take."""

    name: str
    what: str
    seeds: Callable[[], Sequence[bytes]]
    attempt: Callable[[bytes], None]
    share: float = 1.0
    limit: float = 2.0


@dataclass(slots=True, kw_only=True)
class Failure:
    """One way in which a target breaks: the shortest input that does it, the batch it was in, and how often
    it was met."""

    target: str
    signature: str
    data: bytes
    told: str
    batch: str = ""
    times: int = 1


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What became of a target: cases tried, seconds of the processor in all and for the slowest of them,
    what broke."""

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

    def note(self, failure: Failure) -> bool:
        """Keep a failure; whether it is a new one, or its input the shortest so far."""
        known = self.failures.setdefault(failure.signature, failure)
        if known is failure:
            return True
        known.times += failure.times
        if shorter := len(failure.data) < len(known.data):
            known.data, known.told, known.batch = failure.data, failure.told, failure.batch
        return shorter


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some of the cases of a target: the same ones whichever process tries them, and whatever went before.
    It is the batch `number` of `rounds`, in all of which each of the target's seeds has its turn."""

    cases: int
    seed: int
    number: int = 0
    rounds: int = 1

    def __str__(self) -> str:
        return f"seed {self.seed}, round {self.number + 1} of {self.rounds}"

    def inputs(self, target: Target) -> Iterator[bytes]:
        """Seeds of the target, then inputs made from them."""
        chance = random.Random(f"{target.name} {self.seed} {self.number}")
        seeds = list(target.seeds())
        turn = seeds[self.number :: self.rounds][: self.cases]
        yield from turn
        for _ in range(self.cases - len(turn)):
            yield mutated(chance, seeds)


def run(target: Target, batch: Batch, tell: Callable[[Failure], object] = lambda _: None) -> Outcome:
    """Try the cases of a batch. What breaks is told at once, the first time and with each shorter input."""
    outcome = Outcome(target=target.name)
    for data in batch.inputs(target):
        one(target, data, outcome, tell, str(batch))
    return outcome


def one(
    target: Target,
    data: bytes,
    outcome: Outcome,
    tell: Callable[[Failure], object] = lambda _: None,
    batch: str = "",
) -> None:
    """Try one input, and note what breaks."""
    begun = time.process_time()
    try:
        with limited(target.limit):
            target.attempt(data)
    except (Exception, TooSlow) as error:
        told = traceback.format_exc()
        failure = Failure(target=target.name, signature=_signature(error), data=data, told=told, batch=batch)
        if outcome.note(failure):
            tell(failure)
    took = time.process_time() - begun
    outcome.cases += 1
    outcome.seconds += took
    outcome.slowest = max(outcome.slowest, took)


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
    """Stop what takes the processor longer than so many seconds, or waits for much longer. Only where the
    main thread runs it."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"more than {seconds} s")

    with ExitStack() as after:
        for timer, sign, limit in (
            (signal.ITIMER_PROF, signal.SIGPROF, seconds),
            (signal.ITIMER_REAL, signal.SIGALRM, seconds * PATIENCE),
        ):
            after.callback(signal.signal, sign, signal.signal(sign, stop))
            after.callback(signal.setitimer, timer, 0)
            signal.setitimer(timer, limit)
        yield
