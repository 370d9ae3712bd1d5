"""How figures come about, as values: everything a reader needs to work them out again by hand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a working: what it is about (`Progress`), the working in words and numbers, and where the
    numbers come from (`url` with its own `source` text, both empty where nowhere)."""

    label: str
    text: str
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A summand of a mean: its name and page, and the figures in their columns, as texts."""

    name: str
    url: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean that can be worked out again: its summands below their `columns`, and `result`, a line such as
    `190% ÷ 4 = 47.5%`. `notes` are sentences on what is left out or counts otherwise."""

    columns: tuple[str, ...]
    parts: tuple[Part, ...]
    result: str
    notes: tuple[str, ...] = ()
