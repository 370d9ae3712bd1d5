"""Spreadsheets in the layouts that companies have: sections, sheets, columns of ids, words for nothing."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from reading_files import from_file, from_rows, imported, outline_of, readings_of

from okrsite.exchange.importing.columns import chosen_columns
from okrsite.exchange.importing.plan import Plan, Wishes
from okrsite.exchange.importing.sheets import Sheet, Workbook as Book
from okrsite.exchange.importing.spreadsheets import read_tables


def lost(plan: Plan) -> list[tuple[str, str]]:
    return [(remark.where, remark.message) for remark in plan.lost]


def told(plan: Plan) -> list[str]:
    return [remark.message for remark in plan.remarks if not remark.lost]


def test_words_for_nothing_are_no_figures(tmp_path: Path) -> None:
    plan, portfolio = from_rows(
        tmp_path,
        "Objective | Key Result | Owner | Baseline | Target | Current | Confidence | Status | Notes",
        "Win | Rating | TBD | N/A | 40 | 38 | n/a | - | –",
        " | N/A | Bo | - | ? | TBC | | | ",
    )
    assert lost(plan) == []
    assert outline_of(portfolio) == {"2026-Q4/company/win": ["Rating: move ? 40", "N/A: graded"]}
    assert readings_of(portfolio) == {"2026-Q4/company/win#rating": "value 38"}
    assert [k.owner for k in portfolio.objectives[0].key_results] == ["", "Bo"]
    counted = {message for message in told(plan) if "empty cell" in message}
    assert counted == {f"`{word}` counts as an empty cell" for word in ("TBD", "N/A", "n/a", "TBC")}


def test_rows_go_below_the_objective_that_they_name(tmp_path: Path) -> None:
    plan, portfolio = from_rows(
        tmp_path,
        "ID | Name | Type | Parent | Target",
        "7 | Win the north | Objective | | ",
        "8 | Delight people | Objective | 7 | ",
        "9 | Deals | Key Result | Win the north | 40",
        "10 | Rating | Key Result | 8 | 5",
        "11 | Sales | Key Result | win the NORTH | 20",
        "12 | A tour | Initiative | 7 | ",
        "13 | Lost | Key Result | Nowhere | 1",
        "14 | Below | Key Result | | 2",
    )
    assert lost(plan) == [
        ("okrs.csv, row 8", "no objective is called “Nowhere” in this table: “Lost” was left out")
    ]
    assert outline_of(portfolio) == {
        "2026-Q4/company/delight-people": ["Below: move ? 2", "Rating: move ? 5"],
        "2026-Q4/company/win-north": ["Deals: move ? 40", "Sales: move ? 20"],
    }
    delight, win = portfolio.objectives
    assert delight.parent is not None
    assert delight.parent.text == "company/win-north"
    assert [work.title for work in win.initiatives] == ["A tour"]


def test_sections_with_titles_of_their_own(tmp_path: Path) -> None:
    plan, portfolio = from_rows(
        tmp_path,
        "Growth team | |",
        "Objective 1: Win trust | |",
        "Key Result | Target | Current",
        "Rating | 5 | 4",
        " | | ",
        "Objective 2: Be quick | Objective 2: Be quick | Objective 2: Be quick",
        "Key result | TARGET | Current",
        "Hours | 2 | 3",
        "And slow | And slow | And slow",
        "Days | 9 | 8",
    )
    assert lost(plan) == []
    assert outline_of(portfolio) == {
        "2026-Q4/company/quick": ["Hours: move ? 2"],
        "2026-Q4/company/slow": ["Days: move ? 9"],
        "2026-Q4/company/win-trust": ["Rating: move ? 5"],
    }
    assert "“Growth team” stands above the table and was left out" in told(plan)


def test_a_row_across_the_table_names_the_team_or_the_cycle(tmp_path: Path) -> None:
    plan, portfolio = from_rows(
        tmp_path,
        "Objective | Key Result | Target",
        "Growth | Growth | Growth",
        "Win | Deals | 40",
        "Sales Q1 2027 | Sales Q1 2027 | Sales Q1 2027",
        "Sell | Calls | 9",
        " | Visits | 3",
    )
    assert lost(plan) == []
    assert outline_of(portfolio) == {
        "2026-Q4/growth/win": ["Deals: move ? 40"],
        "2027-Q1/sales/sell": ["Calls: move ? 9", "Visits: move ? 3"],
    }
    assert "“Growth” was taken as the team of the rows below it" in told(plan)


def test_titles_of_columns_that_come_again_are_no_objective(tmp_path: Path) -> None:
    _, portfolio = from_rows(
        tmp_path,
        "Objective | Key Result | Target",
        "Win | a | 1",
        "Objective | Key result |target",
        "Sell | b | 2",
    )
    assert [one.title for one in portfolio.objectives] == ["Sell", "Win"]


def test_a_row_that_says_the_same_again_is_taken_once(tmp_path: Path) -> None:
    plan, portfolio = from_rows(
        tmp_path,
        "Team | Objective | KR | Target",
        *["Growth | Win | Deals | 5"] * 2,
        "Growth | Win | Deals | 6",
    )
    assert outline_of(portfolio) == {"2026-Q4/growth/win": ["Deals: move ? 5", "Deals: move ? 6"]}
    assert "it says the same as row 2, and was taken once" in told(plan)


@pytest.mark.parametrize(
    ("sheets", "found"),
    [
        (("Q3 2026", "Q4 2026"), ["2026-Q3/company/win", "2026-Q4/company/win"]),
        (("Growth Q3 2026", "Sales Q4 2026"), ["2026-Q3/growth/win", "2026-Q4/sales/win"]),
        (("Q1", "Q4"), ["2026-Q1/company/win", "2026-Q4/company/win"]),
        (("OKRs Q1 2027",), ["2027-Q1/company/win"]),
        (("R&D", "People and Culture"), ["2026-Q4/people-culture/win", "2026-Q4/r-d/win"]),
    ],
)
def test_sheets_are_named_for_their_team_or_their_cycle(
    sheets: tuple[str, ...], found: list[str], tmp_path: Path
) -> None:
    book = Workbook()
    book.remove(book.active)
    for name in sheets:
        sheet = book.create_sheet(name)
        sheet.append(["Objective", "KR", "Target"])
        sheet.append(["Win", "Deals", 5])
    book.save(tmp_path / "okrs.xlsx")
    from okrsite.exchange.importing.sheets import read_xlsx

    tables = read_tables(read_xlsx(tmp_path / "okrs.xlsx"), "okrs.xlsx", {})
    plan, portfolio = imported(tmp_path / "content", tables, Wishes(cycle="2026-Q4"))
    assert lost(plan) == []
    assert sorted(outline_of(portfolio)) == found


def test_the_year_in_a_column_of_its_own(tmp_path: Path) -> None:
    header = "Year | Quarter | Objective | KR | Target"
    plan, portfolio = from_rows(
        tmp_path, header, "2026 | Q4 | Win | a | 1", "2027 | Q1 | Win | b | 2", "| | | c | 3"
    )
    assert lost(plan) == []
    assert outline_of(portfolio) == {
        "2026-Q4/company/win": ["a: move ? 1"],
        "2027-Q1/company/win": ["b: move ? 2", "c: move ? 3"],
    }


def test_a_quarter_without_a_year(tmp_path: Path) -> None:
    rows = (("Quarter", "Objective", "KR"), ("Q3", "Win", "5 wins"))
    found = read_tables(Book(sheets=(Sheet(name="", rows=rows),)), "okrs.csv", {})
    plan, portfolio = imported(tmp_path / "with", found, Wishes(cycle="2026-Q4"))
    assert list(outline_of(portfolio)) == ["2026-Q3/company/win"]
    assert "`Q3` names no year, and was taken as 2026-Q3" in told(plan)
    plan, _ = imported(tmp_path / "without", found, Wishes())
    assert [remark.hint for remark in plan.lost] == ["Say of which year, with --cycle 2026-Q4."]
    assert plan.files == ()


def test_a_goal_beside_an_objective_is_its_target(tmp_path: Path) -> None:
    plan, portfolio = from_rows(tmp_path, "# | Objective | KR | Start | Goal", "1 | Win | Deals | 3 | 5")
    assert lost(plan) == []
    assert outline_of(portfolio) == {"2026-Q4/company/win": ["Deals: move 3 5"]}
    plan, _ = from_rows(tmp_path / "2", "Objective | KR | Target | Goal", "Win | Deals | 3 | 5")
    assert lost(plan) == [
        ("okrs.csv", "`Goal` is a second column for the objective; 1 of its cells are filled")
    ]


def test_a_column_without_letters_can_be_chosen(tmp_path: Path) -> None:
    plan, _ = from_rows(tmp_path, "*** | Objective | KR", "x | Win | 5 wins", maps=("***=-",))
    assert lost(plan) == []


@pytest.mark.parametrize(
    ("start", "target", "promise"),
    [
        ("5 h", "<2h", "move 5 h 2 h"),
        ("31", ">= 40", "move 31 40"),
        ("", ">= 40", "keep 40 ?"),
        ("", "95+", "keep 95 ?"),
        ("", "$1.2M", "move ? $1.2M"),
        ("", "3x", "move ? 3 x"),
        ("", "EUR 5 000", "move ? 5 000 EUR"),
        ("3", "zero", "move 3 0"),
        ("", "+20%", "move 0% 20%"),
        ("", "-15%", "move 0% -15%"),
        ("10%", "-15%", "move 10% -15%"),
        ("", "2026-12-31", "binary"),
        ("", "31.12.2026", "binary"),
    ],
)
def test_targets_as_people_write_them(start: str, target: str, promise: str, tmp_path: Path) -> None:
    plan, portfolio = from_rows(
        tmp_path, "Objective | KR | Baseline | Target", f"Win | x | {start} | {target}"
    )
    assert lost(plan) == []
    assert outline_of(portfolio) == {"2026-Q4/company/win": [f"x: {promise}"]}


def test_a_target_that_is_a_day_before_the_end_is_told(tmp_path: Path) -> None:
    plan, portfolio = from_rows(tmp_path, "Objective | KR | Target", "Win | Launch | 2026-12-15")
    assert outline_of(portfolio) == {"2026-Q4/company/win": ["Launch: binary"]}
    assert [message for _, message in lost(plan)] == [
        "it is due on 2026-12-15, and the format has no such date for this kind"
    ]


def test_a_baseline_within_the_limit_is_told(tmp_path: Path) -> None:
    plan, portfolio = from_rows(tmp_path, "Objective | KR | Baseline | Target", "Win | x | 96% | >= 95%")
    assert outline_of(portfolio) == {"2026-Q4/company/win": ["x: keep 95% ?"]}
    assert lost(plan) == [("okrs.csv, row 2, start", "a figure to keep has no start, and 96% was left out")]


def test_a_reading_is_no_score_where_the_target_can_not_be_read(tmp_path: Path) -> None:
    plan, portfolio = from_rows(tmp_path, "Objective | KR | Target | Current", "Win | On time | 95-97% | 90%")
    assert readings_of(portfolio) == {}
    assert [where for where, _ in lost(plan)] == ["okrs.csv, row 2, target", "okrs.csv, row 2, current"]


@pytest.mark.parametrize(
    ("title", "promise"), [("NPS to 45", "move 31 45"), ("At least 30 points", "keep 30 ?")]
)
def test_a_start_beside_a_title_with_the_target(title: str, promise: str, tmp_path: Path) -> None:
    _, portfolio = from_rows(tmp_path, "Objective | KR | Baseline", f"Win | {title} | 31")
    assert outline_of(portfolio) == {"2026-Q4/company/win": [f"{title}: {promise}"]}


@pytest.mark.parametrize(
    ("letter", "status"), [("R", "off track"), ("a", "at risk"), ("Y", "at risk"), ("G", "on track")]
)
def test_a_letter_is_a_status(letter: str, status: str, tmp_path: Path) -> None:
    _, portfolio = from_rows(tmp_path, "Objective | KR | RAG", f"Win | 5 wins | {letter}")
    assert list(readings_of(portfolio).values()) == [f"status {status}"]


def test_merged_cells_and_percentages_below_a_heading(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Contoso OKRs Q4 2026"])
    sheet.append(["do not share"])
    sheet.append(["Objective", "Key Result", "Baseline", "Target", "Progress"])
    sheet.append(["Win", "Deals", 0.2, 0.4, 0.5])
    sheet.append([None, "Calls", 10, 20, 0.25])
    sheet.append(["GROWTH"])
    sheet.append(["Sell", "Visits", 1, 2, None])
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A4:A5")
    sheet.merge_cells("A6:E6")
    for cell in ("C4", "D4", "E4", "E5"):
        sheet[cell].number_format = "0%"
    book.save(tmp_path / "okrs.xlsx")
    plan, portfolio = from_file(tmp_path / "content", tmp_path / "okrs.xlsx")
    assert lost(plan) == []
    assert outline_of(portfolio) == {
        "2026-Q4/company/win": ["Deals: move 20% 40%", "Calls: move 10 20"],
        "2026-Q4/growth/sell": ["Visits: move 1 2"],
    }
    assert readings_of(portfolio) == {
        "2026-Q4/company/win#deals": "value 30",
        "2026-Q4/company/win#calls": "value 12.5",
    }


def test_maps_take_headers_in_other_languages(tmp_path: Path) -> None:
    maps = ("Équipe=team", "Objectif=objective", "Résultat clé=key-result", "Cible=target")
    assert chosen_columns(maps)["résultat clé"] == "key_result"
    plan, portfolio = from_rows(
        tmp_path, "Équipe | Objectif | Résultat clé | Cible", "Ventes | Gagner | Contrats | 5", maps=maps
    )
    assert lost(plan) == []
    assert outline_of(portfolio) == {"2026-Q4/ventes/gagner": ["Contrats: move ? 5"]}


def test_new_teams_are_told_together(tmp_path: Path) -> None:
    plan, _ = from_rows(tmp_path, "Team | Objective | KR", "Growth | a | x", "R&D | b | x", "Growth | c | x")
    assert [message for message in told(plan) if "team" in message] == [
        "2 new teams: Growth (growth), R&D (r-d)"
    ]
