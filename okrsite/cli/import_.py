"""okrsite import: content files from a spreadsheet or a Markdown list."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.asking import writing_told
from okrsite.cli.options import content_option, today_option

if TYPE_CHECKING:
    from okrsite.exchange.importing.found import Found
    from okrsite.exchange.importing.plan import Plan
    from okrsite.rules.rule import Facts

KINDS = ("csv", "xlsx", "markdown")
LISTED = 12
"""Files that are named one by one."""


@click.command("import", epilog="Example:  okrsite import xlsx okrs.xlsx --cycle 2026-Q4 --dry-run")
@click.argument("kind", type=click.Choice(KINDS), metavar="csv|xlsx|markdown")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE")
@click.option("--cycle", metavar="CYCLE", help="The cycle of what names none, by default the active one.")
@click.option(
    "--team", metavar="TEAM", default="", help="The team of what names none, by default the company."
)
@click.option(
    "--map",
    "maps",
    metavar="COLUMN=FIELD",
    multiple=True,
    help="What a column holds, like 'Goal=objective', or 'Goal=-' to leave it out; may be repeated.",
)
@click.option("--sheet", metavar="NAME", default="", help="With xlsx: only this sheet.")
@click.option(
    "--company", metavar="NAME", default="", help="The company's name, where there is no okrsite.yml yet."
)
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@content_option
@today_option
def import_(
    kind: str,
    file: Path,
    cycle: str | None,
    team: str,
    maps: tuple[str, ...],
    sheet: str,
    company: str,
    dry_run: bool,
    content: Path,
    today: date | None,
) -> None:
    """Write content files from a spreadsheet, or from a Markdown list, that holds OKRs.

    Teams that are there are used, others are made. No file that is there is changed. What could not be placed
    is told, with its place in FILE; the rest is written.

    Exits with 0 if everything was placed, with 1 if something was not.
    """
    if maps and kind == "markdown":
        raise click.UsageError("--map names columns, and a Markdown list has none.")
    if sheet and kind != "xlsx":
        raise click.UsageError("--sheet goes with xlsx: other files have no sheets.")
    from okrsite.cli.new_basics import loaded
    from okrsite.exchange.importing.plan import Wishes, plan
    from okrsite.writing.files import write_new

    with writing_told():
        facts = loaded(content, today)
        found = _found(kind, file, maps, sheet, facts)
        made = plan(facts, content, found, Wishes(cycle=cycle, team=team, company=company))
        if not dry_run:
            write_new(content, made.files)
    _tell(made, content, file, dry_run=dry_run)
    raise SystemExit(1 if made.lost or not made.objectives else 0)


def _found(kind: str, file: Path, maps: tuple[str, ...], sheet: str, facts: "Facts") -> "Found":
    from okrsite.exchange.importing.columns import chosen_columns
    from okrsite.exchange.importing.lists import read_list
    from okrsite.exchange.importing.sheets import decoded, read_bytes, read_csv, read_xlsx
    from okrsite.exchange.importing.spreadsheets import read_tables

    if kind == "markdown":
        from dataclasses import replace

        text, remarks = decoded(read_bytes(file), file)
        teams = {word.casefold() for team in facts.portfolio.teams for word in (team.id, team.name)}
        found = read_list(text, file.name, teams)
        return replace(found, remarks=(*remarks, *found.remarks))
    chosen = chosen_columns(maps)
    return read_tables(read_csv(file) if kind == "csv" else read_xlsx(file), file.name, chosen, sheet)


def _tell(made: "Plan", content: Path, file: Path, *, dry_run: bool) -> None:
    from okrsite.cli.terminal import counted, printable

    verb = "Would write" if dry_run else "Wrote"
    for one in made.files[: None if dry_run else LISTED]:
        click.echo(f"{verb} {printable(str(content / one.path))}")
        if dry_run:
            click.echo("".join(f"    {printable(line)}\n" for line in one.text.splitlines()))
    if len(made.files) > LISTED and not dry_run:
        click.echo(f"... and {len(made.files) - LISTED} more files")
    _tell_remarks(made)
    what = (
        f"{counted(made.objectives, 'objective')} with {counted(made.key_results, 'key result')}"
        f" and {counted(made.readings, 'reading')}"
    )
    click.echo(f"{verb} {what} in {counted(len(made.files), 'file')}, from {printable(file.name)}.")
    if made.lost:
        click.echo(f"{counted(len(made.lost), 'thing')} could not be placed: see above.")
    if made.objectives and not dry_run:
        click.echo("Next: okrsite check")


def _tell_remarks(made: "Plan") -> None:
    """What could not be placed, then what was assumed; the same of several places once."""
    from okrsite.cli.terminal import printable

    places: dict[tuple[bool, str, str], list[str]] = {}
    for remark in sorted(made.remarks, key=lambda one: not one.lost):
        places.setdefault((remark.lost, remark.message, remark.hint), []).append(remark.where)
    for (lost, message, hint), where in places.items():
        label = click.style("not placed", fg="yellow", bold=True) if lost else click.style("note", fg="cyan")
        more = f", and {len(where) - 1} more" if len(where) > 1 else ""
        click.echo(f"{click.style(printable(where[0]), bold=True)}{more}  {label}")
        click.echo(f"  {printable(message)}")
        if hint:
            click.echo(f"  {click.style('→', fg='cyan')} {printable(hint)}")
