"""How long okrsite takes, and how much memory: a command, not a test.

    python tests/bench/bench.py                          100, 1,000 and 5,000 objectives
    python tests/bench/bench.py --objectives 300
    python tests/bench/bench.py --content content --today 2026-11-20

Builds a made-up company (see company.py), or a copy of a content folder, three times with the okrsite that is
installed for this Python: into an empty folder, again with nothing changed, and again after an edit of one
objective.

    seconds      from start to end, as somebody waits for it
    processor    seconds of all processors together, in all processes
    memory       the most that all processes held at once (on Linux, looked at 50 times a second); elsewhere
                 the most of the largest process
    pages        HTML files of the site
    written      files that were not there before with the same content
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from company import TODAY, current_objective, write_company

SIZES = [100, 1000, 5000]
LOOK_EVERY = 0.02  # seconds
COLUMNS = "{:<22}{:>10}{:>12}{:>12}{:>10}{:>10}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one build took: seconds, processor seconds, bytes."""

    wall: float
    processor: float
    memory: int


def main() -> None:
    options = _options()
    program = shutil.which("okrsite", path=sysconfig.get_path("scripts"))
    if program is None:
        sys.exit(f"okrsite is not installed for {sys.executable}: pip install .")
    version = subprocess.run(
        [program, "--version"], capture_output=True, text=True, check=True
    ).stdout.strip()
    print(f"{version}, Python {sys.version.split()[0]}, {os.cpu_count()} processors\n")
    print(COLUMNS.format("", "seconds", "processor", "memory", "pages", "written"))
    with tempfile.TemporaryDirectory(prefix="okrsite-bench-") as folder:
        if options.content:
            content = Path(shutil.copytree(options.content, Path(folder, "content")))
            print(f"\n{options.content}")
            measure(program, content, options.today, _any_objective(content))
            return
        for objectives in options.objectives:
            content = Path(folder, str(objectives), "content")
            size = write_company(content, objectives)
            print(
                f"\n{size.objectives:,} objectives in {size.teams:,} teams, {size.key_results:,} key results,"
                f" {size.check_ins:,} check-ins, {size.files:,} files"
            )
            measure(program, content, options.today, current_objective(content))
            shutil.rmtree(content.parent)


def measure(program: str, content: Path, today: str, edited: Path) -> None:
    """Build three times and print a line for each."""
    output = content.with_name("site")
    command = [program, "build", "--content", str(content), "--output", str(output), "--today", today]
    for what in ("first build", "nothing changed", "one objective edited"):
        if what == "one objective edited":
            text = edited.read_text("utf-8")
            edited.write_text(
                re.sub(r"^title: .*$", "title: Calm the handover for everyone", text, count=1, flags=re.M),
                "utf-8",
            )
        before = _states(output)
        run = timed(command)
        after = _states(output)
        row = [
            f"  {what}",
            f"{run.wall:.2f} s",
            f"{run.processor:.2f} s",
            f"{run.memory / 2**20:,.0f} MB",
            f"{sum(path.endswith('.html') for path in after):,}",
            f"{sum(before.get(path) != state for path, state in after.items()):,}",
        ]
        print(COLUMNS.format(*row), flush=True)


def timed(command: list[str]) -> Run:
    """Run a command to its end. Exits with what it said if it fails."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        looker = _Looker(process.pid)
        looker.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        looker.end()
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{said.read().decode(errors='replace')}")
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Run(wall=wall, processor=usage.ru_utime + usage.ru_stime, memory=max(looker.most, largest))


class _Looker(threading.Thread):
    """Looks again and again at how much memory a process and all below it hold."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.most = 0
        self._done = threading.Event()

    def run(self) -> None:
        while not self._done.wait(LOOK_EVERY):
            self.most = max(self.most, sum(_resident(pid) for pid in _family(self.pid)))

    def end(self) -> None:
        self._done.set()
        self.join()


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text().split():
                yield from _family(int(child))
    except OSError:
        return


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _states(folder: Path) -> dict[str, int]:
    """When each file of a site was written; the time is kept where the content is the same."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != ".okrsite")
    return {str(file): file.stat().st_mtime_ns for file in files}


def _any_objective(content: Path) -> Path:
    files = sorted(content.glob("*/*/*.md"))
    found = [file for file in files if "title:" in file.read_text("utf-8", errors="replace")]
    return found[-1] if found else sys.exit(f"there is no objective in {content}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Print how long okrsite takes to build companies of several sizes, and how much memory.",
        epilog="Example:  python tests/bench/bench.py --objectives 100 1000",
    )
    parser.add_argument(
        "--objectives", type=int, nargs="+", default=SIZES, metavar="NUMBER", help="by default 100 1000 5000"
    )
    parser.add_argument(
        "--content", type=Path, metavar="DIR", help="this content instead of a made-up company"
    )
    parser.add_argument("--today", default=TODAY.isoformat(), metavar="DATE", help="by default %(default)s")
    return parser.parse_args()


if __name__ == "__main__":
    main()
