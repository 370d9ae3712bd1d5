"""What a reviewer must not miss: promises that move after their cycle has begun, or even after its end.

A promise is what stood published on the old side. What is changed on the cycle's first day is still being
agreed on; after it, the goalposts move. In a cycle that has closed nothing should change any more, but
reviews, and check-ins that say how it ended.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from okrsite.changes.compare import FieldChange
from okrsite.changes.goalposts import moves
from okrsite.model.cycle import Cycle
from okrsite.model.objective import Objective
from okrsite.views.diff.key_results import KeyResultPair
from okrsite.views.diff.links import Side
from okrsite.views.diff.objectives import ObjectivePair
from okrsite.views.diff.parts import Alarm, CheckInDiff, Effect, FieldDiff, Named, What

FIGURES = frozenset({"value", "done", "chance", "score", "reading"})
"""What of a reading changes how far a key result came."""


class Alarms:
    """Finds the promises that a change breaks."""

    def __init__(self, before: Side, after: Side) -> None:
        self.before = before
        self.after = after
        self.today: date = after.facts.portfolio.today

    def of_objective(self, pair: ObjectivePair) -> Iterator[Alarm]:
        """The promises of an objective that are not what they were."""
        old, new = pair.old, pair.new
        if old is None or old.draft:
            if new is not None and not new.draft and self._closed(self.after, new.cycle):
                yield self._about(new, "new")
            return
        cycle = self.before.facts.directory.cycles[old.cycle]
        if self.today <= cycle.starts:
            return
        if new is None or new.draft or self._leaves(cycle, new):
            where = "" if new is None else "draft" if new.draft else new.cycle
            yield self._about(old, "removed", new=where)
            return
        closed = cycle.ends < self.today
        if closed and pair.diff is not None:
            yield from (self._field(new, field) for field in pair.diff.fields)
            if pair.diff.turn:
                yield self._about(new, "changed", field="status", new=pair.diff.turn)
        for key_result in pair.key_results:
            yield from self._key_result(new, key_result, cycle, closed=closed)

    def _key_result(
        self, objective: Objective, pair: KeyResultPair, cycle: Cycle, *, closed: bool
    ) -> Iterator[Alarm]:
        old, new, diff = pair.old, pair.new, pair.diff
        if new is None:
            if old is not None and (closed or old.dropped is None):
                yield self._about(objective, "removed", Named(id=old.id, title=old.title or old.id))
            return
        name = Named(id=new.id, title=new.title or new.id)
        if old is None:
            if closed:
                yield self._about(objective, "new", name)
        elif closed:
            yield from (self._field(objective, field, name) for field in (diff.fields if diff else ()))
        else:
            for field in pair.goalposts:
                change = FieldChange(field=field.field, old=field.old, new=field.new)
                if moves(change, self.today, cycle.starts):
                    yield self._field(objective, field, name)

    def of_cycles(self, promising: Iterable[str]) -> Iterator[Alarm]:
        """The dates of cycles that have begun and in which something was promised."""
        for id in promising:
            old = self.before.facts.directory.cycles[id]
            new = self.after.facts.directory.cycles.get(id)
            if new is None or self.today <= old.starts:
                continue
            if old.starts != new.starts:
                yield Alarm(
                    what="changed",
                    cycle=id,
                    field="starts",
                    old=old.starts.isoformat(),
                    new=new.starts.isoformat(),
                )
            if old.ends != new.ends:
                effect: Effect = "easier" if new.ends > old.ends else "harder"
                yield Alarm(
                    what="changed",
                    cycle=id,
                    field="ends",
                    old=old.ends.isoformat(),
                    new=new.ends.isoformat(),
                    effect=effect,
                )

    def of_check_in(self, diff: CheckInDiff) -> Iterator[Alarm]:
        """What was read in a cycle that has closed, and is rewritten."""
        if not self._closed(self.before, diff.cycle) or diff.what == "new":
            return
        day = diff.day.isoformat()
        if diff.what == "removed":
            yield Alarm(what="removed", cycle=diff.cycle, team=diff.team, field=f"check-in of {day}")
            return
        for reading in diff.readings:
            for field in reading.fields or (FieldDiff(field="reading", old="", new=""),):
                if field.field not in FIGURES:
                    continue
                yield Alarm(
                    what="changed" if reading.fields else reading.what,
                    cycle=diff.cycle,
                    team=diff.team,
                    objective=reading.objective,
                    key_result=reading.key_result,
                    field=f"{field.field} of {day}",
                    old=field.old,
                    new=field.new,
                )

    def _closed(self, side: Side, cycle: str) -> bool:
        """Whether a cycle has closed, by the dates it had on one side."""
        found = side.facts.directory.cycles.get(cycle)
        return found is not None and found.ends < self.today

    def _leaves(self, cycle: Cycle, new: Objective) -> bool:
        """Whether an objective is now in a cycle with other dates."""
        other = self.after.facts.directory.cycles[new.cycle]
        return new.cycle != cycle.id and (other.starts, other.ends) != (cycle.starts, cycle.ends)

    def _about(
        self,
        objective: Objective,
        what: What,
        key_result: Named | None = None,
        *,
        field: str = "",
        new: str = "",
    ) -> Alarm:
        return Alarm(
            what=what,
            cycle=objective.cycle,
            team=self.after.team(objective.team),
            objective=Named(id=objective.id, title=objective.title or objective.name),
            key_result=key_result,
            field=field,
            new=new,
        )

    def _field(self, objective: Objective, field: FieldDiff, key_result: Named | None = None) -> Alarm:
        return Alarm(
            what="changed",
            cycle=objective.cycle,
            team=self.after.team(objective.team),
            objective=Named(id=objective.id, title=objective.title or objective.name),
            key_result=key_result,
            field=field.field,
            old=field.old,
            new=field.new,
            effect=field.effect,
        )
