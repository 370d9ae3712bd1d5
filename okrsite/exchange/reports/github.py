"""Annotations for GitHub: workflow commands, which its runner reads from what a step prints.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.exchange.reports.report import Report, advice, errors_first, whole_file

SHOWN = 10
"""Annotations of a kind that GitHub shows for a step: errors stand first, and the rest is in the log."""


def text(report: Report) -> str:
    """A command a line. What files say is escaped, so that it can't be a command of its own."""
    return "".join(f"{_command(d, report)}\n" for d in errors_first(report.diagnostics))


def _command(diagnostic: Diagnostic, report: Report) -> str:
    span = diagnostic.span
    properties: dict[str, object] = {"file": report.path(diagnostic.path), "line": span.line}
    if not whole_file(span):
        properties["endLine"] = span.end_line
        if span.end_line == span.line:  # GitHub takes columns on one line only
            properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"okrsite {diagnostic.rule}"
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = f"{diagnostic.message}\n{advice(diagnostic)}".strip()
    return f"::{_kind(diagnostic)} {written}::{_data(message)}"


def _kind(diagnostic: Diagnostic) -> str:
    if diagnostic.severity is Severity.ERROR:
        return "error"
    return "notice" if diagnostic.silent else "warning"


def _data(text: str) -> str:
    visible = "".join(c if c.isprintable() or c in "\r\n" else f"\\x{ord(c):02x}" for c in text)
    return visible.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
