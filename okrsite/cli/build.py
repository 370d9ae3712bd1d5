"""okrsite build: the content as a published site."""

import time
from datetime import date
from pathlib import Path

import click

from okrsite.cli.options import (
    content_option,
    faults_told,
    output_option,
    strict_option,
    theme_option,
    today_option,
)


@click.command(epilog="Example:  okrsite build --content content --output build")
@content_option
@output_option
@theme_option
@today_option
@strict_option
def build(content: Path, output: Path, theme: str | None, today: date | None, strict: bool) -> None:
    """Check the content and publish it as a static site.

    With an error in the content nothing is published, and what was published stays as it was.
    Exits with 0 if the site was published, with 1 if faults in the content kept it from that.
    """
    from okrsite.building import pipeline
    from okrsite.cli.terminal import counted, progress_bar, show_findings, show_summary

    begun = time.perf_counter()
    with faults_told(), progress_bar() as progress:
        built = pipeline.build(content, output, theme=theme, today=today, strict=strict, progress=progress)
    show_findings(built.checked.diagnostics, content)
    show_summary(built.checked)
    if built.published is None:
        reason = "" if built.checked.errors else ", since --strict lets warnings stop it"
        kept = f"; what was in {output} stays as it was" if output.exists() else ""
        click.echo(f"Nothing was published{reason}{kept}.")
        raise SystemExit(1)
    if built.undrawn:
        from okrsite.rendering.layout import why_not

        click.echo(f"{counted(built.undrawn, 'graph')} could not be drawn. {why_not()}", err=True)
    seconds = time.perf_counter() - begun
    click.echo(f"Published {counted(built.pages, 'page')} in {output} in {seconds:.1f} s.")
