"""The tables that `okrsite export csv` and `xlsx` write: rows of texts, dates, numbers and shares.

A percentage is a share in both; other figures are plain numbers, with their unit in a column of its own. The
table of key results can be read back: `okrsite import` knows its columns.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from okrsite.exchange import table_rows
from okrsite.exchange.cells import Row
from okrsite.exchange.table_rows import Source
from okrsite.views.cards import Cards
from okrsite.views.company import Company


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table by its name on the command line (`key-results`) and on its sheet. `widths` of columns are in
    characters; `rows` makes them anew each time."""

    name: str
    title: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Callable[[], Iterator[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A kind of table: its sheet, its columns with their widths, and what gives a row's cells."""

    title: str
    columns: Mapping[str, int]
    rows: Callable[["Source"], Iterator[Row]]


def tables(company: Company, cards: Cards, cycle: str = "") -> tuple[Table, ...]:
    """All tables of a company, or of one of its cycles by its id (what outlives cycles is in both)."""
    source = Source(company=company, cards=cards, cycle=cycle)
    return tuple(
        Table(
            name=name,
            title=kind.title,
            columns=tuple(kind.columns),
            widths=tuple(kind.columns.values()),
            rows=lambda kind=kind: kind.rows(source),  # type: ignore[misc]
        )
        for name, kind in TABLES.items()
    )


TABLES: Mapping[str, _Kind] = {
    "key-results": _Kind(
        title="Key results",
        rows=table_rows.key_results,
        columns={
            "Cycle": 10,
            "Cycle starts": 12,
            "Cycle ends": 12,
            "Team": 18,
            "Team ID": 14,
            "Objective": 44,
            "Objective ID": 30,
            "Objective owner": 18,
            "Parent": 32,
            "Objective status": 12,
            "Objective because": 24,
            "Key result": 48,
            "Key result ID": 18,
            "Kind": 11,
            "Owner": 18,
            "Who": 24,
            "Does": 30,
            "From": 10,
            "To": 10,
            "At least": 10,
            "At most": 10,
            "Unit": 12,
            "Milestones": 30,
            "Weight": 8,
            "Ambition": 11,
            "Current": 10,
            "Read on": 12,
            "Progress": 10,
            "Expected": 10,
            "Pace": 11,
            "Status": 11,
            "Confidence": 11,
            "Outcome": 16,
            "Added": 12,
            "Dropped": 12,
            "Because": 24,
            "KPI": 14,
            "Page": 40,
        },
    ),
    "objectives": _Kind(
        title="Objectives",
        rows=table_rows.objectives,
        columns={
            "Cycle": 10,
            "Team": 18,
            "Objective": 48,
            "Objective ID": 32,
            "Owner": 18,
            "Parent": 32,
            "Supports": 32,
            "Depends on": 32,
            "With": 20,
            "Progress": 10,
            "Pace": 11,
            "Objective status": 12,
            "Because": 24,
            "Key results": 11,
            "Served by": 10,
            "Page": 40,
        },
    ),
    "check-ins": _Kind(
        title="Check-ins",
        rows=table_rows.check_ins,
        columns={
            "Cycle": 10,
            "Team": 18,
            "Day": 12,
            "Author": 18,
            "Objective": 40,
            "Key result": 44,
            "Key result ID": 36,
            "Value": 10,
            "Unit": 12,
            "As shown": 12,
            "Confidence": 11,
            "Status": 11,
            "Note": 44,
            "Page": 40,
        },
    ),
    "initiatives": _Kind(
        title="Initiatives",
        rows=table_rows.initiatives,
        columns={
            "Cycle": 10,
            "Team": 18,
            "Objective": 40,
            "Objective ID": 32,
            "Initiative": 44,
            "For": 20,
            "Owner": 18,
            "Status": 10,
            "Score": 10,
            "Hypothesis": 50,
            "Link": 36,
        },
    ),
    "kpis": _Kind(
        title="KPIs",
        rows=table_rows.kpis,
        columns={
            "KPI": 30,
            "KPI ID": 16,
            "Owner": 18,
            "Unit": 12,
            "At least": 10,
            "At most": 10,
            "Now": 10,
            "As of": 12,
            "Page": 36,
        },
    ),
    "kpi-readings": _Kind(
        title="KPI readings",
        rows=table_rows.kpi_readings,
        columns={"KPI": 30, "KPI ID": 16, "Day": 12, "Value": 10, "Unit": 12},
    ),
    "teams": _Kind(
        title="Teams",
        rows=table_rows.teams,
        columns={"Team": 24, "Team ID": 16, "Part of": 24, "Lead": 18, "Members": 24},
    ),
    "cycles": _Kind(
        title="Cycles",
        rows=table_rows.cycles,
        columns={
            "Cycle": 14,
            "Cycle ID": 12,
            "Starts": 12,
            "Ends": 12,
            "State": 10,
            "Objectives": 11,
            "With a reading": 14,
            "Progress": 10,
            "Page": 36,
        },
    ),
    "findings": _Kind(
        title="Findings",
        rows=table_rows.findings,
        columns={
            "Severity": 10,
            "Rule": 24,
            "File": 40,
            "Line": 7,
            "Column": 8,
            "Message": 60,
            "Hint": 60,
            "Allowed because": 30,
        },
    ),
}
"""The tables by their names, in the order in which a workbook has them."""
