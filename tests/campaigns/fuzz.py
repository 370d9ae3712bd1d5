"""Fuzzing: inputs that nobody thought of, for everything that reads what others wrote.

    python tests/campaigns/fuzz.py --cases 200000
    python tests/campaigns/fuzz.py --target numbers --target import-csv --seed 7
    python tests/campaigns/fuzz.py --keep FOLDER --resume
    python tests/campaigns/fuzz.py --again FOLDER/numbers-0123456789ab.input
    pip install atheris && python tests/campaigns/fuzz.py --coverage-guided --seconds 60

The cases go round by round through all targets, so that each has had its part whenever it is stopped. Each
case has a time limit. What breaks is written into a folder at once, and told at the end, with the shortest
input that does it. Exits with 1 where anything broke.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory, gettempdir

from fuzz_engine import Batch, Outcome, Target, one, run
from fuzz_record import Record, outcome_of, said_of

ROOMS = ("fuzz_texts", "fuzz_files", "fuzz_editor", "fuzz_imports", "fuzz_commands", "fuzz_portfolios")
LEAST = 20
"""Cases of a target, however few there are in all."""
ROUNDS = 20
OFTEN = 15
"""Seconds between two lines about how far it is."""


@cache
def targets() -> dict[str, Target]:
    """All targets by name."""
    return {target.name: target for room in ROOMS for target in import_module(room).TARGETS}


def shared_out(cases: int, chosen: Sequence[Target]) -> dict[str, int]:
    """How many of the cases each target gets, by its share; together so many, or a few more."""
    whole = sum(target.share for target in chosen)
    return {target.name: max(LEAST, round(cases * target.share / whole)) for target in chosen}


def batches(cases: int, chosen: Sequence[Target], seed: int) -> Iterator[tuple[str, Batch]]:
    """The cases of all targets, round by round."""
    shares = shared_out(cases, chosen)
    for number in range(ROUNDS):
        for name, share in shares.items():
            part = share * (number + 1) // ROUNDS - share * number // ROUNDS
            if part:
                yield name, Batch(cases=part, seed=seed, number=number, rounds=ROUNDS)


def tried(name: str, batch: Batch, folder: Path) -> Outcome:
    """Try a batch of a target, in whichever process."""
    return run(targets()[name], batch, Record(folder).broke)


def campaign(
    waiting: Sequence[tuple[str, Batch]], jobs: int, record: Record
) -> Iterator[tuple[str, Outcome]]:
    """Try what no earlier run has tried, in several processes where asked; what became of each batch."""
    earlier = record.earlier()
    for name, batch in waiting:
        if known := earlier.get((name, str(batch), batch.cases)):
            yield name, known
    left = [each for each in waiting if (each[0], str(each[1]), each[1].cases) not in earlier]
    if jobs == 1:
        for name, batch in left:
            outcome = tried(name, batch, record.folder)
            record.finished(batch, outcome)
            yield name, outcome
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        running = {pool.submit(tried, *each, record.folder): each for each in left}
        try:
            for done in as_completed(running):
                name, batch = running[done]
                record.finished(batch, done.result())
                yield name, done.result()
        finally:
            pool.shutdown(cancel_futures=True)


def gathered(waiting: Sequence[tuple[str, Batch]], jobs: int, record: Record) -> Iterator[Outcome]:
    """What became of each target, with a line now and then about how far it is. When it is interrupted, what
    became of them so far."""
    outcomes = {name: Outcome(target=name) for name, _ in waiting}
    whole = sum(batch.cases for _, batch in waiting)
    begun = told = time.monotonic()
    try:
        for name, outcome in campaign(waiting, jobs, record):
            outcomes[name].add(outcome)
            if time.monotonic() - told > OFTEN:
                told = time.monotonic()
                cases = sum(each.cases for each in outcomes.values())
                broken = sum(len(each.failures) for each in outcomes.values())
                far = f"{cases:,} of {whole:,} cases, {broken} broken, {told - begun:,.0f} s"
                print(far, file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print(f"stopped; --keep {record.folder} --resume goes on", file=sys.stderr, flush=True)
    yield from outcomes.values()


# guided by coverage


def guided(chosen: Sequence[Target], seconds: int, record: Record) -> Iterator[Outcome]:
    """Have atheris choose the inputs, by the lines of okrsite they reach; a process for each target."""
    for target in chosen:
        with TemporaryDirectory() as folder:
            command = [sys.executable, __file__, "--guided-part", target.name, "--seconds", str(seconds)]
            said = subprocess.run([*command, "--keep", folder], check=False, stderr=subprocess.PIPE)
            file = Path(folder) / "outcome.json"
            if not file.exists():
                raise SystemExit(
                    f"atheris ended by itself:\n{said.stderr.decode('utf-8', 'replace')[-3000:]}"
                )
            outcome = outcome_of(json.loads(file.read_text()))
        for failure in outcome.failures.values():
            record.broke(failure)
        yield outcome


def guided_part(name: str, seconds: int, folder: Path) -> None:
    """Run atheris over one target, and write what became of it into a folder."""
    import atheris

    with atheris.instrument_imports(include=["okrsite"]):
        target = targets()[name]
    seeds = folder / "seeds"
    seeds.mkdir()
    for number, data in enumerate(target.seeds()):
        (seeds / str(number)).write_bytes(data)
    outcome = Outcome(target=name)
    begun = time.perf_counter()

    def attempt(data: bytes) -> None:
        one(target, data, outcome, batch="guided by coverage")
        if time.perf_counter() - begun > seconds:
            (folder / "outcome.json").write_text(json.dumps(said_of(outcome)))
            os._exit(0)

    atheris.Setup([sys.argv[0], str(seeds), "-max_len=20000"], attempt)
    atheris.Fuzz()


# what is told


def line(outcome: Outcome) -> str:
    """What became of a target, as a row of the table."""
    pace = outcome.cases / outcome.seconds if outcome.seconds else 0
    return (
        f"{outcome.target:<18} {outcome.cases:>9,} {outcome.seconds:>9.1f} {pace:>9,.0f}"
        f" {outcome.slowest * 1000:>9,.0f} {len(outcome.failures):>9}"
    )


def tell(outcomes: Iterable[Outcome], folder: Path) -> int:
    """Print the table as it comes, then what broke; returns how many things did."""
    print(
        f"{'target':<18} {'cases':>9} {'seconds':>9} {'per s':>9} {'worst ms':>9} {'broken':>9}", flush=True
    )
    failures, whole = [], Outcome(target="all")
    for outcome in outcomes:
        print(line(outcome), flush=True)
        failures += outcome.failures.values()
        whole.cases, whole.seconds = whole.cases + outcome.cases, whole.seconds + outcome.seconds
        whole.slowest = max(whole.slowest, outcome.slowest)
    whole.failures = {str(number): failure for number, failure in enumerate(failures)}
    print(line(whole))
    most = max(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    print(f"\nSeconds are the processor's. The largest process took {most / 1024:,.0f} MB.")
    for failure in failures:
        print(f"\n{failure.target}: {failure.signature}, {failure.times} times, at the shortest with")
        print(f"    {failure.data[:300]!r}\n{failure.told}")
    if failures:
        print(f"The inputs are in {folder}")
    return len(failures)


def again(file: Path) -> int:
    """Try an input that was kept, its target being named by its file; returns whether it breaks still."""
    name = next(name for name in targets() if file.name.rpartition("-")[0] == name)
    outcome = Outcome(target=name)
    one(targets()[name], file.read_bytes(), outcome)
    for failure in outcome.failures.values():
        print(f"{file.name}: {failure.signature}\n{failure.told}")
    if not outcome.failures:
        print(f"{file.name}: holds, {outcome.slowest * 1000:,.0f} ms")
    return len(outcome.failures)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument(
        "--cases", type=int, default=200_000, metavar="N", help="cases in all, by default 200,000"
    )
    parser.add_argument("--target", action="append", metavar="NAME", help="only this one; may be repeated")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="other cases than those of 0")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes")
    parser.add_argument(
        "--keep",
        type=Path,
        default=Path(gettempdir()) / "okrsite-fuzzing",
        metavar="DIR",
        help="a folder for the inputs that break something and for how far it is, by default %(default)s",
    )
    parser.add_argument("--resume", action="store_true", help="go on where the run with this folder stopped")
    parser.add_argument(
        "--again", action="append", type=Path, metavar="FILE", help="try an input that was kept"
    )
    parser.add_argument("--list", action="store_true", help="say what the targets are")
    parser.add_argument("--coverage-guided", action="store_true", help="have atheris choose the inputs")
    parser.add_argument("--seconds", type=int, default=60, metavar="N", help="with atheris: for each target")
    parser.add_argument("--guided-part", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.guided_part:
        guided_part(asked.guided_part, asked.seconds, asked.keep)
        return 0
    known = targets()
    if asked.list:
        for target in known.values():
            print(f"{target.name:<18} {target.what}")
        return 0
    if asked.again:
        return int(sum(map(again, asked.again)) > 0)
    if unknown := set(asked.target or ()) - known.keys():
        parser.error(f"there is no target {min(unknown)}; they are {', '.join(known)}")
    chosen = [target for name, target in known.items() if not asked.target or name in asked.target]
    record = Record(asked.keep)
    if asked.coverage_guided:
        if find_spec("atheris") is None:
            parser.error("atheris is not installed: pip install atheris")
        return int(tell(guided(chosen, asked.seconds, record), asked.keep) > 0)
    if not asked.resume:
        record.begin()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    waiting = tuple(batches(asked.cases, chosen, asked.seed))
    return int(tell(gathered(waiting, asked.jobs, record), asked.keep) > 0)


if __name__ == "__main__":
    sys.exit(main())
