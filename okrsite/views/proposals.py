"""New files that readers may propose from a page: a link into the forge, with the text already filled in."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from okrsite.model.cycle import CycleState
from okrsite.translation.words import _
from okrsite.views import forge
from okrsite.views.company import Company
from okrsite.views.new_texts import NewText, TeamInCycle


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A file that somebody may write. `url` leads to the forge's page for a new file; where its text does not
    stand there already, `paste` is the text and `path` the file it goes into."""

    label: str
    url: str
    path: str
    paste: str = ""


def objective_proposals(company: Company, team: str) -> tuple[Proposal, ...]:
    """What a team's page offers: an objective for the current cycle, and one for the next that is planned."""
    planned = (c for c in company.portfolio.cycles if company.state(c.id) is CycleState.PLANNED)
    following = min(planned, key=lambda c: (c.starts, c.days, c.id), default=None)
    cycles = dict.fromkeys(cycle.id for cycle in (company.current, following) if cycle is not None)
    return tuple(found for id in cycles if (found := objective_proposal(company, id, team)))


def objective_proposal(company: Company, cycle: str, team: str) -> Proposal | None:
    """An objective for a team in a cycle; None where nothing is to be proposed."""
    return _proposal(
        company,
        _("Propose an objective for %(cycle)s", cycle=cycle),
        company.new_texts.objectives,
        cycle,
        team,
    )


def check_in_proposal(company: Company, cycle: str, team: str) -> Proposal | None:
    """Today's check-in of a team; None where it checks in on nothing, or has done so today."""
    return _proposal(company, _("Write a check-in"), company.new_texts.check_ins, cycle, team)


def _proposal(
    company: Company, label: str, templates: Mapping[TeamInCycle, NewText], cycle: str, team: str
) -> Proposal | None:
    template = templates.get((cycle, team))
    if template is None:
        return None
    path = posixpath.join(company.content_path, template.path)
    for text in (template.text, _without_comments(template.text)):
        url, filled = forge.new_url(company.portfolio.settings, path, text)
        if filled:
            return Proposal(label=label, url=url, path=path)
    return Proposal(label=label, url=url, path=path, paste=template.text) if url else None


def _without_comments(text: str) -> str:
    """The text without the lines that only explain."""
    return re.sub(r"^ *# .*\n", "", text, flags=re.MULTILINE)
