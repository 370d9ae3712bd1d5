"""The tables of OKRs in a spreadsheet: which sheets have one, and where it begins."""

import re
from collections.abc import Mapping

from okrsite.exchange.importing.columns import Header, header_of, is_header, plain_name
from okrsite.exchange.importing.found import Found, FoundObjective, Remark
from okrsite.exchange.importing.rows import Table
from okrsite.exchange.importing.sections import named_in
from okrsite.exchange.importing.sheets import Sheet, Workbook
from okrsite.exchange.tables import TABLES

HEAD = 30
"""In so many first rows the titles of the columns are sought."""

GENERIC = re.compile(
    r"(?:sheet|tabelle|feuille|hoja|table|data|tab)\s*\d*|okrs?|objectives?|goals?|overview|tracker", re.I
)
"""Names of sheets that name no team."""


def read_tables(workbook: Workbook, file: str, maps: Mapping[str, str], only: str = "") -> Found:
    """The objectives of all sheets that hold a table of OKRs, or of the one named `only`."""
    objectives: list[FoundObjective] = []
    remarks = list(workbook.remarks)
    tables = [(sheet, *_titles(sheet, maps)) for sheet in workbook.sheets]
    exported = any(_is_export(sheet, row) for sheet, row, _ in tables)
    many = sum(header is not None for _, _, header in tables) > 1 and not exported
    for sheet, row, header in tables:
        if only and plain_name(sheet.name) != plain_name(only):
            continue
        if exported and not only and not _is_export(sheet, row):
            continue  # the other sheets of an export say the same of other things
        if header is None:
            if any(any(cells) for cells in sheet.rows):
                remarks.append(_no_table(sheet, file))
            continue
        exact = _is_export(sheet, row)
        team, cycle = _named(sheet) if not exact else ("", "")
        table = Table(file, sheet, row, header, team=team if many else "", cycle=cycle, exact=exact)
        objectives += table.objectives()
        remarks += table.remarks
    if exported and not only and len(workbook.sheets) > 1:
        text = "it was made by okrsite export: of its sheets only the key results are read"
        remarks.append(Remark(where=file, message=text, lost=False))
    return Found(objectives=tuple(objectives), remarks=tuple(remarks))


def _is_export(sheet: Sheet, row: int) -> bool:
    return row < len(sheet.rows) and sheet.rows[row] == tuple(TABLES["key-results"].columns)


def _named(sheet: Sheet) -> tuple[str, str]:
    """The team and the cycle that a sheet is named for, empty where its name says something else."""
    name = sheet.name.strip()
    return ("", "") if GENERIC.fullmatch(name) else named_in(name)


def _titles(sheet: Sheet, maps: Mapping[str, str]) -> tuple[int, Header | None]:
    """The index of the row of titles, and what they mean."""
    for index, cells in enumerate(sheet.rows[:HEAD]):
        header = header_of(cells, maps)
        if is_header(header):
            fields = {column.field for column in header.values()}
            if {"objective", "key_result"} <= fields:  # what else has a title says nothing more
                header = {i: c for i, c in header.items() if c.field not in ("title", "type")}
            return index, header
    return 0, None


def _no_table(sheet: Sheet, file: str) -> Remark:
    hint = (
        "Give the columns names like Team, Objective, Key Result, Owner, Start, Target, Current;"
        " or say what they are: --map 'Goal=objective' --map 'Outcome=key-result'."
    )
    titles = ((n, list(filter(None, map(str.strip, row)))) for n, row in enumerate(sheet.rows, start=1))
    number, names = next(((n, names) for n, names in titles if len(names) > 1), (0, []))
    if names:
        hint += f" Row {number} has {', '.join(name[:30] for name in names[:8])}."
    return Remark(where=sheet.where(file), message="no row has the titles of a table of OKRs", hint=hint)
