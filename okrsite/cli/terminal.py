"""What commands print: findings with the line they are about, a summary, and progress on a terminal."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from okrsite.building.pipeline import Progress
    from okrsite.building.report import Report

WIDEST = 160
"""Characters of a line of content that are shown."""

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def printable(text: str) -> str:
    """A text that can't move the cursor, change colours or turn the direction of writing: file names may hold
    anything. Nor is it a command for the runner of a pipeline, which reads what is printed: GitHub's takes
    `::name::` at the beginning of a line and `##[name]` anywhere for one."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)
    shown = text.replace("##[", "#\\x23[")
    words = shown.lstrip()
    return f"{shown[: len(shown) - len(words)]}\\x3a{words[1:]}" if words.startswith("::") else shown


def show_findings(
    diagnostics: Iterable[Diagnostic], content: Path, *, silent: bool = False, files: Path | None = None
) -> None:
    """Print each finding with its place, words, line and hint; those of closed cycles only if `silent`. The
    lines are read from `files` where those that were checked are not the content's own."""
    texts: dict[str, list[str]] = {}
    for diagnostic in diagnostics:
        if silent or not diagnostic.silent:
            click.echo("\n".join(_shown(diagnostic, content, texts, files or content)))


def _shown(diagnostic: Diagnostic, content: Path, texts: dict[str, list[str]], files: Path) -> Iterator[str]:
    """The lines of a finding, with an empty one in the end."""
    place = printable(f"{content / diagnostic.path}:{diagnostic.span.line}:{diagnostic.span.column}")
    colour = COLOURS[diagnostic.severity]
    label = click.style(diagnostic.severity.value, fg=colour, bold=True)
    yield f"{click.style(place, bold=True)}  {label}  {click.style(diagnostic.rule, dim=True)}"
    yield f"  {printable(diagnostic.message)}"
    yield from _excerpt(diagnostic, files, texts)
    if diagnostic.allowed:
        yield f"  {click.style('allowed:', fg='cyan')} {printable(diagnostic.allowed)}"
    elif diagnostic.hint:
        yield f"  {click.style('→', fg='cyan')} {printable(diagnostic.hint)}"
    yield ""


def _excerpt(diagnostic: Diagnostic, files: Path, texts: dict[str, list[str]]) -> Iterator[str]:
    """The faulty line with a mark below it; nothing for findings about a whole file."""
    span = diagnostic.span
    if span.line == span.column == span.end_line == span.end_column == 1:
        return
    if diagnostic.path not in texts:
        texts[diagnostic.path] = _lines(files / diagnostic.path)
    lines = texts[diagnostic.path]
    if span.line > len(lines):
        return
    line = printable(lines[span.line - 1][:WIDEST].replace("\t", " "))[:WIDEST]
    if not line.strip():
        return
    end = span.end_column if span.end_line == span.line else len(line) + 1
    length = max(min(end, len(line) + 1) - span.column, 1)
    number = f"{span.line:>5}"
    bar = click.style("|", dim=True)
    mark = click.style("^" * length, fg=COLOURS[diagnostic.severity])
    yield f"{click.style(number, dim=True)} {bar} {line}"
    if span.column <= len(line):
        yield f"{'':>5} {bar} {' ' * (span.column - 1)}{mark}"


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return []
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def counted(number: int, one: str) -> str:
    """`no errors`, `1 error`, `2 errors`."""
    return f"{number:,} {one}{'' if number == 1 else 's'}" if number else f"no {one}s"


def show_summary(report: "Report", *, silent: bool = False) -> None:
    """One line: how many findings, in how much content, and how many are not shown."""
    hidden = sum(d.silent and not d.allowed for d in report.diagnostics)
    allowed = sum(bool(d.allowed) for d in report.diagnostics)
    warnings = report.warnings + (hidden if silent else 0)
    words = [counted(report.errors, "error"), counted(warnings, "warning")]
    colour = "red" if report.errors else "yellow" if warnings else "green"
    found = click.style(" and ".join(words).capitalize(), fg=colour, bold=True)
    objectives = counted(report.objectives, "objective")
    check_ins = counted(report.check_ins, "check-in")
    click.echo(f"{found} in {objectives}, {check_ins} and {counted(report.teams, 'team')}.")
    if hidden and not silent:
        click.echo(
            f"{counted(hidden, 'warning')} in closed cycles {'is' if hidden == 1 else 'are'} not shown;"
            " `okrsite check --all` shows them."
        )
    if allowed and not silent:
        click.echo(
            f"{counted(allowed, 'warning')} {'is' if allowed == 1 else 'are'} allowed by their files;"
            " `okrsite check --all` shows why."
        )


def tell_unknown(report: "Report") -> None:
    """One line, where git can't say what was before: what is missing then, and how to get it."""
    why = report.unknown
    if why:
        told = "Who changed what, and which goalposts moved, can't be known:"
        click.echo(f"{told} {printable(' '.join(why.split()))}", err=True)


@contextmanager
def progress_bar() -> Iterator["Progress | None"]:
    """A progress bar for long work, on a terminal only; it vanishes when the work is done."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress as Bar, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:<8}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, int] = {}

        def progress(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

        yield progress
