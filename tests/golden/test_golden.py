"""A page of each kind of the example company's site, as it was last looked at and found good.

`pytest tests/golden --update-golden` rewrites the pages in this folder; look at what git says has changed.
How a graph is laid out depends on the release of Graphviz, so pictures are left out here.
"""

import difflib
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from okrsite import __version__
from okrsite.building.pipeline import build

HERE = Path(__file__).parent
TODAY = date(2026, 11, 20)

PAGES = {
    "home": "index.html",
    "cycle": "2026-Q4/index.html",
    "cycle-closed": "2026-Q2/index.html",
    "alignment": "2026-Q4/alignment.html",
    "team-cycle": "2026-Q4/families/index.html",
    "team-cycle-reviewed": "2026-Q3/bikes/index.html",
    "objective": "2026-Q4/company/winter-ready.html",
    "objective-stale": "2026-Q4/frame-and-drive/salt.html",
    "objective-with-work": "2026-Q4/app/quiet-updates.html",
    "objective-graded": "2026-Q3/bikes/longer-life.html",
    "objective-dropped": "2026-Q4/business/night-depots.html",
    "team": "teams/families.html",
    "team-ended": "teams/home-visits.html",
    "teams": "teams/index.html",
    "kpi": "kpis/nps.html",
    "kpi-neglected": "kpis/deposit-days.html",
    "kpis": "kpis/index.html",
    "archive": "archive.html",
    "roadmap": "roadmap.html",
    "agenda": "2026-Q4/bikes.agenda.html",
    "cycle-review": "2026-Q3/review.html",
    "changes": "changes.html",
    "check": "check.html",
    "meeting": "2026-Q4/reviews/2026-10-30.html",
    "not-found": "404.html",
    "heat": "heat.html",
    "people": "people/index.html",
    "person": "people/sofia-lindqvist.html",
    "present": "2026-Q4/present.html",
}

EXTRA_PAGES = {
    "objective-of-every-kind": "2026-Q4/app/every-kind.html",
    "moved": "2026-Q4/app/all-kinds.html",
}
"""Of the company with the files in extra/, which show what believable content does not have all at once."""

PICTURE = re.compile(r'<svg class="okr-graph".*?</svg>', re.DOTALL)
CONTEXT = 3


@pytest.fixture(scope="session")
def extra_site(example_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("extra")
    shutil.copytree(example_content, folder / "content")
    shutil.copytree(HERE / "extra", folder / "content", dirs_exist_ok=True)
    built = build(folder / "content", folder / "site", today=TODAY)
    assert built.published is not None, [f"{d.location} {d.message}" for d in built.report.diagnostics]
    return folder / "site"


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, example_site: Path, pytestconfig: pytest.Config) -> None:
    compare(name, example_site / PAGES[name], update=pytestconfig.getoption("update_golden"))


@pytest.mark.parametrize("name", EXTRA_PAGES)
def test_extra_page(name: str, extra_site: Path, pytestconfig: pytest.Config) -> None:
    compare(name, extra_site / EXTRA_PAGES[name], update=pytestconfig.getoption("update_golden"))


def test_no_golden_page_is_left_over() -> None:
    known = {f"{name}.html" for name in PAGES.keys() | EXTRA_PAGES.keys()}
    assert {file.name for file in (HERE / "pages").iterdir()} == known


def test_there_is_a_page_of_every_kind() -> None:
    """Of every template but those of the guide and the rules, which are prose."""
    templates = Path(__file__).parents[2] / "themes" / "default" / "templates"
    shown = {name.replace("-", "_").partition("_of_")[0] for name in PAGES.keys() | EXTRA_PAGES.keys()}
    assert {file.stem for file in templates.glob("*.html")} - shown == {"base", "guide"}


def compare(name: str, page: Path, *, update: bool) -> None:
    """Compare a page with its golden one, or rewrite that."""
    golden = HERE / "pages" / f"{name}.html"
    built = settled(page.read_text("utf-8"))
    if update:
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(built.encode())
        return
    assert golden.is_file(), f"{golden} is missing: pytest tests/golden --update-golden"
    expected = golden.read_text("utf-8")
    if built != expected:
        lines = difflib.unified_diff(
            expected.splitlines(),
            built.splitlines(),
            f"golden/pages/{name}.html",
            "as built",
            lineterm="",
            n=CONTEXT,
        )
        told = "\n".join(lines)
        pytest.fail(
            f"{told}\n\nIf this is as it should be: pytest tests/golden --update-golden",
            pytrace=False,
        )


def settled(page: str) -> str:
    """A page without what may differ: the pictures, which Graphviz lays out, and okrsite's version."""
    page = PICTURE.sub('<svg class="okr-graph">(a picture)</svg>', page)
    return page.replace(f"okrsite {__version__}", "okrsite VERSION")
