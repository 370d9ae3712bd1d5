"""Published companies from a few files."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from okrsite.building.pipeline import check_content, published_company
from okrsite.views.cards import Cards
from okrsite.views.company import Company

TODAY = date(2026, 11, 20)


@pytest.fixture
def published(tmp_path: Path, company: Callable[..., Any]) -> Callable[..., tuple[Company, Cards]]:
    """Builds what exports are made from, out of files laid over settings and three teams."""

    def build(files: Mapping[str, str], today: date = TODAY) -> tuple[Company, Cards]:
        company(files, today)
        made = published_company(check_content(tmp_path, today=today), tmp_path)
        return made, Cards(made)

    return build


@pytest.fixture(scope="session")
def example(example_content: Path) -> tuple[Company, Cards]:
    """The example company."""
    made = published_company(check_content(example_content, today=TODAY), example_content)
    return made, Cards(made)
