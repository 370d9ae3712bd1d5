"""What becomes of objectives: compared as two versions of one, or told as a whole where there is only one."""

from collections.abc import Iterator
from dataclasses import dataclass

from okrsite.changes.compare import compare_fields, compare_initiatives, spelling_only
from okrsite.changes.states import ObjectiveState, state_of
from okrsite.model.objective import Initiative, Objective, ObjectiveStatus
from okrsite.views.diff.fields import field_diff, listed_diff, respelt
from okrsite.views.diff.key_results import KeyResultPair, key_result_diff, key_result_pairs
from okrsite.views.diff.links import LINKS, Side, link_diffs
from okrsite.views.diff.parts import (
    FieldDiff,
    InitiativeDiff,
    KeyResultDiff,
    ObjectiveDiff,
    Turn,
    What,
)
from okrsite.views.initiatives import rice_text

APART = frozenset({*LINKS, "with", "status"})
"""Fields that are not compared as they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectivePair:
    """An objective before and after, either None, with what differs; `diff` is None where nothing does but
    spelling."""

    old: Objective | None
    new: Objective | None
    key_results: tuple[KeyResultPair, ...] = ()
    diff: ObjectiveDiff | None = None
    spelling: int = 0


class Comparer:
    """Compares objectives of two sides."""

    def __init__(self, before: Side, after: Side) -> None:
        self.before = before
        self.after = after

    def compare(self, old: Objective | None, new: Objective | None) -> ObjectivePair:
        if old is None or new is None:
            return self.alone(old, new)
        one, other = state_of(old), state_of(new)
        grades = self.after.facts.portfolio.settings.grades
        key_results = tuple(key_result_pairs(old, one, new, other, grades))
        fields = (*self.fields(old, one, new, other), *link_diffs(self.before, old, self.after, new))
        slips = one.body != other.body and spelling_only(one.body, other.body)
        diff = self.diff(
            "changed",
            old,
            new,
            came_from=tuple(self.came_from(old, new)),
            turn=turn(old, new),
            fields=fields,
            key_results=tuple(pair.diff for pair in key_results if pair.diff is not None),
            initiatives=tuple(initiatives(old, one, new, other)),
            prose=one.body != other.body and not slips,
            unclear=tuple(sorted(old.unclear | new.unclear)) if not (old.draft or new.draft) else (),
        )
        something = diff.came_from or diff.turn or diff.fields or diff.key_results or diff.initiatives
        return ObjectivePair(
            old=old,
            new=new,
            key_results=key_results,
            diff=diff if something or diff.prose else None,
            spelling=slips
            + respelt(one.fields, other.fields)
            + sum(pair.spelling for pair in key_results)
            + respelt_initiatives(one, other),
        )

    def alone(self, old: Objective | None, new: Objective | None) -> ObjectivePair:
        """An objective that is new or gone."""
        what: What = "removed" if new is None else "new"
        there = new or old
        assert there is not None
        return ObjectivePair(
            old=old,
            new=new,
            key_results=tuple(
                KeyResultPair(old=k if old else None, new=k if new else None) for k in there.key_results
            ),
            diff=self.diff(
                what,
                old,
                new,
                key_results=tuple(key_result_diff(what, k) for k in there.key_results),
                initiatives=tuple(InitiativeDiff(what=what, title=i.title) for i in there.initiatives),
            ),
        )

    def diff(
        self,
        what: What,
        old: Objective | None,
        new: Objective | None,
        *,
        came_from: tuple[FieldDiff, ...] = (),
        turn: Turn = "",
        fields: tuple[FieldDiff, ...] = (),
        key_results: tuple[KeyResultDiff, ...] = (),
        initiatives: tuple[InitiativeDiff, ...] = (),
        prose: bool = False,
        unclear: tuple[str, ...] = (),
    ) -> ObjectiveDiff:
        there = new or old
        assert there is not None
        side = self.after if new else self.before
        cycle = side.facts.directory.cycles[there.cycle]
        children = side.facts.alignment.children.get(there.id, ())
        return ObjectiveDiff(
            what=what,
            id=there.id,
            old_id=old.id if old and new and old.id != new.id else "",
            title=there.title or there.name,
            path=there.source.path,
            cycle=there.cycle,
            state=cycle.state(self.after.facts.portfolio.today).value,
            team=side.team(there.team),
            draft=there.draft,
            turn=turn,
            came_from=came_from,
            fields=fields,
            key_results=key_results,
            initiatives=initiatives,
            prose=prose,
            serves=side.serves(there),
            served_by=tuple(side.objective(id) for id in children),
            unclear=unclear,
        )

    def came_from(self, old: Objective, new: Objective) -> Iterator[FieldDiff]:
        """The cycle, team and file that an objective had, where it has others. A team that was renamed is the
        same one."""
        if old.cycle != new.cycle:
            yield FieldDiff(field="cycle", old=old.cycle, new=new.cycle)
        if self.before.pairs.teams_now.get(old.team, old.team) != new.team:
            names = self.before.team(old.team).title, self.after.team(new.team).title
            yield FieldDiff(field="team", old=names[0], new=names[1], words=True)
        if old.name != new.name:
            yield FieldDiff(field="file", old=old.source.path, new=new.source.path)

    def fields(
        self, old: Objective, one: ObjectiveState, new: Objective, other: ObjectiveState
    ) -> Iterator[FieldDiff]:
        unclear = frozenset() if old.draft or new.draft else old.unclear | new.unclear
        for change in compare_fields(one.fields, other.fields):
            if not change.spelling and change.field not in APART | unclear:
                yield field_diff(change, one.fields, other.fields)
        before = (self.before.pairs.teams_now.get(team, team) for team in old.shared_with)
        names = [self.after.team(team).title for team in before]
        yield from listed_diff("with", names, [self.after.team(team).title for team in new.shared_with])


def turn(old: Objective, new: Objective) -> Turn:
    """What becomes of an objective's standing."""
    if old.draft and not new.draft:
        return "proposed"
    if new.draft and not old.draft:
        return "withdrawn"
    if old.dropped == new.dropped:
        return ""
    return "dropped" if new.status is ObjectiveStatus.DROPPED else "resumed"


