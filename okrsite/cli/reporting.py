"""What a check found as a report, and what a run on GitHub is told of it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.exchange.reports import step_summary
from okrsite.exchange.reports.github import SHOWN
from okrsite.exchange.reports.report import Report
from okrsite.history.git import GitError, repository_of

if TYPE_CHECKING:
    from okrsite.building.report import Checked

SUMMARY = "GITHUB_STEP_SUMMARY"
"""Where GitHub's runner names the file whose Markdown it shows on the page of a run."""


def report_of(checked: "Checked", content: Path, *, silent: bool, strict: bool, since: str) -> Report:
    """The findings that are told."""
    return Report(
        diagnostics=tuple(d for d in checked.diagnostics if silent or not d.silent),
        prefix=prefix_of(content),
        files=_files(checked),
        today=checked.facts.portfolio.today,
        strict=strict,
        stops=checked.stops(strict=strict),
        url=checked.facts.portfolio.settings.url,
        since=since,
    )


def prefix_of(content: Path) -> str:
    """What stands before a content file's path to make it one from the top of the repository; outside of one
    from the current folder, and where the content is not below that either, the content folder's name."""
    try:
        return repository_of(content).prefix
    except GitError:
        pass
    folder, here = content.resolve(), Path.cwd().resolve()
    if folder == here:
        return ""
    return f"{folder.relative_to(here).as_posix() if folder.is_relative_to(here) else folder.name}/"


def _files(checked: "Checked") -> tuple[str, ...]:
    """The files that were checked, as paths below the content folder."""
    facts = checked.facts
    portfolio = facts.portfolio
    found = {source.path for source in facts.prose_files} | portfolio.unread
    found |= {kpi.readings_source.path for kpi in portfolio.kpis if kpi.readings_source}
    return tuple(sorted(found | {portfolio.settings.source.path}))


def tell_the_run(report: Report) -> None:
    """Add all findings to the page of the run, where this is one on GitHub: beside lines it shows few."""
    file = os.environ.get(SUMMARY)
    if not file:
        return
    try:
        with Path(file).open("ab") as summary:
            summary.write(step_summary.text(report).encode("utf-8", "replace"))
    except OSError as error:
        click.echo(f"The run's summary can't be written: {error.strerror}.", err=True)
        return
    if max(report.errors, report.warnings) > SHOWN:
        click.echo(
            f"GitHub shows {SHOWN} errors and {SHOWN} warnings of a step beside their lines;"
            " the run's summary has all.",
            err=True,
        )
