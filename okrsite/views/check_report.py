"""The check report."""

from dataclasses import dataclass

from okrsite.diagnostics import Severity
from okrsite.translation.words import N_, _, ngettext
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.findings import AllowedRow, FindingRow
from okrsite.views.parts import Frame, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """The check report: findings grouped by file, each linked to its page (no `url` where it has none), and
    what files allow themselves. `summary` is one sentence, `silent` another or empty; `unknown` says
    that nothing is told of the past, empty where it is known, and `reason` why, as the commands say it."""

    frame: Frame
    summary: str
    silent: str
    groups: tuple[tuple[Link, tuple[FindingRow, ...]], ...]
    allowed: tuple[tuple[Link, tuple[AllowedRow, ...]], ...] = ()
    unknown: str = ""
    reason: str = ""


UNKNOWN = N_("Who changed what, and which promises were moved, is not known here.")


def check_view(company: Company, cards: Cards) -> CheckView:
    """What the check says of everything that is published, by file."""
    shown = company.warnings + sum(1 for d in company.diagnostics if d.severity is Severity.ERROR)
    silent = sum(1 for d in company.diagnostics if d.silent and not d.allowed)
    pages = urls.of_content(company.portfolio)
    return CheckView(
        frame=cards.frame(urls.CHECK, _("Check report"), "check", cards.home_crumb()),
        summary=ngettext("%(num)s thing is worth a look.", "%(num)s things are worth a look.", shown)
        if shown
        else _("Nothing to complain about."),
        silent=ngettext(
            "%(num)s warning is left out, in cycles that have closed.",
            "%(num)s warnings are left out, in cycles that have closed.",
            silent,
        )
        if silent
        else "",
        groups=tuple(
            (Link(text=path, url=pages.get(path, "")), cards.findings(path))
            for path in company.diagnostics_by_path
        ),
        allowed=tuple(
            (Link(text=path, url=pages.get(path, "")), cards.allowed(path))
            for path in company.allowed_by_path
        ),
        unknown=_(UNKNOWN) if company.changes.told else "",
        reason=company.changes.told,
    )
