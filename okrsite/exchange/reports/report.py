"""What every format is made of: the findings of a check, and where their files are in the repository."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.source import Span

_FIGURES = re.compile(r"(`[^`]*`)|[0-9][0-9.,]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The findings that a check tells, in the order of the text format.

    `prefix` stands before a content file's path to make it the path in the repository. `files` are the
    content files that were checked. `strict` lets warnings stop the site as errors do, `stops` is whether it
    is stopped. `url` is where the site is published, `since` the commit that was compared with: both may be
    empty.
    """

    diagnostics: tuple[Diagnostic, ...]
    prefix: str = ""
    files: tuple[str, ...] = ()
    today: date
    strict: bool = False
    stops: bool = False
    url: str = ""
    since: str = ""

    def path(self, path: str) -> str:
        """A content file's path in the repository."""
        return f"{self.prefix}{path}"

    @property
    def errors(self) -> int:
        return sum(d.severity is Severity.ERROR for d in self.diagnostics)

    @property
    def warnings(self) -> int:
        """Those that count: not the silent ones, which are here only if all were asked for."""
        return sum(d.severity is Severity.WARNING and not d.silent for d in self.diagnostics)


def whole_file(span: Span) -> bool:
    """Whether a position means a file, not something in it."""
    return span == Span()


def advice(diagnostic: Diagnostic) -> str:
    """What to do, or why nothing is to be done; may be empty."""
    return f"Allowed: {diagnostic.allowed}" if diagnostic.allowed else diagnostic.hint


def sentence(diagnostic: Diagnostic) -> str:
    """What is wrong and what to do, as one text."""
    message = diagnostic.message
    end = "" if message.endswith((".", "!", "?")) else "."
    return f"{message}{end} {advice(diagnostic)}".strip()


def fingerprints(report: Report) -> tuple[str, ...]:
    """For each finding a text that is its own, and the same in every check that finds it.

    Lines don't count, for they shift, nor figures that a day changes (days of silence, points behind); what
    was written in the file does. Several that are alike are numbered.
    """
    seen: dict[tuple[str, str, str], int] = {}
    found = []
    for diagnostic in report.diagnostics:
        lasting = _FIGURES.sub(lambda match: match[1] or "0", diagnostic.message)
        what = (diagnostic.rule, report.path(diagnostic.path), lasting)
        seen[what] = seen.get(what, 0) + 1
        text = "\0".join((*what, str(seen[what])))
        found.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32])
    return tuple(found)


def errors_first(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Errors, then warnings, then what is silent; each in the order it was given."""
    return sorted(diagnostics, key=lambda d: (d.severity is not Severity.ERROR, d.silent))
