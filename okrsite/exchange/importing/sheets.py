"""Spreadsheets as rows of texts: CSV in the ways in which programs write it, and XLSX.

A cell becomes the text that a person would type: a percentage `42%`, a date `2026-10-16`, a figure with the
unit that its format shows. A cell that was merged with others stands in all of them.
"""

import csv
import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from okrsite.exchange.delimited import plain, unguarded
from okrsite.exchange.importing.archives import has_formulas
from okrsite.exchange.importing.found import ImportingError, Remark
from okrsite.scoring.rounding import rounded

MOST_BYTES = 50_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
LARGEST_FIGURE = 1e100
"""More than any table of OKRs has: what is larger is something else."""

_DECIMAL_COMMA = re.compile(r"(\D*)(\d{1,3}(?:\.\d{3})+,\d+|\d+,\d{1,2})(?!\d)(\D*)")
_EITHER = re.compile(r"\D*\d{1,3},\d{3}\D*")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_SHOWN = re.compile(r"""((?:"[^"]*"|\\.|[^"0#?\\])*)[0#?][0#?.,]*(.*)""")
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows of texts, as they stand from the first row on. `name` is empty where the file has but one."""

    name: str
    rows: tuple[tuple[str, ...], ...]

    def where(self, file: str, row: int | None = None, column: str = "") -> str:
        """Where something stands, for people: `okrs.xlsx, sheet Q4, row 12, column Target`."""
        parts = [
            file,
            self.name and f"sheet {self.name}",
            row and f"row {row}",
            column and f"column {column}",
        ]
        return ", ".join(str(part) for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """The sheets of a file, and what is to be told of it."""

    sheets: tuple[Sheet, ...]
    remarks: tuple[Remark, ...] = ()


def read_bytes(file: Path) -> bytes:
    """A file's bytes. Raises ImportingError."""
    try:
        if file.is_file() and file.stat().st_size > MOST_BYTES:
            raise ImportingError(
                f"{file} has more than {MOST_BYTES // 1_000_000} MB: that is no list of OKRs."
            )
        return file.read_bytes()
    except OSError as error:
        raise ImportingError(f"{file} can't be read: {error.strerror or error}.") from error


