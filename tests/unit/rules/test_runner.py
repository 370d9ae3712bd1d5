"""How findings become diagnostics, and what every rule has."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from okrsite.diagnostics import Severity
from okrsite.rules.registry import BY_NAME, RULES
from okrsite.rules.rule import Rule

Build = Callable[..., Any]

UNALIGNED = {"2026-Q4/growth/a.md": "title: A"}


def levels(company: Build, rules: str, today: date = date(2026, 11, 20)) -> list[tuple[str, str, bool]]:
    built = company(UNALIGNED | {"okrsite.yml": f"company: Acme\nrules:\n{rules}"}, today)
    return [(d.rule, d.severity.value, d.silent) for d in built.check()]


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ("", [("objective-unaligned", "warning", False)]),
        ("  objective-unaligned: warning", [("objective-unaligned", "warning", False)]),
        ("  objective-unaligned: on", [("objective-unaligned", "warning", False)]),
        ("  objective-unaligned: error", [("objective-unaligned", "error", False)]),
        ("  objective-unaligned: off", []),
        ("  objective-unaligned: {level: off}", []),
        ("  objective-unaligned: {level: off, since: 2026-Q4}", [("unknown-rule", "warning", False)]),
        ("  unknown-rule: off\n  nonsense: off\n  objective-unaligned: off", []),
    ],
)
def test_levels(company: Build, rules: str, found: list[tuple[str, str, bool]]) -> None:
    assert levels(company, rules) == found


def test_warnings_of_closed_cycles_are_silent(company: Build) -> None:
    assert levels(company, "", date(2027, 1, 1)) == [("objective-unaligned", "warning", True)]
    rule = "  objective-unaligned: error"
    assert levels(company, rule, date(2027, 1, 1)) == [("objective-unaligned", "error", False)]


def test_findings_come_by_file_and_position(company: Build) -> None:
    built = company(
        {
            "teams/product.md": "name: P\nparent: nobody\nlaed: x",
            "2026-Q4/growth/b.md": "titel: B\nparent: nothing",
            "2026-Q4/growth/a.md": "title: A\nparent: nothing\nowner:\n  - a\n  - b",
        }
    )
    assert built.found() == [
        "2026-Q4/growth/a.md:3:9 parent-not-found",
        "2026-Q4/growth/a.md:5:3 wrong-type",
        "2026-Q4/growth/b.md:2:1 missing-field",
        "2026-Q4/growth/b.md:2:1 unknown-field",
        "2026-Q4/growth/b.md:3:9 parent-not-found",
        "teams/product.md:3:9 unknown-team",
        "teams/product.md:4:1 unknown-field",
    ]


def test_nothing_is_said_twice(company: Build) -> None:
    found = company({"2026-Q4/growth/a.md": "title: A\nparent: x: y\n"}).check()
    assert len(found) == len(set(found)) == 1


def test_all_findings_have_words_and_a_rule_that_is_known(company: Build) -> None:
    built = company(
        {
            "okrsite.yml": "company: ''\nrules:\n  nonsense: on",
            "2026-Q4/growth/a.md": "title: A\nparent: a\nkey_results:\n  - id: A\n    to: 1e3",
            "2026-Q4/growth/b.md": "title: [",
            "2026-Q4/growth/checkins/2027-10-01.md": "key_results: {x: {confidence: 11}}",
            "Q4-2026/x.md": "",
        }
    )
    found = built.check()
    assert len(found) > 7
    for diagnostic in found:
        assert diagnostic.rule in BY_NAME
        assert diagnostic.message
        assert diagnostic.message[0] == diagnostic.message[0].lower()
        assert not diagnostic.message.endswith(".")
        assert diagnostic.hint[:1] in {"`", ""} or diagnostic.hint[0].isupper()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
class TestEachRule:
    def test_its_file_is_named_like_it(self, rule: Rule) -> None:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
        if rule.find is not None:
            assert rule.find.__module__ == f"okrsite.rules.{rule.name.replace('-', '_')}"

    def test_its_page_has_a_summary_and_both_examples(self, rule: Rule) -> None:
        assert 10 < len(rule.summary) < 140
        assert "\nFails" in rule.page
        assert "\nPasses" in rule.page

    def test_only_warnings_can_be_set(self, rule: Rule) -> None:
        assert rule.fixed is (rule.severity is Severity.ERROR)


def test_rules_are_in_the_order_of_their_names() -> None:
    names = [rule.name for rule in RULES]
    assert names == sorted(set(names))
