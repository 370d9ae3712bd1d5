"""What becomes of an objective's key results, and by which of their goalposts."""

from collections.abc import Iterator
from dataclasses import dataclass

from okrsite.changes.compare import compare_fields, paired
from okrsite.changes.states import GOALPOSTS, KeyResultState, ObjectiveState
from okrsite.model.key_result import KeyResult, Milestones
from okrsite.model.objective import Objective
from okrsite.settings import Grades
from okrsite.views.diff.fields import effect_of, field_diff, respelt
from okrsite.views.diff.parts import FieldDiff, KeyResultDiff, What
from okrsite.views.key_results import target_text

MEASURE = frozenset(GOALPOSTS) - {"ambition", "expected"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultPair:
    """A key result before and after, either None, with what differs (None where nothing does but spelling)
    and which goalposts are among that."""

    old: KeyResult | None
    new: KeyResult | None
    diff: KeyResultDiff | None = None
    goalposts: tuple[FieldDiff, ...] = ()
    spelling: int = 0


def key_result_pairs(
    old: Objective, one: ObjectiveState, new: Objective, other: ObjectiveState, grades: Grades
) -> Iterator[KeyResultPair]:
    """The key results of an objective before and after, in the order of today, then those that are gone.

    A measure that nobody can read on one side is not compared, but where it was left open in a draft.
    """
    olds = {id(state): k for state, k in zip(one.key_results, old.key_results, strict=True)}
    news = {id(state): k for state, k in zip(other.key_results, new.key_results, strict=True)}
    for a, b in paired(one.key_results, other.key_results):
        if a is not None and b is not None:
            yield _pair(olds[id(a)], a, news[id(b)], b, grades, draft=old.draft or new.draft)
        elif b is not None:
            yield KeyResultPair(old=None, new=news[id(b)], diff=key_result_diff("new", news[id(b)]))
        elif a is not None:
            yield KeyResultPair(old=olds[id(a)], new=None, diff=key_result_diff("removed", olds[id(a)]))


def _pair(
    old: KeyResult, a: KeyResultState, new: KeyResult, b: KeyResultState, grades: Grades, *, draft: bool
) -> KeyResultPair:
    unclear = (old.unclear or new.unclear) and not draft
    renamed = (FieldDiff(field="id", old=a.id, new=b.id),) if a.id != b.id else ()
    others = tuple(
        field_diff(change, a.fields, b.fields)
        for change in compare_fields(a.fields, b.fields)
        if change.field not in GOALPOSTS and not change.spelling
    )
    goalposts = () if unclear else tuple(_goalposts(old, a, new, b, grades))
    fields = (*renamed, *others, *goalposts)
    something = bool(fields) or old.unclear != new.unclear
    diff = key_result_diff("changed", new, old_id=a.id, fields=fields, unclear=unclear)
    return KeyResultPair(
        old=old,
        new=new,
        diff=diff if something else None,
        goalposts=goalposts,
        spelling=respelt(a.fields, b.fields),
    )


def _goalposts(
    old: KeyResult, a: KeyResultState, new: KeyResult, b: KeyResultState, grades: Grades
) -> Iterator[FieldDiff]:
    """How it is measured: field by field, or as a whole where that is done in another way."""
    changes = [change for change in compare_fields(a.fields, b.fields) if change.goalpost]
    if any(change.field == "kind" for change in changes):
        yield FieldDiff(field="kind", old=promise(old), new=promise(new))
        changes = [change for change in changes if change.field not in MEASURE]
    for change in changes:
        yield field_diff(change, a.fields, b.fields, effect_of(change.field, a, b, grades))


def promise(key_result: KeyResult) -> str:
    """How a key result is measured, in words; empty where that is left open or can't be read."""
    if key_result.unclear:
        return ""
    if isinstance(key_result.measure, Milestones):
        return f"{target_text(key_result)}: {', '.join(key_result.measure.names)}"
    return target_text(key_result)


def key_result_diff(
    what: What,
    key_result: KeyResult,
    *,
    old_id: str = "",
    fields: tuple[FieldDiff, ...] = (),
    unclear: bool = False,
) -> KeyResultDiff:
    """A key result as a change tells of it."""
    return KeyResultDiff(
        what=what,
        id=key_result.id,
        old_id=old_id if old_id != key_result.id else "",
        title=key_result.title or key_result.id,
        promise=promise(key_result),
        moonshot=key_result.moonshot,
        fields=fields,
        unclear=unclear,
    )
