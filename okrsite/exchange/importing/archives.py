"""What a workbook holds, looked at before it is read as a whole: a small file can claim billions of cells."""

import io
import re
import zipfile
from pathlib import Path
from xml.parsers import expat

from okrsite.exchange.importing.found import ImportingError

MOST_UNPACKED = 500_000_000
MOST_PARTS = 10_000
MOST_CELLS = 1_000_000
"""More than any list of OKRs has, the cells counted that are merged with others."""

_AREA = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


def has_formulas(data: bytes, file: Path) -> bool:
    """Whether any cell of a workbook has a formula: only then it is worth reading twice.

    Raises ImportingError where it is no workbook, or a larger one than people make.
    """
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise ImportingError(
            f"{file} is no .xlsx workbook: open it in your spreadsheet program and save it as .xlsx"
            " (older .xls files and files with a password can't be read)."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > MOST_PARTS:
                raise ImportingError(
                    f"{file} unpacks to more than {MOST_UNPACKED // 1_000_000} MB, or to more than"
                    f" {MOST_PARTS:,} parts: no list of OKRs does."
                )
            counter = _Counter(file)
            for part in parts:
                counter.read(archive.read(part))
    except ImportingError:
        raise
    except Exception as error:  # a damaged archive can fail in any of many ways
        raise ImportingError(f"{file} can't be read as a workbook: {error}.") from error
    return counter.formulas


class _Counter:
    """Counts the cells in the parts of a workbook; one that is no XML has none."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.cells = 0
        self.formulas = False

    def read(self, part: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self.element
        try:
            parser.Parse(part, True)
        except expat.ExpatError:
            return  # a picture, or damaged: whoever reads it as a sheet says so

    def element(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        if kind == "f":
            self.formulas = True
        elif kind == "c":
            self.cells += 1
        elif kind == "mergeCell":
            self.cells += _size(attributes.get("ref", ""))
        if self.cells > MOST_CELLS:
            raise ImportingError(f"{self.file} has more than {MOST_CELLS:,} cells: no list of OKRs does.")


def _size(area: str) -> int:
    """How many cells an area has, `A1:C2`; 1 where it is none."""
    found = _AREA.fullmatch(area.replace("$", "").upper())
    if found is None:
        return 1
    left, top, right, bottom = found.groups()
    return (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
