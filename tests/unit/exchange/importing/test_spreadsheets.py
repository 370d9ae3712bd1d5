"""Spreadsheets as people keep them: what their columns are called, what cells hold, what can't be placed."""

import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from openpyxl import Workbook
from reading_files import from_file, from_rows, imported, outline_of, readings_of

from okrsite.exchange.importing.columns import FIELDS, LEFT_OUT, Column, chosen_columns, column_named
from okrsite.exchange.importing.found import ImportingError, day_of
from okrsite.exchange.importing.plan import Wishes
from okrsite.exchange.importing.sheets import cell_text, read_csv, read_xlsx
from okrsite.exchange.importing.spreadsheets import read_tables

HEADER = "Team | Objective | Key Result | Owner | Start | Target | Current"


def lost(plan: object) -> list[tuple[str, str]]:
    return [(remark.where, remark.message) for remark in plan.lost]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("Key Result", Column("key_result")),
        ("KEY RESULTS ", Column("key_result")),
        ("KR", Column("key_result")),
        ("Objective Title", Column("objective")),
        ("% Complete", Column("progress")),
        ("Progress (%)", Column("progress")),
        ("Baseline", Column("start")),
        ("Start Value", Column("start")),
        ("Target value", Column("target")),
        ("Actual", Column("current")),
        ("RAG status", Column("status")),
        ("Confidence level [1-10]", Column("confidence")),
        ("DRI", Column("owner")),
        ("Due-Date", Column("due")),
        ("Parent Objective", Column("parent")),
        ("Key Result 2", Column("key_result", 2)),
        ("KR2 Target", Column("target", 2)),
        ("KR 1 - Current", Column("current", 1)),
        ("Favourite colour", None),
        ("", None),
        ("###", None),
    ],
)
def test_names_of_columns(name: str, column: Column | None) -> None:
    assert column_named(name) == column


def test_every_name_means_one_field() -> None:
    names = [name for names in FIELDS.values() for name in names.split("|")]
    assert len(names) == len(set(names))


def test_chosen_columns() -> None:
    assert chosen_columns(
        ["Goal of ours=objective", "What = Key result", "x=-", "Size (m)=at-least", "a=b=unit"]
    ) == {
        "goal of ours": "objective",
        "what": "key_result",
        "x": LEFT_OUT,
        "size": "at_least",
        "a b": "unit",
    }


@pytest.mark.parametrize("wrong", ["Goal", "=objective", "Goal=objektive"])
def test_a_wrong_choice_is_told(wrong: str) -> None:
    with pytest.raises(ImportingError, match="--map"):
        chosen_columns([wrong])


def test_empty_cells_mean_the_same_as_above(tmp_path: Path) -> None:
    plan, portfolio = from_rows(
        tmp_path,
        HEADER,
        "Growth | Win the first week | Activation | Ada | 42% | 65% | 50%",
        " | | Calls | Bo | 80 | 40 | 60",
        " | Win trust | Rating | Bo | | 4.5 | ",
        "Product | Find | Search | Ada | 5 s | 2 s | ",
        " | | | | | | ",
        " | | Speed | Ada | 900 ms | 300 ms | 800 ms",
    )
    assert lost(plan) == []
    assert outline_of(portfolio) == {
        "2026-Q4/growth/win-first-week": ["Activation: move 42% 65%", "Calls: move 80 40"],
        "2026-Q4/growth/win-trust": ["Rating: move ? 4.5"],
        "2026-Q4/product/find": ["Search: move 5 s 2 s", "Speed: move 900 ms 300 ms"],
    }
    owners = {o.name: (o.owner, [k.owner for k in o.key_results]) for o in portfolio.objectives}
    # Who owns all key results of an objective owns the objective.
    assert owners == {
        "win-first-week": ("", ["Ada", "Bo"]),
        "win-trust": ("Bo", [""]),
        "find": ("Ada", ["", ""]),
    }
    assert readings_of(portfolio) == {
        "2026-Q4/growth/win-first-week#activation": "value 50%",
        "2026-Q4/growth/win-first-week#calls": "value 60",
        "2026-Q4/product/find#speed": "value 800 ms",
    }


