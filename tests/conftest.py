"""What several floors of tests share: the example company, built once a session."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from okrsite.building import pipeline

REPOSITORY = Path(__file__).resolve().parents[1]
TODAY = "2026-11-20"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden pages with what is built now"
    )
    parser.addoption(
        "--update-catalogues", action="store_true", help="bring the catalogues in step with the messages"
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """One process where files are rewritten that other tests read; else as many as pytest-xdist says."""
    rewriting = config.getoption("update_golden") or config.getoption("update_catalogues")
    return 1 if rewriting else None


@pytest.fixture(scope="session")
def example_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example company outside of any repository."""
    return shutil.copytree(REPOSITORY / "content", tmp_path_factory.mktemp("example") / "content")


@pytest.fixture(scope="session")
def example_site(example_content: Path) -> Path:
    """The example company's site, as of TODAY. Not to be changed."""
    site = example_content.parent / "site"
    built = pipeline.build(example_content, site, today=date.fromisoformat(TODAY))
    assert built.published is not None, [d.message for d in built.report.diagnostics]
    return site
