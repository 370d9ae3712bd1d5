"""What is wrong, where, and what to do."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from okrsite.source import Place, Span


class Severity(Enum):
    """An error stops publishing; a warning is shown on the published site."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule, or the loading, found.

    `message` says what is wrong, `hint` what to do: each a sentence for people who do not program.
    `rule` is filled in by whoever runs the rule. `private` findings name a draft: they are told to the
    writer and never published. `about` is the path of another file that it speaks of and that shows it too:
    an objective's, where it stands in a check-in or a review.
    """

    place: Place
    message: str
    hint: str = ""
    rule: str = ""
    private: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A finding with its rule, severity and position: what every report is made of.

    `silent` marks a warning in a cycle that has closed, or one that its file allows: counted, not shown.
    `allowed` is the reason that the file gives for the latter. `about` is another file that shows it too.
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

    @property
    def location(self) -> str:
        """`path:line:column`, as editors and terminals make it a link."""
        return f"{self.path}:{self.span.line}:{self.span.column}"


def did_you_mean(word: str, known: Iterable[str], *, most: int = 3) -> str:
    """A sentence with the known names nearest to a mistyped one, or an empty string.

    Nearness is difflib's ratio on the lower-case names: at least 0.6, and not much less than the nearest's.
    """
    by_lower: dict[str, str] = {}
    for name in sorted(known):
        by_lower.setdefault(name.lower(), name)
    near = difflib.get_close_matches(word.lower(), by_lower, n=most, cutoff=0.6)
    ratios = [difflib.SequenceMatcher(None, name, word.lower()).ratio() for name in near]
    names = [f"`{by_lower[n]}`" for n, ratio in zip(near, ratios, strict=True) if ratio > ratios[0] - 0.08]
    if not names:
        return ""
    return f"Did you mean {' or '.join(names)}?"
