"""What the check says, as pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass

from okrsite.diagnostics import Diagnostic
from okrsite.views import forge, urls
from okrsite.views.company import Company


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A diagnostic for people: severity is `error` or `warning`; `place` is `file:line:column`;
    `rule_url` leads to the rule's page."""

    severity: str
    rule: str
    message: str
    hint: str
    place: str
    edit_url: str
    rule_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedRow:
    """What a rule finds in a file, and the file allows, with the reason."""

    rule: str
    message: str
    reason: str
    place: str
    rule_url: str = ""


def findings_of(company: Company, path: str) -> tuple[FindingRow, ...]:
    """What the check says of a file, as far as it may be published."""
    return _findings(company, company.diagnostics_by_path.get(path, ()))


def findings_beside(company: Company, path: str) -> tuple[FindingRow, ...]:
    """What the check says of an objective: in its file, then in check-ins and reviews that speak of it."""
    beside = (d for d in company.diagnostics_about.get(path, ()) if not d.silent)
    return (*findings_of(company, path), *_findings(company, beside))


def allowed_beside(company: Company, path: str) -> tuple[AllowedRow, ...]:
    """What an objective's file allows itself, and what check-ins and reviews allow that speak of it."""
    beside = (d for d in company.diagnostics_about.get(path, ()) if d.allowed)
    return (*allowed_of(company, path), *_allowed(beside))


def _findings(company: Company, diagnostics: Iterable[Diagnostic]) -> tuple[FindingRow, ...]:
    settings = company.portfolio.settings
    return tuple(
        FindingRow(
            severity=d.severity.value,
            rule=d.rule,
            message=d.message,
            hint=d.hint,
            place=d.location,
            rule_url=_rule_url(d),
            edit_url=forge.edit_url(settings, f"{company.content_path}/{d.path}".lstrip("/")),
        )
        for d in diagnostics
    )


def allowed_of(company: Company, path: str) -> tuple[AllowedRow, ...]:
    """What a file allows itself, once for each rule and message."""
    return _allowed(company.allowed_by_path.get(path, ()))


def _allowed(diagnostics: Iterable[Diagnostic]) -> tuple[AllowedRow, ...]:
    rows = (
        AllowedRow(rule=d.rule, message=d.message, reason=d.allowed, place=d.location, rule_url=_rule_url(d))
        for d in diagnostics
    )
    return tuple(dict.fromkeys(rows))


def _rule_url(diagnostic: Diagnostic) -> str:
    return f"{urls.RULES}#{diagnostic.rule}"
