"""Findings that try each format: every kind, and texts that mean something to somebody."""

from datetime import date
from pathlib import Path

import pytest

from okrsite.diagnostics import Diagnostic, Fix, Severity
from okrsite.exchange.reports.report import Report
from okrsite.source import Span

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"

NASTY = (
    "`x,y: 100%` \"quoted\" 'too' <script>alert(1)</script> &amp; ]]>\r\n::error::x\n##[error]y"
    " \x00\x07\x1b[31m\x85\u2028\ufffe\ud800 größe 🚲 | *a* [b](c) {0} @acme"
)


@pytest.fixture
def schemas() -> Path:
    """The folder of the published schemas."""
    return SCHEMAS


@pytest.fixture
def report() -> Report:
    """A report with nine findings: five errors, two of them alike."""

    def found(
        rule: str,
        path: str,
        span: Span,
        message: str,
        hint: str = "Do it.",
        *,
        error: bool = True,
        **more: object,
    ) -> Diagnostic:
        severity = Severity.ERROR if error else Severity.WARNING
        return Diagnostic(
            rule=rule,
            severity=severity,
            path=path,
            span=span,
            message=message,
            hint=hint,
            **more,  # type: ignore[arg-type]
        )

    objective = "2026-Q4/growth/first week: größe, 100%#1.md"
    word = Span(line=4, column=9, end_line=4, end_column=14)
    lower = Span(line=9, column=9, end_line=9, end_column=14)
    text = Span(line=6, column=3, end_line=8, end_column=1)
    return Report(
        diagnostics=(
            found("check-in-missing", objective, word, "no check-in for 23 days", error=False),
            found("unknown-team", objective, word, "no team `growht`", fix=Fix(span=word, text="größe")),
            found("unknown-team", objective, lower, "no team `growht`", fix=Fix(span=lower, text="")),
            found("wrong-type", objective, text, NASTY, NASTY),
            found("bad-cycle-name", "2026-Q5", Span(), "`2026-Q5` is no name of a cycle"),
            found("unused-draft", "2026-Q4/growth/draft.md", word, "still open", error=False, private=True),
            found("watermelon", "2026-Q1/growth/checkins/2026-02-01.md", word, "was it?", "", error=False,
                  silent=True, about="2026-Q1/growth/first.md"),
            found("key-result-count", "teams/growth.md", word, "2 key results", error=False, silent=True,
                  allowed="two is\nall we can measure"),
            found("missing-field", "okrsite.yml", Span(), "the content has no settings", ""),
        ),
        prefix="our okrs/content/",
        files=("okrsite.yml", "teams/growth.md", "teams/company.md", objective),
        today=date(2026, 11, 20),
        stops=True,
        url="https://okrs.acme.example/site",
    )  # fmt: skip


@pytest.fixture
def empty() -> Report:
    """A report without findings."""
    return Report(diagnostics=(), files=("okrsite.yml",), today=date(2026, 11, 20))
