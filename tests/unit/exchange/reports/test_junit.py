"""JUnit: valid by Jenkins' schema, with numbers that add up."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import xmlschema

from okrsite.exchange.reports import junit
from okrsite.exchange.reports.report import Report


def checked_suites(report: Report, schemas: Path) -> ElementTree.Element:
    text = junit.text(report)
    data = text.encode("utf-8")
    xmlschema.XMLSchema(str(schemas / "junit-10.xsd")).validate(
        ElementTree.ElementTree(ElementTree.fromstring(data))
    )
    root = ElementTree.fromstring(data)
    for element in (root, *root):
        cases = element.findall(".//testcase")
        assert element.get("tests") == str(len(cases))
        assert element.get("failures") == str(sum(case.find("failure") is not None for case in cases))
        assert element.get("errors") == "0"
    return root


def test_a_suite_a_file_and_a_test_a_rule(report: Report, schemas: Path) -> None:
    root = checked_suites(report, schemas)
    names = {suite.get("name"): [case.get("name") for case in suite] for suite in root}
    objective = "our okrs/content/2026-Q4/growth/first week: größe, 100%#1.md"
    assert names[objective] == ["check-in-missing", "unknown-team", "wrong-type"]
    assert names["our okrs/content/teams/company.md"] == [junit.CLEAN]
    assert len(names) == 7
    keys = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(set(keys)) == len(keys)


def test_errors_fail_and_warnings_are_output(report: Report, schemas: Path) -> None:
    cases = {case.get("name"): case for case in checked_suites(report, schemas).iter("testcase")}
    team = cases["unknown-team"].find("failure")
    assert team is not None and team.text
    assert team.get("type") == "unknown-team"
    assert team.get("message") == "no team `growht`"
    assert team.text.count("growht") == 2
    assert "#1.md:4:9 error: no team `growht`\n  Do it." in team.text
    missing = cases["check-in-missing"]
    assert missing.find("failure") is None
    assert "no check-in for 23 days" in missing.findtext("system-out", "")
    assert "allowed: two is\nall we can measure" in cases["key-result-count"].findtext("system-out", "")


def test_strictly_warnings_fail_as_well_but_not_silent_ones(report: Report, schemas: Path) -> None:
    cases = {
        case.get("name"): case
        for case in checked_suites(replace(report, strict=True), schemas).iter("testcase")
    }
    failing = {name for name, case in cases.items() if case.find("failure") is not None}
    assert {"check-in-missing", "unused-draft"} < failing
    assert not {"watermelon", "key-result-count", junit.CLEAN} & failing


def test_what_xml_can_not_hold_is_replaced(report: Report, schemas: Path) -> None:
    cases = {case.get("name"): case for case in checked_suites(report, schemas).iter("testcase")}
    failure = cases["wrong-type"].find("failure")
    assert failure is not None and failure.text
    assert "<script>alert(1)</script> &amp; ]]>" in failure.text
    assert "\ufffd\ufffd\ufffd[31m\x85\u2028\ufffd\ufffd größe 🚲" in failure.text
    assert "\n::error::x" in (failure.get("message") or "")


def test_without_findings(empty: Report, schemas: Path) -> None:
    assert checked_suites(empty, schemas).get("tests") == "1"
    assert checked_suites(replace(empty, files=()), schemas).get("tests") == "0"
