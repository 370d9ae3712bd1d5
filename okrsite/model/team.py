"""Teams and their tree."""

from dataclasses import dataclass

from okrsite.source import Place, SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team. `parent` is the id of the team above it, empty for the root.

    `since` and `until` are names of cycles, the first and last one it has OKRs in, or empty.
    `formerly` are ids it used to have. `unclear` are fields whose value is faulty, and reported.
    """

    id: str
    name: str
    parent: str = ""
    lead: str = ""
    members: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    succeeded_by: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    unclear: frozenset[str] = frozenset()
    source: SourceFile

    @property
    def place(self) -> Place:
        return Place(source=self.source)
