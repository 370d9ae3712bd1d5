"""A team's end-of-cycle review, and the company's review meetings."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from okrsite.model.reference import Reference
from okrsite.source import Place, SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a review says of one objective: a decision (continue, adjust, drop, done, or empty), where it
    is carried to, and self-grades (key result, 0 to 1)."""

    objective: str
    decision: str = ""
    carried_to: Reference | None = None
    scores: tuple[tuple[str, Decimal], ...] = ()
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A team's review of its cycle."""

    cycle: str
    team: str
    verdicts: tuple[Verdict, ...] = ()
    source: SourceFile

    @property
    def place(self) -> Place:
        return Place(source=self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A cross-team review on a day."""

    cycle: str
    day: date
    suffix: str = ""
    attendees: tuple[str, ...] = ()
    source: SourceFile

    @property
    def name(self) -> str:
        return f"{self.day.isoformat()}-{self.suffix}" if self.suffix else self.day.isoformat()
