"""`okrsite export`: files for other programs."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar
from project import FAULTY, TODAY, company, environment, okrsite, run, tree

DRAFT = {"2026-Q4/vans/secret-plan.md": "---\ntitle: Hush\nstatus: draft\n---\n"}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return company(tmp_path_factory.mktemp("export"), DRAFT)


def export(here: Path, *arguments: str | Path) -> bytes:
    result = run("export", *arguments, "--content", here / "content", "--today", TODAY)
    assert result.exit_code == 0, result.output
    return result.stdout_bytes


def test_json(here: Path) -> None:
    made = json.loads(export(here, "json"))
    assert (made["version"], made["document"], made["today"]) == (1, "everything", TODAY)
    assert [o["id"] for o in made["objectives"]] == [
        "2026/company/every-street",
        "2026-Q4/ovens/warm-at-six",
        "2026-Q4/vans/short-way",
    ]


def test_json_of_a_cycle_is_what_the_site_publishes(here: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert run("build", "--content", here / "content", "--output", site, "--today", TODAY).exit_code == 0
    assert export(here, "json", "--cycle", "2026q4") == (site / "api/cycles/2026-Q4.json").read_bytes()
    assert export(here, "json", "--schema") == (site / "api/schema.json").read_bytes()
    assert export(here, "ics") == (site / "calendar.ics").read_bytes()
    assert export(here, "ics", "--team", "Ovens") == (site / "teams/ovens.ics").read_bytes()


def test_csv_to_the_terminal_and_into_a_file(here: Path, tmp_path: Path) -> None:
    text = export(here, "csv").decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Key result ID"] for row in rows] == ["streets", "on-time", "waste", "minutes"]
    file = tmp_path / "a file.csv"
    assert export(here, "csv", "--output", file).decode() == f"Wrote {file}.\n"
    assert file.read_bytes() == b"\xef\xbb\xbf" + text.encode()


def test_another_table_of_one_cycle(here: Path) -> None:
    rows = list(
        csv.DictReader(io.StringIO(export(here, "csv", "--table", "objectives", "--cycle", "2026").decode()))
    )
    assert [row["Objective"] for row in rows] == ["Be the bakery of every street"]


def test_xlsx(here: Path, tmp_path: Path) -> None:
    file = tmp_path / "okrs.xlsx"
    export(here, "xlsx", "--output", file)
    assert openpyxl.load_workbook(file)["Key results"].max_row == 5
    assert export(here, "xlsx", "--output", "-").startswith(b"PK")


def test_ics(here: Path) -> None:
    events = [
        part
        for part in Calendar.from_ical(export(here, "ics", "--team", "vans")).walk()
        if part.name == "VEVENT"
    ]
    assert "Check-in of Vans is due, 2026-Q4" in {str(event["summary"]) for event in events}


@pytest.mark.parametrize("kind", ["json", "csv", "ics"])
def test_no_draft_goes_out(here: Path, kind: str) -> None:
    data = export(here, kind).lower()
    assert b"hush" not in data and b"secret-plan" not in data


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx", "ics"])
def test_the_same_bytes_each_time(here: Path, tmp_path: Path, kind: str) -> None:
    results = set()
    for seed in "01":
        file = tmp_path / f"{seed}.{kind}"
        env = environment(PYTHONHASHSEED=seed, TZ="Asia/Tokyo" if seed == "1" else "UTC")
        arguments = ("--content", "content", "--today", TODAY, "--output", file)
        assert okrsite("export", kind, *arguments, cwd=here, env=env).returncode == 0
        results.add(file.read_bytes())
    assert len(results) == 1


def test_faults_in_the_content_come_first(tmp_path: Path) -> None:
    company(tmp_path, FAULTY)
    result = run("export", "json", "--content", tmp_path / "content", "--today", TODAY)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "short-way.md:4:9  error  parent-not-found" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("json", "--cycle", ""), "There is no cycle ``"),
        (("json", "--cycle", "2026-Q9"), "There is no cycle `2026-Q9`. Did you mean"),
        (("csv", "--table", "objektives"), "Did you mean `objectives`?"),
        (("ics", "--team", "oven"), "Did you mean `ovens`?"),
        (("json", "--table", "teams"), "--table goes with csv"),
        (("csv", "--team", "vans"), "--team goes with ics"),
        (("ics", "--cycle", "2026-Q4"), "leave --cycle out"),
        (("csv", "--schema"), "--schema goes with json"),
        (("pdf",), "is not one of"),
    ],
)
def test_wrong_use(here: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run("export", *arguments, "--content", here / "content", "--today", TODAY)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_content_is_never_overwritten(here: Path) -> None:
    before = tree(here / "content")
    for target in ("okrsite.yml", "new.json", "2026-Q4/../okrsite.yml"):
        result = run("export", "json", "--content", here / "content", "--output", here / "content" / target)
        assert result.exit_code == 2
        assert "lies in the content folder" in result.stderr
    assert tree(here / "content") == before


def test_a_file_that_can_not_be_written(here: Path, tmp_path: Path) -> None:
    result = run("export", "json", "--content", here / "content", "--output", tmp_path / "no" / "x.json")
    assert result.exit_code == 2
    assert "can't be written" in result.stderr
