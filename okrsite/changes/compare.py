"""Two states of an objective side by side: what was added, taken out, reworded and moved."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from okrsite.changes.states import GOALPOSTS, KeyResultState, ObjectiveState, Written, same, text_of

TEXTS = frozenset({"title", "who", "does", "obstacle", "because", "hypothesis"})
"""Fields that hold words, in which a change may be no more than spelling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field with what was written before and after; either is empty where it was not there. `spelling`
    marks one that changes how words are spelt, not what they say."""

    field: str
    old: str
    new: str
    spelling: bool = False

    @property
    def goalpost(self) -> bool:
        """Whether it says what was promised; how that is spelt does not count."""
        return self.field in GOALPOSTS and not self.spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultChange:
    """A key result that is in both states. The ids differ where it was renamed."""

    old: KeyResultState
    new: KeyResultState
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveChange:
    """All that differs between two states of an objective. `prose` is set where its prose says something
    else, `spelling` where texts differ in nothing but their spelling."""

    fields: tuple[FieldChange, ...] = ()
    added: tuple[KeyResultState, ...] = ()
    removed: tuple[KeyResultState, ...] = ()
    changed: tuple[KeyResultChange, ...] = ()
    prose: bool = False
    spelling: bool = False

    @property
    def nothing(self) -> bool:
        """Whether no reader would call it a change: nothing at all, or spelling."""
        fields = (*self.fields, *(field for change in self.changed for field in change.fields))
        return not (self.added or self.removed or self.prose) and all(field.spelling for field in fields)


def compare_states(old: ObjectiveState, new: ObjectiveState) -> ObjectiveChange:
    """What differs between two states of one objective."""
    pairs = tuple(paired(old.key_results, new.key_results))
    changed = tuple(
        KeyResultChange(old=one, new=other, fields=fields)
        for one, other in pairs
        if one is not None and other is not None
        if (fields := tuple(compare_fields(one.fields, other.fields))) or one.id != other.id
    )
    slips = old.body != new.body and spelling_only(old.body, new.body)
    return ObjectiveChange(
        fields=tuple(compare_fields(old.fields, new.fields)),
        added=tuple(other for one, other in pairs if one is None and other is not None),
        removed=tuple(one for one, other in pairs if other is None and one is not None),
        changed=changed,
        prose=old.body != new.body and not slips,
        spelling=slips,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeChange:
    """An initiative by its title: what differs between two states of it. Added or taken out, it has only the
    new or the old title."""

    old: str
    new: str
    fields: tuple[FieldChange, ...] = ()


def compare_initiatives(old: ObjectiveState, new: ObjectiveState) -> Iterator[InitiativeChange]:
    """What became of an objective's initiatives, spelling apart: those with another title are the same one
    where their address is."""
    left = list(old.initiatives)
    for state in new.initiatives:
        found = next((i for i in left if i.get("title") == state.get("title")), None) or next(
            (i for i in left if i.get("url") and i.get("url") == state.get("url")), None
        )
        title = text_of(state.get("title"))
        if found is None:
            yield InitiativeChange(old="", new=title)
            continue
        left.remove(found)
        fields = tuple(field for field in compare_fields(found, state) if not field.spelling)
        if fields:
            yield InitiativeChange(old=text_of(found.get("title")), new=title, fields=fields)
    for state in left:
        yield InitiativeChange(old=text_of(state.get("title")), new="")


def paired(
    old: tuple[KeyResultState, ...], new: tuple[KeyResultState, ...]
) -> Iterator[tuple[KeyResultState | None, KeyResultState | None]]:
    """Key results of two states that are the same one: by id, by what `formerly` says, or by title. In the
    new order, then those that are only in the old state."""
    left = _by_id(old)
    found: dict[int, KeyResultState] = {}
    for number, key in enumerate(_by_id(new)):
        if key in left:
            found[number] = left.pop(key)
    for number, state in enumerate(new):
        if number not in found:
            former = next((key for id in state.formerly for key in left if key[0] == id), None) or next(
                (key for key, other in left.items() if state.title and other.title == state.title), None
            )
            if former is not None:
                found[number] = left.pop(former)
    for number, state in enumerate(new):
        yield found.get(number), state
    for state in left.values():
        yield state, None


def _by_id(states: Iterable[KeyResultState]) -> dict[tuple[str, int], KeyResultState]:
    """Key results by their id, and by how many before have the same one: a file with that fault is compared
    too."""
    found: dict[tuple[str, int], KeyResultState] = {}
    for state in states:
        number = 0
        while (state.id, number) in found:
            number += 1
        found[state.id, number] = state
    return found


def compare_fields(old: Mapping[str, Written], new: Mapping[str, Written]) -> Iterator[FieldChange]:
    """The fields that differ, in the format's order."""
    for field in dict.fromkeys((*new, *old)):
        one, other = old.get(field), new.get(field)
        if one != other and not same(one, other):
            before, after = text_of(one), text_of(other)
            yield FieldChange(field=field, old=before, new=after, spelling=_respelt(field, one, other))


def _respelt(field: str, old: Written | None, new: Written | None) -> bool:
    """Whether a field holds words, and the same ones; milestones one by one."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        return (
            field == "milestones"
            and len(old) == len(new)
            and all(spelling_only(one, other) for one, other in zip(old, new, strict=True))
        )
    before, after = text_of(old), text_of(new)
    return field in TEXTS and bool(before and after) and spelling_only(before, after)


_WORD = re.compile(r"\w+(?:['’]\w+)*")
_FIGURE = re.compile(r"[-+−]?\d+(?:[.,]\d+)*(?:\s*[%‰])?")


def spelling_only(old: str, new: str) -> bool:
    """Whether two texts differ only in spelling: in capitals, marks and spaces, and in single letters of long
    words. Never where a figure changes."""
    if _FIGURE.findall(old) != _FIGURE.findall(new):
        return False
    before, after = _WORD.findall(old.casefold()), _WORD.findall(new.casefold())
    if before == after:
        return True
    if len(before) != len(after):
        return "".join(before) == "".join(after)
    return all(_slip(one, other) for one, other in zip(before, after, strict=True) if one != other)


def _slip(one: str, other: str) -> bool:
    """Whether two words are one, misspelt: two neighbouring letters swapped, or one letter of a word of
    five or more that is another, too many or missing (but not its first, which tells `able` from `table`,
    nor an `s` or an apostrophe, which no promise hangs on, at its end)."""
    if abs(len(one) - len(other)) > 1:
        return False
    if sorted(one) == sorted(other):
        apart = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        return len(apart) == 2 and apart[1] == apart[0] + 1
    if one.rstrip("s'’") == other.rstrip("s'’"):
        return True
    if min(len(one), len(other)) < 5 or one[0] != other[0]:
        return False
    alike = sum(
        block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    )
    return alike >= max(len(one), len(other)) - 1
