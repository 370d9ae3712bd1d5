"""The roadmap: the work that is being done, comes next or comes later, below the outcome it should move.

"A roadmap tells intentions by outcome, not features by date" (Gothelf and Seiden).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Initiative, Objective
from okrsite.translation.words import N_, _, ngettext
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.key_results import target_text
from okrsite.views.parts import Frame, Link, TeamBadge
from okrsite.views.rounding import score_in_figures


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapItem:
    """A piece of work. `url` leads to the tracker or is empty; `score` is its RICE score as text, empty where
    none is written; `also` are further key results that it serves."""

    title: str
    url: str
    owner: str
    score: str
    status: str
    also: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapOutcome:
    """A key result, what it promises, and the work that should move it, best score first. `dropped` tells
    that the key result or its objective was given up."""

    key_result: Link
    target: str
    dropped: bool
    work: tuple[RoadmapItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapGroup:
    """An objective with the outcomes that work goes into. `unserving` is its work that serves none."""

    objective: Link
    team: TeamBadge
    cycle: str
    outcomes: tuple[RoadmapOutcome, ...]
    unserving: tuple[RoadmapItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapColumn:
    """A part of the roadmap. `about` says in a line what is in it; `served` are the objectives that its work
    moves; `unserved` those with work that serves no key result. `size` is how many pieces of work."""

    title: str
    about: str
    size: int
    served: tuple[RoadmapGroup, ...]
    unserved: tuple[RoadmapGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapView:
    """The roadmap. `columns` are now, next and later; `past` is what was done or dropped. `left_out` says
    what is not on the page because it would be too much, empty where everything is."""

    frame: Frame
    columns: tuple[RoadmapColumn, ...]
    past: tuple[RoadmapColumn, ...]
    scored: bool
    left_out: str


MOST = 1500
"""How many pieces of work the page shows at most: columns from left to right, and in each the work of longer
cycles and upper teams first."""

NOW = (N_("Now"), N_("Being done in the cycles that are active."))
NEXT = (N_("Next"), N_("Planned in the cycles that are active, and not begun."))
LATER = (N_("Later"), N_("In cycles that have not begun."))
DONE = (N_("Done"), N_("Finished in cycles that have not closed."))
DROPPED = (
    N_("Dropped"),
    N_("Given up in cycles that have not closed, or together with their objective."),
)

Work = tuple[Objective, Initiative]


def roadmap_view(company: Company, cards: Cards) -> RoadmapView:
    """All initiatives of cycles that have not closed."""
    sorted_in: dict[tuple[str, str], list[Work]] = {part: [] for part in (NOW, NEXT, LATER, DONE, DROPPED)}
    for objective in _objectives(company):
        planned = company.state(objective.cycle) is CycleState.PLANNED
        for initiative in objective.initiatives:
            sorted_in[_part(objective, initiative, planned)].append((objective, initiative))
    columns = {}
    room = MOST
    for part, work in sorted_in.items():
        columns[part] = _column(cards, part, work, room)
        room = max(room - len(work), 0)
    hidden = max(sum(len(work) for work in sorted_in.values()) - MOST, 0)
    return RoadmapView(
        frame=cards.frame(
            urls.ROADMAP,
            _("Roadmap"),
            "roadmap",
            cards.home_crumb(),
            description=_("What teams work on now, next and later, by the outcome it should move"),
        ),
        columns=tuple(columns[part] for part in (NOW, NEXT, LATER)),
        past=tuple(columns[part] for part in (DONE, DROPPED) if columns[part].size),
        scored=any(i.rice is not None for work in sorted_in.values() for _, i in work),
        left_out=ngettext(
            "%(num)s more piece of work stand on the objectives’ own pages.",
            "%(num)s more pieces of work stand on the objectives’ own pages.",
            hidden,
        )
        if hidden
        else "",
    )


def _objectives(company: Company) -> Iterator[Objective]:
    """The objectives of cycles that have not closed: longer cycles first, then by team in the order of the
    tree."""
    living = [c for c in company.portfolio.cycles if company.state(c.id) is not CycleState.CLOSED]
    for cycle in sorted(living, key=lambda c: (-c.days, c.starts, c.id)):
        yield from company.by_cycle[cycle.id]


def _part(objective: Objective, initiative: Initiative, planned: bool) -> tuple[str, str]:
    if initiative.status == "dropped" or objective.dropped:
        return DROPPED
    if initiative.status == "done":
        return DONE
    if planned:
        return LATER
    return NOW if initiative.status == "doing" else NEXT


def _column(cards: Cards, part: tuple[str, str], work: list[Work], room: int) -> RoadmapColumn:
    by_objective: dict[str, tuple[Objective, list[Initiative]]] = {}
    for objective, initiative in work[:room]:
        by_objective.setdefault(objective.id, (objective, []))[1].append(initiative)
    groups = [_group(cards, objective, found) for objective, found in by_objective.values()]
    return RoadmapColumn(
        title=_(part[0]),
        about=_(part[1]),
        size=len(work),
        served=tuple(g for g in groups if g.outcomes),
        unserved=tuple(g for g in groups if g.unserving),
    )


def _group(cards: Cards, objective: Objective, initiatives: list[Initiative]) -> RoadmapGroup:
    by_key_result: dict[str, list[Initiative]] = {}
    loose = []
    for initiative in initiatives:
        first = next(iter(_served(objective, initiative)), None)
        if first is None:
            loose.append(initiative)
        else:
            by_key_result.setdefault(first.id, []).append(initiative)
    return RoadmapGroup(
        objective=cards.objective_link(objective.id),
        team=cards.badge(objective.team),
        cycle=cards.banner(objective.cycle).title,
        outcomes=tuple(
            RoadmapOutcome(
                key_result=cards.key_result_link(objective.id, k.id),
                target=target_text(k),
                dropped=objective.dropped or k.dropped is not None,
                work=_items(cards, objective, by_key_result[k.id]),
            )
            for k in objective.key_results
            if k.id in by_key_result
        ),
        unserving=_items(cards, objective, loose),
    )


def _served(objective: Objective, initiative: Initiative) -> list[KeyResult]:
    """The key results that a piece of work serves, those that were not dropped first."""
    found = [k for id in initiative.serves if (k := objective.key_result(id)) is not None]
    return sorted(found, key=lambda k: k.dropped is not None)


def _items(cards: Cards, objective: Objective, initiatives: Iterable[Initiative]) -> tuple[RoadmapItem, ...]:
    """Pieces of work, by score, then by title; those without a score come last."""
    return tuple(
        RoadmapItem(
            title=i.title,
            url=i.url,
            owner=i.owner or objective.owner,
            score="" if i.score is None else score_in_figures(i.score),
            status=i.status,
            also=tuple(cards.key_result_link(objective.id, k.id) for k in _served(objective, i)[1:]),
        )
        for i in sorted(initiatives, key=_rank)
    )


def _rank(initiative: Initiative) -> tuple[bool, Decimal, str]:
    score = initiative.score
    return score is None, -(score or Decimal(0)), initiative.title.casefold()
