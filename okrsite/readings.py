"""Which reading belongs to which key result, and what it says in that key result's kind."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain

from okrsite.alignment import Directory
from okrsite.collector import Collector
from okrsite.keeping.recollection import Recollection
from okrsite.model.check_in import CheckIn
from okrsite.model.objective import Objective
from okrsite.model.portfolio import Portfolio
from okrsite.observations import Key, Readings
from okrsite.prose.parts import words_of

Desk = tuple[str, str]
"""A cycle, and a team in it."""


def collect(portfolio: Portfolio, directory: Directory, recollection: Recollection | None = None) -> Readings:
    """Give every reading to its key result, KPI readings where no check-in of that day gives a value. What a
    `recollection` has of teams whose files are as they were is not done again."""
    teams = (directory.teams, directory.former_teams)
    ground = (teams, portfolio.cycles, portfolio.kpis, portfolio.ghosts, portfolio.today)
    known = (recollection or Recollection()).on(*ground)
    parts = [
        known.of(
            desks,
            (*check_ins, *objectives),
            partial(_collected, check_ins, objectives, portfolio, directory),
        )
        for desks, check_ins, objectives in _apart(portfolio, directory, known)
    ]
    return Readings(
        by_key={key: found for part in parts for key, found in part.by_key.items()},
        problems=tuple(problem for part in parts for problem in part.problems),
        keys={path: keys for part in parts for path, keys in part.keys.items()},
        mentions={id: found for part in parts for id, found in part.mentions.items()},
    )


def _apart(
    portfolio: Portfolio, directory: Directory, known: Recollection
) -> Iterator[tuple[tuple[Desk, ...], tuple[CheckIn, ...], tuple[Objective, ...]]]:
    """The check-ins and objectives of each team in each cycle. Where a check-in may read what lies on another
    desk, because it names that or because it has moved there, both stay together."""
    together: dict[Desk, tuple[Desk, ...]] = {}
    named = known.of("named", portfolio.check_ins, lambda: tuple(_named(portfolio, directory, known)))
    for one, other in chain(_moves(directory), named):
        ours, theirs = together.get(one, (one,)), together.get(other, (other,))
        if ours != theirs:
            together |= dict.fromkeys((*ours, *theirs), (*ours, *theirs))
    found: dict[Desk, tuple[list[CheckIn], list[Objective]]] = {}
    for check_in in portfolio.check_ins:
        desk = (check_in.cycle, check_in.team)
        found.setdefault(together.get(desk, (desk,))[0], ([], []))[0].append(check_in)
    for objective in portfolio.objectives:
        desk = (objective.cycle, objective.team)
        found.setdefault(together.get(desk, (desk,))[0], ([], []))[1].append(objective)
    for desk, (check_ins, objectives) in found.items():
        yield together.get(desk, (desk,)), tuple(check_ins), tuple(objectives)


def _moves(directory: Directory) -> Iterator[tuple[Desk, Desk]]:
    """From where objectives and key results were to where they are."""
    for old, target in directory.former.items():
        yield _desk(old), _desk(target.objective)


def _desk(id: str) -> Desk:
    cycle, team, _ = id.split("/", 2)
    return cycle, team


def _named(portfolio: Portfolio, directory: Directory, known: Recollection) -> Iterator[tuple[Desk, Desk]]:
    """The teams whose objectives check-ins name, and their own."""
    desks: dict[Desk, list[CheckIn]] = {}
    for check_in in portfolio.check_ins:
        desks.setdefault((check_in.cycle, check_in.team), []).append(check_in)
    for desk, check_ins in desks.items():
        for team in known.of(("named", desk), tuple(check_ins), partial(_teams, check_ins)):
            yield desk, (desk[0], directory.former_teams.get(team, team))


def _teams(check_ins: list[CheckIn]) -> tuple[str, ...]:
    references = (reading.reference for check_in in check_ins for reading in check_in.readings)
    return tuple(sorted({one.team for one in references if one is not None and one.team}))


def _collected(
    check_ins: tuple[CheckIn, ...],
    objectives: tuple[Objective, ...],
    portfolio: Portfolio,
    directory: Directory,
) -> Readings:
    collector = Collector(portfolio, directory)
    for check_in in check_ins:
        for reading in check_in.readings:
            collector.take(check_in, reading)
    collector.take_kpis(objectives)
    return Readings(
        by_key={key: tuple(found) for key, found in collector.by_key.items()},
        problems=tuple(collector.problems),
        keys=collector.keys,
        mentions=_mentions(check_ins, collector.keys),
    )


def _mentions(
    check_ins: tuple[CheckIn, ...], keys: Mapping[str, Mapping[str, Key]]
) -> dict[str, tuple[CheckIn, ...]]:
    """The check-ins that read an objective, by its id; `keys` are the key results that each reads."""
    found: dict[str, list[CheckIn]] = {}
    for check_in in check_ins:
        for id in dict.fromkeys(id for id, _ in keys.get(check_in.source.path, {}).values()):
            found.setdefault(id, []).append(check_in)
    return {id: tuple(items) for id, items in found.items()}


def says_nothing(check_in: CheckIn) -> bool:
    """Whether a check-in holds no reading, note or word: one that was begun and not filled in."""
    for reading in check_in.readings:  # the first as a rule decides it
        if not reading.blank:
            return False
    return not words_of(check_in.source.body)
