"""Fuzzed: imports. Whatever a table or a list holds, what is written of it passes the check; what a company
exports comes back."""

import csv
import io
import random
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from fuzz_companies import FILES, check, folder_with
from fuzz_engine import Broken, Target
from fuzz_mutation import mutated
from openpyxl import Workbook as XlsxWorkbook

from okrsite.building.report import Checked
from okrsite.diagnostics import Severity
from okrsite.exchange.importing.columns import chosen_columns
from okrsite.exchange.importing.found import Found, ImportingError
from okrsite.exchange.importing.lists import read_list
from okrsite.exchange.importing.plan import Wishes, plan
from okrsite.exchange.importing.sheets import decoded, read_csv, read_xlsx
from okrsite.exchange.importing.spreadsheets import read_tables

LIST = """# Bakery OKRs, Q4 2026

## Ovens
### O1: Bake with less heat (@noor)
- KR1: Gas from 90 to 60 (currently 80)
- KR2: Ship the plan
- [ ] built / [x] bought

## Night Shift
### Objective 2: Sleep enough
* KR: Hours of at least 7 - 40% done, confidence 6/10
Parent: Be the bakery of every street
Owner: Ada Chen
Initiatives:
1. A clock
| Key result | Start | Target |
| --- | --- | --- |
| Loaves | 5 | 10 |
"""
TABLE = """Team,Objective,Key Result,Start,Target,Current,Owner,Cycle,Status,Confidence,Due
Ovens,Bake with less heat,Gas,90,60,80,Noor,2026-Q4,on track,7,2026-12-01
Ovens,,Done by hand,,yes,40%,Ada,,at risk,high,
Vans,Drive less,Kilometres,500 km,"1,200 km",,Lee Park,FY27-Q2,,,12/24/2026
,,Crates,$2.5k,≥ $3k,,,,,low,
"""
OWN_TITLES = "What,Measure,From,Goal\nO1: Warm,KR1: Loaves from 5 to 10,5,10\n,KR2: Ship: the thing,,\n"
LABELS = "Objective 1: Be warm,,\nKR 1.1,Loaves at six,40%\nKR 1.2,Plan shipped,\n\nObjective 2: Be quick,,\n"


@cache
def before(new: bool) -> Checked:
    """The company that is imported into: one that is there, or none yet."""
    return check({}, folder_with(not new))


def _import(found: Found, *, new: bool) -> None:
    """Plan the import and check what it would write. What is there is not touched."""
    files: Mapping[str, str] = {} if new else FILES
    try:
        made = plan(
            before(new).facts, folder_with(not new), found, Wishes(cycle="2026-Q4", company="Harbour Bakery")
        )
    except ImportingError as refusal:
        _told(refusal)
        return
    written = {one.path: one.text for one in made.files}
    if len(written) != len(made.files):
        raise Broken("an import writes a file twice")
    if not new and written.keys() & files.keys():
        raise Broken("an import overwrites a file")
    if not written:
        return
    known = {(one.path, one.message) for one in before(new).diagnostics}
    errors = [
        one
        for one in check(written, folder_with(not new)).diagnostics
        if one.severity is Severity.ERROR and (one.path, one.message) not in known
    ]
    if errors:
        raise Broken(f"what is imported has an error, {errors[0].rule}: {errors[0].message}")
    for remark in made.remarks:
        if not remark.message or not remark.where:
            raise Broken("a remark without words or place")


def _told(refusal: ImportingError) -> None:
    if not str(refusal).strip():
        raise Broken("an import is refused without a word") from refusal


def _from_file(data: bytes, ending: str, read: Callable[[Path], Found]) -> None:
    with tempfile.NamedTemporaryFile(suffix=ending) as file:
        file.write(data)
        file.flush()
        try:
            found = read(Path(file.name))
        except ImportingError as refusal:
            _told(refusal)
            return
    _import(found, new=bool(sum(data[:16]) % 2))


def table(data: bytes) -> None:
    """A table with commas, semicolons or tabs."""
    _from_file(data, ".csv", lambda file: read_tables(read_csv(file), "okrs.csv", {}))


def outline(data: bytes) -> None:
    """A list in Markdown."""

    def read(file: Path) -> Found:
        text, _ = decoded(data, file)
        return read_list(text, "okrs.md", {"ovens", "vans"})

    _from_file(data, ".md", read)


def columns(data: bytes) -> None:
    """What the command line says of columns, and a table that they are for."""
    text = data.decode("utf-8", "replace")
    first, _, rest = text.partition("\n")
    try:
        chosen = chosen_columns(tuple(first.split(",")))
    except ImportingError as refusal:
        _told(refusal)
        return
    _from_file(rest.encode(), ".csv", lambda file: read_tables(read_csv(file), "okrs.csv", chosen))


