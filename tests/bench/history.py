"""How long the past takes to read: a command, not a test.

    python tests/bench/history.py                            5,000 commits over about 2,000 files
    python tests/bench/history.py --commits 500 --files 200
    python tests/bench/history.py --content DIR              content that is in a repository already

Writes a made-up company (see company.py) into a new repository: the first half of the commits bring its
files, the others edit objectives, every tenth of them on a side branch that is merged. Each figure is the
median of `--times` runs, each in a process of its own.

    git alone    the same `git log`, without okrsite
    versions     every file's versions: what `okrsite.history` reads; with the start of Python
    promises     the goalposts of every key result, from the states that all objectives had; what comes on
                 top of loading the content
    cold, warm   without, and with what was kept from the run before
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from company import TODAY, write_company

FILES_PER_OBJECTIVE = 8
COLUMNS = "{:<12}{:>12}{:>12}{:>12}"

VERSIONS = """
import sys
from pathlib import Path
from okrsite.history.past import Past, recall
past = recall(Path(sys.argv[1]))
assert isinstance(past, Past), past.why
print(len(past.landings), len(past.files))
"""

PROMISES = """
import sys, time
from datetime import date
from pathlib import Path
from okrsite.changes.changes import changes_of
from okrsite.history.past import recall
from okrsite.loading.load import load
content = Path(sys.argv[1])
portfolio = load(content, today=date.fromisoformat(sys.argv[2])).portfolio
begun = time.perf_counter()
changes = changes_of(portfolio, recall(content))
moved = sum(len(log.moved) for o in portfolio.objectives for _, log in changes.log(o).key_results)
print(time.perf_counter() - begun, moved)
"""


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="okrsite-bench-") as folder:
        content = options.content
        if content is None:
            content = Path(folder, "repository", "content")
            make_repository(content, commits=options.commits, files=options.files)
        landings, files = run(VERSIONS, content)[1].split()
        print(f"{int(landings):,} commits, {int(files):,} files, Python {sys.version.split()[0]}\n")
        print(COLUMNS.format("seconds", "git alone", "versions", "promises"))
        for what in ("cold", "warm"):
            rows = list(measure(content, options.times, forget=what == "cold"))
            medians = [statistics.median(column) for column in zip(*rows, strict=True)]
            print(COLUMNS.format(what, *(f"{median:.2f}" for median in medians)))


def measure(content: Path, times: int, *, forget: bool) -> Iterator[tuple[float, float, float]]:
    """Seconds of git alone, of all versions and of all promises, once for each time."""
    for _ in range(times):
        begun = time.perf_counter()
        git(content, "log", "--full-history", "--parents", "--raw", "--find-renames", "-z", "--", ".")
        alone = time.perf_counter() - begun
        if forget:
            forget_all(content)
        versions, _ = run(VERSIONS, content)
        if forget:
            forget_all(content)
        promises = float(run(PROMISES, content)[1].split()[0])
        yield alone, versions, promises


def run(program: str, content: Path) -> tuple[float, str]:
    """Seconds that a program took, and what it printed."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program, str(content), TODAY.isoformat()],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    return time.perf_counter() - begun, done.stdout


def forget_all(content: Path) -> None:
    """Remove what okrsite kept in the repository."""
    common = Path(content, git(content, "rev-parse", "--git-common-dir").strip())
    for kept in (common / "okrsite").glob("*"):
        kept.unlink()


def git(folder: Path, *arguments: str) -> str:
    """What a command of git prints."""
    return subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, check=True, encoding="utf-8", errors="replace"
    ).stdout


def make_repository(content: Path, *, commits: int, files: int) -> None:
    """A repository around a made-up company. The same arguments give the same commits."""
    write_company(content, max(4, files // FILES_PER_OBJECTIVE))
    root = content.parent
    git(root, "init", "--quiet", "--initial-branch=main")
    stream = b"".join(_stream(content, commits))
    subprocess.run(["git", "fast-import", "--quiet", "--force"], cwd=root, input=stream, check=True)
    git(root, "reset", "--quiet", "--hard")


def _stream(content: Path, commits: int) -> Iterator[bytes]:
    """The commits in the form that `git fast-import` reads."""
    root = content.parent
    names = sorted(path.relative_to(root).as_posix() for path in content.rglob("*") if path.is_file())
    texts = {name: (root / name).read_bytes() for name in names}
    objectives = [name for name in names if name.endswith("/outcome.md")]
    begun = datetime.combine(TODAY - timedelta(days=400), datetime.min.time(), UTC)
    step = timedelta(days=395) / commits
    first, new = commits // 2, 0
    for number in range(commits):
        moment = int((begun + number * step).timestamp())
        who = f"committer Writer {number % 40} <writer@example.com> {moment} +0000\n".encode()
        if number < first:
            last = len(names) * (number + 1) // first
            changed, new = names[new:last], last
        else:
            name = objectives[number % len(objectives)]
            text = texts[name].replace(b"to: ", b"to: 1", 1) if number % 9 == 0 else texts[name]
            texts[name] = text + f"Said in change {number}.\n".encode()
            changed = [name]
        files = b"".join(f"M 100644 inline {name}\n".encode() + _data(texts[name]) for name in changed)
        told = _data(f"Change {number}".encode())
        if number > first and number % 10 == 0:
            yield b"commit refs/heads/side\nmark :1\n" + who + told + b"from refs/heads/main\n" + files
            yield b"commit refs/heads/main\n" + who + _data(b"Merge side") + b"merge :1\n" + files
        else:
            yield b"commit refs/heads/main\n" + who + told + files


def _data(text: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(text), text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How long the past takes to read.")
    parser.add_argument("--commits", type=int, default=5000)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--content", type=Path, metavar="DIR")
    return parser.parse_args()


if __name__ == "__main__":
    main()
