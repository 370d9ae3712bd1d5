"""XLSX: all tables in one workbook, with typed cells. Texts stay texts, whatever they begin with."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from okrsite.exchange.cells import Cell, Percent
from okrsite.exchange.tables import Table

LONGEST = 32_767
"""Characters that a cell can hold."""
MOST_DIGITS = 15
"""A spreadsheet's numbers have no more; longer ones are written as texts, so that no digit is lost."""

_HEADING = Font(bold=True)
_SHADE = PatternFill("solid", start_color="E8ECF1")
_TOP = Alignment(vertical="top", wrap_text=True)
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(?<=<dcterms:modified xsi:type=\"dcterms:W3CDTF\">)[^<]*")


def workbook(tables: Iterable[Table], *, title: str, today: date) -> bytes:
    """The tables as a workbook, a sheet each. The same tables give the same bytes."""
    book = Workbook(write_only=True)
    for table in tables:
        _add(book, table)
    moment = datetime.combine(today, time())
    book.properties.title = _clean(title)
    book.properties.creator = "okrsite"
    book.properties.created = moment
    out = io.BytesIO()
    archive: Any = _Archive(out, moment)
    ExcelWriter(book, archive).save()
    return out.getvalue()


def _add(book: Any, table: Table) -> None:
    sheet = book.create_sheet(table.title)
    for number, width in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    count = 1
    sheet.append([_heading(sheet, text) for text in table.columns])
    for row in table.rows():
        sheet.append([_cell(sheet, cell) for cell in row])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{count}"


def _heading(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = _HEADING
    cell.fill = _SHADE
    return cell


def _cell(sheet: Any, value: Cell) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return _text(sheet, value)
    if isinstance(value, Percent):
        number = value.share
        shown = "0%" if _places(number * 100) == 0 else "0.0%"
    elif isinstance(value, date):
        cell = WriteOnlyCell(sheet, value=datetime.combine(value, time()))
        cell.number_format = "yyyy-mm-dd"
        return cell
    else:
        number = Decimal(value)
        shown = "#,##0" if _places(number) == 0 else "#,##0.##########"
    if isinstance(value, Decimal) and len(number.normalize().as_tuple().digits) > MOST_DIGITS:
        return _text(sheet, f"{number:f}")
    cell = WriteOnlyCell(sheet, value=float(number))
    cell.number_format = shown
    return cell


def _text(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=_clean(text)[:LONGEST])
    cell.data_type = "s"  # never a formula, and it stays text when somebody edits it:
    cell.quotePrefix = text[:1] in tuple("=+-@'")
    cell.alignment = _TOP
    return cell


def _clean(text: str) -> str:
    """A text without what XML can't hold."""
    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)


def _places(number: Decimal) -> int:
    return max(0, -int(number.normalize().as_tuple().exponent))


class _Archive:
    """What openpyxl writes into: a zip file that says nothing of when it was made, and needs no clock that is
    right."""

    def __init__(self, out: io.BytesIO, moment: datetime) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self._moment = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()

    def writestr(self, name: str, data: str | bytes) -> None:
        """Add an entry."""
        content = data.encode() if isinstance(data, str) else data
        if name == "docProps/core.xml":
            content = _MODIFIED.sub(self._moment, content)
        entry = zipfile.ZipInfo(name, _ZIP_DAY)
        entry.compress_type = zipfile.ZIP_DEFLATED
        self._zip.writestr(entry, content)

    def write(self, file: str, name: str) -> None:
        """Add a file under a name."""
        self.writestr(name, Path(file).read_bytes())

    def namelist(self) -> list[str]:
        """The names of all entries."""
        return self._zip.namelist()

    def close(self) -> None:
        """End the file."""
        self._zip.close()
