"""A Code Quality report for GitLab, which shows it in merge requests.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

import json

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.exchange.reports.report import Report, fingerprints, sentence


def text(report: Report) -> str:
    """A JSON list with an entry for each finding."""
    entries = [
        {
            "description": sentence(diagnostic),
            "check_name": diagnostic.rule,
            "fingerprint": fingerprint,
            "severity": _severity(diagnostic),
            "location": {
                "path": report.path(diagnostic.path),
                "lines": {"begin": diagnostic.span.line, "end": diagnostic.span.end_line},
            },
        }
        for diagnostic, fingerprint in zip(report.diagnostics, fingerprints(report), strict=True)
    ]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _severity(diagnostic: Diagnostic) -> str:
    if diagnostic.severity is Severity.ERROR:
        return "major"
    return "info" if diagnostic.silent else "minor"
