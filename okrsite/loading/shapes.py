"""What values may look like, as their readers know it: schemas for editors are made of nothing else.

Editors and other programs resolve YAML before they look at it: `to: 5` is a number to them, `binary: yes` may
be true, a date may be one. Patterns are regular expressions that Python and JavaScript read alike; they match
the whole text, and accept all that the reader accepts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["string", "number", "integer", "boolean"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A single value. `kinds` is what YAML may make of it. Of a string `pattern` says how it looks, any where
    it is empty; of a number `low`, `high` and `above` say how large it is. `words` are offered first, and
    are accepted whatever else holds."""

    kinds: tuple[Kind, ...] = ("string", "number", "boolean")
    pattern: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    above: Decimal | None = None
    words: tuple[str | bool, ...] = ()
    examples: tuple[str | int | float | bool, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """A list; a single entry may stand without one."""

    of: "Shape"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A field of a group. `blank` is whether it may be left empty; a required one never is."""

    name: str
    shape: "Shape"
    required: bool = False
    about: str = ""
    blank: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields below each other, and no others; `what` names it (`a key result`)."""

    what: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Names that the writer gives, each with a value. `blank` is whether a value may be left empty, `or_list`
    whether an empty list says that there are none."""

    keys: Value
    values: "Shape"
    blank: bool = False
    or_list: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Names of rules, each with a value. Where `options` is set, options of the rule may stand below it
    instead, and the value among them as `level`."""

    values: "Shape"
    options: bool = False


Shape = Value | Many | Group | Table | Rules
ANY = Value()
"""Any text: `title: 2027` and `owner: yes` are texts too."""


def caseless(words: Iterable[str]) -> str:
    """A pattern for any of some words in small and capital letters; a space may be spaces, `-` or `_`."""
    return "|".join(
        r"[\s_-]+".join("".join(_letter(c) for c in part) for part in re.split(r"[\s-]+", word))
        for word in words
    )


def _letter(character: str) -> str:
    lower, upper = character.lower(), character.upper()
    return re.escape(character) if lower == upper else f"[{upper}{lower}]"


def padded(pattern: str) -> str:
    """The pattern with space around it."""
    return rf"\s*(?:{pattern})\s*"


def up_to(high: int) -> str:
    """A pattern for figures from 0 to a power of ten, without a unit."""
    digits = len(str(high)) - 1
    return (
        rf"(?:\+?[ \u00a0\u202f]?0*(?:{high}(?:\.0+)?|[0-9]{{0,{digits}}}(?:\.[0-9]+)?"
        rf"|[0-9]*\.[0-9]+[ \u00a0\u202f]?(?:k|M|bn))|[-\u2212][ \u00a0\u202f]?0+(?:\.0+)?)"
    )
