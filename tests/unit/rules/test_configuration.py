"""Levels, options, presets and allowances: how a company sets the rules to its own taste."""

from collections.abc import Callable
from typing import Any

import pytest

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.rules.configuration import Configured, configure, faults
from okrsite.rules.presets import PRESETS
from okrsite.rules.registry import BY_NAME
from okrsite.rules.rule import Option, Rule, error, warning
from okrsite.settings import PRESETS as NAMES, RuleSetting, Settings

Build = Callable[..., Any]

PAGE = "It is wrong.\n\nFails:\n\nPasses:\n"


USUAL = warning("too-many", PAGE, None, Option(name="at_most", usual=3, about="how many there may be"))
TWO = warning(
    "count",
    PAGE,
    None,
    Option(name="at_least", usual=3, about="the fewest"),
    Option(name="at_most", usual=5, about="the most"),
)
ASLEEP = warning("sleeper", PAGE, None, Option(name="at_most", usual=7, about="how many"), asleep=True)
FIXED = error("broken", PAGE)


def configured(rule: Rule, **setting: Any) -> Configured:
    return configure(rule, Settings(rules=((rule.name, RuleSetting(**setting)),)))


# levels


@pytest.mark.parametrize(
    ("rule", "level", "severity"),
    [
        (USUAL, "", Severity.WARNING),
        (USUAL, "off", None),
        (USUAL, "warning", Severity.WARNING),
        (USUAL, "error", Severity.ERROR),
        (ASLEEP, "", Severity.WARNING),  # `on`
        (ASLEEP, "off", None),
        (ASLEEP, "warning", Severity.WARNING),
        (ASLEEP, "error", Severity.ERROR),
        (FIXED, "off", Severity.ERROR),
        (FIXED, "warning", Severity.ERROR),
    ],
)
def test_a_level(rule: Rule, level: str, severity: Severity | None) -> None:
    assert configured(rule, level=level).severity is severity


def test_without_settings_a_rule_is_as_it_was_made() -> None:
    assert configure(USUAL, Settings()) == Configured(severity=Severity.WARNING, options={"at_most": 3})
    assert configure(ASLEEP, Settings()) == Configured(severity=None, options={"at_most": 7})
    assert configure(FIXED, Settings()) == Configured(severity=Severity.ERROR, options={})


def test_settings_of_another_rule_change_nothing() -> None:
    settings = Settings(rules=(("sleeper", RuleSetting(level="error", options=(("at_most", "1"),))),))
    assert configure(USUAL, settings) == configure(USUAL, Settings())


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("guardrail-missing: on", "warning"),
        ("guardrail-missing: error", "error"),
        ("guardrail-missing: {level: error}", "error"),
        ("guardrail-missing: off", ""),
        ("key-result-count: on", ""),
    ],
)
def test_a_rule_that_sleeps_is_woken_by_its_line(company: Build, line: str, found: str) -> None:
    files = {
        "okrsite.yml": f"company: Acme\nrules:\n  {line}\n",
        "2026-Q4/company/a.md": "title: A\nkey_results: [{id: k, title: K, from: 1, to: 9}]",
    }
    levels = [d.severity.value for d in coaching(company, files) if d.rule == "guardrail-missing"]
    assert levels == ([found] if found else [])


# options


def test_options_are_whole_numbers_from_zero() -> None:
    assert configured(TWO, options=(("at_most", "9"),)).options == {"at_least": 3, "at_most": 9}
    assert configured(TWO, options=(("at_most", "0"), ("at_least", "0"))).options == {
        "at_least": 0,
        "at_most": 0,
    }


@pytest.mark.parametrize("text", ["", "-1", "2.5", "many", "1k", "12345", "٣", "3 "])
def test_what_is_no_whole_number_counts_for_nothing(text: str) -> None:
    assert configured(TWO, options=(("at_most", text), ("at_least", "1"))).options == {
        "at_least": 1,
        "at_most": 5,
    }


def test_an_option_of_another_rule_counts_for_nothing() -> None:
    assert configured(USUAL, options=(("at_least", "1"),)).options == {"at_most": 3}


def test_options_alone_wake_a_rule_that_sleeps_unless_it_is_off() -> None:
    options = (("at_most", "2"),)
    assert configured(ASLEEP, options=options) == Configured(
        severity=Severity.WARNING, options={"at_most": 2}
    )
    assert configured(ASLEEP, level="off", options=options).severity is None