def decoded(data: bytes, file: Path) -> tuple[str, tuple[Remark, ...]]:
    """The text of a file, in the encoding that it says or else seems to be in."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        remark = Remark(
            where=file.name,
            message="it is not UTF-8, and was read as Windows-1252",
            hint="Look whether letters like é and ü are right; if not, save the file as UTF-8.",
            lost=False,
        )
        return data.decode("cp1252", "replace"), (remark,)


def read_csv(file: Path) -> Workbook:
    """The rows of a CSV file, parted by commas, semicolons or tabs. Raises ImportingError."""
    text, remarks = decoded(read_bytes(file), file)
    if "\0" in text or text.startswith("PK\x03\x04"):
        raise ImportingError(f"{file} is no CSV file. If it is a workbook: okrsite import xlsx {file.name}")
    mark = _delimiter(text)
    old = csv.field_size_limit(MOST_BYTES)
    try:
        rows = [
            tuple(map(unguarded, row)) for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        ]
    except csv.Error as error:
        raise ImportingError(f"{file} can't be read as CSV: {error}.") from error
    finally:
        csv.field_size_limit(old)
    if mark == ";":
        commas = [Remark(where=at, message=why) for at, why in _ambiguous(rows, file.name)]
        rows = [tuple(map(_with_point, row)) for row in rows]
        remarks = (*remarks, *commas)
    return Workbook(sheets=(Sheet(name="", rows=tuple(rows)),), remarks=remarks)


def _delimiter(text: str) -> str:
    """What parts the cells: what stands most often in the first rows, outside of quotes."""
    head = re.sub(r'"(?:[^"]|"")*"', "", text[:20_000])
    return max(",;\t", key=head.count)


def _with_point(cell: str) -> str:
    """A figure with its decimals behind a point, where a file that has semicolons writes a comma."""
    match = _DECIMAL_COMMA.fullmatch(cell.strip())
    if match is None or "," in match[1] or "," in match[3] or re.search(r"[^\W\d_]{4}", match[1]):
        return cell
    return f"{match[1]}{match[2].replace('.', '').replace(',', '.')}{match[3]}"


def _ambiguous(rows: list[tuple[str, ...]], file: str) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(rows, start=1):
        for cell in row:
            if _EITHER.fullmatch(cell.strip()):
                yield (
                    f"{file}, row {number}",
                    f"`{cell.strip()}` may have a decimal comma or a thousands one; it was read as thousands",
                )


def read_xlsx(file: Path) -> Workbook:
    """The visible sheets of a workbook. Raises ImportingError."""
    data = read_bytes(file)
    formulas_too = has_formulas(data, file)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out, nothing is read here
            values = load_workbook(io.BytesIO(data), data_only=True)
            formulas = load_workbook(io.BytesIO(data)) if formulas_too else None
    except Exception as error:  # a broken file can fail in any of openpyxl's many ways
        raise ImportingError(f"{file} can't be read as a workbook: {error}.") from error
    sheets, remarks = [], []
    for sheet in values.worksheets:
        if sheet.sheet_state != "visible":
            remarks.append(
                Remark(
                    where=f"{file.name}, sheet {sheet.title}",
                    message="the sheet is hidden and was left out",
                    hint="Show it, and import again, if it holds OKRs.",
                    lost=False,
                )
            )
            continue
        if sheet.max_row > MOST_ROWS:
            raise ImportingError(f"{file}, sheet {sheet.title}, has more than {MOST_ROWS:,} rows.")
        reader = _XlsxSheet(file.name, sheet, formulas[sheet.title] if formulas else None)
        sheets.append(Sheet(name=sheet.title, rows=tuple(reader.rows())))
        remarks += reader.remarks
    return Workbook(sheets=tuple(sheets), remarks=tuple(remarks))


class _XlsxSheet:
    def __init__(self, file: str, sheet: Any, formulas: Any) -> None:
        self.file = file
        self.sheet = sheet
        self.formulas = formulas
        self.remarks: list[Remark] = []
        self.merged = {
            (row, column): (area.min_row, area.min_col)
            for area in sheet.merged_cells.ranges
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, min(area.max_col, MOST_COLUMNS) + 1)
        }

    def rows(self) -> Iterator[tuple[str, ...]]:
        filled: dict[int, dict[int, Any]] = {}
        for (row, column), cell in sorted(self.sheet._cells.items()):  # `iter_rows` would make all empty ones
            if column <= MOST_COLUMNS:
                filled.setdefault(row, {})[column] = cell
        for row in range(1, max(filled, default=0) + 1):
            cells = filled.get(row, {})
            texts = [self.text(cells[n]) if n in cells else "" for n in range(1, max(cells, default=0) + 1)]
            while texts and not texts[-1]:
                texts.pop()
            yield tuple(texts)

    def text(self, cell: Any) -> str:
        at = self.merged.get((cell.row, cell.column))
        if at is not None and at != (cell.row, cell.column):
            cell = self.sheet.cell(*at)
        if cell.value is None:
            if self.formulas is not None and self.formulas.cell(cell.row, cell.column).data_type == "f":
                self.tell(
                    cell,
                    "holds a formula whose result was never saved",
                    "Open the workbook in a spreadsheet program, save it, and import again.",
                )
            return ""
        if cell.data_type == "e":
            self.tell(cell, f"shows an error, {cell.value}", "Settle the formula, or write the figure.")
            return ""
        return cell_text(cell.value, cell.number_format or "")

    def tell(self, cell: Any, message: str, hint: str) -> None:
        where = f"{self.file}, sheet {self.sheet.title}, cell {cell.coordinate}"
        self.remarks.append(Remark(where=where, message=f"the cell {message}", hint=hint))


def cell_text(value: Any, shown: str) -> str:
    """A cell's value as a person would type it; `shown` is its number format."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and abs(value) < LARGEST_FIGURE:
        return _figure(value, shown)
    return str(value)


def _figure(value: float, shown: str) -> str:
    number = rounded(Decimal(repr(value)), 12)
    first = re.sub(r"\[(?!\$)[^\]]*\]", "", shown.split(";")[0])
    if "%" in _QUOTED.sub("", first):
        return f"{plain(number * 100)}%"
    sign = "-" if number < 0 else ""
    before, after = _around(first)
    digits = plain(abs(number))
    if "," in _QUOTED.sub("", first):
        whole, point, decimals = digits.partition(".")
        digits = f"{int(whole):,}{point}{decimals}"
    return f"{sign}{before}{digits}{after}"


def _around(shown: str) -> tuple[str, str]:
    """The currency sign before, and the unit behind, that a number format adds to a figure."""
    if not shown or shown.casefold() == "general":
        return "", ""
    match = _SHOWN.fullmatch(_CURRENCY.sub(r'"\1"', shown))
    if match is None:
        return "", ""
    texts = []
    for part in match.groups():
        text = re.sub(r"_.|\*.", "", part)
        texts.append(_QUOTED.sub(lambda found: found[1] if found[1] is not None else found[2], text))
    before, after = texts[0].strip("-( "), texts[1].rstrip(") ")
    return before if len(before) == 1 else "", after if after.strip() or before else ""
