"""Check-ins: what a team read off its key results on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from okrsite.model.quantity import Quantity
from okrsite.model.reference import Reference
from okrsite.source import Place, SourceFile

YES = frozenset({"true", "yes", "on"})
NO = frozenset({"false", "no", "off"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a check-in says of one key result; everything may be missing, a note alone will do.

    `key` names the key result: a reference, or with only `objective` set a key-result id alone where
    the text has no `#`. `value` belongs to move and keep, `done` to milestones (a number or names) and
    binary (true or false), as the texts that were written; `chance` to binary (0 to 100), `score` to graded
    (0 to 1). `confidence` is 0 to 10, `status` one of on track, at risk, off track or empty.
    """

    key: str
    reference: Reference | None
    value: Quantity | None = None
    done: tuple[str, ...] | None = None
    chance: Decimal | None = None
    score: Decimal | None = None
    confidence: int | None = None
    status: str = ""
    note: str = ""
    place: Place

    @property
    def blank(self) -> bool:
        """Whether it says nothing at all: a line of a new check-in that nobody filled in."""
        return (
            self.value is None
            and self.done is None
            and self.chance is None
            and self.score is None
            and self.confidence is None
            and not (self.status or self.note)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """A check-in of a team in a cycle. `suffix` tells several of one day apart: the plain date first."""

    cycle: str
    team: str
    day: date
    suffix: str = ""
    author: str = ""
    readings: tuple[Reading, ...] = ()
    source: SourceFile

    @property
    def name(self) -> str:
        """Its file name without `.md`."""
        return f"{self.day.isoformat()}-{self.suffix}" if self.suffix else self.day.isoformat()

    @property
    def place(self) -> Place:
        return Place(source=self.source)
