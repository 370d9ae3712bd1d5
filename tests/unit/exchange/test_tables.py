"""CSV and XLSX: typed cells, and nothing that a spreadsheet would run."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, strategies as st

from okrsite.exchange.cells import Percent
from okrsite.exchange.delimited import cell_text, guarded, table_csv, unguarded
from okrsite.exchange.table_rows import CELLS_OF_KEY_RESULT
from okrsite.exchange.tables import TABLES, Table, tables
from okrsite.exchange.workbook import workbook
from okrsite.views.cards import Cards
from okrsite.views.company import Company

Published = Callable[..., tuple[Company, Cards]]
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
FILES = {
    "2026-Q4/growth/win.md": """
title: "=HYPERLINK(\\"https://evil.example\\")"
owner: "@ada"
key_results:
  - id: one
    title: "-2+3 costs"
    from: 2.5%
    to: 40%
  - id: two
    title: "'=quoted"
    from: -12 days
    to: 1,200.75 days
  - id: three
    title: Steps
    milestones: [a, "=b"]
""",
    "2026-Q4/growth/bare.md": "title: Nothing yet\n",
    "2026-Q4/growth/checkins/2026-11-16.md": "key_results:\n  one: {value: 12.5%, confidence: 7}\n",
    "2026-Q3/growth/old.md": "title: Old\nkey_results:\n  - id: x\n    title: X\n    binary: true\n",
    "2026-Q4/product/secret-plan.md": "title: Hush\nstatus: draft\n",
}


def rows(table: Table) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table_csv(table))))


def named(made: tuple[Company, Cards], name: str, cycle: str = "") -> Table:
    return next(table for table in tables(*made, cycle) if table.name == name)


@given(st.text(st.characters(codec="utf-8")))
def test_a_guarded_text_runs_nowhere_and_comes_back(text: str) -> None:
    assert not guarded(text).startswith(DANGEROUS)
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("", ""),
        ("-4 is a text", "'-4 is a text"),
        ("'tis fine", "'tis fine"),
        (Decimal("-4"), "-4"),
        (Decimal("1200.750"), "1200.75"),
        (Decimal("1E+3"), "1000"),
        (Percent(Decimal("-0.07")), "-7%"),
        (Percent(Decimal("0.333")), "33.3%"),
        (date(2026, 1, 2), "2026-01-02"),
        (7, "7"),
    ],
)
def test_a_cell_as_text(cell: object, text: str) -> None:
    assert cell_text(cell) == text  # type: ignore[arg-type]


def test_key_results_as_csv(published: Published) -> None:
    bare, one, two, three = rows(named(published(FILES), "key-results", "2026-Q4"))
    assert (bare["Objective"], bare["Key result"]) == ("Nothing yet", "")
    assert one["Objective"] == '\'=HYPERLINK("https://evil.example")'
    assert (one["Objective owner"], one["Key result"]) == ("'@ada", "'-2+3 costs")
    assert (one["From"], one["To"], one["Unit"]) == ("2.5%", "40%", "%")
    assert (one["Current"], one["Read on"], one["Progress"]) == ("12.5%", "2026-11-16", "26.67%")
    assert (two["Key result"], two["From"], two["To"], two["Unit"]) == ("''=quoted", "-12", "1200.75", "days")
    assert three["Milestones"] == "a\n=b"
    assert one["Cycle starts"] == "2026-10-01"


def test_every_row_is_as_long_as_its_titles(example: tuple[Company, Cards]) -> None:
    for table in tables(*example):
        lengths = {len(row) for row in table.rows()}
        assert lengths == {len(table.columns)}, table.name
        assert len(set(table.columns)) == len(table.columns)
    assert len(TABLES["key-results"].columns) - CELLS_OF_KEY_RESULT == len("123456789ab")


def test_each_table_has_what_there_is(example: tuple[Company, Cards]) -> None:
    company, _ = example
    portfolio = company.portfolio
    counts = {table.name: len(list(table.rows())) for table in tables(*example)}
    assert counts["objectives"] == len(portfolio.objectives)
    assert counts["key-results"] == sum(max(len(o.key_results), 1) for o in portfolio.objectives)
    assert counts["teams"] == len(portfolio.teams)
    assert counts["kpis"] == len(portfolio.kpis)
    assert counts["initiatives"] == sum(len(o.initiatives) for o in portfolio.objectives)
    read = sum(sum(not r.blank for r in c.readings) or 1 for c in portfolio.check_ins)
    assert counts["check-ins"] == read


def test_one_cycle_alone(published: Published) -> None:
    made = published(FILES)
    assert {row["Cycle"] for row in rows(named(made, "objectives", "2026-Q3"))} == {"2026-Q3"}
    assert {row["Cycle"] for row in rows(named(made, "objectives"))} == {"2026-Q3", "2026-Q4"}


def test_no_draft_in_any_table(published: Published) -> None:
    for table in tables(*published(FILES)):
        text = table_csv(table).lower()
        assert "hush" not in text and "secret-plan" not in text, table.name


def test_a_workbook_has_typed_cells(published: Published) -> None:
    data = workbook(tables(*published(FILES)), title="Acme OKRs", today=date(2026, 11, 20))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [sheet.title for sheet in book] == [kind.title for kind in TABLES.values()]
    sheet = book["Key results"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    by_title = {row[titles["Key result"] - 1].value: row for row in sheet.iter_rows(min_row=2)}

    def cell(key_result: str, column: str) -> openpyxl.cell.cell.Cell:
        return by_title[key_result][titles[column] - 1]

    objective = cell("-2+3 costs", "Objective")
    assert (objective.data_type, objective.value) == ("s", '=HYPERLINK("https://evil.example")')
    assert objective.quotePrefix
    assert (cell("-2+3 costs", "From").value, cell("-2+3 costs", "From").number_format) == (0.025, "0.0%")
    assert (cell("-2+3 costs", "To").value, cell("-2+3 costs", "To").number_format) == (0.4, "0%")
    assert cell("'=quoted", "From").value == -12
    assert cell("-2+3 costs", "Read on").value == datetime(2026, 11, 16)
    assert cell("-2+3 costs", "Read on").is_date
    assert not any(c.data_type == "f" for one in book for row in one.iter_rows() for c in row)


def test_a_workbook_is_ready_to_be_read(published: Published) -> None:
    data = workbook(tables(*published(FILES)), title="Acme OKRs", today=date(2026, 11, 20))
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions or sheet.max_row == 1
        assert sheet["A1"].font.bold
        assert sheet.column_dimensions["A"].width > 5


def test_a_workbook_holds_any_text(published: Published) -> None:
    text = "a\\x07b _x0041_ 🎉 & <c> " + "x" * 9_000
    files = {"2026-Q4/growth/win.md": f'title: W\nkey_results:\n  - id: one\n    title: "{text[5:]}"\n'}
    made = tables(*published(files))
    data = workbook(made, title="\x07", today=date(2026, 11, 20))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Key results"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    held = sheet.cell(2, titles["Key result"]).value
    assert held.startswith("b _x0041_ 🎉 & <c> xxx")


def test_a_cell_holds_no_more_than_a_spreadsheet_takes(published: Published) -> None:
    table = tables(*published({}))[0]
    longer = replace(table, rows=lambda: iter([("x" * 40_000,) * len(table.columns)]))
    data = workbook([longer], title="A", today=date(2026, 11, 20))
    assert len(openpyxl.load_workbook(io.BytesIO(data))[table.title]["A2"].value) == 32_767


def test_figures_with_more_digits_than_a_spreadsheet_has_are_texts(published: Published) -> None:
    text = "title: W\nkey_results:\n  - id: one\n    title: T\n    from: 0\n    to: 12345678901234567.5\n"
    files = {"2026-Q4/growth/win.md": text}
    data = workbook(tables(*published(files)), title="A", today=date(2026, 11, 20))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Key results"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, titles["To"]).value == "12345678901234567.5"


def test_a_workbook_has_the_same_bytes_each_time(published: Published) -> None:
    made = published(FILES)
    one, other = (workbook(tables(*made), title="A", today=date(2026, 11, 20)) for _ in range(2))
    assert one == other
