"""What GitHub shows on the page of a run: all findings, for beside the lines it shows ten of a kind only.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary
"""

import re

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.exchange.reports.report import Report, errors_first, sentence, whole_file

MOST = 500
"""Findings that are listed: GitHub drops a summary of more than a megabyte."""
LONGEST = 1000
"""Characters of one finding."""

_SIGN = re.compile(r"([!-/:-@\[-`{-~])")


def text(report: Report) -> str:
    """Markdown with a table of the findings. What files say is shown to the letter: it is no markup here."""
    if not report.diagnostics:
        return "**OKRs:** nothing is wrong.\n"
    found = errors_first(report.diagnostics)
    counts = f"{_counted(report.errors, 'error')}, {_counted(report.warnings, 'warning')}"
    rows = [f"| {_level(d)} | {_where(d, report)} | {_escaped(d.rule)} | {_what(d)} |" for d in found[:MOST]]
    left = len(found) - MOST
    more = [f"\n{left:,} more are in the log." if left > 0 else ""]
    table = ["| | where | rule | what is wrong, and what to do |", "| --- | --- | --- | --- |", *rows]
    return "\n".join([f"**OKRs:** {counts}", "", *table, *more]).rstrip("\n") + "\n"


def _counted(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def _level(diagnostic: Diagnostic) -> str:
    if diagnostic.severity is Severity.ERROR:
        return "error"
    return "silent" if diagnostic.silent else "warning"


def _where(diagnostic: Diagnostic, report: Report) -> str:
    line = "" if whole_file(diagnostic.span) else f":{diagnostic.span.line}"
    return _escaped(f"{report.path(diagnostic.path)}{line}")


def _what(diagnostic: Diagnostic) -> str:
    return _escaped(sentence(diagnostic)[:LONGEST])


def _escaped(text: str) -> str:
    """A text on one line in which no sign means anything to Markdown."""
    visible = "".join(c if c.isprintable() else " " for c in text)
    return _SIGN.sub(r"\\\1", visible)
