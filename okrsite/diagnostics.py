"""What is wrong, where, and what to do."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache, partial
from heapq import nlargest
from itertools import pairwise

from okrsite.source import Place, Span

_BREAK = re.compile(r"\s*\n\s*")


class Severity(Enum):
    """An error stops publishing; a warning is shown on the published site."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What mends a finding mechanically: at its place, `new` stands instead of the text `old`.

    Where `new` is empty, the entry of a list or the field that stands there goes.
    """

    old: str
    new: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A correction to the letter: what is written in place of a stretch of the finding's file."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule, or the loading, found.

    `message` says what is wrong, `hint` what to do: each a sentence for people who do not program.
    `rule` is filled in by whoever runs the rule. `private` findings name a draft: they are told to the
    writer and never published. `about` is the path of another file that it speaks of and that shows it too:
    an objective's, where it stands in a check-in or a review. `correction` mends it where that is mechanical.
    """

    place: Place
    message: str
    hint: str = ""
    rule: str = ""
    private: bool = False
    about: str = ""
    correction: Correction | None = None

    def __post_init__(self) -> None:
        """Sentences stand on one line in every report, whatever text of a file they quote."""
        for name in ("message", "hint"):
            if "\n" in (text := getattr(self, name)):
                object.__setattr__(self, name, _BREAK.sub(" ", text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A finding with its rule, severity and position: what every report is made of.

    `silent` marks a warning in a cycle that has closed, or one that its file allows: counted, not shown.
    `allowed` is the reason that the file gives for the latter. `about` is another file that shows it too.
    `fix` mends it, where that is mechanical.
    """

    rule: str
    severity: Severity
    path: str
    span: Span
    message: str
    hint: str
    private: bool = False
    silent: bool = False
    allowed: str = ""
    about: str = ""
    fix: Fix | None = None

    @property
    def location(self) -> str:
        """`path:line:column`, as editors and terminals make it a link."""
        return f"{self.path}:{self.span.line}:{self.span.column}"


_READ = 200
_COMPARED = 8
"""So many names are compared with a mistyped one, those that share most letters and pairs of letters with it.
To compare it with all would take a minute where a thousand are misspelt among a thousand."""


def near_names(word: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """The known names nearest to a mistyped one, the nearest first; none where nothing is near.

    Nearness is difflib's ratio on the lower-case names: at least 0.6, and not much less than the nearest's.
    """
    by_lower: dict[str, str] = {}
    for name in sorted(known):
        by_lower.setdefault(name.lower(), name)
    word = word.lower()
    alike = nlargest(_COMPARED, by_lower, key=partial(_shared, _letters(word)))
    near = difflib.get_close_matches(word, alike, n=most, cutoff=0.6)
    ratios = [difflib.SequenceMatcher(None, name, word).ratio() for name in near]
    return tuple(by_lower[n] for n, ratio in zip(near, ratios, strict=True) if ratio > ratios[0] - 0.08)


def _shared(letters: frozenset[str], name: str) -> float:
    """How much of the letters of two names is the same, 0 to 1."""
    other = _letters(name)
    return 2 * len(letters & other) / (len(letters) + len(other) or 1)


@lru_cache(maxsize=1 << 12)
def _letters(name: str) -> frozenset[str]:
    """The letters and pairs of letters in a name; of a very long one those at its beginning."""
    return frozenset((*name[:_READ], *map("".join, pairwise(name[:_READ]))))


def did_you_mean(word: str, known: Iterable[str], *, most: int = 3) -> str:
    """A sentence with the known names nearest to a mistyped one, or an empty string."""
    return meant(near_names(word, known, most=most))


def meant(names: Iterable[str]) -> str:
    """A sentence that asks whether one of some names was meant, or an empty string where there is none."""
    choice = " or ".join(f"`{name}`" for name in names)
    return f"Did you mean {choice}?" if choice else ""


def corrected(old: str, names: Sequence[str], *, taken: Iterable[str] = ()) -> Correction | None:
    """The one name that can have been meant instead of what was written; None where there are several.

    Nor is it mechanical where the name would stand a second time: `taken` are those that are there.
    """
    if len(names) != 1 or names[0] in taken:
        return None
    return Correction(old=old, new=names[0])