def fault_lines(rules: str, company: Build) -> list[tuple[str, str, str, str]]:
    built = company({"okrsite.yml": f"company: Acme\nrules:\n{rules}"})
    found = built.check()
    return [(d.location, d.rule, d.message, d.hint) for d in found if d.path == "okrsite.yml"]


@pytest.mark.parametrize("value", ["many", "-1", "2.5", "12345"])
def test_an_option_that_is_no_number_is_told_where_it_stands(company: Build, value: str) -> None:
    assert fault_lines(f"  objective-count:\n    at_most: {value}\n", company) == [
        (
            "okrsite.yml:4:14",
            "wrong-type",
            f"`at_most: {value}` does not fit",
            "Write a whole number, like `at_most: 3`: the number of objectives that a team may have in a"
            " cycle.",
        )
    ]


def test_an_option_that_there_is_not(company: Build) -> None:
    assert fault_lines("  key-result-count:\n    at_mosst: 4\n", company) == [
        (
            "okrsite.yml:4:5",
            "unknown-rule",
            "`key-result-count` has no option `at_mosst`",
            "Did you mean `at_most`?",
        )
    ]
    assert (
        fault_lines("  key-result-count: {between: 4}\n", company)[0][3]
        == "It takes `at_least`, `at_most` and `level`."
    )
    assert fault_lines("  objective-without-why: {words: 4}\n", company) == [
        (
            "okrsite.yml:3:27",
            "unknown-rule",
            "`objective-without-why` has no option `words`",
            "Delete the line; the rule's page says what it takes.",
        )
    ]


def test_a_rule_that_there_is_not(company: Build) -> None:
    assert fault_lines("  objective-counts: off\n", company) == [
        (
            "okrsite.yml:3:3",
            "unknown-rule",
            "there is no rule `objective-counts`",
            "Did you mean `objective-count`?",
        )
    ]


@pytest.mark.parametrize("level", ["off", "warning"])
def test_a_rule_that_is_always_an_error(company: Build, level: str) -> None:
    (found,) = fault_lines(f"  parent-not-found: {level}\n", company)
    assert found[:2] == ("okrsite.yml:3:3", "unknown-rule")
    assert "always an error" in found[2]


@pytest.mark.parametrize("level", ["on", "error"])
def test_to_say_so_of_an_error_is_no_fault(company: Build, level: str) -> None:
    assert fault_lines(f"  parent-not-found: {level}\n", company) == []


# presets

COUNT, GUARD, WHO = (
    BY_NAME[name] for name in ("objective-count", "guardrail-missing", "key-result-without-who")
)


@pytest.mark.parametrize(
    ("presets", "at_most", "guard", "who"),
    [
        ((), 3, False, False),
        (("strict",), 1, True, False),
        (("customer-centric",), 3, False, True),
        (("strict", "customer-centric"), 1, True, True),
        (("customer-centric", "strict"), 1, True, True),
    ],
)
def test_presets_alone_and_together(presets: tuple[str, ...], at_most: int, guard: bool, who: bool) -> None:
    settings = Settings(presets=presets)
    assert configure(COUNT, settings) == Configured(severity=Severity.WARNING, options={"at_most": at_most})
    assert (configure(GUARD, settings).severity is Severity.WARNING) is guard
    assert (configure(WHO, settings).severity is Severity.WARNING) is who


@pytest.mark.parametrize(
    ("setting", "severity", "at_most"),
    [
        (RuleSetting(level="off"), None, 1),
        (RuleSetting(level="error"), Severity.ERROR, 1),
        (RuleSetting(options=(("at_most", "2"),)), Severity.WARNING, 2),
        (RuleSetting(options=(("at_most", "few"),)), Severity.WARNING, 1),
    ],
)
def test_settings_beat_presets(setting: RuleSetting, severity: Severity | None, at_most: int) -> None:
    settings = Settings(presets=("strict",), rules=(("objective-count", setting),))
    assert configure(COUNT, settings) == Configured(severity=severity, options={"at_most": at_most})


def test_settings_put_to_sleep_what_a_preset_woke() -> None:
    settings = Settings(presets=("strict",), rules=(("guardrail-missing", RuleSetting(level="off")),))
    assert configure(GUARD, settings).severity is None


def test_there_are_the_presets_that_the_settings_know() -> None:
    assert tuple(PRESETS) == NAMES


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_says_nothing_wrong(name: str) -> None:
    assert PRESETS[name]
    assert list(faults(Settings(rules=tuple(PRESETS[name].items())))) == []
    changed = [
        rule
        for rule in PRESETS[name]
        if configure(BY_NAME[rule], Settings(presets=(name,))) == configure(BY_NAME[rule], Settings())
    ]
    assert changed == [], "these rules are as they would be without it"


