"""Fingerprints: a finding's own, and the same in every check that finds it."""

import re
from dataclasses import replace

from okrsite.diagnostics import Diagnostic
from okrsite.exchange.reports.report import Report, errors_first, fingerprints
from okrsite.source import Span


def shifted(diagnostic: Diagnostic, lines: int) -> Diagnostic:
    span = diagnostic.span
    return replace(
        diagnostic,
        span=Span(
            line=span.line + lines,
            column=span.column,
            end_line=span.end_line + lines,
            end_column=span.end_column,
        ),
    )


def test_each_finding_has_its_own(report: Report) -> None:
    found = fingerprints(report)
    assert len(set(found)) == len(found) == 9
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in found)


def test_it_stays_where_lines_shift_and_days_pass(report: Report) -> None:
    first, *others = report.diagnostics
    later = replace(first, message="no check-in for 1,024.5 days")
    moved = replace(report, diagnostics=tuple(shifted(d, 7) for d in (later, *others)))
    assert fingerprints(moved) == fingerprints(report)


def test_another_text_another_file_another_rule(report: Report) -> None:
    one = report.diagnostics[1]
    others = (
        one,
        replace(one, message="no team `growht2`"),
        replace(one, message="no team `growht3`"),
        replace(one, path="teams/x.md"),
        replace(one, rule="unknown-kpi"),
    )
    assert len(set(fingerprints(replace(report, diagnostics=others)))) == 5


def test_findings_beside_do_not_matter(report: Report) -> None:
    fewer = replace(report, diagnostics=report.diagnostics[2:])
    assert fingerprints(fewer)[1:] == fingerprints(report)[3:]
    assert fingerprints(fewer)[0] == fingerprints(report)[1]


def test_errors_come_first_and_what_is_silent_last(report: Report) -> None:
    ordered = [(d.severity.value, d.silent) for d in errors_first(report.diagnostics)]
    assert ordered == [("error", False)] * 5 + [("warning", False)] * 2 + [("warning", True)] * 2


def test_what_counts(report: Report) -> None:
    assert (report.errors, report.warnings) == (5, 2)
