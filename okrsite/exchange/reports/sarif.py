"""SARIF 2.1.0, the standard that code scanning services and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urljoin

from okrsite import __version__
from okrsite.diagnostics import Diagnostic, Severity
from okrsite.exchange.reports.report import Report, fingerprints, sentence, whole_file
from okrsite.rules.registry import BY_NAME, GROUPS
from okrsite.rules.rule import Rule
from okrsite.source import Span
from okrsite.views import urls

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"
"""What paths begin at. Where the repository is on this machine is nobody's business."""

Object = dict[str, Any]


def text(report: Report) -> str:
    """A SARIF log with one run: its rules with their pages, and a result for each finding."""
    rules = sorted({diagnostic.rule for diagnostic in report.diagnostics})
    numbers = {name: number for number, name in enumerate(rules)}
    results = [
        _result(diagnostic, report, fingerprint, numbers)
        for diagnostic, fingerprint in zip(report.diagnostics, fingerprints(report), strict=True)
    ]
    described = [_rule(BY_NAME[name], report.url) for name in rules]
    run = {
        "tool": {"driver": {"name": "okrsite", "version": __version__, "rules": described}},
        "automationDetails": {"id": "okrsite/check/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The top folder of the repository."}}},
        "invocations": [{"executionSuccessful": True, "exitCode": int(report.stops)}],
        "results": results,
        "properties": {"today": report.today.isoformat()},
    }
    return (
        json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)
        + "\n"
    )


def _rule(rule: Rule, url: str) -> Object:
    """A rule with its page, and where the site has it."""
    level = rule.severity.value
    found: Object = {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": rule.page.strip(), "markdown": rule.page.strip()},
        "defaultConfiguration": {"level": level},
        "properties": {
            "tags": [title for title, rules in GROUPS if rule in rules],
            "problem.severity": level,
        },
    }
    if url:
        found["helpUri"] = urljoin(f"{url.rstrip('/')}/", f"{urls.RULES}#{rule.name}")
    return found


def _result(diagnostic: Diagnostic, report: Report, fingerprint: str, numbers: Mapping[str, int]) -> Object:
    found: Object = {
        "ruleId": diagnostic.rule,
        "ruleIndex": numbers[diagnostic.rule],
        "level": _level(diagnostic),
        "message": {"text": sentence(diagnostic)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(report.path(diagnostic.path)),
                    "region": _region(diagnostic.span),
                }
            }
        ],
        "partialFingerprints": {"okrsiteFinding/v1": fingerprint},
        "suppressions": [],
    }
    if diagnostic.about:
        location = {"artifactLocation": _artifact(report.path(diagnostic.about))}
        found["relatedLocations"] = [
            {"id": 0, "physicalLocation": location, "message": {"text": "The objective it is about"}}
        ]
    if diagnostic.allowed:
        found["suppressions"] = [
            {"kind": "inSource", "status": "accepted", "justification": diagnostic.allowed}
        ]
    if diagnostic.fix is not None:
        replacement: Object = {"deletedRegion": _stretch(diagnostic.fix.span)}
        if diagnostic.fix.text:
            replacement["insertedContent"] = {"text": diagnostic.fix.text}
        change = {"artifactLocation": _artifact(report.path(diagnostic.path)), "replacements": [replacement]}
        found["fixes"] = [{"description": {"text": diagnostic.hint}, "artifactChanges": [change]}]
    return found


def _level(diagnostic: Diagnostic) -> str:
    if diagnostic.severity is Severity.ERROR:
        return "error"
    return "note" if diagnostic.silent and not diagnostic.allowed else "warning"


def _artifact(path: str) -> Object:
    return {"uri": quote(os.fsencode(path)), "uriBaseId": ROOT}


def _region(span: Span) -> Object:
    return {"startLine": 1} if whole_file(span) else _stretch(span)


def _stretch(span: Span) -> Object:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
