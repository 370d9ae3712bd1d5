"""How long the pages with the most on them hold a browser up: a command, not a test.

    python tests/browser/long_tasks.py                     2,000 objectives
    python tests/browser/long_tasks.py --objectives 500

Writes a made-up company (see tests/bench/company.py), builds its site, and uses the alignment explorer and
the list of a cycle in Chromium as people would. Prints, for each thing done, the longest task of the page's
thread in milliseconds, as the browser tells them: those below 50 ms are none. Best run on a machine that does
nothing else.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from conftest import ARGUMENTS, program
from playwright.sync_api import Page, sync_playwright

from okrsite.building.pipeline import build

BENCHES = Path(__file__).resolve().parents[1] / "bench"
WATCH = """window.tasks = []; new PerformanceObserver(list => list.getEntries().forEach(one =>
  window.tasks.push(one.duration))).observe({type: 'longtask', buffered: true})"""

Gesture = Callable[[Page], object]


def keys(*names: str) -> Gesture:
    def press(page: Page) -> None:
        page.locator(".x-tree").focus()
        for name in names:
            page.keyboard.press(name)
            page.wait_for_timeout(60)

    return press


def pan(page: Page) -> None:
    page.mouse.move(640, 400)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(640 + step * 6, 400 + step * 3)
    page.mouse.up()


def hover(page: Page) -> None:
    for step in range(60):
        page.mouse.move(100 + step * 18, 250 + step * 6)


def zoom(page: Page) -> None:
    page.locator(".x-tree").focus()
    for turns in (-1, 1, -1):
        for _turn in range(14):
            page.mouse.wheel(0, turns * 120)
            page.wait_for_timeout(16)


def find(page: Page) -> None:
    page.get_by_label("Find", exact=True).press_sequentially("effortless", delay=40)


def filter_text(page: Page) -> None:
    page.locator("input[name=find]").press_sequentially("crew 01", delay=60)


def option(name: str, number: int) -> Gesture:
    """Found by its name in the form: to find it by its label holds up a page with much on it by itself."""
    return lambda page: page.locator(f"select[name={name}]").select_option(index=number)


EXPLORER: dict[str, Gesture] = {
    "fit": lambda page: page.get_by_role("button", name="Fit").click(),
    "pan": pan,
    "hover": hover,
    "zoom": zoom,
    "walk by keys": keys(
        "Home", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "End", "Enter", "Escape"
    ),
    "find": find,
    "unfold all": lambda page: page.get_by_role("button", name="Unfold all").click(),
    "pan, unfolded": pan,
    "hover, unfolded": hover,
    "zoom, unfolded": zoom,
}
LIST: dict[str, Gesture] = {
    "type": filter_text,
    "all again": lambda page: page.locator("input[name=find]").fill(""),
    "choose a team": option("team", 3),
    "choose all teams": option("team", 0),
    "sort by progress": option("sort", 1),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--objectives", type=int, default=2000, help="how many objectives the company has")
    wanted = parser.parse_args().objectives
    sys.path.insert(0, str(BENCHES))
    from company import LAST_YEAR, TODAY, write_company

    cycle = f"{LAST_YEAR}-Q4"
    with tempfile.TemporaryDirectory(prefix="okrsite-tasks-") as folder:
        content, site = Path(folder) / "content", Path(folder) / "site"
        write_company(content, wanted, quarters=1)
        build(content, site, today=TODAY)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)
            for path, gestures in (("alignment.html", EXPLORER), ("index.html", LIST)):
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.add_init_script(WATCH)
                _measured(
                    page,
                    f"{cycle}/{path}",
                    "load",
                    lambda page, path=path: page.goto((site / cycle / path).as_uri()),
                )
                if path == "alignment.html":
                    page.locator(".x-tree").scroll_into_view_if_needed()
                for name, gesture in gestures.items():
                    _measured(page, f"{cycle}/{path}", name, gesture)
                page.close()
            browser.close()


def _measured(page: Page, path: str, name: str, gesture: Gesture) -> None:
    page.evaluate("window.tasks = []")
    gesture(page)
    page.wait_for_timeout(500)
    longest = page.evaluate("Math.max(0, ...window.tasks)")
    print(f"{path:<28}{name:<24}{longest:>8.0f} ms", flush=True)


if __name__ == "__main__":
    main()
