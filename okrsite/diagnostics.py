"""What is wrong, where, and what to do."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from okrsite.source import Place, Span


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


def near_names(word: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """The known names nearest to a mistyped one, the nearest first; none where nothing is near.

    Nearness is difflib's ratio on the lower-case names: at least 0.6, and not much less than the nearest's.
    """
    by_lower: dict[str, str] = {}
    for name in sorted(known):
        by_lower.setdefault(name.lower(), name)
    near = difflib.get_close_matches(word.lower(), by_lower, n=most, cutoff=0.6)
    ratios = [difflib.SequenceMatcher(None, name, word.lower()).ratio() for name in near]
    return tuple(by_lower[n] for n, ratio in zip(near, ratios, strict=True) if ratio > ratios[0] - 0.08)


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
