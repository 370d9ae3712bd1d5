"""Key results and the five ways to measure them."""

from dataclasses import dataclass
from datetime import date

from okrsite.model.quantity import Quantity
from okrsite.source import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A figure to be moved. Without `start` the earliest reading is the baseline."""

    start: Quantity | None
    target: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """A figure to be kept within limits; one of the two may be missing."""

    at_least: Quantity | None = None
    at_most: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestones:
    """Steps that are done one after another or in any order."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Binary:
    """Done or not done, with a chance of success before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """Nothing is measured: the team gives itself a score from 0.0 to 1.0."""


Measure = Move | Keep | Milestones | Binary | Graded

KIND_NAMES: dict[type, str] = {
    Move: "move",
    Keep: "keep",
    Milestones: "milestones",
    Binary: "binary",
    Graded: "graded",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is expected by a day, in place of the straight line from the start to the end.

    `value` is a figure of the key result (of milestones a number of them, of a graded one a score), or
    where `share` is set a percentage of the way.
    """

    day: date
    value: Quantity
    share: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResult:
    """A key result. `weight` is its share in the objective's mean, None where it was not written.

    `unit` lends the unit of its numbers to bare ones. `expected` is by day, oldest first. `added` and
    `dropped` are dates. Where its measure is `unclear` (faulty, and reported, or left open in a draft) it
    is graded for want of better, and nothing is held against it.
    """

    id: str
    title: str
    measure: Measure
    unclear: bool = False
    who: str = ""
    does: str = ""
    owner: str = ""
    kpi: str = ""
    unit: Quantity | None = None
    weight: Quantity | None = None
    moonshot: bool = False
    expected: tuple[Expected, ...] = ()
    added: date | None = None
    dropped: date | None = None
    because: str = ""
    formerly: tuple[str, ...] = ()
    place: Place

    @property
    def kind(self) -> str:
        """move, keep, milestones, binary or graded."""
        return KIND_NAMES[type(self.measure)]
