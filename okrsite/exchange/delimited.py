"""CSV: a table as text, and texts that no spreadsheet takes for a formula.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, or does so after a tab or a line break, as a
formula, whoever wrote it. Such texts get an apostrophe in front (OWASP, CSV injection), and `okrsite import`
takes it away again.
"""

import csv
import io
import re
from datetime import date
from decimal import Decimal

from okrsite.exchange.cells import Cell, Percent
from okrsite.exchange.tables import Table
from okrsite.scoring.rounding import rounded

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def table_csv(table: Table) -> str:
    """A table as CSV: a line of titles, then a line for each row; lines end with a line feed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows():
        writer.writerow([cell_text(cell) for cell in row])
    return out.getvalue()


def cell_text(cell: Cell) -> str:
    """A cell as text: dates as 2026-10-16, shares in percent, texts so that they stay texts."""
    if cell is None:
        return ""
    if isinstance(cell, Percent):
        return f"{plain(rounded(cell.share * 100, 12))}%"
    if isinstance(cell, Decimal):
        return plain(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return guarded(cell) if isinstance(cell, str) else str(cell)


def plain(number: Decimal) -> str:
    """A number's digits, without needless zeros."""
    return f"{number.normalize():f}" if number else "0"


def guarded(text: str) -> str:
    """A text that a spreadsheet takes for text."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that was guarded."""
    return text[1:] if _GUARDED.match(text) else text
