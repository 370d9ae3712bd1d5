"""XLSX: all tables in one workbook, with typed cells. Texts stay texts, whatever they begin with."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

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
    book.save(out)
    return _settled(out.getvalue(), moment)


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


def _settled(data: bytes, moment: datetime) -> bytes:
    """The file without the time at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()
