"""How long the index of the search takes to make, and how large it is: a command, not a test.

    python tests/bench/search.py                           1,000 and 10,000 objectives
    python tests/bench/search.py --objectives 300
    python tests/bench/search.py --content content --today 2026-11-20

Loads a made-up company (see company.py), or a content folder, and makes the index several times. Loading the
largest company takes a minute or two.

    seconds      processor time of the fastest run: other programs that run beside it do not count
    entries      things that can be found
    size         bytes of the file as it is
    compressed   the same as a web server sends it (gzip)
"""

import argparse
import gzip
import tempfile
import time
from datetime import date
from pathlib import Path

from company import TODAY, write_company

from okrsite.building.pipeline import check_content, published_company
from okrsite.exchange.search.index import search_index
from okrsite.exchange.search.kinds import Kinds

SIZES = [1000, 10_000]
RUNS = 5
COLUMNS = "{:<22}{:>10}{:>12}{:>14}{:>14}"


def main() -> None:
    options = _options()
    print(COLUMNS.format("", "seconds", "entries", "size", "compressed"))
    if options.content:
        measure(str(options.content), options.content, options.today)
        return
    for objectives in options.objectives:
        with tempfile.TemporaryDirectory(prefix="okrsite-bench-") as folder:
            content = Path(folder, "content")
            write_company(content, objectives)
            measure(f"{objectives:,} objectives", content, options.today)


def measure(what: str, content: Path, today: date) -> None:
    """Make the index of a content folder and print a line about it."""
    company = published_company(check_content(content, today=today), content)
    company.paces  # noqa: B018 - worked out once, and pages need it too
    entries = sum(len(kind.entries) for kind in Kinds(company).all())
    fastest = float("inf")
    for _ in range(RUNS):
        begun = time.process_time()
        index = search_index(company)
        fastest = min(fastest, time.process_time() - begun)
    figures = (f"{fastest:.2f} s", f"{entries:,}", f"{len(index):,} B", f"{len(gzip.compress(index)):,} B")
    print(COLUMNS.format(what, *figures), flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Print how long the index of the search takes to make, and how large it is.",
        epilog="Example:  python tests/bench/search.py --objectives 100 1000",
    )
    parser.add_argument(
        "--objectives", type=int, nargs="+", default=SIZES, metavar="NUMBER", help="by default 1000 10000"
    )
    parser.add_argument(
        "--content", type=Path, metavar="DIR", help="this content instead of a made-up company"
    )
    parser.add_argument(
        "--today", type=date.fromisoformat, default=TODAY, metavar="DATE", help="by default %(default)s"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
