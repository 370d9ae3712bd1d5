"""Which rules are on, how severe, and with which options: the defaults, then presets, then the settings."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from okrsite.diagnostics import Finding, Severity, corrected, meant, near_names
from okrsite.model.allowance import Allowance
from okrsite.rules.presets import PRESETS
from okrsite.rules.registry import BY_NAME
from okrsite.rules.rule import Rule
from okrsite.settings import RuleSetting, Settings
from okrsite.source import Place

WHOLE = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Configured:
    """How a rule is run: None for a severity is off."""

    severity: Severity | None
    options: Mapping[str, int]


def configure(rule: Rule, settings: Settings) -> Configured:
    """How the settings want a rule to be run. What they say wrongly, and is reported, counts for nothing."""
    severity: Severity | None = None if rule.asleep else rule.severity
    options = {option.name: option.usual for option in rule.options}
    if rule.fixed:
        return Configured(severity=severity, options=options)
    for setting in _settings_of(rule, settings):
        if setting.level:
            severity = None if setting.level == "off" else Severity(setting.level)
        elif rule.asleep and severity is None:  # options alone, or `on`, wake it
            severity = rule.severity
        options |= {name: int(text) for name, text in setting.options if _fits(rule, name, text)}
    return Configured(severity=severity, options=options)


def _settings_of(rule: Rule, settings: Settings) -> Iterator[RuleSetting]:
    for preset in settings.presets:
        if rule.name in PRESETS[preset]:
            yield PRESETS[preset][rule.name]
    yield from (setting for name, setting in settings.rules if name == rule.name)


def _fits(rule: Rule, name: str, text: str) -> bool:
    return any(option.name == name for option in rule.options) and bool(WHOLE.fullmatch(text))


def faults(settings: Settings) -> Iterator[Finding]:
    """What the settings say wrongly of rules."""
    for name, setting in settings.rules:
        place = Place(source=settings.source).name_of("rules", name)
        rule = BY_NAME.get(name)
        if rule is None:
            near = near_names(name, BY_NAME)
            yield Finding(
                rule="unknown-rule",
                place=place,
                message=f"there is no rule `{name[:60]}`",
                hint=meant(near) or "`okrsite rules` names them all.",
                correction=corrected(name, near, taken=[other for other, _ in settings.rules]),
            )
            continue
        yield from _option_faults(rule, setting, settings)
        if rule.fixed and setting.level in {"off", "warning"}:
            yield Finding(
                rule="unknown-rule",
                place=place,
                message=f"`{name}` is always an error: without it the site would be wrong",
                hint="Delete the line, and mend what the rule finds.",
            )


def _option_faults(rule: Rule, setting: RuleSetting, settings: Settings) -> Iterator[Finding]:
    known = {option.name: option for option in rule.options}
    for name, text in setting.options:
        place = Place(source=settings.source)
        if name not in known:
            hint = "Delete the line; the rule's page says what it takes."
            near: tuple[str, ...] = ()
            if known:
                takes = ", ".join(f"`{option}`" for option in known)
                near = near_names(name, [*known, "level"])
                hint = meant(near) or f"It takes {takes} and `level`."
            taken = [*(other for other, _ in setting.options), *(["level"] if setting.level else [])]
            yield Finding(
                rule="unknown-rule",
                place=place.name_of("rules", rule.name, name),
                message=f"`{rule.name}` has no option `{name[:60]}`",
                hint=hint,
                correction=corrected(name, near, taken=taken),
            )
        elif not WHOLE.fullmatch(text):
            option = known[name]
            yield Finding(
                rule="wrong-type",
                place=place.of("rules", rule.name, name),
                message=f"`{name}: {text[:40]}` does not fit",
                hint=f"Write a whole number, like `{name}: {option.usual}`: {option.about}.",
            )


def allowance_faults(allowance: Allowance, beside: Collection[str]) -> Iterator[Finding]:
    """What is wrong with an allowance, whatever the rules find. `beside` are the rules its file allows."""
    rule = BY_NAME.get(allowance.rule)
    if rule is None:
        near = near_names(allowance.rule, BY_NAME)
        yield Finding(
            rule="unknown-rule",
            place=allowance.place,
            message=f"there is no rule `{allowance.rule[:60]}`",
            hint=meant(near) or "`okrsite rules` names them all.",
            correction=corrected(allowance.rule, near, taken=beside),
        )
    elif rule.fixed:
        yield Finding(
            rule="unknown-rule",
            place=allowance.place,
            message=f"`{rule.name}` can't be allowed: without it the site would be wrong",
            hint="Delete the line, and mend what the rule finds.",
        )
