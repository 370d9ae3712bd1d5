"""The example company shows what okrsite can do, and its README says what the reviewer finds in it."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from documents import REPOSITORY, TODAY

from okrsite.building.pipeline import check_content, published_company
from okrsite.building.report import Checked
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import Keep, Move
from okrsite.model.objective import Initiative
from okrsite.scoring.discipline import Discipline
from okrsite.scoring.grading import Outcome, shares
from okrsite.scoring.progress import kept
from okrsite.views.company import Company

CONTENT = REPOSITORY / "content"
ON_PURPOSE = (CONTENT / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check_content(CONTENT, today=TODAY)


@pytest.fixture(scope="module")
def company(checked: Checked) -> Company:
    return published_company(checked, CONTENT)


def test_its_readme_names_what_is_found_and_nothing_else(checked: Checked) -> None:
    told = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|", ON_PURPOSE, re.MULTILINE)
    assert told == [(d.path, d.rule) for d in checked.diagnostics if not d.silent]
    (allowing,) = re.findall(r"^These break a rule .*?\n\n", ON_PURPOSE, re.MULTILINE | re.DOTALL)
    assert {d.path for d in checked.diagnostics if d.allowed} == set(re.findall(r"`([^`]+\.md)`", allowing))


@pytest.mark.parametrize("day", ["2026-12-20", "2027-01-20"])
def test_it_goes_on_making_sense(day: str) -> None:
    assert check_content(CONTENT, today=date.fromisoformat(day)).errors == 0


def test_every_outcome_and_a_moonshot_above_its_mark(company: Company) -> None:
    grades = company.portfolio.settings.grades
    found = shares(company.by_cycle["2026-Q3"], company.scores, grades)
    assert [one.outcome for one in found] == [
        Outcome.EXCEEDED,
        Outcome.DELIVERED,
        Outcome.FELL_SHORT,
        Outcome.FAILED,
    ]
    # 30 % to 50 %, and 47 % at the end: 17 / 20.
    score = company.scores["2026-Q3/company/lyon-open"].key_results["test-rides"].progress
    assert score is not None
    assert score > grades.moonshot.exceeded


def test_paces_of_every_kind(company: Company) -> None:
    paces = {(id, key): p for id, o in company.paces.items() for key, p in o.key_results.items()}
    assert {p.status for p in paces.values()} == {"on track", "at risk", "off track"}
    assert [key for key, p in paces.items() if p.stale] == [("2026-Q4/frame-and-drive/salt", "chain-life")]
    assert sum(p.differs for p in paces.values()) >= 3
    without = [
        k
        for o in company.by_cycle["2026-Q4"]
        for k in o.key_results
        if isinstance(k.measure, Move) and k.measure.start is None
    ]
    assert [k.id for k in without] == ["hill"]


def test_initiatives_in_every_status(company: Company) -> None:
    def initiatives(state: CycleState) -> Iterator[Initiative]:
        for objective in company.portfolio.objectives:
            if company.state(objective.cycle) is state:
                yield from objective.initiatives

    active = list(initiatives(CycleState.ACTIVE))
    assert {i.status for i in active} == {"planned", "doing", "done", "dropped"}
    assert {bool(i.score) for i in active if i.rice} == {True, False}
    assert all(i.score and i.hypothesis for i in initiatives(CycleState.PLANNED))


def test_teams_that_checked_in_on_time_late_and_never(company: Company) -> None:
    total = sum((d for (cycle, _), d in company.disciplines.items() if cycle == "2026-Q3"), Discipline())
    assert total.on_time > total.late > 0
    assert total.missed > 0


def test_objectives_go_on_and_one_leads_into_the_planned_quarter(company: Company) -> None:
    assert company.carried_to["2026-Q3/business/trade-routes"] == "2027-Q1/business/trade-routes"
    written = {v.objective for r in company.portfolio.reviews for v in r.verdicts if v.carried_to}
    assert len(company.carried_to) == len(written)


def test_two_kpis_out_of_their_band(company: Company) -> None:
    out = [
        kpi.id
        for kpi in company.portfolio.kpis
        if not kept(Keep(at_least=kpi.at_least, at_most=kpi.at_most), kpi.readings[-1].value)
    ]
    assert out == ["deposit-days", "sick-days"]
