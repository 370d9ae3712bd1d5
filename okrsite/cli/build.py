"""okrsite build: the content as a published site."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.options import (
    cache_folder,
    cache_option,
    content_option,
    faults_told,
    output_option,
    strict_option,
    theme_option,
    today_option,
)

if TYPE_CHECKING:
    from okrsite.building.earlier import Earlier


@click.command(epilog="Example:  okrsite build --content content --output build")
@content_option
@output_option
@theme_option
@today_option
@strict_option
@cache_option
@click.option(
    "--at",
    metavar="REV",
    help="Build the site as it was at a commit, a tag or on a day, like 2026-10-14.",
)
def build(
    content: Path,
    output: Path,
    theme: str | None,
    today: date | None,
    strict: bool,
    cache: Path | None,
    no_cache: bool,
    at: str | None,
) -> None:
    """Check the content and publish it as a static site.

    With an error in the content nothing is published, and what was published stays as it was.
    Exits with 0 if the site was published, with 1 if faults in the content kept it from that.
    """
    from okrsite.building import cached
    from okrsite.cli.terminal import counted, progress_bar, show_findings, show_summary, tell_unknown

    begun = time.perf_counter()
    with faults_told(), _earlier(content, at) as earlier:
        with progress_bar() as progress:
            built = cached.build(
                content,
                output,
                theme=theme,
                today=today,
                strict=strict,
                at=earlier,
                progress=progress,
                cache=cache_folder(content, cache, no_cache=no_cache),
            )
        files = earlier.folder if earlier else None
        show_findings(built.report.diagnostics, content, files=files)
        show_findings(built.remarks, Path())
    show_summary(built.report)
    if built.published is None:
        reason = "" if built.report.errors else ", since --strict lets warnings stop it"
        kept = f"; what was in {output} stays as it was" if output.exists() else ""
        click.echo(f"Nothing was published{reason}{kept}.")
        raise SystemExit(1)
    tell_unknown(built.report)
    if built.undrawn:
        from okrsite.rendering.layout import why_not

        click.echo(f"{counted(built.undrawn, 'graph')} could not be drawn. {why_not()}", err=True)
    seconds = time.perf_counter() - begun
    then = f", as of {earlier.day.isoformat()} ({earlier.commit.short})" if earlier else ""
    click.echo(f"Published {counted(built.pages, 'page')} in {output}{then} in {seconds:.1f} s.")


@contextmanager
def _earlier(content: Path, revision: str | None) -> "Iterator[Earlier | None]":
    """The content as it was at a revision, None where none is given."""
    if revision is None:
        yield None
        return
    from okrsite.building.earlier import earlier_content
    from okrsite.building.refusals import refuse_no_content

    refuse_no_content(content)
    with earlier_content(content, revision) as earlier:
        yield earlier
