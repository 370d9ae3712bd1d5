"""The page of rules: groups, options with this site's values, what wakes a rule; and what files allow."""

from collections.abc import Callable

from okrsite.rules.registry import GROUPS
from okrsite.settings import RuleSetting, Settings
from okrsite.views.cards import Cards
from okrsite.views.check_report import check_view
from okrsite.views.company import Company
from okrsite.views.guide import rules_view
from okrsite.views.objective import objective_view
from okrsite.views.rule_pages import RuleEntry, rule_groups

Build = Callable[..., tuple[Company, Cards]]


def entries(settings: Settings) -> dict[str, RuleEntry]:
    return {rule.name: rule for group in rule_groups(settings) for rule in group.rules}


def test_every_rule_is_on_the_page_below_its_group(views: Build) -> None:
    _, cards = views({})
    groups = rule_groups(Settings())
    assert [group.title for group in groups] == [title for title, rules in GROUPS if rules]
    text = rules_view(cards, groups).prose.text
    lines = text.split("\n")
    for title, rules in GROUPS:
        for rule in rules:
            assert lines.index(f"## {title}") < lines.index(f"### {rule.name}")


def test_options_are_shown_with_the_usual_value_and_this_sites(views: Build) -> None:
    _, cards = views({})
    settings = Settings(rules=(("key-result-count", RuleSetting(options=(("at_most", "4"),))),))
    option = next(o for o in entries(settings)["key-result-count"].options if o.name == "at_most")
    assert (option.usual, option.value) == (5, 4)
    text = rules_view(cards, rule_groups(settings)).prose.text
    assert "(usually 5; here **4**)" in text


def test_a_rule_that_sleeps_says_what_wakes_it() -> None:
    asleep = entries(Settings())["guardrail-missing"]
    assert asleep.level == "off"
    assert asleep.remarks == (
        "Asleep until a preset or the settings wake it.",
        "`preset: strict` wakes it.",
    )
    assert entries(Settings(presets=("strict",)))["guardrail-missing"].level == "warning"
    assert "`preset: strict` sets `at_most` to 1." in entries(Settings())["objective-count"].remarks
    fixed = entries(Settings(rules=(("missing-field", RuleSetting(level="off")),)))["missing-field"]
    assert (fixed.level, fixed.remarks[0]) == (
        "error",
        "Always an error: without it the site would be wrong.",
    )


def test_what_a_file_allows_itself_is_shown_with_the_reason(views: Build) -> None:
    company, cards = views(
        {
            "2026-Q4/growth/o.md": (
                'title: T\nallow: {objective-unaligned: "A bet of our own."}\n'
                "key_results: [{id: a, title: A, from: 1, to: 2}]"
            )
        }
    )
    page = objective_view(company, cards, company.objectives["2026-Q4/growth/o"])
    assert [(row.rule, row.reason) for row in page.allowed] == [("objective-unaligned", "A bet of our own.")]
    assert "objective-unaligned" not in [row.rule for row in page.findings]
    report = check_view(company, cards)
    assert [(file.text, [row.rule for row in rows]) for file, rows in report.allowed] == [
        ("2026-Q4/growth/o.md", ["objective-unaligned"])
    ]
    assert report.silent == ""