def test_a_preset_that_there_is_not(company: Build) -> None:
    built = company({"okrsite.yml": "company: Acme\npreset: stricct\n"})
    assert built.loaded.portfolio.settings.presets == ()
    assert [d.location for d in built.check()] == ["okrsite.yml:2:9"]


# allowances

TWO_OBJECTIVES = {
    "okrsite.yml": "company: Acme\nrules: {objective-count: {at_most: 1}}\n",
    "2026-Q4/company/a.md": "title: A",
}
ALLOW = "title: B\nallow:\n  objective-count: it ends in May"


def coaching(company: Build, files: dict[str, str]) -> list[Diagnostic]:
    return list(company(files).check(coaching=True))


def about(found: list[Diagnostic], rule: str) -> list[tuple[str, str, bool, str]]:
    return [(d.path, d.severity.value, d.silent, d.allowed) for d in found if d.rule == rule]


def test_an_allowance_makes_silent_and_says_why(company: Build) -> None:
    found = coaching(company, TWO_OBJECTIVES | {"2026-Q4/company/b.md": ALLOW})
    assert about(found, "objective-count") == [("2026-Q4/company/b.md", "warning", True, "it ends in May")]
    assert about(found, "allowance-unused") == []


def test_without_one_it_is_told(company: Build) -> None:
    found = coaching(company, TWO_OBJECTIVES | {"2026-Q4/company/b.md": "title: B"})
    assert about(found, "objective-count") == [("2026-Q4/company/b.md", "warning", False, "")]


def test_what_is_an_error_in_the_settings_is_allowed_too(company: Build) -> None:
    settings = "company: Acme\nrules: {objective-count: {at_most: 1, level: error}}\n"
    files = TWO_OBJECTIVES | {"okrsite.yml": settings}
    found = coaching(company, files | {"2026-Q4/company/b.md": ALLOW})
    assert about(found, "objective-count") == [("2026-Q4/company/b.md", "warning", True, "it ends in May")]
    found = coaching(company, files | {"2026-Q4/company/b.md": "title: B"})
    assert about(found, "objective-count") == [("2026-Q4/company/b.md", "error", False, "")]


def test_an_allowance_holds_in_its_own_file_for_its_own_rule(company: Build) -> None:
    found = coaching(
        company,
        TWO_OBJECTIVES
        | {
            "2026-Q4/company/a.md": "title: A\nallow:\n  objective-count: it ends in May",
            "2026-Q4/company/b.md": "title: B\nallow:\n  objective-without-why: the page says it",
        },
    )
    assert about(found, "objective-count") == [("2026-Q4/company/b.md", "warning", False, "")]
    assert about(found, "objective-without-why") == [
        ("2026-Q4/company/a.md", "warning", False, ""),
        ("2026-Q4/company/b.md", "warning", True, "the page says it"),
    ]
    assert about(found, "allowance-unused") == [("2026-Q4/company/a.md", "warning", False, "")]


@pytest.mark.parametrize(
    ("rules", "unused"),
    [("", True), ("rules: {objective-count: off}", False), ("rules: {objective-count: {at_most: 1}}", False)],
)
def test_an_allowance_is_unused_only_where_its_rule_looked(company: Build, rules: str, unused: bool) -> None:
    files = {"2026-Q4/company/a.md": "title: A", "2026-Q4/company/b.md": ALLOW}
    found = coaching(company, files | {"okrsite.yml": f"company: Acme\n{rules}\n"})
    assert bool(about(found, "allowance-unused")) is unused


@pytest.mark.parametrize(("preset", "unused"), [("", False), ("preset: strict", True)])
def test_an_allowance_of_a_rule_that_sleeps(company: Build, preset: str, unused: bool) -> None:
    found = coaching(
        company,
        {
            "okrsite.yml": f"company: Acme\n{preset}\n",
            "2026-Q4/company/a.md": "title: A\nallow:\n  guardrail-missing: nothing grows",
        },
    )
    assert bool(about(found, "allowance-unused")) is unused


def test_an_allowance_of_what_is_always_an_error_counts_for_nothing(company: Build) -> None:
    allow = "title: A\nparent: nobody/there\nallow:\n  parent-not-found: it will come"
    found = coaching(company, {"2026-Q4/growth/a.md": allow})
    assert about(found, "parent-not-found") == [("2026-Q4/growth/a.md", "error", False, "")]
    assert about(found, "unknown-rule") == [("2026-Q4/growth/a.md", "warning", False, "")]
