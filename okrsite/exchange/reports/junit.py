"""A JUnit report, which Jenkins, GitLab and others show as tests: for each file one for each rule it breaks.

The format has no standard; this fits the schema of Jenkins' xUnit plugin, which is the strictest in use. A
file without findings is a test that passes, so that the numbers say how much was checked. Warnings don't
fail: they are the test's output.
"""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.exchange.reports.report import Report

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CLEAN = "nothing is wrong"
"""The name of the test of a file without findings."""


def text(report: Report) -> str:
    """An XML document."""
    by_file: dict[str, dict[str, list[Diagnostic]]] = {path: {} for path in sorted(report.files)}
    for diagnostic in report.diagnostics:
        by_file.setdefault(diagnostic.path, {}).setdefault(diagnostic.rule, []).append(diagnostic)
    suites = [_suite(report, path, rules) for path, rules in by_file.items()]
    root = Element("testsuites", name="okrsite check")
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, 0)) for suite in suites)))
    root.extend(suites)
    indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _suite(report: Report, path: str, rules: dict[str, list[Diagnostic]]) -> Element:
    whole = _clean(report.path(path))
    cases = [_case(report, whole, rule, found) for rule, found in rules.items()]
    cases = cases or [Element("testcase", name=CLEAN, classname=_class(whole), time="0")]
    failures = sum(case.find("failure") is not None for case in cases)
    suite = Element(
        "testsuite",
        name=whole,
        file=whole,
        tests=str(len(cases)),
        failures=str(failures),
        errors="0",
        time="0",
    )
    suite.extend(cases)
    return suite


def _case(report: Report, path: str, rule: str, found: list[Diagnostic]) -> Element:
    """The test of a rule on a file: it fails where something of it stops the site."""
    case = Element("testcase", name=rule, classname=_class(path), time="0")
    failing = [d for d in found if d.severity is Severity.ERROR or (report.strict and not d.silent)]
    others = [d for d in found if d not in failing]
    if failing:
        failure = SubElement(case, "failure", type=rule, message=_clean(failing[0].message))
        failure.text = _told(failing, path)
    if others:
        SubElement(case, "system-out").text = _told(others, path)
    return case


def _class(path: str) -> str:
    """Jenkins makes a tree of what stands between dots."""
    return path.removesuffix(".md").replace(".", "_").replace("/", ".")


def _told(found: Iterable[Diagnostic], path: str) -> str:
    lines = []
    for diagnostic in found:
        span = diagnostic.span
        lines.append(f"{path}:{span.line}:{span.column} {diagnostic.severity.value}: {diagnostic.message}")
        if diagnostic.allowed:
            lines.append(f"  allowed: {diagnostic.allowed}")
        elif diagnostic.hint:
            lines.append(f"  {diagnostic.hint}")
    return _clean("\n".join(lines))


def _clean(text: str) -> str:
    """A text without what XML can't hold."""
    return _NO_XML.sub("\ufffd", text)
