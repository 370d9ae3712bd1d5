"""SARIF: valid by the OASIS schema, and what its readers make of it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from jsonschema import Draft4Validator

from okrsite.exchange.reports import sarif
from okrsite.exchange.reports.report import Report
from okrsite.rules.registry import BY_NAME


@pytest.fixture
def run(report: Report, schemas: Path) -> dict[str, Any]:
    return run_of(report, schemas)


def run_of(report: Report, schemas: Path) -> dict[str, Any]:
    log = json.loads(sarif.text(report))
    schema = json.loads((schemas / "sarif-schema-2.1.0.json").read_text("utf-8"))
    assert log["$schema"] == schema["id"]
    Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER).validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_every_result_names_its_rule(run: dict[str, Any]) -> None:
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == 9
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == [r["ruleId"] for r in run["results"]]
    assert len({rule["id"] for rule in rules}) == len(rules) == 8


def test_a_rule_brings_its_page(run: dict[str, Any]) -> None:
    rule = next(rule for rule in run["tool"]["driver"]["rules"] if rule["id"] == "watermelon")
    assert rule["help"]["markdown"] == BY_NAME["watermelon"].page.strip()
    assert rule["shortDescription"]["text"] == BY_NAME["watermelon"].summary
    assert rule["helpUri"] == "https://okrs.acme.example/site/rules.html#watermelon"
    assert rule["defaultConfiguration"] == {"level": "warning"}
    assert rule["properties"]["tags"] == ["Running OKRs"]


def test_without_a_site_a_rule_has_no_address(report: Report, schemas: Path) -> None:
    run = run_of(replace(report, url=""), schemas)
    assert not any("helpUri" in rule for rule in run["tool"]["driver"]["rules"])


def test_paths_are_addresses_from_the_top_of_the_repository(run: dict[str, Any]) -> None:
    places = [r["locations"][0]["physicalLocation"] for r in run["results"]]
    assert {place["artifactLocation"]["uriBaseId"] for place in places} == run["originalUriBaseIds"].keys()
    uri = places[1]["artifactLocation"]["uri"]
    assert uri.isascii()
    split = urlsplit(uri)
    assert (split.scheme, split.query, split.fragment) == ("", "", "")
    assert unquote(split.path) == "our okrs/content/2026-Q4/growth/first week: größe, 100%#1.md"


def test_regions_end_behind_their_last_character(run: dict[str, Any]) -> None:
    assert run["columnKind"] == "unicodeCodePoints"
    regions = [r["locations"][0]["physicalLocation"]["region"] for r in run["results"]]
    assert regions[1] == {"startLine": 4, "startColumn": 9, "endLine": 4, "endColumn": 14}
    assert regions[4] == regions[8] == {"startLine": 1}


def test_levels_and_suppressions(run: dict[str, Any]) -> None:
    levels = [result["level"] for result in run["results"]]
    assert levels == ["warning", "error", "error", "error", "error", "warning", "note", "warning", "error"]
    suppressed = [result["suppressions"] for result in run["results"]]
    assert suppressed[:7] == [[]] * 7
    (suppression,) = suppressed[7]
    assert suppression == {
        "kind": "inSource",
        "status": "accepted",
        "justification": "two is\nall we can measure",
    }


def test_fixes_and_the_objective_it_is_about(run: dict[str, Any]) -> None:
    change = run["results"][1]["fixes"][0]["artifactChanges"][0]
    assert (
        change["artifactLocation"]
        == run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]
    )
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 4, "startColumn": 9, "endLine": 4, "endColumn": 14},
            "insertedContent": {"text": "größe"},
        }
    ]
    deletion = run["results"][2]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert "insertedContent" not in deletion
    related = run["results"][6]["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert related == "our%20okrs/content/2026-Q1/growth/first.md"


def test_fingerprints_tell_results_apart(run: dict[str, Any]) -> None:
    assert len({json.dumps(r["partialFingerprints"]) for r in run["results"]}) == 9


def test_without_findings(empty: Report, schemas: Path) -> None:
    run = run_of(empty, schemas)
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 0}]


def test_every_rule_can_be_told(report: Report, schemas: Path) -> None:
    one = report.diagnostics[0]
    run = run_of(replace(report, diagnostics=tuple(replace(one, rule=name) for name in BY_NAME)), schemas)
    assert len(run["tool"]["driver"]["rules"]) == len(BY_NAME)
