"""okrsite serve: a preview that is rebuilt whenever a file is saved."""

from datetime import date
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
    theme_option,
    today_option,
)

if TYPE_CHECKING:
    from okrsite.building.report import Built
    from okrsite.diagnostics import Diagnostic
    from okrsite.preview.session import Request


@click.command(epilog="Example:  okrsite serve --open")
@content_option
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write the site into this folder too, after each change.",
)
@theme_option
@today_option
@strict_option
@cache_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    metavar="NUMBER",
    help="The port to listen on; 0 takes a free one.",
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen on."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the browser.")
def serve(
    content: Path,
    output: Path | None,
    theme: str | None,
    today: date | None,
    strict: bool,
    cache: Path | None,
    no_cache: bool,
    port: int,
    host: str,
    open_browser: bool,
) -> None:
    """Preview the site, rebuilt whenever a file is saved.

    The page in the browser reloads by itself. Faults are shown there and here, while the last good site
    stays up. Ctrl-C stops it.
    """
    from okrsite.preview.server import PreviewError
    from okrsite.preview.session import Request, preview

    request = Request(
        content=content,
        output=output,
        theme=theme,
        today=today,
        strict=strict,
        host=host,
        port=port,
        cache=cache_folder(content, cache, no_cache=no_cache),
    )
    with faults_told():
        try:
            preview(request, Teller(request, open_browser=open_browser))
        except PreviewError as error:
            raise WrongUse(str(error)) from error


class Teller:
    """Prints what the preview does, and opens the browser once."""

    def __init__(self, request: "Request", *, open_browser: bool) -> None:
        self.request = request
        self.open_browser = open_browser
        self.known: frozenset[tuple[str, str, str]] = frozenset()

    def ready(self, url: str) -> None:
        """Say where the site is."""
        click.echo(f"Serving on {click.style(url, bold=True)}  (Ctrl-C stops)")
        if self.open_browser:
            import webbrowser

            webbrowser.open(url)

    def built(self, built: "Built", seconds: float, changed: frozenset[Path]) -> None:
        """Say what changed and what became of it. Warnings are shown once, errors until they are settled."""
        from okrsite.cli.terminal import counted, printable, show_findings, show_summary
        from okrsite.diagnostics import Severity

        if changed:
            names = sorted(printable(str(path)) for path in changed)
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            click.echo(f"\nChanged: {', '.join(names[:3])}{more}")
        found = built.report.diagnostics
        news = [d for d in found if _told(d) not in self.known or d.severity is Severity.ERROR]
        show_findings(news, self.request.content)
        show_findings([d for d in built.remarks if _told(d) not in self.known], Path())
        self.known = frozenset(_told(d) for d in (*found, *built.remarks))
        show_summary(built.report)
        if built.report.stops(strict=self.request.strict):
            click.echo("Not shown: the last good site stays up.")
        else:
            click.echo(f"Shown after {seconds:.2f} s.")
        if built.published is not None:
            written = counted(built.published.written, "file")
            click.echo(f"{counted(built.pages, 'page')} in {self.request.output}; {written} changed.")

    def failed(self, message: str) -> None:
        """Say why there was no build."""
        from okrsite.cli.terminal import printable

        lines = "\n".join(map(printable, message.split("\n")))
        click.echo(f"{click.style('Not built:', fg='red', bold=True)} {lines}", err=True)

    def message(self, text: str) -> None:
        """Say something worth knowing."""
        click.echo(text, err=True)


def _told(diagnostic: "Diagnostic") -> tuple[str, str, str]:
    """What makes a finding the same in the next build, wherever its line moved and whatever is advised."""
    return diagnostic.rule, diagnostic.path, diagnostic.message
