"""Numbers as people write them: `42%`, `$2.5k`, `1,500`, `1.2M`, `3.5 days`, `-4`, `0.5 pp`.

The format's rule: an optional sign, an optional currency sign, digits with `.` for decimals and `,`,
space or `'` between exact groups of three, an optional multiplier k, M or bn, an optional unit.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

MULTIPLIERS = {"": 1, "k": 1_000, "M": 1_000_000, "bn": 1_000_000_000}
GAP = "[ \u00a0\u202f]"
LONGEST = 60
"""A written number of more characters is no number."""
MOST_DIGITS = 24
"""Nor is one of more digits: all arithmetic here is exact to 28."""

_FIGURE = rf"""
    (?P<digits> [1-9][0-9]{{0,2}} (?: (?P<gap>[,'’]|{GAP}) [0-9]{{3}} (?: (?P=gap) [0-9]{{3}} )* ) | [0-9]+ )
    (?P<decimals> \.[0-9]+ )?
"""
_NUMBER = re.compile(
    rf"""
    (?P<sign> [+\-−] )? {GAP}?
    (?P<currency> [^\w\s.,+\-−~<>=%#:;'"()/\\] )? {GAP}?
    {_FIGURE}
    (?: {GAP}? (?P<multiplier> k | M | bn ) (?![^\W\d_]) )?
    (?P<unit> .* )
    """,
    re.VERBOSE | re.DOTALL,
)
_UNIT = re.compile(r"[^\d_~<>=+:;,#*^\"\\\[\]{}|!?@]*")
_DECIMAL_COMMA = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]+,[0-9]{1,2}(?![0-9])|(?<![0-9])0,[0-9]+")

_SPELLED_OUT = re.compile(
    r"\s*(?:(?P<k>K|thousand|tsd|Tsd)|(?P<M>millions?|mio|Mio|mn|Mn|mln|Mln|MM)"
    r"|(?P<bn>billions?|Bn|BN|mrd|Mrd|bln|Bln))\b\.?"
)
"""Multipliers in other words. Read as units they would make every figure wrong by a factor."""

LOOK = (
    rf"\s*[+\-\u2212]?{GAP}?[^A-Za-z0-9_\s.,+\-\u2212~<>=%#:;'\x22()/\\\u2248\u2264\u2265@!?*&^|{{}}\[\]]?{GAP}?"
    rf"(?:[1-9][0-9]{{0,2}}(?:[,'\u2019 \u00a0\u202f][0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?"
    r"(?!\s*(?:K|MM|m[nN]|[tT]sd|mio|Mio|M[nl]n|mln|mrd|Mrd|bln|Bln|Bn|BN|thousand|[mb]illions?)(?:[\s.]|$))"
    r"(?![.\-\u2212']|/ )[^0-9_~<>=+:;,#*^\x22\\\[\]{}|!?@]*"
)
"""How a number looks, in a pattern that every program understands: it fits all that are read, and more."""

_IRREGULAR = {"people": "person", "person": "person", "men": "man", "women": "woman", "children": "child"}

_ABOUT = re.compile(r"(?:[~≈]|(?:about|around|circa|ca)\b\.?)\s*", re.IGNORECASE)


class NotANumber(ValueError):
    """The text is no number of the format; the message says how to write it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit.

    `number` is exact, the multiplier worked in; `figure` is the number as it was written, without
    unit (`2.5k`); `prefix` is a currency sign, `suffix` what stood behind (` days`, `%`).
    """

    number: Decimal
    figure: str
    prefix: str = ""
    suffix: str = ""

    @property
    def unit(self) -> str:
        """What two numbers are compared by: `days` and `day` are one, `$5` and `5 $` are one."""
        return canonical_unit(self.prefix + self.suffix)

    @property
    def unit_text(self) -> str:
        """The unit as it was written, for people."""
        return (self.prefix + self.suffix).strip()

    @property
    def bare(self) -> bool:
        """Whether no unit stands beside the number."""
        return not (self.prefix or self.suffix)

    @property
    def text(self) -> str:
        """The number for people, with its unit."""
        if self.prefix and self.figure[:1] in "-−+":
            return f"{self.figure[0]}{self.prefix}{self.figure[1:]}{self.suffix}"
        return f"{self.prefix}{self.figure}{self.suffix}"

    def with_unit_of(self, other: "Quantity") -> "Quantity":
        """This bare number with the unit of another."""
        return Quantity(number=self.number, figure=self.figure, prefix=other.prefix, suffix=other.suffix)


@lru_cache(maxsize=1 << 14)
def parse_quantity(text: str) -> Quantity:
    """Read a number with an optional unit.

    Raises NotANumber with a sentence that shows how to write it.
    """
    stripped = text.strip()
    quantity = _read(stripped)
    if quantity is None:
        raise NotANumber(_how_to_write(stripped))
    return quantity


def _read(text: str) -> Quantity | None:
    match = None if _too_long(text) else _NUMBER.fullmatch(text)
    currency = match["currency"] or "" if match else ""
    unit = match["unit"] if match else ""
    if (
        match is None
        or not _UNIT.fullmatch(unit)
        or unit.startswith((".", "-", "−", "/ ", "'"))
        or unit == "/"
        or (currency and unicodedata.category(currency) != "Sc")
        or any(unicodedata.category(character)[0] == "C" for character in unit)
        or _SPELLED_OUT.match(unit)
    ):
        return None
    digits = re.sub(rf"[,'’]|{GAP}", "", match["digits"])
    number = Decimal(digits + (match["decimals"] or "")) * MULTIPLIERS[match["multiplier"] or ""]
    sign = "-" if match["sign"] in {"-", "−"} else ""
    if sign:
        number = -number
    figure = sign + match["digits"] + (match["decimals"] or "") + (match["multiplier"] or "")
    return Quantity(number=number, figure=figure, prefix=currency, suffix=_spaced(unit))


def unit_named(name: str) -> Quantity:
    """A quantity that only lends its unit: what a `unit:` field gives to bare numbers."""
    name = name.strip()
    if len(name) == 1 and unicodedata.category(name) == "Sc":
        return Quantity(number=Decimal(0), figure="0", prefix=name)
    return Quantity(number=Decimal(0), figure="0", suffix=_spaced(" " + name))


@lru_cache(maxsize=1 << 12)
def canonical_unit(unit: str) -> str:
    """The unit in the form that is compared, not shown: no plurals, no capitals, one space."""
    return re.sub(r"[^\W\d_]+", lambda word: _stem(word[0]), " ".join(unit.split()))


def _stem(word: str) -> str:
    """What the singular and the plural of a word have in common: `day`, `box`, `cache`, `query`, `bus`.

    Words of two letters stay as they are, and so does what is all capitals (`PRs` are `PR`).
    """
    if len(word) < 3:
        return word
    if word[:-1].isupper():
        return word[:-1] if word.endswith("s") else word
    word = word.lower()
    return _IRREGULAR.get(word) or re.sub(r"[seiy]+$", "", word) or word


def _spaced(unit: str) -> str:
    """A unit as it follows a figure: `%` and signs closely, words after one space."""
    name = " ".join(unit.split())
    if not name:
        return ""
    return name if name[0] in "%‰°/" or unicodedata.category(name[0]) == "Sc" else f" {name}"


def _too_long(text: str) -> bool:
    return len(text) > LONGEST or sum(c in "0123456789" for c in text) > MOST_DIGITS


def _how_to_write(text: str) -> str:
    if _too_long(text):
        return "that is too long for a number; write it like 42%, $2.5k, 1,500 or 3.5 days"
    for words, better in _likely(text):
        if _read(better) is not None:
            return f"{words}: {better}"
    if re.match(r"[0-9.]+[eE][+-]?[0-9]", text):
        return "write it in full, like 1,500 or 1.5k"
    if re.search(r"[0-9]\s*(?:-|–|—|to|bis)\s*[0-9]", text):
        return "a range is no number; write one number (limits go into at_least and at_most)"
    if re.match(r"[<>≤≥]", text) or re.search(r"[0-9%]\s*\+$", text):
        return "a limit is written with at_least or at_most and the number alone"
    if re.search(r"[0-9]\s*[:/]\s*[0-9]", text):
        return "a ratio is written as one number, like 2 or 50%"
    if re.search(r"[0-9],[0-9]", text):
        return "commas stand between groups of three digits (1,500), decimals take a point (1.5)"
    return "write it like 42%, $2.5k, 1,500, 1.2M, 3.5 days or -4; a unit with digits goes into `unit:`"


def _likely(text: str) -> Iterator[tuple[str, str]]:
    """What may have been meant, and how that is written."""
    if power := re.match(r"[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,2}(?![0-9])", text):
        yield "write it in full", f"{Decimal(power[0]):,f}{text[power.end() :]}"
    if comma := _DECIMAL_COMMA.search(text):
        plain = comma[0].replace(".", "").replace(",", ".")
        yield "decimals take a point", text.replace(comma[0], plain)
    if about := _ABOUT.match(text):
        yield "write the number alone", text[about.end() :]
    if other := re.search(rf"(?<=[0-9])(?:{_SPELLED_OUT.pattern})", text):
        yield (
            "write the multiplier as k, M or bn",
            f"{text[: other.start()]}{other.lastgroup}{text[other.end() :]}",
        )
    if text.startswith("–"):
        yield "write the sign as a hyphen", text.replace("–", "-", 1)
    if sign := re.match(r"([^\w\s.,])([+\-−])(?=[0-9])", text):
        yield "the sign comes first", f"{sign[2]}{sign[1]}{text[2:]}"
    if re.match(r"[+\-−]?\.[0-9]", text):
        yield "write a digit before the point", text.replace(".", "0.", 1)
    if word := re.fullmatch(r"([^\W\d_]+)\s*([0-9][0-9.,]*)", text):
        yield "the unit follows the number", f"{word[2]} {word[1]}"