def test_rows_of_both_kinds(tmp_path: Path) -> None:
    plan, portfolio = from_rows(
        tmp_path,
        "Type | Title | Owner | Start value | Target value | Parent",
        "Objective | O1: Be loved | Ada | | | ",
        "Key Result | Rating | | 4 | 4.5 | ",
        "Initiative | Ask people | Bo | | | ",
        "Objective | O2: Win | Bo | | | O1",
        "Key Result | Sales | | 10 | 20 | ",
        "Epic | Rebuild it | | | | ",
    )
    assert outline_of(portfolio) == {
        "2026-Q4/company/loved": ["Rating: move 4 4.5"],
        "2026-Q4/company/win": ["Sales: move 10 20"],
    }
    loved, win = portfolio.objectives
    assert (loved.owner, win.owner, win.parent and win.parent.text) == ("Ada", "Bo", "company/loved")
    assert [(i.title, i.owner) for i in loved.initiatives] == [("Ask people", "Bo")]
    assert [where for where, _ in lost(plan)] == ["okrs.csv, row 7"]


def test_key_results_beside_one_another(tmp_path: Path) -> None:
    plan, portfolio = from_rows(
        tmp_path,
        "Objective | Key Result 1 | KR1 Target | KR1 Current | Key Result 2 | KR2 Target | KR2 Current",
        "Sell | Deals | 20 | 3 | Pipeline | $2M | $1M",
        "Win | Wins | 5 | | | | ",
    )
    assert lost(plan) == []
    assert outline_of(portfolio) == {
        "2026-Q4/company/sell": ["Deals: move ? 20", "Pipeline: move ? $2M"],
        "2026-Q4/company/win": ["Wins: move ? 5"],
    }


def test_several_key_results_in_one_cell(tmp_path: Path) -> None:
    found = read_csv(_written(tmp_path, 'Objective,Key results\nWin,"1. From 1 to 2\n2. At most 5 calls"\n'))
    plan, portfolio = imported(tmp_path / "content", read_tables(found, "okrs.csv", {}))
    assert lost(plan) == []
    assert outline_of(portfolio)["2026-Q4/company/win"] == [
        "From 1 to 2: move 1 2",
        "At most 5 calls: keep ? 5",
    ]


def test_what_can_not_be_placed_is_told_all_at_once(tmp_path: Path) -> None:
    plan, portfolio = from_rows(
        tmp_path,
        f"{HEADER} | Due | Status | Confidence | Weight | Priority | | Parent",
        "Growth | Win | Activation | Ada | 42% | lots | 50% | 31/12/2025 | odd | 99 | -1 | P1 | x | No such",
        "Growth | Win | Calls | Ada | 80 | 40 | many | 03/04/2027 | | | | | | ",
        "Growth | Win | Gate | Ada | | yes | | 2026-11-30 | | | | | | ",
        "Growth | | | | | | 7 | | | | | | | ",
        "Sales | | Orphan | | 1 | 2 | | | | | | | | ",
    )
    assert lost(plan) == [
        ("okrs.csv", "`Priority` is no column that is known; 1 of its cells are filled"),
        ("okrs.csv", "column 13 has no name; 1 of its cells are filled"),
        ("okrs.csv, row 5", "it has no key result, but says something of one: current"),
        ("okrs.csv, row 6", "no objective stands here or above"),
        ("okrs.csv, row 2, parent", "no objective is called “No such”"),
        ("okrs.csv, row 2, target", "`lots` is no figure"),
        ("okrs.csv, row 2, weight", "`-1` is no weight"),
        ("okrs.csv, row 2, due", "2025-12-31 lies before the start of 2026-Q4, 2026-10-01"),
        ("okrs.csv, row 2, current", "50% can't be compared: the key result has no figure to reach"),
        ("okrs.csv, row 2, confidence", "`99` is no confidence"),
        ("okrs.csv, row 2, status", "`odd` is no status"),
        ("okrs.csv, row 3, due", "`03/04/2027` is no date, or could be two"),
        ("okrs.csv, row 3, current", "`many` is no figure"),
        ("okrs.csv, row 4, due", "it is due on 2026-11-30, and the format has no such date for this kind"),
    ]
    assert outline_of(portfolio) == {
        "2026-Q4/growth/win": ["Activation: graded", "Calls: move 80 40", "Gate: binary"]
    }


def test_due_dates_are_what_is_expected(tmp_path: Path) -> None:
    _, portfolio = from_rows(
        tmp_path,
        "Objective | Key result | Start | Target | Due",
        "Win | a | 1 | 2 | 2026-11-15",
        "Win | b | 1 | 2 | 31.12.2026",
    )
    (objective,) = portfolio.objectives
    assert [[(e.day, e.value.number) for e in k.expected] for k in objective.key_results] == [
        [(date(2026, 11, 15), Decimal(2))],
        [],
    ]


