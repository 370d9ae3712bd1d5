"""Tries every hostile payload in every place, and prints what each cost.

    python tests/campaigns/hostile.py                     six minutes: a draw of each kind
    python tests/campaigns/hostile.py --kinds yaml prose --command build
    python tests/campaigns/hostile.py --seconds 20 --size 100000

Each case is a small company with one payload in one place, in a process of its own: it must end with 0 or 1,
in 2 seconds of processor time and 300 MB. What does not is printed at once, and a table at the end.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1] / "trust"), str(HERE.parents[2])]

import heavy  # noqa: E402 - they lie where no package is
import hostile_company  # noqa: E402
import payloads  # noqa: E402
from hostile_company import FILES, TODAY, slots, text_of, with_payload  # noqa: E402

SECONDS = 2.0
MEGABYTES = 300
PATIENCE = 60
KINDS = ("markup", "addresses", "controls", "scalars", "yaml", "prose", "readings")


@dataclass(frozen=True, slots=True)
class Case:
    """A payload in a place; `files` makes those that differ from the company's own."""

    kind: str
    payload: str
    place: str
    files: Callable[[], Mapping[str, str]]


@dataclass(slots=True)
class Row:
    """What the cases of a kind cost at most, and how many failed."""

    cases: int = 0
    failed: int = 0
    seconds: float = 0.0
    megabytes: int = 0
    slowest: str = ""


def cases(kind: str, size: int) -> Iterator[Case]:
    """All cases of a kind."""
    if kind == "yaml":
        for name, make in heavy.YAML.items():
            for path in FILES:
                yield Case(kind, name, path, partial(_fields, path, make, size))
    elif kind == "prose":
        for name, make in heavy.PROSE.items():
            for path, (fields, _) in FILES.items():
                if path.endswith(".md"):
                    yield Case(kind, f"{name}, {size:,}", path, partial(_prose, path, fields, make, size))
                    yield Case(kind, f"{name}, let through", path, partial(_let_through, path, fields, make))
    elif kind == "readings":
        for name, make in heavy.READINGS.items():
            yield Case(kind, name, "kpis/waste.csv", partial(_readings, make, size))
    else:
        for payload in getattr(payloads, kind.upper()):
            for slot in slots():
                yield Case(kind, repr(payload[:40]), str(slot), partial(with_payload, slot, payload))


def _fields(path: str, make: heavy.Make, size: int) -> dict[str, str]:
    fields = make(size)
    return {path: fields if path.endswith(".yml") else f"---\n{fields}\n---\n"}


def _prose(path: str, fields: dict[str, Any], make: heavy.Make, size: int) -> dict[str, str]:
    return {path: text_of(path, fields, make(size))}


def _let_through(path: str, fields: dict[str, Any], make: heavy.Make) -> dict[str, str]:
    return {path: text_of(path, fields, heavy.let_through(make(heavy.LONGEST_PROSE)))}


def _readings(make: heavy.Make, size: int) -> dict[str, str]:
    return {"kpis/waste.csv": make(size)}


def tried(command: str, folder: Path) -> tuple[float, int, str]:
    """Seconds of processor time, megabytes and what went wrong (empty where nothing did)."""
    told = folder / "told"
    child = os.fork()
    if child == 0:
        os.dup2(os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        signal.alarm(PATIENCE)
        os._exit(_ran(command, folder))
    _, status, used = os.wait4(child, 0)
    seconds, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss // 1024
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        lines = told.read_text("utf-8", "replace").strip().splitlines()
        return seconds, megabytes, f"ended with {code}: {lines[-1] if lines else ''}"
    over = seconds > SECONDS or megabytes > MEGABYTES
    return seconds, megabytes, "too dear" if over else ""


def _ran(command: str, folder: Path) -> int:
    from click.testing import CliRunner

    from okrsite.cli.main import main

    try:
        arguments = [command, "--content", str(folder / "content"), "--today", TODAY]
        if command == "build":
            arguments += ["--output", str(folder / "site")]
        result = CliRunner().invoke(main, arguments)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        return 9
    return result.exit_code


def campaign(kinds: tuple[str, ...], command: str, size: int, seconds: float) -> dict[str, Row]:
    """Try cases until the time is over, a fair share of it for each kind, in an order that is always the same
    but mixed, so that a short run has some of everything."""
    import okrsite.building.pipeline
    import okrsite.cli.main  # noqa: F401 - what every process would read anew

    folder = Path(tempfile.mkdtemp(prefix="hostile-"))
    hostile_company.write(folder / "content")
    whole = hostile_company.files()
    rows = {}
    try:
        for number, kind in enumerate(kinds):
            row = rows[kind] = Row()
            began = time.monotonic()
            share = seconds / (len(kinds) - number)
            listed = list(cases(kind, size))
            random.Random(7).shuffle(listed)
            for case in listed:
                if time.monotonic() - began > share:
                    break
                files = case.files()
                for path, text in files.items():
                    (folder / "content" / path).write_bytes(text.encode("utf-8", "surrogatepass"))
                _count(row, case, *tried(command, folder))
                for path in files:
                    (folder / "content" / path).write_bytes(whole[path].encode())
            seconds -= time.monotonic() - began
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return rows


def _count(row: Row, case: Case, seconds: float, megabytes: int, fault: str) -> None:
    row.cases += 1
    row.megabytes = max(row.megabytes, megabytes)
    if seconds > row.seconds:
        row.seconds, row.slowest = seconds, f"{case.payload} in {case.place}"
    if fault:
        row.failed += 1
        print(
            f"{case.kind}: {case.payload} in {case.place}: {seconds:.1f} s, {megabytes} MB, {fault}",
            flush=True,
        )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), help="payloads to try")
    parser.add_argument("--command", choices=("check", "build"), default="build", help="what is run on each")
    parser.add_argument("--size", type=int, default=950_000, help="characters of what is large")
    parser.add_argument("--seconds", type=float, default=360, help="how long to go on")
    chosen = parser.parse_args()
    rows = campaign(tuple(chosen.kinds), chosen.command, chosen.size, chosen.seconds)
    print(f"{'payloads':<10} {'cases':>6} {'failed':>6} {'most s':>7} {'most MB':>8}  dearest")
    for kind, row in rows.items():
        counted = f"{row.cases:>6,} {row.failed:>6,} {row.seconds:>7.2f} {row.megabytes:>8,}"
        print(f"{kind:<10} {counted}  {row.slowest}")
    return 1 if any(row.failed for row in rows.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
