"""Who changed something when, as pages show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitLine:
    """A change: its day for reading (`14 Oct 2026`) and for machines, its author, what the commit says it is
    about, the commit's short id, and where it can be seen (empty where the settings name no repository).
    All are empty for what is not committed yet.
    """

    day: str = ""
    iso: str = ""
    author: str = ""
    subject: str = ""
    id: str = ""
    url: str = ""