def test_columns_that_are_named_on_the_command_line(tmp_path: Path) -> None:
    plan, portfolio = from_rows(
        tmp_path,
        "Ziel | Ergebnis | Von | Bis | Stimmung",
        "Gewinnen | Siege | 1 | 5 | gut",
        maps=("Ziel=objective", "Ergebnis=key-result", "Von=from", "Bis=to", "Stimmung=-"),
    )
    assert lost(plan) == []
    assert outline_of(portfolio) == {"2026-Q4/company/gewinnen": ["Siege: move 1 5"]}


def test_words_above_the_table(tmp_path: Path) -> None:
    plan, portfolio = from_rows(
        tmp_path, "Acme OKRs – Q1 2027 |", "as of May |", "", "Objective | KR", "Win | 5 wins"
    )
    assert list(outline_of(portfolio)) == ["2027-Q1/company/win"]
    assert lost(plan) == []
    assert "“as of May” stands above the table and was left out" in {r.message for r in plan.remarks}


def test_no_table(tmp_path: Path) -> None:
    plan, _ = from_rows(tmp_path, "Bereiche", "Ziel | Ergebnis", "Gewinnen | Verträge")
    assert lost(plan) == [("okrs.csv", "no row has the titles of a table of OKRs")]
    assert plan.lost[0].hint.endswith(" Row 2 has Ziel, Ergebnis.")
    assert plan.files == ()


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (0.42, "0%", "42%"),
        (0.07, "0.0%", "7%"),
        (1.1, "0%;[Red]-0%", "110%"),
        (2.5, '0.0" days"', "2.5 days"),
        (1200000, "[$€-407]#,##0", "€1,200,000"),
        (-5, '"$"#,##0.00', "-$5"),
        (5, "#,##0 €", "5 €"),
        (3, "General", "3"),
        (3.0, "0.00", "3"),
        (0.1 + 0.2, "0.0", "0.3"),
        (1e15, "0", "1000000000000000"),
        (True, "General", "yes"),
        (datetime(2026, 11, 30, 12), "yyyy", "2026-11-30"),
        (date(2026, 11, 30), "yyyy", "2026-11-30"),
        ("text", "@", "text"),
        (5, "[>100]0;0", "5"),
    ],
)
def test_cells_of_a_workbook(value: object, shown: str, text: str) -> None:
    assert cell_text(value, shown) == text


def test_a_workbook_as_people_keep_it(tmp_path: Path) -> None:
    book = Workbook()
    growth = book.active
    growth.title = "Growth"
    growth.append(["Acme OKR tracker Q4 2026"])
    growth.append([])
    growth.append(["Objective", "Key Result", "Baseline", "Target", "Actual", "Due"])
    growth.append(["O1: Win", "KR1: Activation", 0.42, 0.65, 0.5, date(2026, 11, 30)])
    growth.append([None, "KR2: Handling", 2.5, 0.5, 1.5, None])
    growth.append([None, "KR3: Formula", 1, "=1+1", None, None])
    for cell in ("C4", "D4", "E4"):
        growth[cell].number_format = "0%"
    for cell in ("C5", "D5", "E5"):
        growth[cell].number_format = '0.0" days"'
    growth.merge_cells("A4:A6")
    product = book.create_sheet("Product")
    product.append(["Objective", "KR", "Target", "Aligned to"])
    product.append(["Find", "Searches", 5, "O1"])
    book.create_sheet("Notes").append(["hello"])
    hidden = book.create_sheet("Old")
    hidden.append(["Objective", "KR"])
    hidden.append(["Gone", "x"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "okrs.xlsx")
    plan, portfolio = from_file(tmp_path / "content", tmp_path / "okrs.xlsx")
    assert outline_of(portfolio) == {
        "2026-Q4/growth/win": [
            "Activation: move 42% 65%",
            "Handling: move 2.5 days 0.5 days",
            "Formula: graded",
        ],
        "2026-Q4/product/find": ["Searches: move ? 5"],
    }
    assert portfolio.objectives[1].parent is not None
    assert lost(plan) == [
        ("okrs.xlsx, sheet Growth, cell D6", "the cell holds a formula whose result was never saved"),
        ("okrs.xlsx, sheet Notes", "no row has the titles of a table of OKRs"),
        ("okrs.xlsx, sheet Growth, row 6, start", "there is a start, 1, and no target"),
    ]
    assert any("hidden" in remark.message for remark in plan.remarks)


def test_one_sheet_alone(tmp_path: Path) -> None:
    book = Workbook()
    for name in ("One", "Two"):
        sheet = book.create_sheet(name)
        sheet.append(["Objective", "KR"])
        sheet.append([name, "5 wins"])
    book.save(tmp_path / "okrs.xlsx")
    found = read_tables(read_xlsx(tmp_path / "okrs.xlsx"), "okrs.xlsx", {}, "two")
    assert [objective.title for objective in found.objectives] == ["Two"]


def _written(folder: Path, text: str | bytes, name: str = "okrs.csv") -> Path:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder / name


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffObjective,KR,From,To\nGrößer,é,0.5,1200.5\n".encode(),
        "Objective;KR;From;To\nGrößer;é;0,5;1.200,50\n".encode(),
        "Objective\tKR\tFrom\tTo\nGrößer\té\t0.5\t1200.5\n".encode("utf-16"),
        "Objective;KR;From;To\r\nGrößer;é;0,5;1200,5\r\n".encode("cp1252"),
    ],
)
def test_csv_in_the_ways_in_which_programs_write_it(data: bytes, tmp_path: Path) -> None:
    _, portfolio = imported(
        tmp_path / "content", read_tables(read_csv(_written(tmp_path, data)), "okrs.csv", {})
    )
    (objective,) = portfolio.objectives
    assert objective.title == "Größer"
    move = objective.key_results[0].measure
    assert (move.start.number, move.target.number) == (Decimal("0.5"), Decimal("1200.5"))  # type: ignore[union-attr]


