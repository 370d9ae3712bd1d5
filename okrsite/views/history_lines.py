"""What pages tell of the past: who changed a file last, and which promises were moved."""

from datetime import date

from okrsite.changes.goalposts import GoalpostLog
from okrsite.history.log import Commit
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.settings import Settings
from okrsite.translation.words import _, ngettext
from okrsite.views import forge, urls
from okrsite.views.commits import CommitLine
from okrsite.views.company import Company
from okrsite.views.parts import Link
from okrsite.views.words import clipped, day

LONGEST = 120
"""Characters of a commit's subject, and of an author's name, that are shown."""


def commit_line(settings: Settings, commit: Commit | None, when: date | None) -> CommitLine:
    """A commit of a day; None where something is not committed yet."""
    if commit is None or when is None:
        return CommitLine()
    shown = day(when)
    return CommitLine(
        day=shown.text,
        iso=shown.iso,
        author=clipped(commit.signed(settings.authors), LONGEST),
        subject=clipped(commit.subject, LONGEST),
        id=commit.short,
        url=forge.commit_url(settings, commit.id),
    )


def last_changed(company: Company, *paths: str) -> CommitLine | None:
    """When content files were last changed, of several the newest; None where that is not known."""
    last = company.changes.last(*paths)
    return None if last is None else public_line(company, last.commit, last.day)


def public_line(company: Company, commit: Commit | None, when: date | None) -> CommitLine:
    """The same, without what it says of itself where it touched a draft."""
    return commit_line(company.portfolio.settings, company.changes.public(commit), when)


def goalposts_of(company: Company, objective: Objective, key_result: KeyResult) -> GoalpostLog | None:
    """What became of a promise that has begun; None where that is not known, or nothing began yet."""
    log = company.changes.goalposts(objective, key_result.id)
    begun = log.first is not None and log.day_one is not None and log.day_one <= company.portfolio.today
    return log if begun else None


def moved_link(company: Company, objective: Objective, key_result: KeyResult) -> Link | None:
    """The way to a key result's goalposts where they are not those of day one."""
    log = goalposts_of(company, objective, key_result)
    if log is None or not log.changed or key_result.dropped is not None:
        return None
    return Link(text=_("moved"), url=urls.goalposts(objective, key_result.id))


def moved_in(company: Company, objective: Objective) -> Link | None:
    """How many of an objective's key results have moved goalposts, with the way to the first of them."""
    found = [link for k in objective.key_results if (link := moved_link(company, objective, k)) is not None]
    text = ngettext("%(num)s goalpost moved", "%(num)s goalposts moved", len(found))
    return Link(text=text, url=found[0].url) if found else None
