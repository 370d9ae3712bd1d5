"""What can be found: every published thing that has a name of its own, kind by kind.

Drafts are not among it, nor what the check finds: what is not in the company that a site shows can't be
found on the site.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from okrsite.model.cycle import Cycle, CycleState
from okrsite.views.company import Company


class Entry(NamedTuple):
    """Something that can be found.

    `name` is its part of the address, filled into that of its kind; `place` and `state` are numbers of
    `Places` and of STATES; `under` counts the entries of the kind that its kind hangs below, from 0. `beside`
    is shown behind the place (who owns it); `text` is found but not shown.
    """

    title: str
    name: str
    place: int = 0
    under: int = 0
    state: int = 0
    beside: str = ""
    text: str = ""


class Place(NamedTuple):
    """Where things are, as readers know it (`Growth · Q4 2026`), the folder of their addresses, and how much
    they matter there, 1 to 100: what the company works on now comes before what is over."""

    text: str
    folder: str
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Things of one kind. `label` heads them in the results; `address` is made of `{folder}`, `{name}` and,
    for what stands on another's page, `{under}`: the address of an entry of the kind of that id. `weight` is
    how much they matter, 1 to 100; `language` is that of titles, empty for the one of the content."""

    id: str
    label: str
    address: str
    weight: int
    entries: tuple[Entry, ...]
    under: str = ""
    language: str = ""


STATES = ("", "on track", "at risk", "off track", "stale", "dropped", "planned", "active", "closed")
"""How a thing can stand, as numbers in the index."""


class Places:
    """The places of a company, numbered as they are needed. The first is none."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.all: list[Place] = [Place("", "", 90)]
        self._known: dict[tuple[str, str], int] = {}
        self._ages = _ages(company)

    def of(self, cycle: str, team: str = "") -> int:
        """The place of what a team has in a cycle, or all teams have."""
        known = self._known.get((cycle, team))
        if known is None:
            known = self._known[cycle, team] = len(self.all)
            self.all.append(self._made(cycle, team))
        return known

    def weight(self, cycle: str) -> int:
        """100 for the current cycle, less for those around it, least for those long closed."""
        return self._ages[cycle]

    def _made(self, cycle: str, team: str) -> Place:
        title = self.company.cycles[cycle].title
        if not team:
            return Place(title, cycle, self.weight(cycle))
        known = self.company.teams.get(team)
        return Place(f"{known.name if known else team} · {title}", f"{cycle}/{team}", self.weight(cycle))


def _ages(company: Company) -> dict[str, int]:
    current = company.current
    weights: dict[str, int] = {}
    closed = 0
    for cycle in sorted(company.portfolio.cycles, key=_newest, reverse=True):
        if current is not None and cycle.id == current.id:
            weights[cycle.id] = 100
        elif company.state(cycle.id) is not CycleState.CLOSED:
            weights[cycle.id] = 80
        else:
            weights[cycle.id] = max(55 - 5 * closed, 25)
            closed += 1
    return weights


def _newest(cycle: Cycle) -> tuple[object, ...]:
    return cycle.ends, cycle.days, cycle.id


_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TARGET = re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_LABEL = re.compile(r"\]\[[^\[\]]*\]")
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]]+\]:[^\n]*(?:\n[ \t]+\S+)?", re.MULTILINE)
_BETWEEN = re.compile(r"<[^<>\s]+>")
_ADDRESS = re.compile(r"\b(?:https?://|mailto:)\S+", re.IGNORECASE)


def readable(prose: str) -> str:
    """Markdown without what nobody reads: comments, and the addresses of links (some lead to drafts)."""
    if "<" in prose:
        prose = _BETWEEN.sub(" ", _COMMENT.sub(" ", prose))
    if "](" in prose:
        prose = _TARGET.sub(" ", prose)
    if "][" in prose:
        prose = _LABEL.sub(" ", prose)
    if "]:" in prose:
        prose = _DEFINITION.sub(" ", prose)
    if "://" in prose or "mailto:" in prose:
        prose = _ADDRESS.sub(" ", prose)
    return prose
