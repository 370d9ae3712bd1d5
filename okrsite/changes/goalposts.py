"""What became of each promise: its goalposts on day one, and every time that somebody moved them.

Day one of a key result is the first day of its cycle, or the day on which it was first published (a draft is
no promise), whichever is later. What is changed on day one or before is being agreed on; what is changed
after it moves the goalposts.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from itertools import pairwise

from okrsite.changes.compare import FieldChange, compare_fields, paired
from okrsite.changes.states import KeyResultState, ObjectiveState
from okrsite.changes.versions import Stage
from okrsite.history.log import Commit
from okrsite.history.past import Version
from okrsite.model.cycle import Cycle
from okrsite.model.key_result import Measure

FILLED_IN = frozenset({"from", "expected"})
"""Fields that move nothing where they are written for the first time: a baseline, what is expected by
when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A goalpost that was set anew: the field, what was written before and after (empty where nothing
    was), the day it came to the branch and the commit that did it (None while it is not committed). `late`
    is set where that was after day one; a baseline that is filled in where there was none is never late."""

    field: str
    old: str
    new: str
    day: date | None
    commit: Commit | None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalpostLog:
    """A key result's goalposts over time, oldest first.

    `day_one` is None where nothing is committed yet, and where it was published only after its cycle had
    ended: what was promised before is not known then. `first` and `first_moonshot` are how it was measured at
    the end of day one, with a baseline that was filled in later; None where nobody could read that.
    `changed` are the goalposts that are not today what they were on day one.
    """

    day_one: date | None
    shifts: tuple[Shift, ...] = ()
    first: Measure | None = None
    first_moonshot: bool = False
    changed: tuple[FieldChange, ...] = ()

    @property
    def moved(self) -> tuple[Shift, ...]:
        """Those that were set anew after day one."""
        return tuple(shift for shift in self.shifts if shift.late)


def day_one_of(published: date | None, cycle: Cycle) -> date | None:
    """Day one of a key result that was first published on a day; None where that was after its cycle."""
    if published is None or published > cycle.ends:
        return None
    return max(published, cycle.starts)


def moves(change: FieldChange, day: date, day_one: date | None) -> bool:
    """Whether a change on a day moves a goalpost of a key result; its day one is None where it is no promise
    yet."""
    late = day_one is not None and day > day_one
    return change.goalpost and late and bool(change.old or change.field not in FILLED_IN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A key result that was taken out of its file after day one: the last that was written of it, the day and
    the commit (None while it is not committed)."""

    key_result: KeyResultState
    day: date | None
    commit: Commit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveLog:
    """What became of an objective's promises. `key_results` are by id."""

    key_results: tuple[tuple[str, GoalpostLog], ...] = ()
    removals: tuple[Removal, ...] = ()


def objective_log(
    stages: Sequence[Stage], cycle: Cycle, today: date, zone: tzinfo, *, others: Container[str] = ()
) -> ObjectiveLog:
    """The logs of an objective's key results from all its versions, oldest first, the one of today last.

    Versions in the folder of another cycle (`others`), drafts and what nobody could read make no promise.
    What is not committed yet counts as of `today`. A key result that is taken out and comes back is the same
    promise.
    """
    walk = _Walk(cycle, today)
    for stage in stages:
        if stage.version.path.split("/")[0] in others:
            walk = _Walk(cycle, today)
        elif stage.state is not None and not stage.state.draft:
            walk.step(stage.state, stage.version.day(zone), stage.version.commit)
    return walk.log()


