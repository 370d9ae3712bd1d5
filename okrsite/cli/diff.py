"""okrsite diff: what a change means in OKR terms."""

import shutil
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.options import content_option, faults_told, today_option, write_document

if TYPE_CHECKING:
    from okrsite.views.diff.parts import DiffView

FORMATS = ("text", "markdown", "json")


@click.command(epilog="Example:  okrsite diff main my-branch --format markdown")
@click.argument("base", required=False, metavar="[BASE]")
@click.argument("head", required=False, metavar="[HEAD]")
@content_option
@today_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="For a terminal, for a comment on a pull request, or for a program.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, allow_dash=True, dir_okay=False),
    default=Path("-"),
    metavar="FILE",
    help="The file to write, by default the terminal or a pipe.",
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 where anything changes, for automation.")
@click.option("--schema", is_flag=True, help="With --format json: the JSON Schema of it instead.")
def diff(
    base: str | None,
    head: str | None,
    content: Path,
    today: date | None,
    format_: str,
    output: Path,
    exit_code: bool,
    schema: bool,
) -> None:
    """Say what changes in the OKRs from the commit or branch BASE to HEAD.

    Without HEAD it is what is in the folder, committed or not. Without BASE it is compared with the newest
    commit that the default branch has too: with what a pull request would change. Exits with 0, or with 1
    where anything changes and --exit-code is given; spelling is no change.
    """
    if schema:
        if format_ != "json":
            raise click.UsageError("--schema goes with --format json.")
        from okrsite.exchange.diffs.schema import schema_text

        write_document(output, schema_text().encode(), content)
        return
    from okrsite.building.comparing import compare_content
    from okrsite.cli.terminal import progress_bar

    with faults_told(), progress_bar() as progress:
        view = compare_content(content, base, head, today=today, progress=progress)
    text = _formatted(view, format_, output)
    write_document(output, text if format_ == "text" else text.encode("utf-8", "replace"), content)
    if view.nothing and base is None and format_ == "text":
        click.echo("To see what the last commit changed: okrsite diff HEAD~1", err=True)
    if exit_code and not view.nothing:
        raise SystemExit(1)


def _formatted(view: "DiffView", format_: str, output: Path) -> str:
    if format_ == "text":
        from okrsite.exchange.diffs.text import text

        if str(output) != "-":
            return text(view)
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        return text(view, colour=True, width=width)
    if format_ == "markdown":
        from okrsite.exchange.diffs.markdown import markdown

        return markdown(view)
    from okrsite.exchange.diffs.documents import document

    return document(view)
