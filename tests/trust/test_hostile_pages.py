"""Whatever is written in content, pages, exports and terminals show it as text, and nothing of it runs."""

import csv
import io
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hostile_company import TODAY, files, full_of, text_of
from inspecting import address_fault, formulas, html_faults, site_faults
from openpyxl import load_workbook
from payloads import ADDRESSES, CONTROLS, MARKUP
from project import run

from okrsite.cli.terminal import printable
from okrsite.loading.one_file import settings_in
from okrsite.prose.html import to_html


def test_nothing_in_the_site_is_more_than_text(hostile: Path) -> None:
    assert site_faults(hostile / "site") == []


def test_what_was_written_is_still_read(hostile: Path) -> None:
    page = (hostile / "site" / "teams" / "t0.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_inspector_sees_harm() -> None:
    for harm in MARKUP[:32]:
        if harm[0] == "<" and not harm.startswith(("<textarea", "<dialog", "<table", "<input", "<details")):
            assert [fault for fault in html_faults(f"<p>{harm}</p>") if "policy" not in fault], harm


@pytest.mark.parametrize(
    "form", ["[x]({0})", "[x](<{0}>)", "<{0}>", "![x]({0})", "[x][r]\n\n[r]: {0}", "[x]: <{0}>\n[x]"]
)
def test_addresses_in_prose(form: str) -> None:
    for address in ADDRESSES:
        faults = [fault for fault in html_faults(to_html(form.format(address))) if "policy" not in fault]
        assert faults == [], address


@pytest.mark.parametrize("field", ["url", "repository"])
def test_addresses_in_fields(field: str) -> None:
    for address in ADDRESSES:
        found: list[object] = []
        settings = settings_in(
            "okrsite.yml", text_of("okrsite.yml", {"company": "A", field: address}), found.append
        )
        taken = getattr(settings, field)
        assert bool(taken) != bool(found)
        assert not taken or (address_fault(taken) == "" and "@" not in taken.split("/")[2])


@pytest.mark.parametrize(
    "host", ["http://[", "https://[::1", "https://\u2100.example/", "https://x.example:99999/"]
)
def test_a_host_that_is_none_is_a_finding(tmp_path: Path, host: str) -> None:
    content = tmp_path / "content"
    for path, text in files().items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, encoding="utf-8")
    (content / "okrsite.yml").write_text(f"company: A\nurl: '{host}'\n", encoding="utf-8")
    result = run("check", "--content", content, "--today", TODAY)
    assert result.exit_code == 1
    assert "is no web address" in result.output


# Exports


def exported(hostile: Path, kind: str, *options: str) -> bytes:
    file = hostile / f"exported.{kind}"
    content = ["--content", hostile / "content", "--today", TODAY, "--output", file]
    assert run("export", kind, *options, *content).exit_code == 0
    return file.read_bytes()


@pytest.mark.parametrize("table", ["key-results", "check-ins", "findings"])
def test_no_cell_is_a_formula(hostile: Path, table: str) -> None:
    text = exported(hostile, "csv", "--table", table).decode()
    assert len(list(csv.reader(io.StringIO(text, newline="")))) > 1
    assert formulas(text) == []


def test_no_cell_of_a_workbook_is_a_formula(hostile: Path) -> None:
    exported(hostile, "xlsx")
    book = load_workbook(hostile / "exported.xlsx")
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert len(cells) > 500
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []


PROPERTIES = frozenset(
    (
        b"BEGIN END UID DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION CATEGORIES TRANSP URL PRODID VERSION"
        b" CALSCALE METHOD NAME X-WR-CALNAME REFRESH-INTERVAL X-PUBLISHED-TTL"
    ).split()
)


def test_calendars_have_no_other_lines(hostile: Path) -> None:
    calendars = list((hostile / "site").rglob("*.ics"))
    assert calendars
    for calendar in calendars:
        data = calendar.read_bytes()
        assert b"\n" not in data.replace(b"\r\n", b"")
        assert max(map(len, data.split(b"\r\n"))) <= 75
        lines = data.replace(b"\r\n ", b"").removesuffix(b"\r\n").split(b"\r\n")
        assert {line.partition(b":")[0].partition(b";")[0] for line in lines} <= PROPERTIES
        assert {line for line in lines if line.startswith(b"BEGIN:")} <= {b"BEGIN:VCALENDAR", b"BEGIN:VEVENT"}


def test_pictures_are_sound(hostile: Path) -> None:
    file = hostile / "graph.svg"
    content = ["--content", hostile / "content", "--today", TODAY, "--cycle", "2026-Q4"]
    assert run("graph", file, *content).exit_code == 0
    tags = {str(element.tag).rpartition("}")[2] for element in ElementTree.parse(file).iter()}
    assert tags <= {"svg", "title", "style", "rect", "text", "tspan", "g", "path", "circle", "a", "desc"}


# Terminals, and the runners of pipelines that read what is printed


def unseen(text: str) -> set[str]:
    """Characters that a terminal acts on, or that nobody sees."""
    return {
        c for c in text if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"}
    }


@pytest.mark.parametrize(
    "command", [["check", "--all"], ["status"], ["check", "--all", "--format", "github"]]
)
def test_terminals_show_characters_alone(tmp_path: Path, command: list[str]) -> None:
    everything = tuple(
        text for text in (*CONTROLS, "::error::x", "a ##[stop-commands]x") if "\x00" not in text
    )
    made = full_of((" ".join(everything), "::error::x", "a ##[stop-commands]x"))
    for path, text in made.items():
        head, rule, _ = text.partition("\n---\n")
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(f"{head}{rule}".encode())
    (tmp_path / "content" / "2026-Q4" / "ovens" / "\x1b]0;x\x07 \u202e.md").write_text("x")
    output = run(*command, "--content", tmp_path / "content", "--today", TODAY).output
    assert len(output) > 1000
    assert unseen(output) == set()
    if "github" not in command:
        assert "##[" not in output
        assert [line for line in output.split("\n") if line.lstrip().startswith("::")] == []
    else:
        told = (line for line in output.split("\n") if line.lstrip().startswith("::"))
        assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in told)


@pytest.mark.parametrize("text", [*CONTROLS, "  ::add-mask::x", "::", "x ##[error]y"])
def test_what_is_printable(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert not shown.lstrip().startswith("::")
    assert "##[" not in shown
