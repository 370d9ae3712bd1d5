"""okrsite close: the reviews that a cycle lacks, and what goes on in the next one."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.asking import writing_told
from okrsite.cli.options import content_option, today_option
from okrsite.cli.terminal import printable

if TYPE_CHECKING:
    from okrsite.building.report import Checked
    from okrsite.writing.closing import Closing


@click.command(epilog="Example:  okrsite close 2026-Q4 --to 2027-Q1")
@click.argument("cycle")
@click.option("--to", metavar="CYCLE", help="The cycle that objectives go on in; made where it is not there.")
@click.option("--early", is_flag=True, help="Do it though the cycle has not ended.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@content_option
@today_option
def close(cycle: str, to: str | None, early: bool, dry_run: bool, content: Path, today: date | None) -> None:
    """Write the reviews that CYCLE lacks and, with --to, the objectives that go on.

    An objective goes on where its review says continue or adjust; where there is no review yet, if it was
    not reached. It goes on as a draft, its key results from where they are now. Nothing that exists is
    changed, so that a second time does nothing. Exits with 1 if faults in the cycle's files are in the way.
    """
    from okrsite.building.pipeline import check_content
    from okrsite.cli.terminal import progress_bar
    from okrsite.model.cycle import CycleState
    from okrsite.writing.choosing import cycle_named, cycle_to_be
    from okrsite.writing.closing import close_cycle
    from okrsite.writing.files import WritingError, write_new

    with writing_told():
        with progress_bar() as progress:
            checked = check_content(content, today=today, progress=progress)
        facts = checked.facts
        ending = cycle_named(facts, cycle)
        if ending.state(facts.portfolio.today) is not CycleState.CLOSED and not early:
            raise WritingError(
                f"{ending.id} runs until {ending.ends}: close it when it has ended, or now with --early."
            )
        following, is_new = None, False
        if to is not None:
            facts, following, is_new = cycle_to_be(facts, to)
            if following.starts <= ending.starts:
                raise WritingError(f"{following.id} does not come after {ending.id}: name a later cycle.")
        _refuse_faults(checked, ending.id, content)
        closing = close_cycle(facts, content, ending, following, to_is_new=is_new)
        if not dry_run:
            write_new(content, closing.files)
    _tell(closing, content, dry_run=dry_run)


def _refuse_faults(checked: "Checked", cycle: str, content: Path) -> None:
    """Show the errors in a cycle's files and end: figures that rest on them would be wrong."""
    from okrsite.cli.terminal import show_findings
    from okrsite.diagnostics import Severity

    errors = [
        d for d in checked.diagnostics if d.severity is Severity.ERROR and d.path.partition("/")[0] == cycle
    ]
    if errors:
        show_findings(errors, content)
        click.echo("Nothing was written: mend these first, as scores rest on them.")
        raise SystemExit(1)


def _tell(closing: "Closing", content: Path, *, dry_run: bool) -> None:
    """A line for each step, in columns, and what that makes."""
    from okrsite.cli.terminal import counted

    wrote = "would write" if dry_run else "wrote"
    rows = [
        (wrote if step.done == "wrote" else step.done, printable(str(content / step.path)), step.note)
        for step in closing.steps
    ]
    widths = [max((len(row[i]) for row in rows), default=0) for i in (0, 1)]
    for done, path, note in rows:
        click.echo(f"{done:<{widths[0]}}  {path:<{widths[1]}}  {printable(note)}".rstrip())
    if rows:
        click.echo()
    if not closing.files:
        click.echo("There is nothing to write.")
    elif dry_run:
        click.echo(f"{counted(len(closing.files), 'file').capitalize()} would be written.")
    else:
        click.echo(f"{counted(len(closing.files), 'file').capitalize()} written.")
        click.echo("Next: decide in the reviews, think the drafts through again, then okrsite check")
