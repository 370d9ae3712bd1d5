"""Runs the rules: names their findings, gives them a severity, finds their lines."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from okrsite.diagnostics import Correction, Diagnostic, Finding, Severity
from okrsite.loading.correcting import fixes
from okrsite.loading.positions import locate_all
from okrsite.model.allowance import Allowance
from okrsite.model.cycle import CycleState
from okrsite.rules._statements import judge_ahead
from okrsite.rules.configuration import Configured, allowance_faults, configure, faults
from okrsite.rules.registry import BY_NAME, HISTORY, RULES
from okrsite.rules.rule import Facts, Rule

UNUSED = "allowance-unused"

Allowances = Mapping[tuple[str, str], Allowance]
"""By file and rule."""


def check(
    facts: Facts, loading: Iterable[Finding], *, broken_drafts: frozenset[str] = frozenset()
) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the content, by file and position.

    `loading` are the findings that came with the portfolio. Errors in drafts, and those that name one,
    count as warnings; warnings in cycles that have closed, and those that their file allows, are marked
    silent.
    """
    portfolio = facts.portfolio
    configured = {rule.name: configure(rule, portfolio.settings) for rule in RULES}
    found = [*loading, *faults(portfolio.settings)]
    judge_ahead(facts, {name for name, how in configured.items() if how.severity is not None})
    for rule in RULES:
        how = configured[rule.name]
        if rule.find is not None and how.severity is not None:
            found += [replace(finding, rule=rule.name) for finding in rule.find(facts, **how.options)]
    allowances = {(a.path, a.rule): a for a in portfolio.allowances}
    found += _allowance_findings(facts, allowances, found, configured)
    drafts = {o.source.path for o in portfolio.objectives if o.draft} | broken_drafts
    closed = {c.id for c in portfolio.cycles if c.state(portfolio.today) is CycleState.CLOSED}
    diagnostics = []
    spans = locate_all((f.place for f in found), facts.judged)
    for finding, span, fix in zip(found, spans, fixes(found, spans), strict=True):
        rule = BY_NAME[finding.rule]
        severity = configured[rule.name].severity
        if severity is None:
            continue
        path = finding.place.source.path
        draft = path in drafts
        if draft or finding.private:
            severity = Severity.WARNING
        allowance = None if rule.fixed else allowances.get((_allowing(path), rule.name))
        past = severity is Severity.WARNING and path.partition("/")[0] in closed and not rule.lasting
        diagnostics.append(
            Diagnostic(
                rule=finding.rule,
                severity=severity if allowance is None else Severity.WARNING,
                path=path,
                span=span,
                message=finding.message,
                hint=finding.hint,
                private=finding.private or draft,
                silent=past or allowance is not None,
                allowed=allowance.reason if allowance else "",
                about=finding.about,
                fix=fix,
            )
        )
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=_order))


def _allowance_findings(
    facts: Facts, allowances: Allowances, found: Iterable[Finding], configured: Mapping[str, Configured]
) -> Iterator[Finding]:
    """What is wrong with allowances: those of no rule, and those that nothing needs any more."""
    needed = {(_allowing(f.place.source.path), f.rule) for f in found}
    broken = {path for path, rule in needed if BY_NAME[rule].fixed}  # other findings may hide behind errors
    beside: dict[str, list[str]] = {}
    for path, name in allowances:
        beside.setdefault(path, []).append(name)
    for (path, name), allowance in allowances.items():
        wrong = tuple(allowance_faults(allowance, beside[path]))
        yield from wrong
        if wrong or configured[name].severity is None or not _may_find(facts, BY_NAME[name]):
            continue
        if (path, name) not in needed:
            yield Finding(
                rule=UNUSED,
                place=allowance.place,
                message=f"nothing in this file breaks `{name}` any more: the allowance is not needed",
                hint="Delete the line.",
                correction=None if path in broken else Correction(old=name),
            )


def _may_find(facts: Facts, rule: Rule) -> bool:
    """Whether a rule has all it needs: those about the past find nothing where git can't tell of it."""
    return rule not in HISTORY or facts.changes.past is not None


def _allowing(path: str) -> str:
    """The file whose `allow` counts for a path: a KPI's for its readings."""
    return f"{path.removesuffix('.csv')}.md" if path.endswith(".csv") else path


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    span = diagnostic.span
    return diagnostic.path, span.line, span.column, diagnostic.rule, diagnostic.message