def workbook_of(data: bytes) -> bytes:
    """A workbook whose cells come from lines and commas, with some of the odd things that people do."""
    chance = random.Random(data)
    book = XlsxWorkbook()
    sheet = book.active
    text = "".join(sign for sign in data.decode("utf-8", "replace") if sign >= " " or sign == "\n")
    for row, line in enumerate(text.split("\n")[:60], start=1):
        for column, cell in enumerate(line.split(",")[:40], start=1):
            value = cell.replace("\ufffe", "").replace("\uffff", "")[:2000]
            try:
                sheet.cell(row, column).value = float(value) if chance.random() < 0.7 else value
            except ValueError:
                sheet.cell(row, column).value = value
            if chance.random() < 0.1:
                sheet.cell(row, column).number_format = chance.choice(
                    (
                        "0%",
                        '#,##0.00 "kg"',
                        "[$€-407] 0",
                        "yyyy-mm-dd",
                        "General;;",
                        "@",
                        '0"',
                        "[h]:mm",
                        "\\k0",
                    )
                )
    if chance.random() < 0.3:
        sheet.merge_cells(
            start_row=chance.randint(1, 5),
            start_column=1,
            end_row=chance.randint(5, 9),
            end_column=chance.randint(1, 4),
        )
    if chance.random() < 0.2:
        book.create_sheet("Vans Q4 2026").append(["Objective", "Key result", "Target"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sheets(data: bytes) -> None:
    """A workbook."""
    _from_file(workbook_of(data), ".xlsx", lambda file: read_tables(read_xlsx(file), "okrs.xlsx", {}))


def damaged_sheets(data: bytes) -> None:
    """A workbook in whose parts something is damaged."""
    chance = random.Random(data)
    whole = workbook_of(TABLE.encode())
    how = chance.random()
    if how < 0.3:
        at = chance.randrange(len(whole))
        whole = whole[:at] + data[:8] + whole[at + chance.randrange(9) :]
    else:
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(buffer, "w") as new:
            names = old.namelist()
            hit = chance.choice(names)
            for name in names:
                part = old.read(name)
                if name == hit and how < 0.4:
                    continue
                new.writestr(name, mutated(chance, [part, data]) if name == hit else part)
        whole = buffer.getvalue()
    _from_file(whole, ".xlsx", lambda file: read_tables(read_xlsx(file), "okrs.xlsx", {}))


def _tables() -> list[bytes]:
    seeds = [
        TABLE,
        OWN_TITLES,
        LABELS,
        TABLE.replace(",", "\t"),
        TABLE.replace(",", ";").replace("2.5k", "2,5"),
    ]
    exported = io.StringIO(newline="")
    csv.writer(exported).writerows(_exported())
    return [
        *(seed.encode() for seed in seeds),
        exported.getvalue().encode("utf-8-sig"),
        TABLE.encode("utf-16"),
    ]


@cache
def _exported() -> Sequence[Sequence[str]]:
    """The table that `okrsite export csv` writes of the company."""
    from okrsite.building.pipeline import published_company
    from okrsite.exchange.delimited import table_csv
    from okrsite.exchange.tables import tables
    from okrsite.views.cards import Cards

    company = published_company(before(False), folder_with(True))
    return list(csv.reader(io.StringIO(table_csv(tables(company, Cards(company))[0]), newline="")))


TARGETS = (
    Target(
        name="import-csv",
        what="tables with commas, semicolons and tabs, and those that okrsite exports",
        seeds=_tables,
        attempt=table,
        share=6,
        limit=5,
    ),
    Target(
        name="import-markdown",
        what="lists in Markdown",
        seeds=lambda: [LIST.encode(), LIST.replace("- ", "* ").encode(), LIST.encode("cp1252")],
        attempt=outline,
        share=4,
        limit=5,
    ),
    Target(
        name="import-columns",
        what="what the command line says of columns",
        seeds=lambda: [f"What=objective,Measure=key result,Goal=-\n{OWN_TITLES}".encode()],
        attempt=columns,
        share=1,
        limit=5,
    ),
    Target(
        name="import-xlsx",
        what="workbooks with odd formats and merged cells",
        seeds=lambda: [seed.encode() for seed in (TABLE, OWN_TITLES, LABELS)],
        attempt=sheets,
        share=1,
        limit=5,
    ),
    Target(
        name="import-damaged",
        what="workbooks that are damaged, in the archive and in its parts",
        seeds=lambda: [
            b"<row r='99999999'><c r='ZZZ9' t='s'><v>-1</v></c></row>",
            b"<f>A1</f><dimension ref='A1:XFD1048576'/>",
        ],
        attempt=damaged_sheets,
        share=1,
        limit=5,
    ),
)
