"""What the fuzzing has found, each once: the inputs that broke something, tried as the campaign does."""

import io
import zipfile
from pathlib import Path

import fuzz
import pytest
from fuzz_companies import FILES, check
from fuzz_imports import TABLE, workbook_of

from okrsite.exchange.importing.found import FoundKeyResult, ImportingError
from okrsite.exchange.importing.measures import measured
from okrsite.exchange.importing.sheets import read_xlsx
from okrsite.loading.reading import text_of
from okrsite.source import Span
from okrsite.wording.lexicon import lexicon_for

TEAM = "teams/ovens.md\n---\nname: Ovens\nparent: members\n\n  - Ada\n---\n"

FOUND = {
    "a message goes on over several lines, as the text that it quotes does": ("front-matter", TEAM),
    "a link with other signs than letters is marked to behind its line": (
        "asking",
        "index.md\nSee [warm](2026-\xad4/ovens/warm-at-six.md).\n",
    ),
    "an entry of the outline ends behind the last line": (
        "typing",
        "2026-Q4/vans/boats.md\n---\ntitle: handles:\nstatus: dropped\nbecause: 9999-Q4",
    ),
    "a byte that is no UTF-8, behind lines that end in other ways": (
        "front-matter",
        b"index.md\na\n\rb\r\xff",
    ),
}
"""What went wrong, the target, and the input."""


@pytest.mark.parametrize("why", FOUND)
def test_what_was_found_stays_mended(why: str) -> None:
    name, data = FOUND[why]
    fuzz.targets()[name].attempt(data if isinstance(data, bytes) else data.encode())


@pytest.mark.parametrize("before", [b"a\n", b"a\r", b"a\r\n"])
def test_the_place_of_a_bad_byte_counts_lines_as_editors_do(before: bytes) -> None:
    told = []
    assert text_of(before + b"b\xff", "a.md", told.append) is None
    assert text_of(b"\xef\xbb\xbf" + before + b"b\xff", "a.md", told.append) is None
    assert told[0].place.span == told[1].place.span == Span(line=2, column=2, end_line=2, end_column=3)


def test_a_correction_of_a_link_covers_it_as_it_is_written() -> None:
    files = {**FILES, "index.md": "See [the ovens](teams/övens.md).\n"}
    found = next(d for d in check(files).diagnostics if d.rule == "broken-link")
    line = files["index.md"].rstrip("\n")
    assert line[found.span.column - 1 : found.span.end_column - 1] == "teams/övens.md"


@pytest.mark.parametrize(
    ("names", "kept"),
    [(("2",), None), (("Bought", "bought", "built"), ("Bought", "built")), (("a b", "a  B"), ("a b",))],
)
def test_milestones_that_the_check_would_refuse_are_not_written(
    names: tuple[str, ...], kept: tuple[str, ...] | None
) -> None:
    lexicon = lexicon_for("en")
    assert lexicon is not None
    how = measured(FoundKeyResult(title="The new oven bakes", where="row 2", milestones=names), lexicon)
    assert getattr(how.measure, "names", None) == kept


# workbooks

SHEET = "xl/worksheets/sheet1.xml"


def with_part(name: str, part: bytes) -> bytes:
    """A workbook in which one part is another."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook_of(TABLE.encode()))) as old, zipfile.ZipFile(buffer, "w") as new:
        for one in old.namelist():
            new.writestr(one, part if one == name else old.read(one))
    return buffer.getvalue()


def sheet(inner: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_part(SHEET, f'<worksheet xmlns="{space}">{inner}</worksheet>'.encode())


WHOLE = workbook_of(TABLE.encode())
REFUSED = {
    "a directory that is damaged": WHOLE[: WHOLE.rindex(b"PK\x01\x02")]
    + b"XX"
    + WHOLE[WHOLE.rindex(b"PK\x01\x02") + 2 :],
    "a part that is cut off": with_part(SHEET, b"<worksheet"),
    "billions of merged cells": sheet(
        '<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "a row that is far below": sheet(
        '<sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_workbook_that_no_program_wrote_is_refused(why: str, tmp_path: Path) -> None:
    (tmp_path / "okrs.xlsx").write_bytes(REFUSED[why])
    with pytest.raises(ImportingError, match=r"okrs\.xlsx"):
        read_xlsx(tmp_path / "okrs.xlsx")


@pytest.mark.parametrize("figure", ["1e999", "NaN", "-1E+400", "9" * 400])
def test_a_figure_that_is_none_stays_a_text(figure: str, tmp_path: Path) -> None:
    data = sheet(f'<sheetData><row r="1"><c r="A1"><v>{figure}</v></c></row></sheetData>')
    (tmp_path / "okrs.xlsx").write_bytes(data)
    try:
        assert read_xlsx(tmp_path / "okrs.xlsx").sheets
    except ImportingError as refusal:
        assert "okrs.xlsx" in str(refusal)


def test_cells_that_are_far_apart_take_no_room(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="90000"><c r="GR90000"><v>2</v></c></row>'
    (tmp_path / "okrs.xlsx").write_bytes(sheet(f"<sheetData>{rows}</sheetData>"))
    found = read_xlsx(tmp_path / "okrs.xlsx").sheets[0].rows
    assert len(found) == 90_000
    assert sum(map(len, found)) == 201
