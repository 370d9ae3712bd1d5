"""okrsite's own JSON: fits its schema, which describes every field that is written."""

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from okrsite.exchange.reports import json_report
from okrsite.exchange.reports.report import Report


def document(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json_report.text(report))
    schema = json.loads(json_report.schema_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(found)
    return found


def test_it_says_all_that_is_known(report: Report) -> None:
    found = document(replace(report, since="abc"))
    assert found["schema"] == json_report.SCHEMA["$id"]
    assert (found["today"], found["since"], found["stops"]) == ("2026-11-20", "abc", True)
    assert (found["errors"], found["warnings"]) == (5, 2)
    assert found["findings"][1] == {
        "rule": "unknown-team",
        "severity": "error",
        "path": "our okrs/content/2026-Q4/growth/first week: größe, 100%#1.md",
        "start": {"line": 4, "column": 9},
        "end": {"line": 4, "column": 14},
        "message": "no team `growht`",
        "hint": "Do it.",
        "fingerprint": found["findings"][1]["fingerprint"],
        "draft": False,
        "silent": False,
        "allowed": None,
        "objective": None,
        "fix": {"start": {"line": 4, "column": 9}, "end": {"line": 4, "column": 14}, "text": "größe"},
    }
    assert [f["draft"] for f in found["findings"]].index(True) == 5
    assert found["findings"][6]["objective"] == "our okrs/content/2026-Q1/growth/first.md"
    assert found["findings"][7]["allowed"] == "two is\nall we can measure"


def test_the_schema_knows_every_field_and_each_is_needed(report: Report) -> None:
    found = document(report)
    schema = json_report.SCHEMA
    assert found.keys() == schema["properties"].keys()
    finding = schema["$defs"]["finding"]
    assert found["findings"][0].keys() == finding["properties"].keys()
    for name in found["findings"][0]:
        lacking = {**found, "findings": [{k: v for k, v in found["findings"][0].items() if k != name}]}
        with pytest.raises(ValidationError):
            Draft202012Validator(schema).validate(lacking)


def test_without_findings(empty: Report) -> None:
    assert document(empty)["findings"] == []
    assert document(empty)["since"] is None
