"""What the fuzzing has found, each once: the inputs that broke something, tried as the campaign does."""

import csv
import io
import zipfile
from pathlib import Path

import fuzz
import pytest
from fuzz_companies import FILES, check, folder_with
from fuzz_engine import limited
from fuzz_imports import TABLE, workbook_of

from okrsite.diagnostics import Severity
from okrsite.exchange.importing.found import FoundKeyResult, ImportingError
from okrsite.exchange.importing.lists import read_list
from okrsite.exchange.importing.measures import measured
from okrsite.exchange.importing.plan import Plan, Wishes, plan
from okrsite.exchange.importing.sheets import Sheet, Workbook, read_xlsx
from okrsite.exchange.importing.spreadsheets import read_tables
from okrsite.loading.reading import text_of
from okrsite.source import Span
from okrsite.wording.lexicon import lexicon_for
from okrsite.writing.ids import id_from

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
    "a group of fields ends behind a last line that nothing ends": ("front-matter", "okrsite.yml\n score:"),
    "a list ends behind a last line that nothing ends": (
        "settings",
        "okrsite.yml\ncompany: A\ngrades:\n\n-",
    ),
    "a rule quotes the name of an option over several lines": (
        "companies",
        "okrsite.yml\ncompany: A\nrules:\n  key-result-count: {at_least:a\nb, at_most: 6}\n",
    ),
    "two key results with one id are taken for one": (
        "diff",
        "2026/company/every-street.md\n---\ntitle: A\nkey_results:\n  - id: a\n  - {id: a, to: 2}\n---\n",
    ),
    "a text that is longer than a field may be": ("written", "a: b " * 3000),
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


# imports


def imported(text: str, ending: str = "csv") -> Plan:
    """What an import of a table or a list would write into the company; it passes the check."""
    if ending == "csv":
        mark = ";" if ";" in text else ","
        rows = tuple(map(tuple, csv.reader(io.StringIO(text, newline=""), delimiter=mark)))
        found = read_tables(Workbook(sheets=(Sheet(name="", rows=rows),)), "okrs.csv", {})
    else:
        found = read_list(text, "okrs.md", {"ovens"})
    made = plan(check({}, folder_with(True)).facts, folder_with(True), found, Wishes(cycle="2026-Q4"))
    files = {one.path: one.text for one in made.files}
    known = {one.message for one in check({}, folder_with(True)).diagnostics}
    found_now = check(files, folder_with(True)).diagnostics
    assert [d for d in found_now if d.severity is Severity.ERROR and d.message not in known] == []
    return made


def test_a_key_result_gets_no_id_that_check_ins_of_the_team_know() -> None:
    rows = (
        "Team,Objective,Objective ID,Key result,Key result ID,Parent",
        "Ovens,Bake hot,hot,Heat,on-time,",
        "Ovens,Bake cold,cold,Ice,,hot#on-time",
    )
    texts = {one.path: one.text for one in imported("\n".join(rows)).files}
    assert "id: on-time-2" in texts["2026-Q4/ovens/hot.md"]
    assert "parent: ovens/hot#on-time-2" in texts["2026-Q4/ovens/cold.md"]


def test_an_objective_gets_no_name_that_others_mean_another_one_by() -> None:
    rows = "Team,Objective,Objective ID\nHarbour Bakery,Be at every street,every-street\n"
    assert [one.path for one in imported(rows).files] == ["2026-Q4/company/every-street-2.md"]


HEAD = (
    *("Team", "Objective", "Key result", "From", "To", "Current", "Owner", "Note", "Who", "Does"),
    *("Milestones", "Initiatives", "Description", "Unit", "Because", "Objective status", "Confidence"),
)


@pytest.mark.parametrize("sign", ["x", "word ", "\x07", "\U0010ffff"])
def test_texts_that_no_field_can_hold_are_cut_and_told(sign: str) -> None:
    """One table with a row for each column that is too long."""
    usual = dict.fromkeys(HEAD, "") | {"Team": "Ovens", "From": "1", "To": "2", "Confidence": "5"}
    rows = [
        usual | {"Objective": f"Bake {n}", "Key result": f"Gas {n}"} | {name: (sign * 45_000)[:45_000]}
        for n, name in enumerate(HEAD)
    ]
    written = io.StringIO(newline="")
    csv.writer(written).writerows([HEAD, *(list(row.values()) for row in rows)])
    made = imported(written.getvalue())
    assert sum("was cut to its first" in remark.message for remark in made.lost) >= 8


@pytest.mark.parametrize(
    "text",
    [
        "# A\n" + "".join("  " * depth + "- a\n" for depth in range(600)),
        "# A\n- O1: a" + " " * 9000 + "b\n",
        "# A\n- O1: Warm\n  - KR1: " + "from 1 to 2 " * 1500,
        "# A\n- O1: Warm\n" + "  - KR1: a\n" * 600,
    ],
    ids=["lists in lists", "a gap", "figures", "the same words"],
)
def test_a_list_that_goes_on_and_on_is_read_at_once(text: str) -> None:
    with limited(10):
        assert imported(text, "md").files


def test_what_would_get_too_large_to_be_read_is_refused() -> None:
    with pytest.raises(ImportingError, match=r"more than 5,000 names and values.*Split"):
        imported("# A\n- O1: Warm\n" + "  - KR1: a\n" * 3000, "md")


def test_very_many_titles_without_words_get_ids() -> None:
    taken = {"objective", *(f"objective-{number}" for number in range(2, 30_000))}
    with limited(5):
        assert id_from("!", "objective", taken) == "objective-30000"
    assert id_from("!", "objective", {"objective", "objective-2", "objective-4"}) == "objective-3"


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
