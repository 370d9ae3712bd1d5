"""Objectives and the initiatives under them."""

from dataclasses import dataclass
from enum import Enum

from okrsite.model.key_result import KeyResult
from okrsite.model.reference import Reference
from okrsite.source import Place, SourceFile


class ObjectiveStatus(Enum):
    PUBLISHED = "published"
    DRAFT = "draft"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """A piece of work, and the ids of the key results it should move."""

    title: str
    serves: tuple[str, ...] = ()
    owner: str = ""
    url: str = ""
    hypothesis: str = ""
    status: str = "planned"
    place: Place


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
