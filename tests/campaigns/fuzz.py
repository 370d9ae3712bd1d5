"""Fuzzing: inputs that nobody thought of, for everything that reads what others wrote.

    python tests/campaigns/fuzz.py --cases 200000
    python tests/campaigns/fuzz.py --target numbers --target import-csv --seed 7
    pip install atheris && python tests/campaigns/fuzz.py --coverage-guided --seconds 60

Each case has a time limit. What breaks is told once, with the shortest input that does it, and written into
`--keep`. Exits with 1 where anything broke.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory

from fuzz_engine import Failure, Outcome, Target, one, run

ROOMS = ("fuzz_texts", "fuzz_files", "fuzz_editor", "fuzz_imports", "fuzz_commands", "fuzz_portfolios")
LEAST = 20
"""Cases of a target, however few there are in all."""


def targets() -> dict[str, Target]:
    """All targets by name."""
    return {target.name: target for room in ROOMS for target in import_module(room).TARGETS}


def shared_out(cases: int, chosen: Sequence[Target]) -> dict[str, int]:
    """How many of the cases each target gets, by its share; together so many, or a few more."""
    whole = sum(target.share for target in chosen)
    return {target.name: max(LEAST, round(cases * target.share / whole)) for target in chosen}


def part(name: str, cases: int, seed: int) -> Outcome:
    """Try some cases of one target, in whichever process."""
    return run(targets()[name], cases, seed)


def campaign(cases: int, chosen: Sequence[Target], seed: int, jobs: int) -> Iterator[Outcome]:
    """Try so many cases, in several processes where asked; what became of each target."""
    shares = shared_out(cases, chosen)
    if jobs == 1:
        for target in chosen:
            yield run(target, shares[target.name], seed)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting = {
            name: [pool.submit(part, name, -(-share // jobs), seed * 1000 + job) for job in range(jobs)]
            for name, share in shares.items()
        }
        for name, parts in waiting.items():
            outcome = Outcome(target=name)
            for done in parts:
                outcome.add(done.result())
            yield outcome


# guided by coverage


def guided(chosen: Sequence[Target], seconds: int) -> Iterator[Outcome]:
    """Have atheris choose the inputs, by the lines of okrsite they reach; a process for each target."""
    for target in chosen:
        with TemporaryDirectory() as folder:
            here = Path(folder)
            command = [sys.executable, __file__, "--guided-part", target.name, "--seconds", str(seconds)]
            subprocess.run([*command, "--keep", folder], check=False, stderr=subprocess.DEVNULL)
            yield _told(target.name, here / "outcome.json")


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
        one(target, data, outcome)
        outcome.seconds = time.perf_counter() - begun
        if outcome.seconds > seconds:
            _write(outcome, folder / "outcome.json")
            os._exit(0)

    atheris.Setup([sys.argv[0], str(seeds), "-max_len=20000"], attempt)
    atheris.Fuzz()


def _write(outcome: Outcome, file: Path) -> None:
    failures = [
        {"signature": f.signature, "data": b64encode(f.data).decode(), "told": f.told, "times": f.times}
        for f in outcome.failures.values()
    ]
    said = {
        "cases": outcome.cases,
        "seconds": outcome.seconds,
        "slowest": outcome.slowest,
        "failures": failures,
    }
    file.write_text(json.dumps(said))


def _told(name: str, file: Path) -> Outcome:
    outcome = Outcome(target=name)
    if file.exists():
        said = json.loads(file.read_text())
        outcome.cases, outcome.seconds, outcome.slowest = said["cases"], said["seconds"], said["slowest"]
        for f in said["failures"]:
            outcome.note(Failure(target=name, **{**f, "data": b64decode(f["data"])}))
    return outcome


# what is told


def line(outcome: Outcome) -> str:
    """What became of a target, as a row of the table."""
    pace = outcome.cases / outcome.seconds if outcome.seconds else 0
    return (
        f"{outcome.target:<18} {outcome.cases:>9,} {outcome.seconds:>9.1f} {pace:>9,.0f}"
        f" {outcome.slowest * 1000:>9,.0f} {len(outcome.failures):>9}"
    )


def tell(outcomes: Iterable[Outcome], keep: Path | None) -> int:
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
    print(f"\nThe largest process took {most / 1024:,.0f} MB.")
    for failure in failures:
        print(f"\n{failure.target}: {failure.signature}, {failure.times} times, at the shortest with")
        print(f"    {failure.data[:300]!r}\n{failure.told}")
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            name = f"{failure.target}-{hashlib.sha256(failure.data).hexdigest()[:12]}"
            (keep / name).write_bytes(failure.data)
    return len(failures)


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
        "--keep", type=Path, metavar="DIR", help="a folder for the inputs that broke something"
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
    if unknown := set(asked.target or ()) - known.keys():
        parser.error(f"there is no target {min(unknown)}; they are {', '.join(known)}")
    chosen = [target for name, target in known.items() if not asked.target or name in asked.target]
    if asked.coverage_guided:
        if find_spec("atheris") is None:
            parser.error("atheris is not installed: pip install atheris")
        return int(tell(guided(chosen, asked.seconds), asked.keep) > 0)
    return int(tell(campaign(asked.cases, chosen, asked.seed, asked.jobs), asked.keep) > 0)


if __name__ == "__main__":
    sys.exit(main())
