"""Fixes offered by `okrsite check --fix`: a patch first, then the files."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from okrsite.cli.asking import on_terminal, writing_told
from okrsite.cli.reporting import prefix_of
from okrsite.cli.terminal import counted, printable
from okrsite.writing.fixing import mend, patch, write_mended

if TYPE_CHECKING:
    from okrsite.building.report import Checked, Report
    from okrsite.building.since import Since

COLOURS = {"+": "green", "-": "red", "@": "cyan"}


class Tell(Protocol):
    """Prints the findings of a check and its summary."""

    def __call__(
        self, report: "Report", compared: "Since | None", content: Path, *, silent: bool
    ) -> None: ...


def offer_fixes(
    look: Callable[[], "tuple[Checked, Since | None]"], content: Path, *, yes: bool, silent: bool, told: Tell
) -> "Checked":
    """Show what mends the findings as a patch and, if `yes` or somebody agrees, write it; then tell what is
    left. Returns the last check. Exits with 1 where a patch was not written.

    Without `yes`, elsewhere than on a terminal the output is the patch alone, as `git apply` takes it.
    """
    checked, compared = look()
    with writing_told():
        mended = mend(content, (d for d in checked.diagnostics if silent or not d.silent))
        if mended:
            _show(patch(mended, prefix_of(content)))
            what = counted(sum(file.fixes for file in mended), "correction")
            where = counted(len(mended), "file")
            if not (yes or (on_terminal() and click.confirm(f"\nWrite {what} into {where}?"))):
                click.echo("Nothing was written; `okrsite check --fix --yes` writes it.", err=True)
                raise SystemExit(1)
            write_mended(content, mended)
            click.echo(f"\nWrote {what} into {where}. What is left:\n")
    if mended:
        checked, compared = look()
    told(checked.report, compared, content, silent=silent)
    if checked.diagnostics and not mended:
        click.echo("None of it can be mended mechanically.")
    return checked


def _show(lines: Iterable[str]) -> None:
    """Print a patch: in colours on a terminal, to the letter elsewhere."""
    if not sys.stdout.isatty():
        click.echo("".join(lines).encode(), nl=False)
        return
    for line in lines:
        bold = line.startswith(("---", "+++")) or None
        colour = None if bold else COLOURS.get(line[0])
        click.echo(click.style(printable(line.rstrip("\r\n")), fg=colour, bold=bold))
