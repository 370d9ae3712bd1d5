"""okrsite check: what is wrong with the content."""

import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.options import (
    WrongUse,
    cache_folder,
    cache_option,
    content_option,
    faults_told,
    strict_option,
    today_option,
    write_document,
)

if TYPE_CHECKING:
    from okrsite.building.report import Checked, Report
    from okrsite.building.since import Since

FORMATS = {
    "text": "",
    "github": "okrsite.exchange.reports.github",
    "gitlab": "okrsite.exchange.reports.gitlab",
    "sarif": "okrsite.exchange.reports.sarif",
    "json": "okrsite.exchange.reports.json_report",
    "junit": "okrsite.exchange.reports.junit",
}
"""Each format's module, loaded only where it is asked for."""


@click.command(epilog="Example:  okrsite check --since main --format github")
@content_option
@today_option
@strict_option
@cache_option
@click.option("--all", "everything", is_flag=True, help="Show the warnings of closed cycles too.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    show_default=True,
    help="For people, or for a forge, a code scanner, a program, a test report.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, allow_dash=True, dir_okay=False),
    default=Path("-"),
    metavar="FILE",
    help="The file to write, by default the terminal or a pipe.",
)
@click.option("--since", metavar="REV", help="Only what is new since this commit or branch.")
@click.option("--fix", is_flag=True, help="Show a patch that mends what is mechanical, and ask to write it.")
@click.option("--yes", is_flag=True, help="With --fix: write it without asking.")
@click.option("--schema", is_flag=True, help="With --format json: the JSON Schema of it instead.")
def check(
    content: Path,
    today: date | None,
    strict: bool,
    cache: Path | None,
    no_cache: bool,
    everything: bool,
    format_: str,
    output: Path,
    since: str | None,
    fix: bool,
    yes: bool,
    schema: bool,
) -> None:
    """Say what is wrong with the content: file, line, column, and what to do.

    Exits with 0 if nothing stops the site from being published, with 1 if something does. With --since, only
    what is new counts; with --fix, it is 1 too where a patch was shown and not written.
    """
    _refuse_strays(format_, output, fix=fix, yes=yes, schema=schema)
    if schema:
        from okrsite.exchange.reports.json_report import schema_text

        write_document(output, schema_text().encode("utf-8", "replace"), content)
        return

    def look() -> "tuple[Checked, Since | None]":
        return _look(content, today, since, folder)

    folder = cache_folder(content, cache, no_cache=no_cache)
    if fix:
        from okrsite.cli.mending import offer_fixes

        found = offer_fixes(look, content, yes=yes, silent=everything, told=_tell).report
    elif format_ == "text" and since is None:
        found = _report(content, today, folder)
        _as_text(found, None, content, output, silent=everything)
    else:
        checked, compared = look()
        found = checked.report
        if format_ == "text":
            _as_text(found, compared, content, output, silent=everything)
        else:
            _as_document(format_, checked, compared, content, output, silent=everything, strict=strict)
    if found.stops(strict=strict):
        if not found.errors:
            click.echo("With --strict, warnings keep the site from being published.", err=format_ != "text")
        raise SystemExit(1)


def _refuse_strays(format_: str, output: Path, *, fix: bool, yes: bool, schema: bool) -> None:
    """Refuse options that don't go together."""
    if schema and format_ != "json":
        raise click.UsageError("--schema goes with --format json.")
    if yes and not fix:
        raise click.UsageError("--yes goes with --fix.")
    if fix and (format_ != "text" or str(output) != "-"):
        raise click.UsageError("--fix prints a patch: leave --format and --output out.")


def _report(content: Path, today: date | None, cache: Path | None) -> "Report":
    """Check the content, for people."""
    from okrsite.building import cached
    from okrsite.cli.terminal import progress_bar

    with faults_told(), progress_bar() as progress:
        return cached.report(content, today=today, progress=progress, cache=cache)


def _look(
    content: Path, today: date | None, since: str | None, cache: Path | None
) -> "tuple[Checked, Since | None]":
    """Check the content; with `since` its findings are only those that are new."""
    from okrsite.building import cached
    from okrsite.cli.terminal import progress_bar
    from okrsite.history.git import GitError

    with faults_told(), progress_bar() as progress:
        checked = cached.check(content, today=today, progress=progress, cache=cache)
        if since is None:
            return checked, None
        from okrsite.building.since import findings_since

        try:
            compared = findings_since(checked, content, since)
        except GitError as error:
            raise WrongUse(str(error)) from error
    return replace(checked, diagnostics=compared.comparison.added), compared


def _tell(report: "Report", compared: "Since | None", content: Path, *, silent: bool) -> None:
    """Print the findings and the summary."""
    from okrsite.cli.terminal import show_findings

    show_findings(report.diagnostics, content, silent=silent)
    _tell_counts(report, compared, silent=silent)


def _tell_counts(report: "Report", compared: "Since | None", *, silent: bool) -> None:
    from okrsite.cli.terminal import counted, show_summary, tell_unknown
    from okrsite.history.git import ShallowClone

    show_summary(report, silent=silent)
    if report.told == ShallowClone.told:  # outside of git nobody expects the past to be known
        tell_unknown(report)
    mechanical = sum(d.fix is not None and (silent or not d.silent) for d in report.diagnostics)
    if mechanical:
        click.echo(
            f"{counted(mechanical, 'finding')} can be mended mechanically: `okrsite check --fix` shows how."
        )
    if compared is None:
        return
    if compared.empty:
        click.echo(f"There was no content at {compared.commit[:10]}, so all of it is new.")
        return
    settled = [d for d in compared.comparison.settled if silent or not d.silent]
    told = f"Only what is new since {compared.commit[:10]} is told."
    if settled:
        told += f" {counted(len(settled), 'earlier finding')} {'is' if len(settled) == 1 else 'are'} settled."
    click.echo(told)


def _as_text(
    report: "Report", compared: "Since | None", content: Path, output: Path, *, silent: bool
) -> None:
    if str(output) == "-":
        _tell(report, compared, content, silent=silent)
        return
    with redirect_stdout(StringIO()) as told:
        _tell(report, compared, content, silent=silent)
    write_document(output, told.getvalue().encode("utf-8", "replace"), content)
    with redirect_stdout(sys.stderr):
        _tell_counts(report, compared, silent=silent)


def _as_document(
    format_: str,
    checked: "Checked",
    compared: "Since | None",
    content: Path,
    output: Path,
    *,
    silent: bool,
    strict: bool,
) -> None:
    """Write the findings in a format for programs, and the summary to the error output."""
    from okrsite.cli.reporting import report_of, tell_the_run

    since = compared.commit if compared is not None else ""
    report = report_of(checked, content, silent=silent, strict=strict, since=since)
    text: Callable[..., str] = import_module(FORMATS[format_]).text
    write_document(output, text(report).encode("utf-8", "replace"), content)
    if format_ == "github":
        tell_the_run(report)
    with redirect_stdout(sys.stderr):
        _tell_counts(checked.report, compared, silent=silent)
