"""What the alignment explorer knows: every objective of a cycle, what they hang from in longer ones, and what
hangs from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from okrsite.alignment import Target
from okrsite.model.objective import Objective
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.graphs.explorer_parts import (
    DROPPED,
    FRESH,
    Entry,
    KeyResultEntry,
    Kind,
    TeamEntry,
    ages,
    statuses,
    steps,
)
from okrsite.views.graphs.scene import cycle_tops, ordered_children, within
from okrsite.views.parts import KeyResultRow

FEWEST = 2
"""With fewer objectives there is nothing to explore."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explorer:
    """All that can be explored. Entries stand in the order of the tree, parents before their children.

    `cycle` is the one whose page this is: ids in it go without it in addresses. `page` is where an objective
    has its page, with `{id}` in place of its id. `colour` is by what boxes are coloured at first: status, or
    progress where none has a status. `levels` are the names of the teams' levels, from the root down.
    """

    cycle: str
    page: str
    colour: str
    entries: tuple[Entry, ...]
    teams: tuple[TeamEntry, ...]
    levels: tuple[str, ...]
    statuses: tuple[Kind, ...]
    steps: tuple[Kind, ...]
    ages: tuple[Kind, ...]


def explorer_of(company: Company, cards: Cards, cycle_id: str) -> Explorer | None:
    """The explorer of a cycle, None where there is too little to explore."""
    parents = _parents(company, cycle_id)
    if len(parents) < FEWEST:
        return None
    kinds = statuses()
    teams = _teams(company, cards, list(parents))
    places = _Places(
        objectives={id: place for place, id in enumerate(parents)},
        teams={team.id: place for place, team in enumerate(teams)},
        statuses={kind.key: place for place, kind in enumerate(kinds)},
    )
    until = min(company.portfolio.today, company.cycles[cycle_id].ends)
    entries = tuple(_entry(company, cards, places, id, parent, until) for id, parent in parents.items())
    told = {kinds[entry.status].key for entry in entries} - {"", DROPPED}
    return Explorer(
        cycle=cycle_id,
        page=urls.OBJECTIVE,
        colour="status" if told else "progress",
        entries=entries,
        teams=teams,
        levels=_levels(company, teams),
        statuses=kinds,
        steps=steps(),
        ages=ages(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Where in the explorer's lists something stands."""

    objectives: Mapping[str, int]
    teams: Mapping[str, int]
    statuses: Mapping[str, int]

    def of(self, id: str, links: Mapping[str, tuple[Target, ...]]) -> tuple[int, ...]:
        """What an objective is linked to, as far as it is here."""
        named = dict.fromkeys(target.objective for target in links.get(id, ()))
        return tuple(self.objectives[other] for other in named if other in self.objectives and other != id)


def _parents(company: Company, cycle_id: str) -> dict[str, str]:
    """The objectives in the order of the tree, each with the one that it hangs from, empty for a root."""
    tops, alone = cycle_tops(company, cycle_id)
    inside = within(company, cycle_id)
    found: dict[str, str] = {}
    # What hangs in a circle is below no top: it begins wherever it is met first.
    for top in (*tops, *alone, *(o.id for o in company.by_cycle[cycle_id])):
        stack = [] if top in found else [(top, "")]
        while stack:
            id, parent = stack.pop()
            found[id] = parent
            below = [c for c in ordered_children(company, id) if c in inside and c not in found]
            stack += [(child, id) for child in reversed(below)]
    return found


def _entry(company: Company, cards: Cards, places: _Places, id: str, parent: str, until: date) -> Entry:
    objective = company.objectives[id]
    progress = cards.objective_meter(objective)
    return Entry(
        id=id,
        title=objective.title,
        team=places.teams[objective.team],
        owner=objective.owner,
        status=places.statuses[_status(company, objective)],
        percent=progress.percent if progress.known else -1,
        text=progress.text,
        fresh=_age(company, objective, until),
        parent=places.objectives[parent] if parent else -1,
        via=_via(company, id) if parent else -1,
        key_results=tuple(
            KeyResultEntry(row.id, row.title, places.statuses[_state(row)], row.meter.text)
            for row in cards.objective(objective).key_results
        ),
        supports=places.of(id, company.alignment.supports),
        depends_on=places.of(id, company.alignment.depends_on),
    )


def _status(company: Company, objective: Objective) -> str:
    """How an objective keeps up; empty where nothing says so. In a closed cycle none does."""
    if objective.dropped:
        return DROPPED
    pace = company.paces.get(objective.id)
    if pace is None:
        return ""
    return "stale" if pace.stale else pace.status


def _state(row: KeyResultRow) -> str:
    """How a key result keeps up, or what became of it."""
    if row.dropped:
        return DROPPED
    if row.outcome:
        return row.outcome.outcome
    if row.mark is None:
        return ""
    return "stale" if row.mark.stale else row.mark.status


def _age(company: Company, objective: Objective, until: date) -> int:
    """The step of freshness of an objective's last reading, seen from a day."""
    scores = company.scores[objective.id].key_results.values()
    last = max((score.last.day for score in scores if score.last is not None), default=None)
    if last is None:
        return len(FRESH) + 1
    days = (until - last).days
    return next((step for step, most in enumerate(FRESH) if days <= most), len(FRESH))


def _via(company: Company, id: str) -> int:
    """The place of the key result that an objective serves among those of its parent."""
    target = company.alignment.parents[id]
    ids = [k.id for k in company.objectives[target.objective].key_results]
    return ids.index(target.key_result) if target.key_result in ids else -1


def _teams(company: Company, cards: Cards, objectives: list[str]) -> tuple[TeamEntry, ...]:
    """The teams that have objectives here and those above them, in the order of the tree."""
    having = dict.fromkeys(company.objectives[id].team for id in objectives)
    shown = set(having) | {above.id for id in having for above in company.line_above(id)}
    in_tree = [team.id for team, _depth in company.tree if team.id in shown]
    ids = list(dict.fromkeys((*in_tree, *having)))
    places = {id: place for place, id in enumerate(ids)}
    divisions = {id: mark for mark, id in enumerate(dict.fromkeys(company.divisions.get(i, i) for i in ids))}
    found = []
    for id in ids:
        badge = cards.badge(id)
        team = company.teams.get(id)
        found.append(
            TeamEntry(
                id=id,
                name=badge.name,
                parent=places.get(team.parent, -1) if team else -1,
                hue=badge.hue,
                mark=divisions[company.divisions.get(id, id)],
            )
        )
    return tuple(found)


def _levels(company: Company, teams: tuple[TeamEntry, ...]) -> tuple[str, ...]:
    """The levels of the teams: the company, then those below it."""
    deepest = max((company.depths.get(team.id, 0) for team in teams), default=0)
    below = (_("Level %(number)s", number=level) for level in range(2, deepest + 2))
    return (_("Level 1, the company"), *below)
