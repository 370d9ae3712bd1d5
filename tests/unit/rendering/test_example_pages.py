"""Every page of the example company is whole HTML: nothing left open, no id twice, no list without items."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from html_checks import Outline

from okrsite.building import pipeline


def test_every_page_is_whole(example_site: Path) -> None:
    pages = sorted(example_site.rglob("*.html"))
    faults = {str(p.relative_to(example_site)): Outline(p.read_text("utf-8")).faults for p in pages}
    assert {page: found for page, found in faults.items() if found} == {}
    assert len(pages) > 100


def test_the_archive_tells_the_share_of_each_outcome(example_site: Path) -> None:
    """Of the 42 key results of the third quarter 5 were exceeded: 11.9%."""
    text = " ".join(Outline((example_site / "archive.html").read_text("utf-8")).text.split())
    assert "5 exceeded 12% 16 delivered 38% 20 fell short 48% 1 failed to deliver 2%" in text


def test_what_the_team_says_is_shown_without_a_suggestion_too(
    tmp_path: Path, company: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    company(
        {
            "2026-Q4/growth/o.md": "title: T\nkey_results: [{id: a, title: Alpha, from: 0, to: 9}]",
            "2026-Q4/growth/checkins/2026-11-16.md": "key_results: {a: {status: off track}}",
        }
    )
    site = tmp_path_factory.mktemp("out") / "site"
    pipeline.build(tmp_path, site, today=date(2026, 11, 20))
    for page in ("2026-Q4/growth/o.html", "2026-Q4/growth/index.html", "2026-Q4/growth.agenda.html"):
        html = (site / page).read_text("utf-8")
        assert "the team says: off track, 16 Nov 2026" in " ".join(Outline(html).text.split()), page
