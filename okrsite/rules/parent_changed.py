"""The parent was reworded or its target moved, and nobody has looked at this objective since.

A team writes its OKRs with a clear link to what they serve (Gothelf and Seiden). When that changes, the link
may no longer hold: who chose their targets to reach another target above may now aim too low, too high, or at
something else. Tools for requirements call such links suspect.

What counts is the title of the parent; where a key result of it is named, that one's title and goalposts; and
whether the one or the other was dropped. Spelling does not count, nor a baseline that is filled in. Looking
again is enough: the next change to this file settles it, unless it corrects nothing but spelling.

The past is read from git. In a shallow clone nothing is known of it, and nothing is found.

Fails, where this file was last changed on 5 October, and on 2 November `to` of the key result `retention` in
`2026/company/trusted-partner.md` became 95% instead of 90%:

```yaml
title: Make the first week feel effortless for new admins
parent: company/trusted-partner#retention
```

Passes, once somebody asked whether the target below still fits, and wrote down that it does not:

```yaml
title: Make the first month feel effortless for new admins
parent: company/trusted-partner#retention
```
"""

from collections.abc import Iterator

from okrsite.changes.compare import FieldChange, KeyResultChange, ObjectiveChange, compare_states
from okrsite.changes.goalposts import FILLED_IN
from okrsite.changes.since import since
from okrsite.diagnostics import Finding
from okrsite.history.past import Version
from okrsite.model.cycle import CycleState
from okrsite.model.objective import Objective
from okrsite.rules._history import became, told_of
from okrsite.rules._words import reference
from okrsite.rules.rule import Facts, warning

NAME = "parent-changed"
WORDS = frozenset({"title", "who", "does"})


def find(facts: Facts) -> Iterator[Finding]:
    if facts.changes.past is None:
        return
    allowing = {a.path for a in facts.portfolio.allowances if a.rule == NAME}
    for objective in facts.living:
        target = facts.alignment.parents.get(objective.id)
        if target is None or facts.state(objective.cycle) is CycleState.CLOSED:
            continue
        parent = facts.directory.objectives[target.objective]
        touched = _touched(facts, objective, ever=objective.source.path in allowing)
        if touched is None or parent.draft or parent.id == objective.id:
            continue
        rank, stages = facts.changes.rank, facts.changes.stages(parent)
        if not stages or rank(stages[-1].version) <= rank(touched):
            continue
        yield from _changes(facts, objective, parent, target.key_result, touched)


def _touched(facts: Facts, objective: Objective, *, ever: bool) -> Version | None:
    """The version in which somebody last looked at an objective; None where that is not committed yet. A file
    that allows its parent to change counts from its first version on: that is what the allowance is for."""
    stages = facts.changes.stages(objective)
    if not stages or stages[-1].version.commit is None:
        return None
    if ever:
        return stages[0].version
    for before, after in zip(reversed(stages[:-1]), reversed(stages), strict=False):
        if before.state is None or after.state is None:
            return after.version
        change = compare_states(before.state, after.state)
        slips = change.spelling or any(f.spelling for f in change.fields)
        slips = slips or any(f.spelling for k in change.changed for f in k.fields)
        if not (change.nothing and slips) or before.state.initiatives != after.state.initiatives:
            return after.version
    return stages[0].version


def _changes(
    facts: Facts, objective: Objective, parent: Objective, key_result: str, touched: Version
) -> Iterator[Finding]:
    """What changed in a parent after an objective was last touched."""
    rank = facts.changes.rank
    after = since(facts.changes.stages(parent), lambda version: rank(version) <= rank(touched))
    if after is None or after.then is None:
        return
    change = after.change()
    found = []
    name = reference(parent, seen_from=objective)
    if title := next(_title(change), None):
        found.append((f"the parent `{name}` was reworded", became(title), after.by(lambda c: any(_title(c)))))
    if parent.dropped and after.then.status != "dropped":
        found.append((f"the parent `{name}` was dropped", "", after.by(lambda c: any(_status(c)))))
    if key_result:
        name = reference(parent, key_result, seen_from=objective)
        served = next((k for k in change.changed if k.new.id == key_result), None)
        if served is not None and (fields := tuple(_promised(served))):
            ids = {served.old.id, served.new.id}
            version = after.by(lambda c: any(k.new.id in ids and any(_promised(k)) for k in c.changed))
            dropped = any(field.field == "dropped" for field in fields)
            what = "dropped" if dropped else "moved" if any(f.goalpost for f in fields) else "reworded"
            words = "; ".join(became(field) for field in fields if field.field != "dropped")
            found.append((f"the key result `{name}` that this serves was {what}", words, version))
    last = touched.day(facts.changes.zone)
    for what, words, version in found:
        yield Finding(
            place=objective.place.of("parent"),
            message=f"{what} after this objective was last changed on {last}"
            f"{f': {words}' if words else ''}, {told_of(facts, version)}",
            hint="Read the two again: does this objective still serve it, and do its targets still fit?"
            " Change what does not, or note in the prose that all holds: any change to this file settles it,"
            " unless it only corrects spelling.",
        )


def _title(change: ObjectiveChange) -> Iterator[FieldChange]:
    return (f for f in change.fields if f.field == "title" and not f.spelling)


def _status(change: ObjectiveChange) -> Iterator[FieldChange]:
    return (f for f in change.fields if f.field == "status")


def _promised(change: KeyResultChange) -> Iterator[FieldChange]:
    """What says something else of a key result than before."""
    for field in change.fields:
        filled_in = field.field in FILLED_IN and not field.old
        counts = field.field in WORDS or field.goalpost or field.field == "dropped"
        if counts and not field.spelling and not filled_in:
            yield field


RULE = warning(NAME, __doc__, find)
