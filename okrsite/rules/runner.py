"""Runs the rules: names their findings, gives them a severity, finds their lines."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from okrsite.diagnostics import Diagnostic, Finding, Severity, did_you_mean
from okrsite.loading.positions import locate_all
from okrsite.model.cycle import CycleState
from okrsite.rules.registry import BY_NAME, RULES
from okrsite.rules.rule import Facts, Rule
from okrsite.settings import Settings
from okrsite.source import Place


def check(
    facts: Facts, loading: Iterable[Finding], *, broken_drafts: frozenset[str] = frozenset()
) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the content, by file and position.

    `loading` are the findings that came with the portfolio. Errors in drafts, and those that name one,
    count as warnings; warnings in cycles that have closed are marked silent.
    """
    portfolio = facts.portfolio
    found = [*loading, *_unknown_rules(portfolio.settings)]
    for rule in RULES:
        if rule.find is not None and _severity(rule, portfolio.settings) is not None:
            found += [replace(finding, rule=rule.name) for finding in rule.find(facts)]
    drafts = {o.source.path for o in portfolio.objectives if o.draft} | broken_drafts
    closed = {c.id for c in portfolio.cycles if c.state(portfolio.today) is CycleState.CLOSED}
    diagnostics = []
    for finding, span in zip(found, locate_all(f.place for f in found), strict=True):
        severity = _severity(BY_NAME[finding.rule], portfolio.settings)
        if severity is None:
            continue
        path = finding.place.source.path
        draft = path in drafts
        if draft or finding.private:
            severity = Severity.WARNING
        diagnostics.append(
            Diagnostic(
                rule=finding.rule,
                severity=severity,
                path=path,
                span=span,
                message=finding.message,
                hint=finding.hint,
                private=finding.private or draft,
                silent=severity is Severity.WARNING and path.partition("/")[0] in closed,
            )
        )
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=_order))


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    span = diagnostic.span
    return diagnostic.path, span.line, span.column, diagnostic.rule, diagnostic.message


def _severity(rule: Rule, settings: Settings) -> Severity | None:
    """A rule's severity by the settings; None where it is off."""
    if rule.fixed:
        return rule.severity
    level = _levels(settings).get(rule.name, "")
    if level == "off":
        return None
    return Severity(level) if level else rule.severity


def _levels(settings: Settings) -> Mapping[str, str]:
    return {name: setting.level for name, setting in settings.rules}


def _unknown_rules(settings: Settings) -> Iterable[Finding]:
    for name, setting in settings.rules:
        place = Place(source=settings.source).name_of("rules", name)
        rule = BY_NAME.get(name)
        if rule is None:
            yield Finding(
                rule="unknown-rule",
                place=place,
                message=f"there is no rule `{name[:60]}`",
                hint=did_you_mean(name, BY_NAME) or "`okrsite check` names the rule of each finding.",
            )
        elif setting.options:
            option = setting.options[0][0]
            yield Finding(
                rule="unknown-rule",
                place=Place(source=settings.source).name_of("rules", name, option),
                message=f"`{name}` has no option `{option[:60]}`",
                hint="Delete the line; the rule's page says what it takes.",
            )
        elif rule.fixed and setting.level in {"off", "warning"}:
            yield Finding(
                rule="unknown-rule",
                place=place,
                message=f"`{name}` is always an error: without it the site would be wrong",
                hint="Delete the line, and mend what the rule finds.",
            )
