"""The rows of the alignment explorer's data, and the kinds by which its boxes are told apart.

JSON writes named tuples as lists, in the order of their fields: the script takes them apart in that order.
Rows name each other by their place; -1 stands for none.
"""

from typing import NamedTuple

from okrsite.translation.words import _

DROPPED = "dropped"

FRESH = (7, 14, 31)
"""The bounds of the steps of freshness: the last reading is at most so many days old."""


class Kind(NamedTuple):
    """One of the kinds that boxes are told apart by: what it is called in addresses and for people, the
    name of its colour, and that of its shape."""

    key: str
    name: str
    tone: str
    mark: str


class TeamEntry(NamedTuple):
    """A team: `parent` is its place among the teams, `mark` the number of its division, `hue` its colour."""

    id: str
    name: str
    parent: int
    hue: int
    mark: int


class KeyResultEntry(NamedTuple):
    """A key result: its id, the place of its status, and its progress for people."""

    id: str
    title: str
    status: int
    text: str


class Entry(NamedTuple):
    """An objective.

    `team`, `status` and `fresh` are places in the explorer's lists, `percent` is 0 to 100. `parent`,
    `supports` and `depends_on` are places of other entries, `via` that of the parent's key result.
    """

    id: str
    title: str
    team: int
    owner: str
    status: int
    percent: int
    text: str
    fresh: int
    parent: int
    via: int
    key_results: tuple[KeyResultEntry, ...]
    supports: tuple[int, ...]
    depends_on: tuple[int, ...]


def statuses() -> tuple[Kind, ...]:
    """How objectives and key results stand; the latter also have the outcomes of closed cycles."""
    return (
        Kind("on track", _("on track"), "good", "disc"),
        Kind("at risk", _("at risk"), "warn", "triangle"),
        Kind("off track", _("off track"), "bad", "diamond"),
        Kind("stale", _("stale"), "faint", "ring"),
        Kind("", _("no status"), "faint", "dash"),
        Kind(DROPPED, _("dropped"), "faint", "cross"),
        Kind("exceeded", _("exceeded"), "accent", "star"),
        Kind("delivered", _("delivered"), "good", "disc"),
        Kind("fell short", _("fell short"), "warn", "triangle"),
        Kind("failed to deliver", _("failed to deliver"), "bad", "diamond"),
        Kind("no reading", _("no reading"), "faint", "ring"),
    )


def steps() -> tuple[Kind, ...]:
    """Progress in four steps, and what has none."""
    return (
        Kind("0", _("0%% to 24%%"), "step-1", "pie-0"),
        Kind("25", _("25%% to 49%%"), "step-2", "pie-1"),
        Kind("50", _("50%% to 74%%"), "step-3", "pie-2"),
        Kind("75", _("75%% and more"), "step-4", "pie-3"),
        Kind("none", _("no reading yet"), "faint", "dash"),
    )


def ages() -> tuple[Kind, ...]:
    """How fresh the last reading is."""
    names = [_("read in the last %(days)s days", days=days) for days in FRESH]
    return (
        Kind("7", names[0], "step-4", "pie-3"),
        Kind("14", names[1], "step-3", "pie-2"),
        Kind("31", names[2], "step-2", "pie-1"),
        Kind("older", _("longer ago"), "step-1", "pie-0"),
        Kind("never", _("no reading yet"), "faint", "dash"),
    )
