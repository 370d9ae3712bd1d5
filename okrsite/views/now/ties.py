"""Who depends on a team, and on whom it depends: the objectives of other teams that are tied to its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from okrsite.alignment import Target
from okrsite.model.cycle import CycleState
from okrsite.model.objective import Objective
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.marks import StatusMark
from okrsite.views.pace_words import objective_mark, status_mark
from okrsite.views.parts import Link, TeamBadge

SHOWN = 6
"""Ties that a page shows in a list; it says how many more there are."""

How = Literal["waits", "serves", "supports"]
Ended = Literal["dropped", "closed", "planned", ""]
HOWS: tuple[How, ...] = ("waits", "serves", "supports")
"""In the order in which they weigh."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """An objective of another team, or a key result of it (`other`), that is tied to one of a team's own.

    `how` says how the one that depends does so: it waits for the other, serves or supports it. `mark` is how
    the other stands, None outside active cycles; `ended` says that nobody works on it (`dropped`, `closed`,
    `planned`), or is empty.
    """

    other: Link
    team: TeamBadge
    own: Link
    how: How
    mark: StatusMark | None = None
    ended: Ended = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Ties in one direction, those that wait first; `more` counts those that are not among `rows`."""

    rows: tuple[Tie, ...] = ()
    more: int = 0


def dependents(
    company: Company, cards: Cards, objectives: Iterable[Objective], *, shown: int = SHOWN
) -> Ties:
    """Who depends on some objectives: those of other teams that wait for them, serve or support them, and
    that somebody works on or will."""
    own = [o for o in objectives if not o.dropped]
    found = [tie for how in HOWS for tie in _dependents(company, cards, own, how)]
    return Ties(rows=tuple(found[:shown]), more=max(len(found) - shown, 0))


def _dependents(company: Company, cards: Cards, objectives: Iterable[Objective], how: How) -> Iterator[Tie]:
    alignment = company.alignment
    tied = {"waits": alignment.dependents, "serves": alignment.children, "supports": alignment.supported_by}
    for objective in objectives:
        for id in tied[how].get(objective.id, ()):
            other = company.objectives[id]
            state = ended(company, other, "")
            if other.team == objective.team or state in {"dropped", "closed"}:
                continue
            for target in _targets(company, id, how):
                if target.objective == objective.id:
                    yield Tie(
                        other=cards.objective_link(id),
                        team=cards.badge(other.team),
                        own=_link(cards, target),
                        how=how,
                        mark=_mark(company, other, ""),
                        ended=state,
                    )


def _targets(company: Company, id: str, how: How) -> tuple[Target, ...]:
    alignment = company.alignment
    if how == "serves":
        return (alignment.parents[id],)
    return (alignment.depends_on if how == "waits" else alignment.supports)[id]


def needs(company: Company, cards: Cards, objectives: Iterable[Objective], *, shown: int = SHOWN) -> Ties:
    """On whom some objectives depend: what they wait for in other teams."""
    found = list(_needs(company, cards, [o for o in objectives if not o.dropped]))
    return Ties(rows=tuple(found[:shown]), more=max(len(found) - shown, 0))


def _needs(company: Company, cards: Cards, objectives: Sequence[Objective]) -> Iterator[Tie]:
    for objective in objectives:
        for target in company.alignment.depends_on.get(objective.id, ()):
            other = company.objectives[target.objective]
            if other.team != objective.team:
                yield Tie(
                    other=_link(cards, target),
                    team=cards.badge(other.team),
                    own=cards.objective_link(objective.id),
                    how="waits",
                    mark=_mark(company, other, target.key_result),
                    ended=ended(company, other, target.key_result),
                )


def _link(cards: Cards, target: Target) -> Link:
    if target.key_result:
        return cards.key_result_link(target.objective, target.key_result)
    return cards.objective_link(target.objective)


def _mark(company: Company, item: Objective, key_result: str) -> StatusMark | None:
    pace = company.paces.get(item.id)
    if pace is None:
        return None
    if not key_result:
        return objective_mark(item, pace)
    own = pace.key_results.get(key_result)
    return status_mark(own) if own else None


def ended(company: Company, item: Objective, key_result: str) -> Literal["dropped", "closed", "planned", ""]:
    found = item.key_result(key_result) if key_result else None
    if item.dropped or (found is not None and found.dropped is not None):
        return "dropped"
    state = company.state(item.cycle)
    if state is CycleState.ACTIVE:
        return ""
    return "closed" if state is CycleState.CLOSED else "planned"
