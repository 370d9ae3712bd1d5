"""What needs attention in an active cycle, the most important first: key results that are off track, overdue
check-ins, silence, goalposts that moved, obstacles, and what is at risk.

What the company promised comes before what a team in it did, and what others build on before what stands
alone; then what is furthest behind.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice
from typing import Literal

from okrsite.changes.goalposts import Shift
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.scoring.pace import AT_RISK, OFF_TRACK, Pace, Reason
from okrsite.scoring.rounding import rounded
from okrsite.translation import numbers
from okrsite.translation.words import _, apart, ngettext
from okrsite.views import urls
from okrsite.views.company import Company
from okrsite.views.facets import LATE, OBSTACLE, word
from okrsite.views.field_words import field_name, field_value
from okrsite.views.history_lines import goalposts_of
from okrsite.views.links import key_result_link, objective_link
from okrsite.views.now.due import check_in_due
from okrsite.views.pace_words import status_mark
from okrsite.views.parts import Link, TeamBadge
from okrsite.views.tally import STALE
from okrsite.views.words import clipped, plain

WEEK = timedelta(days=6)
"""The days before today that make a week with it."""

SHOWN = 3
"""Concerns of a kind that a page shows; it says how many more there are."""

LONGEST = 140
"""Letters of a note or an obstacle."""

Kind = Literal["off track", "overdue", "stale", "goalpost", "obstacle", "at risk"]
FACETS: dict[Kind, str] = {
    "off track": word(OFF_TRACK),
    "overdue": word(LATE),
    "stale": word(STALE),
    "obstacle": word(OBSTACLE),
    "at risk": word(AT_RISK),
}
"""What to choose in a cycle's list for each kind."""
Badge = Callable[[str], TeamBadge]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Something to look at (`what`): a key result, an objective, or a team and its check-in.

    `said` is why, in words (`55 points behind`); `stated` another status that the team states, and `note`
    what the team wrote of it, both empty where it did not. `team` is whose it is, None where `what` says so;
    `owner` who answers for it, with a page of their own at `owner_url`, empty without one.
    """

    what: Link
    said: str
    team: TeamBadge | None = None
    owner: str = ""
    owner_url: str = ""
    stated: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerns:
    """Concerns of a kind, the most important first; `count` is how many there are in all, `more` how many of
    them are not among `rows`, and `rest` leads to all of them."""

    kind: Kind
    label: str
    count: int
    rows: tuple[Concern, ...]
    rest: str = ""

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


def attention(
    company: Company, badge: Badge, objectives: Sequence[Objective], *, shown: int = SHOWN
) -> tuple[Concerns, ...]:
    """What needs attention among the objectives of a cycle, by kind; those of one that is not active need
    none. `badge` makes that of a team."""
    return _Look(company, badge, objectives, shown).all()


def stale_key_results(
    company: Company, badge: Badge, objectives: Sequence[Objective], *, team: str = "", shown: int = SHOWN
) -> Concerns:
    """The key results among the objectives of a cycle, all of one `team` if it says so, of which nothing was
    heard for too long."""
    return _Look(company, badge, objectives, shown, team).stale()


@dataclass(frozen=True, slots=True)
class _Found:
    """A key result with its pace."""

    objective: Objective
    key_result: KeyResult
    pace: Pace


class _Look:
    def __init__(
        self, company: Company, badge: Badge, objectives: Sequence[Objective], shown: int, team: str = ""
    ) -> None:
        self.company = company
        self.badge = badge
        self.shown = shown
        self.team = team
        living = [o for o in objectives if not o.dropped and company.state(o.cycle) is CycleState.ACTIVE]
        self.weights = {o.id: self.weight(o) for o in living}
        self.objectives = sorted(living, key=lambda o: self.weights[o.id])

    def all(self) -> tuple[Concerns, ...]:
        found = (
            self.with_status("off track", _("Off track")),
            self.overdue(),
            self.stale(),
            self.goalposts(),
            self.obstacles(),
            self.with_status("at risk", _("At risk")),
        )
        return tuple(group for group in found if group.count)

    # what weighs more

    def weight(self, objective: Objective) -> tuple[int, int]:
        """Smaller for what matters more: for the company's own, and for what many build on."""
        alignment = self.company.alignment
        ties = (alignment.dependents, alignment.supported_by, alignment.children)
        built_on = sum(len(tied.get(objective.id, ())) for tied in ties)
        return self.company.depths.get(objective.team, sys.maxsize), -built_on

    def paced(self) -> Iterator[_Found]:
        """Key results that have a pace."""
        for objective in self.objectives:
            pace = self.company.paces.get(objective.id)
            for key_result in objective.key_results:
                if pace is not None and key_result.id in pace.key_results:
                    yield _Found(objective, key_result, pace.key_results[key_result.id])

    # the kinds

    def group(self, kind: Kind, label: str, count: int, found: Iterable[Concern]) -> Concerns:
        """So many concerns of a kind; only those that are shown are made."""
        rows = tuple(islice(found, self.shown))
        return Concerns(kind=kind, label=label, count=count, rows=rows, rest=self.rest(kind))

    def rest(self, kind: Kind) -> str:
        """Where all of a kind are: in the cycle's list, or among the changes."""
        if kind == "goalpost":
            return urls.changes()
        cycle = next((o.cycle for o in self.objectives), "")
        return urls.filtered(cycle, team=self.team, status=FACETS[kind]) if cycle else ""

    def with_status(self, kind: Literal["off track", "at risk"], label: str) -> Concerns:
        status = OFF_TRACK if kind == "off track" else AT_RISK
        found = [one for one in self.paced() if one.pace.status == status and not one.pace.stale]
        found.sort(key=lambda one: (self.weights[one.objective.id], -_behind(one.pace)))
        return self.group(kind, label, len(found), (self.concern(one, self.why(one)) for one in found))

    def stale(self) -> Concerns:
        found = [one for one in self.paced() if one.pace.stale]
        found.sort(key=lambda one: (self.weights[one.objective.id][0], one.pace.heard or date.min))
        rows = (self.concern(one, status_mark(one.pace).stale) for one in found)
        return self.group("stale", _("Stale"), len(found), rows)

    def overdue(self) -> Concerns:
        """Teams whose check-in is overdue, those that missed the most first."""
        keys = dict.fromkeys((o.cycle, o.team) for o in self.objectives)
        dues = [(team, check_in_due(self.company, cycle, team)) for cycle, team in keys]
        late = [(team, due) for team, due in dues if due is not None and due.since is not None]
        late.sort(key=lambda one: -one[1].missed)
        rows = (
            Concern(what=Link(text=self.badge(team).name, url=due.agenda), said=due.overdue)
            for team, due in late
        )
        return self.group("overdue", _("Check-in overdue"), len(late), rows)

    def goalposts(self) -> Concerns:
        """Goalposts that moved in the week up to today, the latest first."""
        found = sorted(self.moved(), key=lambda one: one[0], reverse=True)
        rows = (concern for _day, concern in found)
        return self.group("goalpost", _("Goalposts moved this week"), len(found), rows)

    def moved(self) -> Iterator[tuple[date, Concern]]:
        """Each key result whose goalposts moved in that week, or that was taken out, with the day."""
        today = self.company.portfolio.today
        for objective in self.objectives:
            for key_result in objective.key_results:
                log = goalposts_of(self.company, objective, key_result)
                late = [s for s in log.moved if today - WEEK <= (s.day or today)] if log else []
                if late:
                    yield max(s.day or today for s in late), self.shifted(objective, key_result, late)
            for removal in self.company.changes.log(objective).removals:
                title = Link(
                    text=removal.key_result.title or removal.key_result.id, url=urls.objective(objective)
                )
                if today - WEEK <= (removal.day or today):
                    yield removal.day or today, self.of(objective, title, _("taken out"))

    def shifted(self, objective: Objective, key_result: KeyResult, late: Sequence[Shift]) -> Concern:
        texts = [
            _(
                "%(field)s %(old)s → %(new)s",
                field=field_name(shift.field),
                old=_written(shift.field, shift.old),
                new=_written(shift.field, shift.new),
            )
            for shift in late
        ]
        link = Link(text=key_result.title, url=urls.goalposts(objective, key_result.id))
        return self.of(objective, link, clipped(apart(texts), LONGEST), key_result.owner)

    def obstacles(self) -> Concerns:
        found = [o for o in self.objectives if o.obstacle]
        rows = (
            replace(self.of(o, objective_link(self.company, o.id), ""), note=clipped(o.obstacle, LONGEST))
            for o in found
        )
        return self.group("obstacle", _("In the way"), len(found), rows)

    # a key result

    def of(self, objective: Objective, what: Link, said: str, owner: str = "") -> Concern:
        return Concern(
            what=what,
            said=said,
            team=self.badge(objective.team),
            owner=owner or objective.owner,
            owner_url=self.company.owners.url(owner or objective.owner),
        )

    def concern(self, one: _Found, said: str) -> Concern:
        link = key_result_link(self.company, one.objective.id, one.key_result.id)
        pace, readings = one.pace, self.company.readings.of(one.objective.id, one.key_result.id)
        return replace(
            self.of(one.objective, link, said, one.key_result.owner),
            stated=pace.stated if pace.differs and pace.stated_by is not None else "",
            note=clipped(readings[-1].note, LONGEST) if readings else "",
        )

    def why(self, one: _Found) -> str:
        """Why a key result is not on track, in a few words."""
        pace = one.pace
        observations = self.company.readings.of(one.objective.id, one.key_result.id)
        if pace.reason is Reason.LIMITS:
            return _("outside its limits")
        if pace.reason is Reason.CHANCE:
            chance = next((o.chance for o in reversed(observations) if o.chance is not None), Decimal(0))
            return _("a chance of %(chance)s%%", chance=plain(chance))
        if pace.reason is Reason.DOUBT:
            confidence = next((o.confidence for o in reversed(observations) if o.confidence is not None), 0)
            return _("confidence %(confidence)s of 10", confidence=numbers.whole(confidence))
        if pace.behind is None:
            return _("not done yet")
        behind = int(rounded(pace.behind * 100))
        return ngettext("%(num)s point behind", "%(num)s points behind", behind)


def _behind(pace: Pace) -> Decimal:
    """How far a key result is behind, for sorting: what has no line to be behind of, as far as its time."""
    return pace.period.share if pace.behind is None else pace.behind


def _written(field: str, text: str) -> str:
    """What a goalpost said, as readers know it."""
    return field_value(field, text) if text else _("none")
