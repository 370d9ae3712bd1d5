"""What became of each promise: its goalposts on day one, and every time that somebody moved them.

Day one of a key result is the first day of its cycle, or the day on which it was first published (a draft is
no promise), whichever is later. What is changed on day one or before is being agreed on; what is changed
after it moves the goalposts.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
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

    `day_one` is None where nothing is committed yet. `first` and `first_moonshot` are how it was measured at
    the end of day one; None where it is a promise that has yet to begin.
    """

    day_one: date | None
    shifts: tuple[Shift, ...] = ()
    first: Measure | None = None
    first_moonshot: bool = False

    @property
    def moved(self) -> tuple[Shift, ...]:
        """Those that were set anew after day one."""
        return tuple(shift for shift in self.shifts if shift.late)


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
        self.day_one = None if published is None else max(published, cycle.starts)
        self.shifts: list[Shift] = []
        self.first: KeyResultState | None = None
        self.last = state
        self.removal: Removal | None = None

    def late(self, day: date) -> bool:
        return self.day_one is not None and day > self.day_one

    def log(self) -> GoalpostLog:
        first = self.first
        return GoalpostLog(
            day_one=self.day_one,
            shifts=tuple(self.shifts),
            first=first.measure if first else None,
            first_moonshot=first.moonshot if first else False,
        )


class _Walk:
    """Goes through the versions of an objective, from the first on."""

    def __init__(self, cycle: Cycle, today: date) -> None:
        self.cycle = cycle
        self.today = today
        self.threads: dict[str, _Thread] = {}
        self.gone: dict[str, _Thread] = {}
        self.before: tuple[KeyResultState, ...] = ()

    def step(self, state: ObjectiveState, day: date | None, commit: Commit | None) -> None:
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
            found = threads.pop(old.id) if old is not None else self.gone.pop(new.id, None)
            thread = found or _Thread(new, day, self.cycle)
            self._note(thread, compare_fields(thread.last.fields, new.fields), day, commit)
            thread.last, thread.removal = new, None
            if thread.day_one is not None and not thread.late(seen):
                thread.first = new
            self.threads[new.id] = thread
        self.before = state.key_results

    def _note(
        self, thread: _Thread, fields: Iterable[FieldChange], day: date | None, commit: Commit | None
    ) -> None:
        late = thread.late(day or self.today)
        thread.shifts += (
            Shift(
                field=field.field,
                old=field.old,
                new=field.new,
                day=day,
                commit=commit,
                late=late and bool(field.old or field.field not in FILLED_IN),
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
