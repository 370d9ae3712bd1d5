"""Fixes offered by `okrsite check --fix`: a patch first, then the files."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from okrsite.cli.asking import on_terminal, writing_told
from okrsite.cli.reporting import prefix_of
from okrsite.cli.terminal import counted, printable
from okrsite.writing.fixing import Mended, mend, patch, write_mended

if TYPE_CHECKING:
    from okrsite.building.report import Checked, Report
    from okrsite.building.since import Since

ROUNDS = 10
"""So often at most, corrections are put in that others have brought up: what could not be read before the
first ones were in. Two rounds are rare, and three were enough whatever was tried."""
COLOURS = {"+": "green", "-": "red", "@": "cyan"}


class Tell(Protocol):
    """Prints the findings of a check and its summary."""

    def __call__(
        self, report: "Report", compared: "Since | None", content: Path, *, silent: bool
    ) -> None: ...


def offer_fixes(
    look: Callable[[], "tuple[Checked, Since | None]"], content: Path, *, yes: bool, silent: bool, told: Tell
) -> "Checked":
    """Show what mends the findings as a patch and, if `yes` or somebody agrees, write it, and so what that
    brings up; then tell what is left. Returns the last check. Exits with 1 where a patch was not written.

    Without `yes`, elsewhere than on a terminal the output is the patch alone, as `git apply` takes it.
    """
    checked, compared = look()
    mended = _mend(checked, content, silent=silent)
    if checked.diagnostics and not mended:
        told(checked.report, compared, content, silent=silent)
        click.echo("None of it can be mended mechanically.")
        return checked
    for left in reversed(range(ROUNDS)):
        if not mended:
            break
        _write(mended, content, yes=yes, more=left < ROUNDS - 1)
        checked, compared = look()
        mended = _mend(checked, content, silent=silent) if left else ()
        click.echo(" What is left:\n" if not mended else " That brings up more:\n")
    told(checked.report, compared, content, silent=silent)
    return checked


def _mend(checked: "Checked", content: Path, *, silent: bool) -> tuple[Mended, ...]:
    with writing_told():
        return mend(content, (d for d in checked.diagnostics if silent or not d.silent))


def _write(mended: tuple[Mended, ...], content: Path, *, yes: bool, more: bool) -> None:
    """Show a patch and, if `yes` or somebody agrees, write it; else exit with 1. There is `more` to write
    where a first patch was."""
    with writing_told():
        _show(patch(mended, prefix_of(content)))
        what = counted(sum(file.fixes for file in mended), "correction")
        where = counted(len(mended), "file")
        if not (yes or (on_terminal() and click.confirm(f"\nWrite {what} into {where}?"))):
            nothing = "No more" if more else "Nothing"
            click.echo(f"{nothing} was written; `okrsite check --fix --yes` writes it.", err=True)
            raise SystemExit(1)
        write_mended(content, mended)
        click.echo(f"\nWrote {what} into {where}.", nl=False)


def _show(lines: Iterable[str]) -> None:
    """Print a patch: in colours on a terminal, to the letter elsewhere."""
    if not sys.stdout.isatty():
        click.echo("".join(lines).encode(), nl=False)
        return
    for line in lines:
        bold = line.startswith(("---", "+++")) or None
        colour = None if bold else COLOURS.get(line[0])
        click.echo(click.style(printable(line.rstrip("\r\n")), fg=colour, bold=bold))