class _Thread:
    """One key result through the versions."""

    def __init__(self, state: KeyResultState, published: date | None, cycle: Cycle) -> None:
        self.day_one = day_one_of(published, cycle)
        self.shifts: list[Shift] = []
        self.first: KeyResultState | None = None
        self.last = state
        self.removal: Removal | None = None

    def late(self, day: date) -> bool:
        return self.day_one is not None and day > self.day_one

    def see(self, state: KeyResultState, day: date) -> None:
        """Keep how it is measured on a day. A measure that nobody can read says nothing."""
        if readable(state):
            self.last = state
            if self.first is None or not self.late(day):
                self.first = state
            filled_in = {
                n: state.fields[n] for n in FILLED_IN & state.fields.keys() - self.first.fields.keys()
            }
            if filled_in and state.fields["kind"] == self.first.fields["kind"]:
                self.first = replace(self.first, fields={**self.first.fields, **filled_in})

    def log(self) -> GoalpostLog:
        first = self.first
        if first is None or self.day_one is None:
            return GoalpostLog(day_one=self.day_one, shifts=tuple(self.shifts))
        return GoalpostLog(
            day_one=self.day_one,
            shifts=tuple(self.shifts),
            first=first.measure,
            first_moonshot=first.moonshot,
            changed=tuple(c for c in compare_fields(first.fields, self.last.fields) if c.goalpost),
        )


def readable(state: KeyResultState) -> bool:
    """Whether anybody could tell how it was measured."""
    return "kind" in state.fields


class _Walk:
    """Goes through the versions of an objective, from the first on."""

    def __init__(self, cycle: Cycle, today: date) -> None:
        self.cycle = cycle
        self.today = today
        self.threads: dict[str, _Thread] = {}
        self.gone: dict[str, _Thread] = {}
        self.before: tuple[KeyResultState, ...] = ()

    def step(self, state: ObjectiveState, day: date | None, commit: Commit | None) -> None:
        if state.key_results == self.before:
            return
        seen = day or self.today
        threads = self.threads
        self.threads = {}
        for old, new in paired(self.before, state.key_results):
            if new is None:
                if old is not None:
                    thread = threads.pop(old.id)
                    if thread.late(seen) and "dropped" not in old.fields:
                        thread.removal = Removal(key_result=old, day=day, commit=commit)
                    self.gone[old.id] = thread
                continue
            found = threads.pop(old.id) if old is not None else self._back(new)
            thread = found or _Thread(new, day, self.cycle)
            if readable(thread.last) and readable(new):
                self._note(thread, compare_fields(thread.last.fields, new.fields), day, commit)
            thread.see(new, seen)
            thread.removal = None
            self.threads[new.id] = thread
        self.before = state.key_results

    def _back(self, state: KeyResultState) -> _Thread | None:
        """A key result that had been taken out."""
        id = next((id for id in (state.id, *state.formerly) if id in self.gone), None)
        return None if id is None else self.gone.pop(id)

    def _note(
        self, thread: _Thread, fields: Iterable[FieldChange], day: date | None, commit: Commit | None
    ) -> None:
        thread.shifts += (
            Shift(
                field=field.field,
                old=field.old,
                new=field.new,
                day=day,
                commit=commit,
                late=moves(field, day or self.today, thread.day_one),
            )
            for field in fields
            if field.goalpost
        )

    def log(self) -> ObjectiveLog:
        return ObjectiveLog(
            key_results=tuple((id, thread.log()) for id, thread in self.threads.items()),
            removals=tuple(thread.removal for thread in self.gone.values() if thread.removal is not None),
        )


def cycle_shifts(
    days: Sequence[tuple[Version, tuple[date, date]]], today: date, zone: tzinfo
) -> Iterator[Shift]:
    """The dates of a cycle that were set anew: from the versions of its `index.md` with the first and last
    day that each gave, oldest first. What is changed after the first day that was set before is late."""
    for (_, before), (version, after) in pairwise(days):
        day = version.day(zone)
        for field, old, new in zip(("starts", "ends"), before, after, strict=True):
            if old != new:
                yield Shift(
                    field=field,
                    old=old.isoformat(),
                    new=new.isoformat(),
                    day=day,
                    commit=version.commit,
                    late=(day or today) > before[0],
                )
