"""Key results side by side, as promises: what the rules that compare them share.

Two promises meet where their cycles share a day, or one contains the other. What is wrong between them is
told in the cycle that closes first, the shorter one where both close on a day: once it has closed, nobody
needs to hear of it.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, TypeVar

from okrsite.keeping.recollection import Recollection
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResult, Move
from okrsite.model.objective import Objective
from okrsite.model.quantity import Quantity, canonical_unit
from okrsite.rules._words import figures, reference
from okrsite.rules.rule import Facts

K = TypeVar("K", bound=Hashable)

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A key result that was not dropped, and its objective. `start` is where a move begins, perhaps only its
    first reading."""

    objective: Objective
    key_result: KeyResult
    start: Quantity | None

    @property
    def draft(self) -> bool:
        return self.objective.draft

    @property
    def title(self) -> str:
        """Its title, empty where none was written and its id stands in for it."""
        return "" if self.key_result.title == self.key_result.id else self.key_result.title

    @property
    def order(self) -> tuple[str, int]:
        """By objective, then as written."""
        return self.objective.id, self.objective.key_results.index(self.key_result)

    @property
    def unit(self) -> str:
        """The unit as it is compared, empty for bare numbers and where nothing is measured."""
        unit = self.key_result.unit
        if unit is None and isinstance(self.key_result.measure, Move):
            unit = self.key_result.measure.target
        return unit.unit if unit is not None else ""

    def shown(self, seen_from: Objective) -> str:
        """Its name and figures for a message in another file: `` `product/search#cac` ($120 to $80) ``."""
        name = reference(self.objective, self.key_result.id, seen_from=seen_from)
        said = figures(self.key_result)
        return f"`{name}` ({said})" if said else f"`{name}`"


def keyed(facts: Facts, what: str, keys: Callable[[Promise], Iterable[K]]) -> Iterator[tuple[K, Promise]]:
    """All key results that somebody works on, in the order of their objectives, each with its `keys`. These
    look at the promise alone; `what` names them among those of all rules."""
    for objective in facts.living:
        yield from facts.of_one(what, objective, partial(_keyed, facts, objective, keys))


def _keyed(
    facts: Facts, objective: Objective, keys: Callable[[Promise], Iterable[K]]
) -> tuple[tuple[K, Promise], ...]:
    return tuple((key, promise) for promise in _promises_of(facts, objective) for key in keys(promise))


def _promises_of(facts: Facts, objective: Objective) -> tuple[Promise, ...]:
    scores = facts.scores[objective.id].key_results
    return tuple(
        Promise(objective=objective, key_result=key_result, start=scores[key_result.id].start)
        for key_result in objective.key_results
        if key_result.dropped is None and not key_result.unclear
    )


def grouped(keyed: Iterable[tuple[K, Promise]]) -> dict[K, list[Promise]]:
    """Promises by key, only where several have it."""
    groups: dict[K, list[Promise]] = {}
    for key, promise in keyed:
        groups.setdefault(key, []).append(promise)
    return {key: group for key, group in groups.items() if len(group) > 1}


def known_groups(facts: Facts, what: str, *also: Any) -> Recollection:
    """What was found of groups of the very same promises, with the same cycles, settings and day, and with
    equal values of what `also` decides."""
    portfolio = facts.portfolio
    known = facts.recollection.within(f"groups: {what}")
    return known.on(portfolio.settings, portfolio.today, portfolio.cycles, *also)


def closing_order(facts: Facts, cycle: str) -> tuple[int, int, str]:
    """Sorts cycles by which closes first, the shorter of those that close on a day before the longer."""
    found = facts.directory.cycles[cycle]
    return found.ends.toordinal(), found.days, found.id


def meets(facts: Facts, cycle: str, other: str) -> bool:
    """Whether two cycles share a day, or one contains the other."""
    return (cycle, other) in facts.meetings


def is_open(facts: Facts, cycle: str) -> bool:
    """Whether a cycle has not closed."""
    return facts.state(cycle) is not CycleState.CLOSED


@lru_cache(maxsize=1 << 15)
def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: no capitals, signs or plurals."""
    return tuple(_stem(word) for word in _WORD.findall(text.lower()))


@lru_cache(maxsize=10_000)
def _stem(word: str) -> str:
    return canonical_unit(word)
