"""Everything that okrsite writes of a content folder, by the digests of its bytes, under odd circumstances.

Run by `circumstances.py` as a program of its own: takes the circumstances as JSON and prints the digests so.
The outputs are those of the commands that publish, export, draw, compare and report.
"""

import hashlib
import io
import json
import os
import random
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from okrsite.cli.letters import in_utf8

COMMANDS = (
    ("build", "--output", "{out}/site"),
    ("export", "json", "--output", "{out}/okrs.json"),
    ("export", "xlsx", "--output", "{out}/okrs.xlsx"),
    ("export", "csv", "--output", "{out}/okrs.csv"),
    ("export", "ics", "--output", "{out}/okrs.ics"),
    ("graph", "{out}/graph.svg", "--all"),
    ("graph", "{out}/graph.dot", "--all"),
    ("diff", "HEAD~9", "--format", "json", "--output", "{out}/diff.json"),
    ("diff", "HEAD~9", "--format", "markdown", "--output", "{out}/diff.md"),
    ("check", "--all", "--format", "sarif", "--output", "{out}/check.sarif"),
    ("check", "--since", "HEAD~9", "--format", "json", "--output", "{out}/check.json"),
)
FEW = ("build", "export xlsx", "diff HEAD~9 --format markdown")
"""How the commands begin that are enough where there is little time."""


class Listed:
    """What `os.scandir` gives, in another order."""

    def __init__(self, entries: list[Any]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> Any:
        return self._entries

    def __next__(self) -> Any:
        return next(self._entries)

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def close(self) -> None:
        pass


def shuffle_folders(order: str) -> None:
    """Make the system list folders in another order: backwards, or in one that `order` decides."""
    scandir, listdir = os.scandir, os.listdir

    def another(found: list[Any], name: Any) -> list[Any]:
        found = sorted(found, key=name, reverse=order == "reversed")
        if order != "reversed":
            random.Random(order).shuffle(found)
        return found

    os.scandir = lambda *path: Listed(another(list(scandir(*path)), lambda entry: entry.name))  # type: ignore[assignment,return-value,arg-type]
    os.listdir = lambda *path: another(listdir(*path), str)  # type: ignore[assignment]


def share_out(count: int) -> list[int]:
    """Make so many processes of whatever can be shared out, however little it is. What is returned comes to
    hold an entry for each."""
    from okrsite import spreading
    from okrsite.building import making
    from okrsite.loading import reading_ahead

    made: list[int] = []
    fork = os.fork

    def counted() -> int:
        made.append(1)
        return fork()

    os.fork = counted
    os.cpu_count = lambda: count
    os.sched_getaffinity = lambda _: set(range(count))  # type: ignore[assignment]
    spreading.WORTHWHILE = 1 if count > 1 else 1 << 30
    making.BATCH = reading_ahead.BATCH = 8
    reading_ahead.FEWEST = 1
    return made


def set_clock(moment: int) -> None:
    """Let every clock stand still at a moment."""
    import datetime
    import time

    class Moment(datetime.datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return cls.fromtimestamp(moment, tz)

        @classmethod
        def today(cls) -> Any:
            return cls.fromtimestamp(moment)

    datetime.datetime = Moment  # type: ignore[misc]
    time.time = lambda: float(moment)
    time.time_ns = lambda: moment * 10**9


def without_pygraphviz() -> None:
    """Let an installed `dot` lay out the graphs."""
    from okrsite.rendering import graph_engine

    every = graph_engine.engines
    graph_engine.engines = lambda: [engine for engine in every() if engine.name == "dot"]


def main() -> None:
    in_utf8()
    given = json.loads(sys.argv[1])
    if given.get("order"):
        shuffle_folders(given["order"])
    if "clock" in given:
        set_clock(given["clock"])
    made = share_out(given["processes"])
    if given.get("engine") == "dot":
        without_pygraphviz()
    os.umask(given.get("umask", 0o022))
    from okrsite.cli.main import main as command

    commands = [one for one in COMMANDS if not given["few"] or " ".join(one).startswith(FEW)]
    out = Path(given["out"])
    for name, *arguments in commands:
        options = ["--content", given["content"], *given["day"]]
        options += given["cache"] if name == "build" else []
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            try:
                command([name, *(a.format(out=out) for a in arguments), *options], standalone_mode=False)
            except SystemExit as end:
                if end.code not in (None, 0, 1) or (end.code == 1 and name != "check"):
                    raise RuntimeError(f"{name} ended with {end.code}: {said.getvalue()}") from end
            except Exception as error:
                raise RuntimeError(f"{name}: {error}: {said.getvalue()}") from error
    if given["processes"] > 1 and not made:
        raise RuntimeError("nothing was shared out")
    found = {
        file.relative_to(out).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in out.rglob("*")
        if file.is_file()
    }
    sys.__stdout__.buffer.write(json.dumps(found, sort_keys=True).encode())  # type: ignore[union-attr]


if __name__ == "__main__":
    main()
