"""What a cycle came to was changed long after it had ended.

At the end of a cycle teams ask without blame what they met, what they missed, and what they do differently
(product OKR guide). That needs figures that stay: a promise that is rewritten afterwards, or a reading that
is corrected months later, gives another grade than the one people talked about. Late readings and reviews
come in the first days after the end, and those count as usual; reviews may be written at any time.

Looked at are an objective's title, its key results with their goalposts, weight, and whether they were
dropped, the readings in check-ins, and the cycle's dates. Spelling, prose, notes and renamed ids don't count.
Shown for closed cycles, of course. Where the history begins only after a cycle had ended, nothing is known of
it.

The past is read from git. In a shallow clone nothing is known of it, and nothing is found.

Fails, where a commit of 20 January 2027 made `to` 55% in the cycle 2026-Q4, which had ended on 31 December:

```yaml
key_results:
  - id: activation
    title: New account admins finish setup on day one
    from: 42%
    to: 55%
```

Passes, with the target that the cycle ended with, and what you know better today in the prose below:

```yaml
key_results:
  - id: activation
    title: New account admins finish setup on day one
    from: 42%
    to: 65%
```

`after_days` is how many days after the end there is time: usually 14.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from okrsite.changes.compare import FieldChange, KeyResultChange
from okrsite.changes.since import Since, since
from okrsite.diagnostics import Finding
from okrsite.history.past import Version
from okrsite.model.cycle import Cycle
from okrsite.model.objective import Objective
from okrsite.rules._closed import AFTERWARDS, after_the_end, gone_since, in_time, rewritten_readings
from okrsite.rules._history import became, clipped
from okrsite.rules.rule import Facts, Option, warning
from okrsite.source import Place

PROMISED = frozenset({"title", "who", "does", "weight", "dropped"})
"""What says, beside the goalposts, what a key result promised."""


def find(facts: Facts, *, after_days: int) -> Iterator[Finding]:
    today, grace = facts.portfolio.today, timedelta(days=after_days)
    known_since = facts.changes.known_since
    deadlines = {
        cycle.id: cycle.ends + grace
        for cycle in facts.portfolio.cycles
        if today - cycle.ends > grace and known_since.get(cycle.id, today) <= cycle.ends + grace
    }
    if not deadlines:
        return
    for objective in facts.portfolio.objectives:
        if objective.cycle in deadlines and not objective.draft:
            yield from _objective(facts, objective, deadlines)
    for cycle in facts.portfolio.cycles:
        if cycle.id in deadlines:
            yield from _dates(facts, cycle, deadlines[cycle.id])
    yield from rewritten_readings(facts, deadlines)
    yield from gone_since(facts, deadlines)


def _objective(facts: Facts, objective: Objective, deadlines: Mapping[str, date]) -> Iterator[Finding]:
    cycle = facts.directory.cycles[objective.cycle]
    others = facts.directory.cycles.keys() - {cycle.id}
    deadline, place = deadlines[cycle.id], objective.place

    def before(version: Version) -> bool:
        return in_time(facts, version, deadline)

    stages = facts.changes.stages(objective)
    if all(before(stage.version) for stage in stages):
        return
    after = since((s for s in stages if s.version.path.split("/")[0] not in others), before)
    if after is None:
        return
    if after.then is None:
        yield _finding(facts, cycle, place.of("title"), "this objective was published", after.first, "")
        return
    change = after.change()
    for field in change.fields:
        if field.field in {"title", "status"} and not field.spelling:
            version = after.by(lambda c, name=field.field: any(f.field == name for f in c.fields))  # type: ignore[misc]
            yield _finding(
                facts, cycle, place.of(field.field), "this objective was changed", version, became(field)
            )
    for new in change.added:
        key_result = objective.key_result(new.id)
        version = after.by(lambda c, id=new.id: any(k.id == id for k in c.added))  # type: ignore[misc]
        at = key_result.place if key_result else place
        yield _finding(facts, cycle, at, f"the key result `{new.id}` was added", version, "")
    for old in change.removed:
        version = after.by(lambda c, id=old.id: any(k.id == id for k in c.removed))  # type: ignore[misc]
        what = f"the key result `{old.id}` (“{clipped(old.title)}”) was taken out"
        yield _finding(facts, cycle, place.of("key_results"), what, version, "")
    for changed in change.changed:
        yield from _key_result(facts, cycle, objective, changed, after)


def _key_result(
    facts: Facts, cycle: Cycle, objective: Objective, changed: KeyResultChange, after: Since
) -> Iterator[Finding]:
    fields = tuple(_promised(changed))
    key_result = objective.key_result(changed.new.id)
    if not fields or key_result is None:
        return
    ids = {changed.old.id, changed.new.id}
    version = after.by(lambda c: any(k.new.id in ids and any(_promised(k)) for k in c.changed))
    place = key_result.place if fields[0].field == "kind" else key_result.place.of(fields[0].field)
    yield _finding(
        facts, cycle, place, f"`{key_result.id}` was changed", version, "; ".join(map(became, fields))
    )


def _promised(change: KeyResultChange) -> Iterator[FieldChange]:
    return (f for f in change.fields if (f.goalpost or f.field in PROMISED) and not f.spelling)


def _dates(facts: Facts, cycle: Cycle, deadline: date) -> Iterator[Finding]:
    for shift in facts.changes.cycle_shifts(cycle):
        if (shift.day or facts.portfolio.today) > deadline:
            words = f"`{shift.field}` {shift.old} → {shift.new}"
            said = after_the_end(
                facts, cycle, "the cycle’s dates were changed", shift.commit, shift.day, words
            )
            yield Finding(place=cycle.place.of(shift.field), message=said, hint=AFTERWARDS)


def _finding(facts: Facts, cycle: Cycle, place: Place, what: str, version: Version, words: str) -> Finding:
    day = version.day(facts.changes.zone)
    return Finding(
        place=place, message=after_the_end(facts, cycle, what, version.commit, day, words), hint=AFTERWARDS
    )


RULE = warning(
    "closed-cycle-changed",
    __doc__,
    find,
    Option(name="after_days", usual=14, about="the days after the end of a cycle in which there is time"),
    lasting=True,
)
