"""What Lighthouse gives the pages that people open most: a command, not a test.

    python tests/browser/lighthouse.py                     the example company
    python tests/browser/lighthouse.py --site DIR PAGE...  pages of a site that was built before

Fetches Lighthouse from npm's registry and has Chromium open each page as a slow phone would. Prints a line a
page with the scores for performance, accessibility and best practices, 0 to 100, and below it whatever cost
points. Needs node, npm and Chromium; scores of performance are lower while the machine is busy.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from conftest import program
from walking import served

from okrsite.building.pipeline import build

LIGHTHOUSE = "lighthouse@13.5.0"
REPOSITORY = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 20)
PAGES = (
    "index.html",
    "2026-Q4/index.html",
    "teams/families.html",
    "2026-Q4/company/winter-ready.html",
    "2026-Q4/alignment.html",
)
CATEGORIES = ("performance", "accessibility", "best-practices")


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="okrsite-lighthouse-") as folder:
        site = options.site or Path(folder) / "site"
        if options.site is None:
            build(REPOSITORY / "content", site, today=TODAY)
        asked = ["npm", "install", "--silent", "--no-save", "--prefix", folder, LIGHTHOUSE]
        subprocess.run(asked, check=True)
        with served(site) as address:
            for page in options.pages or PAGES:
                report = _report(Path(folder), address + page)
                scores = (f"{round(100 * report['categories'][name]['score']):>16}" for name in CATEGORIES)
                print(f"{page:<40}{''.join(scores)}")
                for fault in _faults(report):
                    print(f"    {fault}")


def _report(folder: Path, address: str) -> dict[str, Any]:
    browser = program()
    if browser is None:
        sys.exit("There is no Chromium: install it, or Google Chrome.")
    done = subprocess.run(
        [
            str(folder / "node_modules" / ".bin" / "lighthouse"),
            address,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless --no-sandbox --disable-gpu",
        ],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "CHROME_PATH": browser},
        check=True,
    )
    report = json.loads(done.stdout)
    assert isinstance(report, dict)
    return report


def _faults(report: dict[str, Any]) -> Iterator[str]:
    for name in CATEGORIES:
        for one in report["categories"][name]["auditRefs"]:
            audit = report["audits"][one["id"]]
            if one["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{name}: {audit['title']} ({one['id']}) {audit.get('displayValue', '')}".rstrip()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--site", type=Path, help="a site that was built before")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="paths of pages in it")
    return parser.parse_args()


if __name__ == "__main__":
    main()