def initiatives(
    old: Objective, one: ObjectiveState, new: Objective, other: ObjectiveState
) -> Iterator[InitiativeDiff]:
    """What becomes of the work for an objective."""
    changes = {change.new or change.old: change for change in compare_initiatives(one, other)}
    rice = {initiative.title: _rice(initiative) for initiative in old.initiatives}
    for title, change in changes.items():
        if not (change.old and change.new):
            yield InitiativeDiff(what="new" if change.new else "removed", title=title)
    for initiative in new.initiatives:
        found = changes.get(initiative.title)
        if found is not None and not found.old:
            continue
        fields = [_initiative_field(f.field, f.old, f.new) for f in found.fields] if found else []
        was, now = rice.get(found.old if found else initiative.title), _rice(initiative)
        if was is not None and was != now:
            fields.append(FieldDiff(field="rice", old=was, new=now))
        if fields:
            yield InitiativeDiff(what="changed", title=initiative.title, fields=tuple(fields))


def _rice(initiative: Initiative) -> str:
    return "" if initiative.rice is None else rice_text(initiative.rice, serves=bool(initiative.serves))


def _initiative_field(field: str, old: str, new: str) -> FieldDiff:
    return FieldDiff(field=field, old=old, new=new, words=field in {"title", "hypothesis"})


def respelt_initiatives(one: ObjectiveState, other: ObjectiveState) -> int:
    """How many texts of initiatives say the same, spelt otherwise."""
    olds = {i.get("title"): i for i in one.initiatives}
    return sum(respelt(olds[i.get("title")], i) for i in other.initiatives if i.get("title") in olds)
