"""okrsite check: what is wrong with the content."""

from datetime import date
from pathlib import Path

import click

from okrsite.cli.options import content_option, faults_told, strict_option, today_option


@click.command(epilog="Example:  okrsite check --content content")
@content_option
@today_option
@strict_option
@click.option("--all", "everything", is_flag=True, help="Show the warnings of closed cycles too.")
def check(content: Path, today: date | None, strict: bool, everything: bool) -> None:
    """Say what is wrong with the content: file, line, column, and what to do.

    Exits with 0 if nothing stops the site from being published, with 1 if something does.
    """
    from okrsite.building.pipeline import check_content
    from okrsite.cli.terminal import progress_bar, show_findings, show_summary

    with faults_told(), progress_bar() as progress:
        checked = check_content(content, today=today, progress=progress)
    show_findings(checked.diagnostics, content, silent=everything)
    show_summary(checked, silent=everything)
    if checked.stops(strict=strict):
        if not checked.errors:
            click.echo("With --strict, warnings keep the site from being published.")
        raise SystemExit(1)
