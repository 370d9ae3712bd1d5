"""What was read of key results: observations, and what could not be used of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from okrsite.model.check_in import CheckIn, Reading
from okrsite.model.key_result import KeyResult
from okrsite.model.quantity import Quantity
from okrsite.source import Place

Key = tuple[str, str]
"""An objective's id and a key result's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What was read of a key result on a day; only what fits its kind is set.

    `value` belongs to move and keep, in the key result's unit; `done` is a count of milestones or, for
    binary, 0 or 1; `names` are the milestones that were named; `chance` is 0 to 100, `score` 0 to 1,
    `confidence` 0 to 10. `late` marks a day after the cycle's end, `baseline` one before its start.
    `check_in` is None for a reading that comes from a KPI.
    """

    day: date
    check_in: CheckIn | None = None
    value: Quantity | None = None
    done: int | None = None
    names: tuple[str, ...] = ()
    chance: Decimal | None = None
    score: Decimal | None = None
    confidence: int | None = None
    status: str = ""
    note: str = ""
    late: bool = False
    baseline: bool = False
    place: Place | None = None

    @property
    def measured(self) -> bool:
        """Whether it says how far the key result is; a note or a confidence alone does not. The chance of a
        binary key result does: it is not done."""
        return (
            self.value is not None
            or self.done is not None
            or self.score is not None
            or self.chance is not None
        )


ProblemKind = Literal[
    "unknown", "ambiguous", "not-shared", "wrong-kind", "unknown-milestone", "unit", "twice", "ghost"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A reading that can't be used, or not fully. `names` and `text` are what a message needs:
    candidates, known names, or the right kind."""

    kind: ProblemKind
    check_in: CheckIn
    reading: Reading
    place: Place
    text: str = ""
    names: tuple[str, ...] = ()
    objective: str = ""
    key_result: KeyResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """All observations by key result, oldest first, and what could not be used."""

    by_key: Mapping[Key, tuple[Observation, ...]]
    problems: tuple[Problem, ...]
    keys: Mapping[str, Mapping[str, Key]]
    """For each check-in, by its path, the key results of its readings, by their keys as written. Those that
    belong to none are left out."""
    mentions: Mapping[str, tuple[CheckIn, ...]]
    """The check-ins that read an objective, by its id, oldest first."""

    def of(self, objective: str, key_result: str) -> tuple[Observation, ...]:
        return self.by_key.get((objective, key_result), ())

    def key_of(self, check_in: str, written: str) -> Key | None:
        """The key result that a reading belongs to, by its check-in's path and its key as written; None where
        there is none."""
        return self.keys.get(check_in, {}).get(written)


@dataclass(frozen=True, slots=True)
class Right:
    """The fields that read a kind of key result, and an example of how to write one."""

    fields: tuple[str, ...]
    example: str


RIGHT_READING: Mapping[str, Right] = {
    "move": Right(("value",), "`value: 47%`"),
    "keep": Right(("value",), "`value: 47%`"),
    "milestones": Right(("done",), "`done: 2`, or the names of the milestones that are done"),
    "binary": Right(("done", "chance"), "`done: true`, and `chance: 60%` before that"),
    "graded": Right(("score",), "`score: 0.4`, from 0.0 to 1.0"),
}


def shared_unit(
    key_result: KeyResult, observations: tuple[Observation, ...] | list[Observation]
) -> Quantity | None:
    """What lends a key result's bare numbers their unit: its own numbers, else its first reading."""
    if key_result.unit is not None:
        return key_result.unit
    return next((o.value for o in observations if o.value is not None and not o.value.bare), None)
