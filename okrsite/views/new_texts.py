"""The texts of files that are not written yet, made before the pages that offer them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

TeamInCycle = tuple[str, str]
"""The ids of a cycle and a team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewText:
    """A file that could be: its path below the content folder, and its text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTexts:
    """By cycle and team: an objective to propose, and today's check-in."""

    objectives: Mapping[TeamInCycle, NewText] = field(default_factory=dict)
    check_ins: Mapping[TeamInCycle, NewText] = field(default_factory=dict)


NOTHING_NEW = NewTexts()
