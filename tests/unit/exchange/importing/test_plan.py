"""Where imported objectives go, what they serve, and what a company has already."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from reading_files import from_rows, outline_of, readings_of

from okrsite.model.objective import ObjectiveStatus
from okrsite.model.portfolio import Portfolio

THERE = {
    "2026/company/loved.md": "title: Be loved\nkey_results:\n  - id: stay\n    title: They stay\n    to: 9\n",
    "teams/product.md": "name: Product & Design\nparent: company\nformerly: design\n",
    "kpis/nps.md": "name: NPS\n",
}
HEADER = "Team | Objective | KR | Parent"


@pytest.fixture
def content(tmp_path: Path, company: Callable[[Mapping[str, str]], Any]) -> Path:
    """Acme with an annual objective."""
    company(THERE)
    return tmp_path


def parents(portfolio: Portfolio) -> dict[str, str]:
    return {o.title: o.parent.text if o.parent else "" for o in portfolio.objectives if o.cycle == "2026-Q4"}


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("company/loved", "2026/company/loved"),
        ("2026/company/loved#stay", "2026/company/loved#stay"),
        ("be  loved", "2026/company/loved"),
        ("They stay", "2026/company/loved#stay"),
        ("O2", "product/find"),
        ("O2: Find", "product/find"),
        ("Objective 2", "product/find"),
        ("Searches", "product/find#searches"),
        ("product/find#searches", "product/find#searches"),
    ],
)
def test_a_parent_may_be_named_in_many_ways(content: Path, said: str, written: str) -> None:
    plan, portfolio = from_rows(
        content, HEADER, f"Growth | O1: Win | 5 wins | {said}", "Product & Design | O2: Find | Searches |"
    )
    assert plan.lost == ()
    assert parents(portfolio) == {"Win": written, "Find": ""}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["Growth | Win | a | Nowhere"], "no objective is called “Nowhere”"),
        (["Growth | Win | a | Win"], "“Win” is in a cycle that does not contain"),
        (
            ["Growth | Win | a | Find", "Product | Find | b | Win"],
            "“Win” is in a cycle that does not contain",
        ),
        (
            ["Growth | Win | a | Same", "Growth | Same | b |", "Product | Same | c |"],
            "several objectives are called",
        ),
    ],
)
def test_a_parent_that_can_not_be_is_told(content: Path, rows: list[str], message: str) -> None:
    plan, _ = from_rows(content, HEADER, *rows)
    (remark,) = plan.lost
    assert remark.message.startswith(message)
    assert remark.where.endswith(", parent")


def test_key_results_of_the_same_title_have_ids_of_their_own(content: Path) -> None:
    plan, portfolio = from_rows(
        content, HEADER, "Growth | Win | Deals |", " | | Deals |", "Product | Find | x | growth/win#deals-2"
    )
    assert plan.lost == ()
    assert parents(portfolio)["Find"] == "growth/win#deals-2"
    assert [[k.id for k in o.key_results] for o in portfolio.objectives if o.name == "win"] == [
        ["deals", "deals-2"]
    ]


def test_teams_that_are_there_are_used(content: Path) -> None:
    plan, portfolio = from_rows(
        content,
        "Team | Objective | KR",
        "growth | a | x",
        "Product & Design | b | x",
        "Design | c | x",
        "Company | d | x",
        "ACME | e | x",
        " | f | x",
        "Night Shift | g | x",
    )
    assert plan.lost == ()
    assert {o.title: o.team for o in portfolio.objectives if o.cycle == "2026-Q4"} == {
        "a": "growth",
        "b": "product",
        "c": "product",
        "d": "company",
        "e": "company",
        "f": "company",
        "g": "night-shift",
    }
    assert {t.id: t.parent for t in portfolio.teams}["night-shift"] == "company"


def test_cycles_by_name_and_by_dates(content: Path) -> None:
    plan, portfolio = from_rows(
        content,
        "Cycle | Cycle starts | Cycle ends | Objective | KR",
        "Q1 2027 | | | a | x",
        "autumn-push | 2026-09-01 | 2026-11-30 | b | x",
        "some time | | | c | x",
        "2027-Q2 | 2027-04-05 | 2027-07-04 | d | x",
    )
    assert [remark.message for remark in plan.lost] == ["`some time` is no cycle: “c” was left out"]
    days = {c.id: (c.starts, c.ends) for c in portfolio.cycles}
    assert days["2027-Q1"] == (date(2027, 1, 1), date(2027, 3, 31))
    assert days["autumn-push"] == (date(2026, 9, 1), date(2026, 11, 30))
    assert days["2027-Q2"] == (date(2027, 4, 5), date(2027, 7, 4))


def test_fields_of_key_results_and_objectives(content: Path) -> None:
    plan, portfolio = from_rows(
        content,
        "Objective | Objective status | Objective because | KR | To | Weight | Ambition | KPI | Added |"
        " Dropped | Because",
        "Win | | | a | 5 | 30% | Stretch | nps | 2026-10-20 | | ",
        " | | | b | 5 | 1 | committed | none | | 2026-11-01 | No data",
        " | | | c | 5 | | | | | 5 Nov 2026 | ",
        "Gone | Cancelled | No money | d | 5 | | | | | | ",
        "Later | draft | | e | 5 | | | | | | ",
    )
    assert [remark.message for remark in plan.lost] == ["there is no KPI `none`"]
    gone, later, win = (o for o in portfolio.objectives if o.cycle == "2026-Q4")
    a, b, c = win.key_results
    assert (a.weight and a.weight.number, a.moonshot, a.kpi, a.added) == (30, True, "nps", date(2026, 10, 20))
    assert (b.dropped, b.because, b.moonshot, b.weight) == (date(2026, 11, 1), "No data", False, None)
    assert c.because.startswith("The list that it was imported from")
    assert (gone.status, gone.because) == (ObjectiveStatus.DROPPED, "No money")
    assert later.draft


def test_readings_in_every_kind(content: Path) -> None:
    plan, portfolio = from_rows(
        content,
        "Objective | KR | Kind | From | To | At most | Milestones | Current | Progress | Confidence | Status"
        " | Notes",
        "Win | move | | 10 | 20 | | | | 40% | high | Amber | so so",
        " | moved | | 10% | 20% | | | 12% | 99% | 70% | | ",
        " | keep | | | | 5 days | | 4 | | 0.4 | red | ",
        " | steps | | | | | a; b; c | 2 | | 5 of 10 | on-track | ",
        " | named | | | | | a; b | B | | | | ",
        " | half | | | | | a; b | | 50% | | | ",
        " | done | binary | | | | | yes | | | | ",
        " | maybe | binary | | | | | 60% | | | | ",
        " | felt | | | | | | | 0.7 | | Done | ",
        " | silent | | | | | | | | | in progress | ",
    )
    assert plan.lost == ()
    assert {key.rpartition("#")[2]: said for key, said in readings_of(portfolio).items()} == {
        "move": "value 14, confidence 8, status at risk, note so so",
        "moved": "value 12%, confidence 7",
        "keep": "value 4, confidence 4, status off track",
        "steps": "done 2, confidence 5, status on track",
        "named": "done b",
        "half": "done 1",
        "done": "done true",
        "maybe": "chance 60",
        "felt": "score 0.7, status on track",
    }
    assert len(outline_of(portfolio)["2026-Q4/company/win"]) == 10


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("| 10 | 20 days | 3 weeks | | ", "`3 weeks` is in `weeks`, but the key result is in `days`"),
        ("| | 20 | | 40% | ", "progress of 40% says no figure"),
        ("| | | 7 | | ", "7 can't be compared: the key result has no figure to reach"),
        ("| | | | 170% | ", "`170%` is no share"),
        ("| | | | | certain", "`certain` is no confidence"),
    ],
)
def test_a_reading_that_can_not_be_used(content: Path, row: str, message: str) -> None:
    plan, portfolio = from_rows(
        content, "Objective | KR | Start | Target | Current | Progress | Confidence", f"Win | a {row}"
    )
    (remark,) = plan.lost
    assert remark.message.startswith(message)
    assert readings_of(portfolio) == {}
