"""Fields that differ, and whether a promise is easier to keep with what they say."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from okrsite.changes.compare import TEXTS, FieldChange, compare_fields
from okrsite.changes.states import KeyResultState, Written
from okrsite.model.key_result import Move
from okrsite.model.quantity import Quantity
from okrsite.settings import Grades
from okrsite.views.diff.parts import Effect, FieldDiff

WORDS = TEXTS | {"note", "name"}
"""Fields that are read as sentences or names."""

HARDER_WHEN_HIGHER = {"at_least": 1, "at_most": -1}


def plain_diffs(old: Mapping[str, Written], new: Mapping[str, Written]) -> tuple[FieldDiff, ...]:
    """All fields that differ, spelling left out."""
    changes = (change for change in compare_fields(old, new) if not change.spelling)
    return tuple(field_diff(change, old, new) for change in changes)


def respelt(old: Mapping[str, Written], new: Mapping[str, Written]) -> int:
    """How many fields say the same, spelt otherwise."""
    return sum(change.spelling for change in compare_fields(old, new))


def field_diff(
    change: FieldChange, old: Mapping[str, Written], new: Mapping[str, Written], effect: Effect = ""
) -> FieldDiff:
    """A field that was compared, with the entries of a list that came and went."""
    gained, lost = _entries(old.get(change.field)), _entries(new.get(change.field))
    return FieldDiff(
        field=change.field,
        old=change.old,
        new=change.new,
        gained=tuple(entry for entry in lost if entry not in gained),
        lost=tuple(entry for entry in gained if entry not in lost),
        words=change.field in WORDS,
        effect=effect,
    )


def _entries(written: Written | None) -> tuple[str, ...]:
    return written if isinstance(written, tuple) else ()


def listed_diff(field: str, old: Iterable[str], new: Iterable[str]) -> Iterator[FieldDiff]:
    """A list that differs in more than its order."""
    before, after = tuple(old), tuple(new)
    if sorted(before) != sorted(after):
        yield FieldDiff(
            field=field,
            old=", ".join(before),
            new=", ".join(after),
            gained=tuple(entry for entry in after if entry not in before),
            lost=tuple(entry for entry in before if entry not in after),
        )


def texts(**fields: str | Quantity | tuple[str, ...] | None) -> dict[str, Written]:
    """Fields that are written, by name; `at_least=None` is none."""
    return {name: value for name, value in fields.items() if value not in (None, "", ())}


# easier or harder


def effect_of(field: str, old: KeyResultState, new: KeyResultState, grades: Grades) -> Effect:
    """Whether a promise is easier or harder to keep with the new value of a goalpost; empty where that can't
    be told: other units, another direction, another kind."""
    if type(old.measure) is not type(new.measure):
        return ""
    if field in {"from", "to"}:
        return _move(field, old.measure, new.measure)
    if field in HARDER_WHEN_HIGHER:
        return _limit(HARDER_WHEN_HIGHER[field], old.fields.get(field), new.fields.get(field))
    if field == "milestones":
        return _milestones(_entries(old.fields.get(field)), _entries(new.fields.get(field)))
    if field == "ambition" and grades.moonshot.delivered != grades.roofshot.delivered:
        gentler = grades.moonshot.delivered < grades.roofshot.delivered
        return "easier" if new.moonshot == gentler else "harder"
    return ""


def _move(field: str, old: object, new: object) -> Effect:
    """A target nearer to its baseline is easier; so is a baseline farther from its target, from which the
    same figure is a longer way."""
    if not (isinstance(old, Move) and isinstance(new, Move) and old.start):
        return ""
    fixed, one, other = old.start, old.target, new.target
    if field == "from":
        if new.start is None:
            return ""
        fixed, one, other = old.target, old.start, new.start
    if len({fixed.unit, one.unit, other.unit}) > 1:
        return ""
    before, after = one.number - fixed.number, other.number - fixed.number
    if before * after < 0 or before == after:
        return ""
    farther = abs(after) > abs(before)
    return "easier" if farther == (field == "from") else "harder"


def _limit(direction: int, old: Written | None, new: Written | None) -> Effect:
    if isinstance(old, Quantity) and isinstance(new, Quantity):
        if old.unit != new.unit:
            return ""
        return "harder" if (new.number - old.number) * Decimal(direction) > 0 else "easier"
    return "harder" if old is None else "easier"


def _milestones(old: tuple[str, ...], new: tuple[str, ...]) -> Effect:
    gained, lost = set(new) - set(old), set(old) - set(new)
    if bool(gained) == bool(lost) or not (old and new):
        return ""
    return "harder" if gained else "easier"
