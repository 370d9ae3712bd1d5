"""Steps from old to new in words."""

from decimal import Decimal

from okrsite.views.diff.parts import FieldDiff
from okrsite.views.words import listed, percent_text, points

ARROW = "→"


def step(diff: FieldDiff) -> str:
    """What a field says instead: `95% → 80%`, `set to 80%`, `80% taken out`; of lists what came and went."""
    if diff.gained or diff.lost:
        gained, lost = (
            listed([_quoted(diff, entry) for entry in found]) for found in (diff.gained, diff.lost)
        )
        return ", ".join(
            words
            for words in (f"with {gained}" if gained else "", f"without {lost}" if lost else "")
            if words
        )
    old, new = _quoted(diff, diff.old), _quoted(diff, diff.new)
    if not diff.old:
        return f"set to {new}"
    return f"{old} {ARROW} {new}" if diff.new else f"{old} taken out"


def _quoted(diff: FieldDiff, text: str) -> str:
    return f"“{text}”" if diff.words else text


def way(progress: Decimal | None, gain: Decimal | None) -> str:
    """How far a reading is: `33% of the way, +11 points`; empty where nobody knows."""
    if progress is None:
        return ""
    share = f"{percent_text(progress)} of the way"
    return f"{share}, {points(gain)}" if gain is not None else share
