"""Imports in tests: from a file into a folder, and what is there afterwards."""

from datetime import date
from pathlib import Path

from okrsite.building.pipeline import check_content
from okrsite.diagnostics import Severity
from okrsite.exchange.importing.columns import chosen_columns
from okrsite.exchange.importing.found import Found
from okrsite.exchange.importing.lists import read_list
from okrsite.exchange.importing.plan import Plan, Wishes, plan
from okrsite.exchange.importing.sheets import Sheet, Workbook, read_csv, read_xlsx
from okrsite.exchange.importing.spreadsheets import read_tables
from okrsite.model.key_result import Keep, KeyResult, Milestones, Move
from okrsite.model.objective import Objective
from okrsite.model.portfolio import Portfolio
from okrsite.writing.files import write_new

TODAY = date(2026, 11, 20)


def imported(content: Path, found: Found, wishes: Wishes | None = None) -> tuple[Plan, Portfolio]:
    """Import what was found into a folder; what is written passes the check without errors."""
    content.mkdir(exist_ok=True)
    made = plan(check_content(content, today=TODAY).facts, content, found, wishes or Wishes(cycle="2026-Q4"))
    write_new(content, made.files)
    checked = check_content(content, today=TODAY)
    errors = [f"{d.location} {d.message}" for d in checked.diagnostics if d.severity is Severity.ERROR]
    assert errors == [] or not made.files
    return made, checked.facts.portfolio


def from_list(content: Path, text: str, **wishes: str) -> tuple[Plan, Portfolio]:
    """Import a Markdown list."""
    return imported(content, read_list(text, "okrs.md"), Wishes(**{"cycle": "2026-Q4", **wishes}))


def from_rows(
    content: Path, *rows: str, maps: tuple[str, ...] = (), name: str = ""
) -> tuple[Plan, Portfolio]:
    """Import rows whose cells are parted by `|`."""
    cells = tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows)
    book = Workbook(sheets=(Sheet(name=name, rows=cells),))
    return imported(content, read_tables(book, "okrs.csv", chosen_columns(maps)))


def from_file(content: Path, file: Path) -> tuple[Plan, Portfolio]:
    """Import a CSV file or a workbook."""
    book = read_xlsx(file) if file.suffix == ".xlsx" else read_csv(file)
    return imported(content, read_tables(book, file.name, {}), Wishes())


def promise(one: KeyResult) -> tuple[object, ...]:
    """What a key result promises: its kind and figures with their unit."""
    measure = one.measure
    if isinstance(measure, Move):
        figures = (measure.start, measure.target)
    elif isinstance(measure, Keep):
        figures = (measure.at_least, measure.at_most)
    else:
        return (one.kind, measure.names if isinstance(measure, Milestones) else ())
    return (one.kind, *(None if q is None else (q.number, q.unit) for q in figures))


def short(one: KeyResult) -> str:
    """A key result's promise as text: `move 42% 65%`."""
    measure = one.measure
    if isinstance(measure, Move):
        return " ".join(("move", measure.start.text if measure.start else "?", measure.target.text))
    if isinstance(measure, Keep):
        return " ".join(("keep", *(q.text if q else "?" for q in (measure.at_least, measure.at_most))))
    return " ".join(
        (one.kind, *(f"[{n}]" for n in (measure.names if isinstance(measure, Milestones) else ())))
    )


def outline_of(portfolio: Portfolio) -> dict[str, list[str]]:
    """Objectives by id, each with its key results in short."""
    return {o.id: [f"{k.title}: {short(k)}" for k in o.key_results] for o in portfolio.objectives}


def kept(one: Objective) -> tuple[object, ...]:
    """What an export and an import of an objective keep."""
    return (
        one.id,
        one.title,
        one.owner,
        one.status,
        one.because,
        [
            (
                *(k.id, k.title, k.owner, k.who, k.does, promise(k), k.weight and k.weight.number),
                *(k.moonshot, k.added, k.dropped, k.because),
            )
            for k in one.key_results
        ],
    )


def readings_of(portfolio: Portfolio) -> dict[str, str]:
    """What check-ins read, by key: `value 47%, confidence 7`."""
    found = {}
    for check_in in portfolio.check_ins:
        for one in check_in.readings:
            parts = {
                "value": one.value and one.value.text,
                "done": one.done and "+".join(one.done),
                "chance": one.chance,
                "score": one.score,
                "confidence": one.confidence,
                "status": one.status,
                "note": one.note,
            }
            said = ", ".join(f"{name} {part}" for name, part in parts.items() if part not in (None, ""))
            found[f"{check_in.cycle}/{check_in.team}/{one.key}"] = said
    return found
