"""What was promised on day one was moved after it.

Once a cycle runs, teams adjust their tactics; objectives and key results are recommitted, adjusted or
discarded at its end (Gothelf and Seiden). A target that moves on the way can't be missed, and nobody asks
what there was to learn from it. So the promise of day one stays in sight: here, on the objective's page, and
in the review.

Goalposts are a key result's `from`, `to`, limits, milestones, ambition, what it has `expected`, and the way
it is measured; a key result that was taken out of its file; and the dates of the cycle. Day one is the first
day of the cycle, or the day on which the key result was first published, where that was later. Until then all
may change. A baseline that is filled in where there was none moves nothing, and neither does what is put back
as it was. What can no longer be measured is not moved but `dropped`, with a reason, and what takes its place
is `added`.

The past is read from git. In a shallow clone nothing is known of it, and nothing is found.

Fails, where `to` was 65% on 1 October 2026, the first day of 2026-Q4, and a commit of 14 November made it
55%:

```yaml
key_results:
  - id: activation
    title: New account admins finish setup on day one
    from: 42%
    to: 55%
```

Passes, with what was promised:

```yaml
key_results:
  - id: activation
    title: New account admins finish setup on day one
    from: 42%
    to: 65%
```
"""

from collections.abc import Iterator

from okrsite.changes.compare import FieldChange
from okrsite.changes.goalposts import GoalpostLog, Removal
from okrsite.diagnostics import Finding
from okrsite.model.cycle import Cycle
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.rules._history import clipped, told
from okrsite.rules._running import living_key_results
from okrsite.rules.rule import Facts, warning

TALK = "tell in the next check-in why it had to move, and write that beside `goalpost-moved` under `allow`"
DAYS = {"starts": "first day", "ends": "last day"}


def find(facts: Facts) -> Iterator[Finding]:
    if facts.changes.past is None:
        return
    for objective in facts.living:
        if not objective.draft:
            for key_result in living_key_results(objective):
                yield from _moved(facts, key_result, facts.changes.goalposts(objective, key_result.id))
            for removal in facts.changes.log(objective).removals:
                yield _taken_out(facts, objective, removal)
    for cycle in facts.portfolio.cycles:
        yield from _dates(facts, cycle)


def _moved(facts: Facts, key_result: KeyResult, log: GoalpostLog) -> Iterator[Finding]:
    """One finding for each goalpost that is not where it was; one for all where it is measured in another
    way."""
    kind = next((change for change in log.changed if change.field == "kind"), None)
    for change in (kind,) if kind else log.changed:
        by = next(s for s in reversed(log.shifts) if s.field == change.field)
        when = told(facts, by.commit, by.day)
        if change is kind:
            then, now = f"was measured as {change.old}", f"is measured as {change.new}"
            back, place = "Measure it as promised", key_result.place
        else:
            then, now = f"promised {_written(change)}", f"promises {_now(change)}"
            back, place = _put_back(change), key_result.place.of(change.field)
        yield Finding(
            place=place,
            message=f"`{key_result.id}` {then} on day one, {log.day_one}, and {now} now: moved {when}",
            hint=f"{back}, or {TALK}.",
        )


def _written(change: FieldChange) -> str:
    return f"`{change.field}: {clipped(change.old)}`" if change.old else f"no `{change.field}`"


def _put_back(change: FieldChange) -> str:
    return f"Put `{change.field}: {clipped(change.old)}` back" if change.old else f"Take `{change.field}` out"


def _now(change: FieldChange) -> str:
    return clipped(change.new) if change.new else "nothing"


def _taken_out(facts: Facts, objective: Objective, removal: Removal) -> Finding:
    key_result = removal.key_result
    title = f" (“{clipped(key_result.title)}”)" if key_result.title else ""
    return Finding(
        place=objective.place.of("key_results"),
        message=f"the key result `{key_result.id}`{title} was promised on day one and taken out"
        f" {told(facts, removal.commit, removal.day)}",
        hint="Put it back with `dropped` and `because`, so that readers see what became of it; if it has"
        f" another name now, say so there with `formerly: {key_result.id}`.",
    )


def _dates(facts: Facts, cycle: Cycle) -> Iterator[Finding]:
    for field, now in (("starts", cycle.starts), ("ends", cycle.ends)):
        late = [s for s in facts.changes.cycle_shifts(cycle) if s.late and s.field == field]
        if late and late[0].old != now.isoformat():
            yield Finding(
                place=cycle.place.of(field),
                message=f"the {DAYS[field]} of {cycle.id} was {late[0].old} when it began, and is {now} now:"
                f" moved {told(facts, late[-1].commit, late[-1].day)}",
                hint="Let the cycle end as planned and carry over what goes on, with `carried_to` in the"
                f" reviews; or {TALK}.",
            )


RULE = warning("goalpost-moved", __doc__, find)
