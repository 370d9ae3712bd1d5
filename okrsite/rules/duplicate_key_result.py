"""Two teams make the same promise at the same time, or one team makes it twice.

Then one success is counted twice, and in the end each has relied on the other. OKRs are explained sideways,
to leaders and peers (Gothelf and Seiden); OKRs that are not told to others are among the things that go
wrong (Jellyvision).

Key results are the same promise where they have the same title and `who`, move the same KPI to the same
target, or say the same `who`, `does` and figures.

Left out are limits to keep, because several teams may mind the same one; what stands on one line of parents,
because a team that takes a key result over from above and names it as its parent says so openly; and a team's
quarter that repeats its year.

Fails, in objectives of two teams in the same quarter:

```yaml
- id: setup
  title: New account admins finish setup on day one
  from: 42%
  to: 65%
```

Passes, in one of the two, and the key result in this one only:

```yaml
title: Make the first week feel effortless for new admins
with: product
```
"""

from collections.abc import Callable, Hashable, Iterator
from functools import cache, partial
from itertools import islice

from okrsite.diagnostics import Finding
from okrsite.model.key_result import Keep, Move
from okrsite.rules._promises import (
    Promise,
    closing_order,
    grouped,
    is_open,
    keyed,
    known_groups,
    meets,
    words,
)
from okrsite.rules._words import figures, listed, reference
from okrsite.rules.rule import Facts, warning

TITLE, KPI, WHO = "title", "kpi", "does"
"""What is the same, by the field that a finding points at."""

NAMED = 3
"""A draft is compared until this many are found."""

Pair = tuple[Promise, list[Promise]]

Names = frozenset[tuple[str, str]]
"""Objectives and key results."""
"""A promise, and those that are the same."""


def find(facts: Facts) -> Iterator[Finding]:
    told: set[Names] = set()
    known = known_groups(facts, "sameness", facts.alignment.parents)
    for key, group in grouped(keyed(facts, "sameness", _keys)).items():
        for names, finding in known.of(key, tuple(group), partial(_findings, facts, key[0], group)):
            if names not in told:
                told.add(names)
                yield finding


def _findings(facts: Facts, field: str, group: list[Promise]) -> tuple[tuple[Names, Finding], ...]:
    """What is found in a group, each with what it names: a group of another kind may name the same."""
    return tuple(
        (
            frozenset((p.objective.id, p.key_result.id) for p in (promise, *same)),
            Finding(
                place=promise.key_result.place.of(field),
                message=_message(field, promise, same),
                hint=_hint(promise, same[0]),
                private=promise.draft,
                about=_beside(promise, same[0]),
            ),
        )
        for promise, same in _same(facts, group)
    )


def _beside(promise: Promise, other: Promise) -> str:
    path = other.objective.source.path
    return "" if path == promise.objective.source.path else path


def _keys(promise: Promise) -> Iterator[tuple[str, Hashable]]:
    """What makes a promise the same as another."""
    key_result, measure = promise.key_result, promise.key_result.measure
    if isinstance(measure, Keep):
        return
    who = words(key_result.who)
    if title := words(promise.title):
        yield TITLE, (title, who)
    if not isinstance(measure, Move):
        return
    if key_result.kpi:
        yield KPI, (key_result.kpi, measure.target.number)
    if who and key_result.does:
        start = measure.start.number if measure.start else None
        numbers = (start, measure.target.number, promise.unit)
        yield WHO, (who, words(key_result.does), *numbers)


def _same(facts: Facts, group: list[Promise]) -> Iterator[Pair]:
    """For each cycle of a group the last of its promises that another makes too; and for each draft, of which
    nobody else hears."""

    @cache
    def above(id: str) -> frozenset[str]:
        return frozenset(target.objective for target in facts.alignment.ancestors(id))

    cycles: dict[str, list[Promise]] = {}
    for promise in group:
        if not promise.draft:
            cycles.setdefault(promise.objective.cycle, []).append(promise)
    order = sorted(cycles, key=lambda cycle: closing_order(facts, cycle))
    for index, cycle in enumerate(order):
        beyond = [p for other in order[index + 1 :] if meets(facts, cycle, other) for p in cycles[other]]
        for promise in reversed(cycles[cycle]):
            same = [p for p in (*cycles[cycle], *beyond) if _is_same(above, promise, p)]
            if same:
                yield promise, same
                break
    for draft in (p for p in group if p.draft):
        own = draft.objective.cycle
        near = (
            p for p in group if meets(facts, own, p.objective.cycle) and is_open(facts, p.objective.cycle)
        )
        same = list(islice((p for p in near if _is_same(above, draft, p)), NAMED))
        if same:
            yield draft, same


def _is_same(above: Callable[[str], frozenset[str]], promise: Promise, other: Promise) -> bool:
    """Whether two promises of a group are two: not those of a team in a quarter and in its year, and not
    those on one line of parents, by what is `above` each objective."""
    one, two = promise.objective, other.objective
    if other is promise or (one.team == two.team and one.cycle != two.cycle):
        return False
    return one.id not in above(two.id) and two.id not in above(one.id)


def _message(field: str, promise: Promise, same: list[Promise]) -> str:
    named = listed(p.shown(promise.objective) for p in same)
    many = len(same) > 1
    measure = promise.key_result.measure
    if field == KPI and isinstance(measure, Move):
        return (
            f"{named} {'move' if many else 'moves'} the same KPI `{promise.key_result.kpi}` to the same"
            f" {measure.target.text}: is it one promise?"
        )
    what = "who, does and figures"
    if field == TITLE:
        here = figures(promise.key_result)
        other = here and any(figures(p.key_result) != here for p in same)
        what = f"title, with other figures than here ({here})" if other else "title"
    return f"{named} {'have' if many else 'has'} the same {what}: is it one promise?"


def _hint(promise: Promise, other: Promise) -> str:
    one, two = promise.objective, other.objective
    name = reference(two, seen_from=one)
    if one.id == two.id:
        return "Delete one of them; if each counts something else, say what in its title."
    if one.team == two.team:
        return f"Keep it either here or in `{name}`: counted in both it weighs double."
    if one.team in two.shared_with:
        return f"`{name}` is shared with `{one.team}` already (`with`): delete it here."
    if two.team in one.shared_with:
        return f"This objective is shared with `{two.team}` already (`with`): delete it in `{name}`."
    return (
        f"If so, keep it in one objective and share that: `with: {one.team}` in `{name}`,"
        f" or `with: {two.team}` here. If each team counts its own part, say whose in the title or `who`."
    )


RULE = warning("duplicate-key-result", __doc__, find)
