"""The Code Quality report: valid entry by entry, as GitLab validates it."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

from okrsite.exchange.reports import gitlab
from okrsite.exchange.reports.report import Report


def entries(report: Report, schemas: Path) -> list[dict[str, Any]]:
    validator = Draft7Validator(json.loads((schemas / "codeclimate.json").read_text("utf-8")))
    found: list[dict[str, Any]] = json.loads(gitlab.text(report))
    for entry in found:
        validator.validate(entry)
    return found


def test_it_is_valid_and_whole(report: Report, schemas: Path) -> None:
    found = entries(report, schemas)
    assert len(found) == 9
    assert len({entry["fingerprint"] for entry in found}) == 9
    assert {entry["severity"] for entry in found} == {"major", "minor", "info"}
    assert found[1] == {
        "description": "no team `growht`. Do it.",
        "check_name": "unknown-team",
        "fingerprint": found[1]["fingerprint"],
        "severity": "major",
        "location": {
            "path": "our okrs/content/2026-Q4/growth/first week: größe, 100%#1.md",
            "lines": {"begin": 4, "end": 4},
        },
    }
    assert found[6]["description"] == "was it?"
    assert found[7]["description"] == "2 key results. Allowed: two is\nall we can measure"


def test_no_finding_is_an_empty_list(empty: Report, schemas: Path) -> None:
    assert entries(empty, schemas) == []
