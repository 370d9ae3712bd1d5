"""The whole content folder as one portfolio."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from okrsite.loading.load import load

Build = Callable[..., Any]


def test_everything_is_in_a_settled_order(company: Build) -> None:
    built = company(
        {
            "2026-Q4/product/b.md": "title: B",
            "2026-Q4/growth/z.md": "title: Z",
            "2026-Q4/growth/a.md": "title: A",
            "2026/growth/y.md": "title: Y",
            "2026-Q4/growth/checkins/2026-11-16-b.md": "",
            "2026-Q4/growth/checkins/2026-11-16.md": "",
            "2026-Q4/growth/checkins/2026-11-16-a.md": "",
            "2026-Q4/product/checkins/2026-10-01.md": "",
            "kpis/z.md": "name: Z",
            "kpis/a.md": "name: A",
            "assets/b.png": b"",
            "assets/a.png": b"",
        }
    )
    portfolio = built.loaded.portfolio
    assert [cycle.id for cycle in portfolio.cycles] == ["2026", "2026-Q4"]
    assert [team.id for team in portfolio.teams] == ["company", "growth", "product"]
    assert [objective.id for objective in portfolio.objectives] == [
        "2026/growth/y",
        "2026-Q4/growth/a",
        "2026-Q4/growth/z",
        "2026-Q4/product/b",
    ]
    assert [check_in.name for check_in in portfolio.check_ins] == [
        "2026-10-01",
        "2026-11-16",
        "2026-11-16-a",
        "2026-11-16-b",
    ]
    assert [kpi.id for kpi in portfolio.kpis] == ["a", "z"]
    assert portfolio.assets == ("assets/a.png", "assets/b.png")


def test_what_can_not_be_read_is_remembered(company: Build) -> None:
    built = company(
        {
            "2026-Q4/growth/a.md": "title: A: b\nstatus: draft",
            "2026-Q4/growth/b.md": "owner: no title",
            "2026-Q4/growth/checkins/2026-11-16.md": "author: a: b",
            "2026-Q4/growth/review.md": "x: a: b",
            "teams/ops.md": b"\xff",
            "kpis/nps.md": "just words",
            "push/index.md": "title: no dates",
            "push/growth/c.md": "title: C",
        }
    )
    portfolio = built.loaded.portfolio
    assert portfolio.ghosts == {
        "2026-Q4/growth/a",
        "push/growth/c",
        "team:ops",
        "kpi:nps",
    }
    assert portfolio.unread >= {
        "2026-Q4/growth/a.md",
        "2026-Q4/growth/checkins/2026-11-16.md",
        "2026-Q4/growth/review.md",
        "teams/ops.md",
        "push/growth/c.md",
    }
    assert built.loaded.broken_drafts == {"2026-Q4/growth/a.md"}


def test_an_empty_folder(tmp_path: Path) -> None:
    loaded = load(tmp_path, today=date(2026, 11, 20))
    assert [finding.rule for finding in loaded.findings] == ["missing-field"]
    assert loaded.portfolio.teams == ()


def test_progress_is_told_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "teams").mkdir()
    for i in range(70):
        (tmp_path / "teams" / f"t{i}.md").write_text("---\nname: T\n---\n", encoding="utf-8")
    told: list[tuple[int, int]] = []
    load(tmp_path, today=date(2026, 11, 20), progress=lambda done, total: told.append((done, total)))
    assert told == [(64, 70), (70, 70)]


def test_fiscal_cycles_follow_the_settings(company: Build) -> None:
    built = company(
        {
            "okrsite.yml": "company: Acme\nfiscal_year_starts: february\n",
            "FY27-Q1/growth/a.md": "title: A",
            "FY27-Q2/growth/a.md": "title: A",
            "FY27-Q2/index.md": "title: The second\nstarts: 2026-04-27",
        }
    )
    first, second = built.loaded.portfolio.cycles
    assert (str(first.starts), str(first.ends), first.title) == ("2026-02-01", "2026-04-30", "FY27-Q1")
    assert (str(second.starts), str(second.ends), second.title) == ("2026-04-27", "2026-07-31", "The second")
