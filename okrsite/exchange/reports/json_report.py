"""okrsite's own format for programs: all that is known of each finding, as JSON of a versioned schema.

A change that readers of version 1 must know of makes a new version; a new field does not.
"""

import json
from typing import Any

from okrsite import __version__
from okrsite.diagnostics import Diagnostic
from okrsite.exchange.reports.report import Report, fingerprints
from okrsite.exchange.schema_words import (
    DAY,
    TEXT,
    WHOLE,
    YES_NO,
    Schema,
    many,
    maybe,
    named,
    one_of,
    record,
    said,
)
from okrsite.source import Span

VERSION = 1
SCHEMA_ID = f"urn:okrsite:check:{VERSION}"

_NUMBER = {"type": "integer", "minimum": 1}
SCHEMA: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": SCHEMA_ID,
    "title": "What `okrsite check --format json` prints",
    **record(
        "The findings of a check of the OKRs.",
        schema=said({"const": SCHEMA_ID}, "the name of this schema, with its version"),
        okrsite=said(TEXT, "the version of okrsite that checked"),
        today=said(DAY, "the day that the check was made for"),
        since=said(maybe(TEXT), "the commit that was compared with: only what is new since is here"),
        stops=said(YES_NO, "whether something keeps the site from being published"),
        errors=WHOLE,
        warnings=said(WHOLE, "without the silent ones"),
        findings=many("finding"),
    ),
    "$defs": {
        "finding": record(
            "What is wrong, where, and what to do.",
            rule=TEXT,
            severity=one_of("error", "warning"),
            path=said(TEXT, "the file, from the top of the repository"),
            start=named("position"),
            end=said(
                named("position"),
                "the first position behind it; with line 1, column 1 it means the whole file",
            ),
            message=said(TEXT, "what is wrong"),
            hint=said(TEXT, "what to do; may be empty"),
            fingerprint=said(TEXT, "the same in every check that finds it, and no other's"),
            draft=said(YES_NO, "whether it is in a draft or names one: the site does not show it"),
            silent=said(YES_NO, "whether it does not count: in a cycle that has closed, or allowed"),
            allowed=said(maybe(TEXT), "the reason why its file may break the rule"),
            objective=said(maybe(TEXT), "the file of the objective that it is about, where that is another"),
            fix=said(maybe(named("fix")), "what mends it, where that is mechanical"),
        ),
        "fix": record(
            "Replace what stands between two positions of the finding's file.",
            start=named("position"),
            end=named("position"),
            text=said(TEXT, "what stands there then; empty to delete"),
        ),
        "position": record(
            "A position in a file. Columns count characters (code points), also of a tab.",
            line=_NUMBER,
            column=_NUMBER,
        ),
    },
}


def schema_text() -> str:
    """SCHEMA as a document."""
    return json.dumps(SCHEMA, ensure_ascii=False, indent=2) + "\n"


def text(report: Report) -> str:
    """A JSON document that fits SCHEMA."""
    document = {
        "schema": SCHEMA_ID,
        "okrsite": __version__,
        "today": report.today.isoformat(),
        "since": report.since or None,
        "stops": report.stops,
        "errors": report.errors,
        "warnings": report.warnings,
        "findings": [
            _finding(diagnostic, report, fingerprint)
            for diagnostic, fingerprint in zip(report.diagnostics, fingerprints(report), strict=True)
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _finding(diagnostic: Diagnostic, report: Report, fingerprint: str) -> dict[str, Any]:
    fix = diagnostic.fix
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.value,
        "path": report.path(diagnostic.path),
        **_stretch(diagnostic.span),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "fingerprint": fingerprint,
        "draft": diagnostic.private,
        "silent": diagnostic.silent,
        "allowed": diagnostic.allowed or None,
        "objective": report.path(diagnostic.about) if diagnostic.about else None,
        "fix": None if fix is None else {**_stretch(fix.span), "text": fix.text},
    }


def _stretch(span: Span) -> dict[str, Any]:
    return {
        "start": {"line": span.line, "column": span.column},
        "end": {"line": span.end_line, "column": span.end_column},
    }
