"""okrsite graph: an alignment graph in a file."""

from datetime import date
from pathlib import Path

import click

from okrsite.cli.options import WrongUse, content_option, faults_told, today_option

_KINDS = {".svg": "svg", ".dot": "dot", ".gv": "dot", "": "svg"}


@click.command(epilog="Example:  okrsite graph --cycle 2026-Q4 alignment.svg")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE")
@content_option
@today_option
@click.option("--cycle", metavar="CYCLE", help="The cycle, by default the current one.")
@click.option("--objective", metavar="ID", help="One objective instead, like 2026-Q4/growth/onboarding.")
@click.option("--all", "everything", is_flag=True, help="Fold nothing, however large the picture grows.")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["svg", "dot"]),
    help="By default what the file's name ends in, else svg.",
)
def graph(
    file: Path,
    content: Path,
    today: date | None,
    cycle: str | None,
    objective: str | None,
    everything: bool,
    kind: str | None,
) -> None:
    """Write the alignment graph of a cycle, or around one objective, to FILE (- for the terminal).

    Exits with 1 if faults in the content keep it from being drawn.
    """
    from okrsite.building.drawing import GraphError, graph_file
    from okrsite.building.pipeline import check_content
    from okrsite.cli.terminal import progress_bar, show_findings, show_summary

    if cycle and objective:
        raise click.UsageError("--cycle and --objective exclude each other: an objective names its cycle")
    kind = kind or _kind(file)
    with faults_told(), progress_bar() as progress:
        checked = check_content(content, today=today, progress=progress)
    if checked.errors:
        show_findings(checked.diagnostics, content)
        show_summary(checked.report)
        raise SystemExit(1)
    try:
        with faults_told():
            text = graph_file(
                checked, content, cycle=cycle, objective=objective, everything=everything, kind=kind
            )
    except GraphError as error:
        raise WrongUse(str(error)) from error
    if str(file) == "-":
        click.echo(text)
        return
    from okrsite.keeping.aside import replace_whole

    try:
        replace_whole(file, text.encode())
    except OSError as error:
        raise WrongUse(f"{file} can't be written: {error.strerror}.") from error
    click.echo(f"Wrote {file}.")


def _kind(file: Path) -> str:
    ending = file.suffix.lower()
    if ending not in _KINDS:
        raise click.UsageError(
            f"A graph is written to a file that ends in .svg, .dot or .gv, not in {file.suffix}. "
            "Name it so, or say with --format what to write."
        )
    return _KINDS[ending]
