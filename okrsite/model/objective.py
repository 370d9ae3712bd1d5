"""Objectives and the initiatives under them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from okrsite.model.key_result import KeyResult
from okrsite.model.reference import Reference
from okrsite.source import Place, SourceFile


class ObjectiveStatus(Enum):
    PUBLISHED = "published"
    DRAFT = "draft"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rice:
    """How much a piece of work may bring for its cost (RICE; Intercom, and the product OKR guide).

    `reach` is how many it reaches in the cycle, `impact` how much it helps each (0.25 to 3 by custom),
    `confidence` a share from 0 to 1, `effort` in any unit that all initiatives share, above 0.
    """

    reach: Decimal
    impact: Decimal
    confidence: Decimal
    effort: Decimal

    @property
    def score(self) -> Decimal:
        """reach x impact x confidence / effort."""
        return self.reach * self.impact * self.confidence / self.effort


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """A piece of work, and the ids of the key results it should move."""

    title: str
    serves: tuple[str, ...] = ()
    owner: str = ""
    url: str = ""
    hypothesis: str = ""
    status: str = "planned"
    rice: Rice | None = None
    place: Place

    @property
    def score(self) -> Decimal | None:
        """Its RICE score, None where none is written. Work that serves no key result has no impact that
        counts: its score is 0 (product OKR guide)."""
        if self.rice is None:
            return None
        return self.rice.score if self.serves else Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """An objective. `id` is its path: `2026-Q4/growth/onboarding`.

    References are as written; `okrsite.alignment` says where they lead. `shared_with` are ids of teams.
    `unclear` are fields whose value is faulty (and reported) or left open in a draft.
    """

    cycle: str
    team: str
    name: str
    title: str
    owner: str = ""
    parent: Reference | None = None
    supports: tuple[Reference, ...] = ()
    depends_on: tuple[Reference, ...] = ()
    shared_with: tuple[str, ...] = ()
    obstacle: str = ""
    status: ObjectiveStatus = ObjectiveStatus.PUBLISHED
    because: str = ""
    formerly: tuple[Reference, ...] = ()
    key_results: tuple[KeyResult, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    unclear: frozenset[str] = frozenset()
    source: SourceFile

    @property
    def id(self) -> str:
        return f"{self.cycle}/{self.team}/{self.name}"

    @property
    def place(self) -> Place:
        return Place(source=self.source)

    @property
    def draft(self) -> bool:
        return self.status is ObjectiveStatus.DRAFT

    @property
    def dropped(self) -> bool:
        return self.status is ObjectiveStatus.DROPPED

    def key_result(self, id: str) -> KeyResult | None:
        """The key result with an id, or one that had it formerly."""
        for key_result in self.key_results:
            if key_result.id == id:
                return key_result
        for key_result in self.key_results:
            if any(old.rpartition("#")[2] == id for old in key_result.formerly):
                return key_result
        return None
