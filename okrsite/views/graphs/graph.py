"""An alignment graph as a value: what is in the picture, before anyone draws it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """A row of a node: a key result that something in the picture serves.

    `percent` is 0 to 100, None where nothing is known. `dropped` marks one that was given up.
    """

    id: str
    title: str
    url: str
    percent: int | None
    text: str
    dropped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A box of the picture.

    `id` is unique in the graph. `hue` is 1 to 8. `percent` is 0 to 100, None where unknown; `text` is
    the progress for people. `focus` marks the objective the picture is about. `folded` counts the
    objectives below this one that the picture leaves out; `folded_url` leads to a picture of them.
    """

    id: str
    title: str
    team: str
    url: str
    hue: int
    percent: int | None
    text: str
    tooltip: str
    ports: tuple[Port, ...] = ()
    focus: bool = False
    dropped: bool = False
    folded: int = 0
    folded_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line from a parent (`upper`, at its `port` where a key result is named) to a child (`lower`)."""

    upper: str
    lower: str
    kind: Literal["parent", "supports", "depends_on"]
    port: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """A team that a graph shows, and its colour number (1 to 8)."""

    name: str
    hue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """`key` names the graph across the whole site (`2026-Q4`, `2026-Q4/growth/onboarding`).

    `label` says in one sentence what the picture shows. Nodes and edges stand in a settled order.
    """

    key: str
    label: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    legend: tuple[LegendEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Twig:
    """The same as nested lists: an objective and what hangs beneath it.

    `via` names the key result of the parent it serves, empty where it serves the objective itself.
    """

    title: str
    url: str
    team: str
    hue: int
    text: str
    percent: int | None
    via: str
    dropped: bool
    children: tuple["Twig", ...] = ()
    hidden: int = 0
    hidden_url: str = ""
