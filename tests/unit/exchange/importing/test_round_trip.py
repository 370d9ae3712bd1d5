"""What is exported and imported into an empty folder is the same again."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from reading_files import TODAY, from_file, kept

from okrsite.building.pipeline import check_content, published_company
from okrsite.exchange.delimited import table_csv
from okrsite.exchange.tables import tables
from okrsite.exchange.workbook import workbook
from okrsite.model.objective import Objective
from okrsite.observations import Observation
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.writing.scalars import field, markdown, quoted


def exported(company: Company, file: Path) -> Path:
    made = tables(company, Cards(company))
    if file.suffix == ".xlsx":
        file.write_bytes(workbook(made, title="A", today=TODAY))
    else:
        file.write_text(table_csv(made[0]), "utf-8-sig", newline="")
    return file


def company_in(content: Path, today: date = TODAY) -> Company:
    checked = check_content(content, today=today)
    assert not checked.errors, [d.message for d in checked.diagnostics]
    return published_company(checked, content)


def parents(company: Company) -> dict[str, object]:
    return dict(company.alignment.parents)


@pytest.mark.parametrize("name", ["okrs.csv", "okrs.xlsx"])
def test_the_example_company_comes_back(name: str, example_content: Path, tmp_path: Path) -> None:
    company = company_in(example_content)
    plan, again = from_file(tmp_path / "content", exported(company, tmp_path / name))
    assert [kept(o) for o in again.objectives] == [kept(o) for o in company.portfolio.objectives]
    assert parents(company_in(tmp_path / "content")) == parents(company)
    assert {t.name for t in again.teams} >= {t.name for t in company.portfolio.teams if t.id != "home"}
    # Only the KPIs that key results name are not there.
    assert {remark.where.rpartition(", ")[2] for remark in plan.lost} == {"kpi"}


def said(one: Observation | None) -> object:
    if one is None:
        return None
    value = one.value and (one.value.number, one.value.unit)
    return one.day, value, one.done, None if one.done is not None else one.chance, one.score


@pytest.mark.parametrize("name", ["okrs.csv", "okrs.xlsx"])
def test_readings_come_back(name: str, example_content: Path, tmp_path: Path) -> None:
    company = company_in(example_content)
    from_file(tmp_path / "content", exported(company, tmp_path / name))
    again = company_in(tmp_path / "content")
    for objective in company.portfolio.objectives:
        for one in objective.key_results:
            before, after = (made.scores[objective.id].key_results[one.id].last for made in (company, again))
            assert said(after) == said(before), f"{objective.id}#{one.id}"


def test_a_second_import_changes_nothing(example_content: Path, tmp_path: Path) -> None:
    file = exported(company_in(example_content), tmp_path / "okrs.csv")
    from_file(tmp_path / "content", file)
    before = {path: path.read_bytes() for path in (tmp_path / "content").rglob("*") if path.is_file()}
    plan, _ = from_file(tmp_path / "content", file)
    assert plan.files == ()
    assert len(plan.lost) == plan.objectives + 52
    assert before == {path: path.read_bytes() for path in (tmp_path / "content").rglob("*") if path.is_file()}


# any company

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40)
TITLES = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
DIGITS = st.decimals(-10_000_000, 10_000_000, places=2, allow_nan=False).map(lambda d: f"{d.normalize():f}")
UNITS = st.sampled_from(["", "%", " days", " k€", " ms", " per user", "pp"])
PREFIXES = st.sampled_from(["", "$", "€"])


@st.composite
def key_result(draw: st.DrawFn) -> list[str]:
    lines = field("title", draw(TITLES))
    kind = draw(st.sampled_from(["move", "open", "keep", "band", "milestones", "binary", "graded"]))
    prefix, unit = draw(PREFIXES), draw(UNITS)
    one, other = draw(st.lists(DIGITS, min_size=2, max_size=2, unique=True))

    def figure(text: str) -> str:
        sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
        return quoted(f"{sign}{prefix}{digits}{unit}")

    low, high = sorted((one, other), key=float)
    lines += {
        "move": [f"from: {figure(one)}", f"to: {figure(other)}"],
        "open": [f"to: {figure(one)}"],
        "keep": [f"at_most: {figure(one)}"],
        "band": [f"at_least: {figure(low)}", f"at_most: {figure(high)}"],
        "milestones": ["milestones:"],
        "binary": ["binary: true"],
        "graded": [],
    }[kind]
    if kind == "milestones":
        names = draw(st.lists(TITLES, min_size=1, max_size=4, unique_by=str.lower))
        lines += [f"  - {quoted(name)}" for name in names if len(names) > 1 or not name.isdecimal()] or [
            "  - a"
        ]
    if draw(st.booleans()):
        lines += field("owner", draw(TITLES))
    if draw(st.booleans()):
        lines.append(f"weight: {draw(st.sampled_from(['0', '0.5', '2', '3']))}")
    if draw(st.booleans()):
        lines.append("ambition: moonshot")
    return lines


@st.composite
def objective(draw: st.DrawFn) -> str:
    lines = field("title", draw(TITLES))
    if draw(st.booleans()):
        lines += field("owner", draw(TITLES))
    key_results = draw(st.lists(key_result(), max_size=3))
    if key_results:
        lines.append("key_results:")
    for number, one in enumerate(key_results):
        lines += [f"  - id: k{number}", *(f"    {line}" for line in one)]
    return markdown(lines, "")


@pytest.mark.parametrize("name", ["okrs.csv", "okrs.xlsx"])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(objectives=st.lists(objective(), min_size=1, max_size=3), team=TITLES)
def test_any_company_comes_back(name: str, objectives: list[str], team: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        content = here / "before"
        for path, text in {
            "okrsite.yml": "company: Acme\n",
            "teams/company.md": markdown(field("name", "Acme"), ""),
            "teams/growth.md": markdown([*field("name", team), "parent: company"], ""),
            **{f"2026-Q4/growth/o{number}.md": text for number, text in enumerate(objectives)},
        }.items():
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            (content / path).write_text(text, "utf-8", newline="")
        before = company_in(content).portfolio
        plan, after = from_file(here / "after", exported(company_in(content), here / name))
        assert [kept(o) for o in after.objectives] == [kept(o) for o in before.objectives]
        assert plan.lost == ()


def test_what_is_kept_is_worth_comparing(example_content: Path) -> None:
    """The comparison can fail."""
    seen: list[Objective] = list(company_in(example_content).portfolio.objectives)
    assert len({str(kept(o)) for o in seen}) == len(seen)