def test_a_comma_that_may_mean_two_things_is_told(tmp_path: Path) -> None:
    book = read_csv(_written(tmp_path, "Objective;KR;To\nWin;x;1,500\n"))
    assert [remark.where for remark in book.remarks if remark.lost] == ["okrs.csv, row 2"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("okrs.xlsx", b"PK\x03\x04 broken"),
        ("okrs.xlsx", b""),
        ("okrs.xlsx", b"\xd0\xcf\x11\xe0 old xls"),
        ("okrs.csv", b"PK\x03\x04 a workbook"),
        ("okrs.csv", b"a\x00b"),
    ],
)
def test_a_file_that_is_something_else(name: str, data: bytes, tmp_path: Path) -> None:
    file = _written(tmp_path, data, name)
    with pytest.raises(ImportingError, match=name):
        read_xlsx(file) if name.endswith("xlsx") else read_csv(file)


def test_a_workbook_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Workbook().save(tmp_path / "okrs.xlsx")
    assert read_xlsx(tmp_path / "okrs.xlsx").sheets
    monkeypatch.setattr("okrsite.exchange.importing.archives.MOST_UNPACKED", 1000)
    with pytest.raises(ImportingError, match="unpacks to more than"):
        read_xlsx(tmp_path / "okrs.xlsx")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-05", date(2026, 11, 5)),
        ("2026/1/5", date(2026, 1, 5)),
        ("5.11.2026", date(2026, 11, 5)),
        ("25/12/2026", date(2026, 12, 25)),
        ("12/25/2026", date(2026, 12, 25)),
        ("05/05/2026", date(2026, 5, 5)),
        ("5 Nov 2026", date(2026, 11, 5)),
        ("November 5th, 2026", date(2026, 11, 5)),
        ("2026-11-05T10:00:00", date(2026, 11, 5)),
        ("03/04/2027", None),
        ("2026-02-30", None),
        ("soon", None),
        ("Q4", None),
        ("5 Foo 2026", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert day_of(text) == day


CELLS = st.sampled_from(
    ["", "", "Growth", "Win", "42%", "65%", "5 days", "-3", "$2.5k", "~60", "yes", "no", "2026-11-30",
     "1/2/2026", "Green", "High", "7/10", "0.4", "=1+1", "x\ny", "a|b", "TBD", "null", "O1: Win",
     "KR2: x (@ada)", ">= 5",
     "2026-Q4", "2027-Q1", "autumn", "company/win", "Win#x", "moonshot", "a; b; c", "150%", "1e9",
     "dropped", "draft"]
)  # fmt: skip
TITLES = st.sampled_from(["?", "", *(name for names in FIELDS.values() for name in names.split("|")[::2])])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(TITLES, min_size=1, max_size=10),
    st.lists(st.lists(st.one_of(CELLS, CELLS, CELLS, st.text(max_size=20)), max_size=12), max_size=6),
)
def test_whatever_stands_in_a_table_what_is_written_passes_the_check(
    titles: list[str], rows: list[list[str]]
) -> None:
    from okrsite.exchange.importing.sheets import Sheet, Workbook as Book

    book = Book(sheets=(Sheet(name="", rows=(("Objective", "Key result", *titles), *map(tuple, rows))),))
    with tempfile.TemporaryDirectory() as folder:
        imported(Path(folder), read_tables(book, "x.csv", {}), Wishes(cycle="2026-Q4"))
