"""What the page of rules says of each rule, as this site runs it."""

from dataclasses import dataclass

from okrsite.rules.configuration import configure
from okrsite.rules.presets import PRESETS
from okrsite.rules.registry import GROUPS
from okrsite.rules.rule import Rule
from okrsite.settings import RuleSetting, Settings
from okrsite.views.words import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOption:
    """A number that a rule takes: what it is about, the usual one, and this site's."""

    name: str
    about: str
    usual: int
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEntry:
    """A rule: its page in Markdown, what its findings are on this site (error, warning or off), and
    `remarks` on that, whole sentences."""

    name: str
    page: str
    level: str
    options: tuple[RuleOption, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGroup:
    """Rules that belong together, below their heading."""

    title: str
    rules: tuple[RuleEntry, ...]


def rule_groups(settings: Settings) -> tuple[RuleGroup, ...]:
    """All rules in their groups, as the settings of a site have them. Groups without a rule are left out."""
    return tuple(
        RuleGroup(title=title, rules=tuple(_entry(rule, settings) for rule in rules))
        for title, rules in GROUPS
        if rules
    )


def _entry(rule: Rule, settings: Settings) -> RuleEntry:
    how = configure(rule, settings)
    return RuleEntry(
        name=rule.name,
        page=rule.page,
        level=how.severity.value if how.severity is not None else "off",
        options=tuple(
            RuleOption(name=o.name, about=o.about, usual=o.usual, value=how.options[o.name])
            for o in rule.options
        ),
        remarks=tuple(_remarks(rule)),
    )


def _remarks(rule: Rule) -> list[str]:
    remarks = []
    if rule.fixed:
        remarks.append("Always an error: without it the site would be wrong.")
    if rule.asleep:
        remarks.append("Asleep until a preset or the settings wake it.")
    for preset, rules in PRESETS.items():
        if rule.name in rules:
            remarks.append(f"`preset: {preset}` {_does(rules[rule.name], rule)}.")
    if rule.lasting:
        remarks.append("Shown for closed cycles too.")
    return remarks


def _does(setting: RuleSetting, rule: Rule) -> str:
    """What a preset does to a rule: `wakes it`, `sets at_most to 1`."""
    does = [f"sets `{name}` to {text}" for name, text in setting.options]
    if setting.level and rule.asleep:
        does.insert(0, "wakes it")
    elif setting.level:
        does.insert(0, "turns it off" if setting.level == "off" else f"makes it {_a(setting.level)}")
    return listed(does)


def _a(level: str) -> str:
    return f"an {level}" if level == "error" else f"a {level}"
