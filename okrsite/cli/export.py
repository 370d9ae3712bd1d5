"""okrsite export: the OKRs for other programs."""

import sys
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.options import WrongUse, content_option, faults_told, today_option, write_document

if TYPE_CHECKING:
    from okrsite.building.report import Checked
    from okrsite.views.cards import Cards
    from okrsite.views.company import Company

KINDS = ("json", "csv", "xlsx", "ics")
TABLE = "key-results"
"""The table that is written where none is named."""

BOM = "\ufeff"
"""Tells spreadsheet programs that a file is UTF-8; a pipe needs none."""


@click.command(epilog="Example:  okrsite export xlsx --output okrs.xlsx")
@click.argument("kind", type=click.Choice(KINDS), metavar="json|csv|xlsx|ics")
@click.option(
    "--output",
    type=click.Path(path_type=Path, allow_dash=True, dir_okay=False),
    default=Path("-"),
    metavar="FILE",
    help="The file to write, by default the terminal or a pipe.",
)
@click.option("--cycle", metavar="CYCLE", help="Only this cycle.")
@click.option("--team", metavar="TEAM", help="With ics: the calendar of one team, by its id or name.")
@click.option("--table", metavar="NAME", help=f"With csv: which table, by default {TABLE}.")
@click.option("--schema", is_flag=True, help="With json: the JSON Schema of the exports instead.")
@content_option
@today_option
def export(
    kind: str,
    output: Path,
    cycle: str | None,
    team: str | None,
    table: str | None,
    schema: bool,
    content: Path,
    today: date | None,
) -> None:
    """Write the OKRs as the site shows them: as JSON, as a CSV table, as a workbook, or the calendar.

    No draft is in it. Exits with 1 if faults in the content keep it from being written.
    """
    _refuse_strays(kind, output, cycle=cycle, team=team, table=table, schema=schema)
    if schema:
        from okrsite.exchange.schema import schema_text

        _tell(output, schema_text(), content)
        return
    from okrsite.building.pipeline import check_content, published_company
    from okrsite.cli.terminal import progress_bar
    from okrsite.views.cards import Cards

    with faults_told(), progress_bar() as progress:
        checked = check_content(content, today=today, progress=progress)
    if checked.errors:
        _tell_faults(checked, content)
        raise SystemExit(1)
    company = published_company(checked, content)
    cards = Cards(company)
    at = _cycle(company, cycle) if cycle is not None else ""
    if kind == "json":
        data = _json(company, cards, at)
    elif kind == "csv":
        data = _csv(company, cards, at, table or TABLE, marked=str(output) != "-")
    elif kind == "xlsx":
        data = _xlsx(company, cards, at)
    else:
        data = _ics(company, team)
    _tell(output, data, content)


def _refuse_strays(
    kind: str, output: Path, *, cycle: str | None, team: str | None, table: str | None, schema: bool
) -> None:
    """Refuse options that belong to another kind."""
    if team and kind != "ics":
        raise click.UsageError("--team goes with ics: the other kinds name the team in each row or record.")
    if cycle is not None and kind == "ics":
        raise click.UsageError("A calendar has the days of all cycles: leave --cycle out.")
    if table and kind != "csv":
        raise click.UsageError("--table goes with csv; xlsx has all tables, a sheet each.")
    if schema and kind != "json":
        raise click.UsageError("--schema goes with json.")
    if kind == "xlsx" and str(output) == "-" and sys.stdout.isatty():
        raise click.UsageError("A workbook is no text for a terminal: name a file with --output okrs.xlsx.")


def _tell_faults(checked: "Checked", content: Path) -> None:
    """The findings, on the error output: the other may be a file."""
    from okrsite.cli.terminal import show_findings, show_summary

    with redirect_stdout(sys.stderr):
        show_findings(checked.diagnostics, content)
        show_summary(checked.report)


def _cycle(company: "Company", name: str) -> str:
    from okrsite.diagnostics import did_you_mean
    from okrsite.model.cycle import nearest_cycle_name

    for id in (name, nearest_cycle_name(name)):
        if id in company.cycles:
            return id
    hint = did_you_mean(name, company.cycles) or f"Cycles are {', '.join(company.cycles)}."
    raise WrongUse(f"There is no cycle `{name}`. {hint}")


def _json(company: "Company", cards: "Cards", cycle: str) -> bytes:
    from okrsite.exchange.documents import Documents

    documents = Documents(company, cards)
    return documents.cycle(cycle) if cycle else documents.everything()


def _csv(company: "Company", cards: "Cards", cycle: str, name: str, *, marked: bool) -> bytes:
    from okrsite.diagnostics import did_you_mean
    from okrsite.exchange.delimited import table_csv
    from okrsite.exchange.tables import TABLES, tables

    if name not in TABLES:
        hint = did_you_mean(name, TABLES) or f"Tables are {', '.join(TABLES)}."
        raise WrongUse(f"There is no table `{name}`. {hint}")
    found = next(table for table in tables(company, cards, cycle) if table.name == name)
    return ((BOM if marked else "") + table_csv(found)).encode(errors="replace")


def _xlsx(company: "Company", cards: "Cards", cycle: str) -> bytes:
    from okrsite.exchange.tables import tables
    from okrsite.exchange.workbook import workbook

    portfolio = company.portfolio
    title = f"{portfolio.settings.company} OKRs".strip()
    return workbook(tables(company, cards, cycle), title=title, today=portfolio.today)


def _ics(company: "Company", team: str | None) -> bytes:
    from okrsite.diagnostics import did_you_mean
    from okrsite.exchange.calendar import Calendars

    calendars = Calendars(company)
    if team is None:
        return calendars.of_company()
    for one in company.portfolio.teams:
        if team.casefold() in (one.id, one.name.casefold()):
            return calendars.of_team(one.id)
    hint = did_you_mean(team, company.teams) or f"Teams are {', '.join(company.teams)}."
    raise WrongUse(f"There is no team `{team}`. {hint}")


def _tell(output: Path, data: bytes, content: Path) -> None:
    write_document(output, data, content)
    if str(output) != "-":
        click.echo(f"Wrote {output}.")
