"""Which pages about the rhythm of OKRs there are."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from okrsite.building.pipeline import check_content, published_company
from okrsite.building.site import all_pages, site_of
from okrsite.views.cards import Cards

FILES = {
    "2026-Q2/index.md": "title: Without objectives",
    "2026-Q3/growth/o.md": "title: Closed",
    "2026-Q4/growth/o.md": "title: Active",
    "2026-Q4/product/o.md": "title: Gone\nstatus: dropped\nbecause: x",
    "2027-Q1/growth/o.md": "title: Planned",
}


def test_an_agenda_a_team_and_a_review_a_closed_cycle(tmp_path: Path, company: Callable[..., Any]) -> None:
    company(FILES)
    made = published_company(check_content(tmp_path, today=date(2026, 11, 20)), tmp_path)
    cards = Cards(made)
    urls = [page.frame.url for page in all_pages(made, cards)]
    assert [url for url in urls if url.endswith(("agenda.html", "/review.html", "roadmap.html"))] == [
        "2026-Q3/review.html",
        "roadmap.html",
        "2026-Q4/growth.agenda.html",
    ]
    assert [entry.text for entry in site_of(made, cards).navigation].count("Roadmap") == 1


def test_a_company_that_has_only_begun(tmp_path: Path, company: Callable[..., Any]) -> None:
    company({})
    made = published_company(check_content(tmp_path, today=date(2026, 11, 20)), tmp_path)
    urls = [page.frame.url for page in all_pages(made, Cards(made))]
    assert "roadmap.html" in urls and "archive.html" in urls
