"""What a change is made of: frozen values, which every format of `okrsite diff` is written from.

Texts are as people wrote them, in any length and with any character: who prints them makes them safe.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

What = Literal["new", "removed", "changed"]
Effect = Literal["easier", "harder", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An objective, a key result or a team, by its id and its title or name."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One side of the comparison. `name` is what was asked for (`main`, `HEAD~1`), empty for the work tree;
    `commit` is the full id, empty for the work tree."""

    name: str = ""
    commit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDiff:
    """A field, by its name in the files, that says something else. `old` is empty where nothing was written,
    `new` where nothing is. Of lists, `gained` and `lost` are the entries that make the difference. `words`
    marks what is read as a sentence; `effect` says whether a promise is easier or harder to keep with it."""

    field: str
    old: str
    new: str
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    words: bool = False
    effect: Effect = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A promise that is not what it was: its cycle has begun, or has even closed.

    `what` is `changed` with a field; or the key result, or without one the objective or the field, is `new`
    or `removed`: `new` then says where it went, `draft` or a cycle. `objective` is None where it is about the
    dates of the cycle itself or a whole check-in.
    """

    what: What
    cycle: str
    team: Named | None = None
    objective: Named | None = None
    key_result: Named | None = None
    field: str = ""
    old: str = ""
    new: str = ""
    effect: Effect = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultDiff:
    """A key result of a changed objective. `promise` is how it is measured (`from 42% to 65%`), today or when
    it was last there. `unclear` is set where that can't be read on one of the sides."""

    what: What
    id: str
    old_id: str = ""
    title: str
    promise: str
    moonshot: bool = False
    fields: tuple[FieldDiff, ...] = ()
    unclear: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeDiff:
    """A piece of work of a changed objective."""

    what: What
    title: str
    fields: tuple[FieldDiff, ...] = ()


Turn = Literal["proposed", "withdrawn", "dropped", "resumed", ""]
"""What becomes of an objective's standing: a draft is published, a published one made a draft again, one is
dropped, or taken up again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveDiff:
    """An objective that is new, gone or not what it was.

    `old_id` is another one where it was moved or renamed, `came_from` the names of its former cycle, team or
    file in words. `serves` says what it serves in words, `served_by` are the objectives that serve it.
    `prose` is set where its text says something else, `unclear` has fields that can't be read.
    """

    what: What
    id: str
    old_id: str = ""
    title: str
    path: str
    cycle: str
    state: Literal["planned", "active", "closed"]
    team: Named
    draft: bool = False
    turn: Turn = ""
    came_from: tuple[FieldDiff, ...] = ()
    fields: tuple[FieldDiff, ...] = ()
    key_results: tuple[KeyResultDiff, ...] = ()
    initiatives: tuple[InitiativeDiff, ...] = ()
    prose: bool = False
    serves: str = ""
    served_by: tuple[Named, ...] = ()
    unclear: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingDiff:
    """What a check-in says of a key result.

    `value` is the figure, `was` the one before it; `progress` the share of the way (0 at the start, 1 at the
    target) and `step` how much of that it adds; `limits` says whether a figure to be kept is `within the
    limits` or outside. `objective` is None where nobody knows which key result is
    meant, which is named as it is written. `fields` has what was rewritten in a check-in that was there.
    """

    what: What
    objective: Named | None
    key_result: Named
    value: str = ""
    was: str = ""
    progress: Decimal | None = None
    step: Decimal | None = None
    limits: str = ""
    confidence: str = ""
    confidence_was: str = ""
    status: str = ""
    note: str = ""
    fields: tuple[FieldDiff, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInDiff:
    """A check-in. `timing` is `late` after its cycle's end, `baseline` before its start, else empty."""

    what: What
    path: str
    cycle: str
    team: Named
    day: date
    author: str = ""
    timing: Literal["late", "baseline", ""] = ""
    readings: tuple[ReadingDiff, ...] = ()
    fields: tuple[FieldDiff, ...] = ()
    prose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictDiff:
    """What a review says of an objective."""

    what: What
    objective: Named
    fields: tuple[FieldDiff, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDiff:
    """A team's review of a cycle."""

    what: What
    path: str
    cycle: str
    team: Named
    verdicts: tuple[VerdictDiff, ...] = ()
    prose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiReadingDiff:
    """A line of a KPI's table. `before` is the figure of the reading before it."""

    what: What
    day: date
    old: str
    new: str
    before: str = ""


Kind = Literal["meeting", "kpi", "team", "cycle", "company"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingDiff:
    """A review meeting, a KPI, a team, a cycle, or the company's own page. `old_id` is another one where it
    was renamed. `readings` are those of a KPI."""

    kind: Kind
    what: What
    id: str
    old_id: str = ""
    title: str
    path: str = ""
    fields: tuple[FieldDiff, ...] = ()
    readings: tuple[KpiReadingDiff, ...] = ()
    prose: bool = False


Relation = Literal["serves", "supports", "depends on", "served by", "gained", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an objective is affected: it `serves`, `supports` or `depends on` the other one, or is `served by`
    it, and `text` says what becomes of that; or it has `gained` or `lost` the other one, which serves it."""

    kind: Relation
    other: Named
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """An objective to which the change matters, though it may not be changed itself."""

    objective: Named
    cycle: str
    team: Named
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDiff:
    """A finding of the check. `allowed` is the reason that its file gives to allow it."""

    rule: str
    severity: Literal["error", "warning"]
    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    allowed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file of which nothing can be told: it can't be read before the change, after it, or both."""

    path: str
    when: Literal["before", "after", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure of the summary: `1 new objective`. `alarm` marks what a reviewer must not miss."""

    name: str
    number: int
    text: str
    alarm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffView:
    """All that a change means. `goalposts` are promises of cycles that have begun, `closed` of those that
    have closed. `spelling` counts texts that say the same, spelt otherwise; they are nowhere else."""

    base: Revision
    head: Revision
    today: date
    company: str
    summary: tuple[Count, ...] = ()
    goalposts: tuple[Alarm, ...] = ()
    closed: tuple[Alarm, ...] = ()
    objectives: tuple[ObjectiveDiff, ...] = ()
    affected: tuple[Affected, ...] = ()
    check_ins: tuple[CheckInDiff, ...] = ()
    reviews: tuple[ReviewDiff, ...] = ()
    things: tuple[ThingDiff, ...] = ()
    settings: tuple[FieldDiff, ...] = ()
    assets: tuple[FieldDiff, ...] = ()
    added: tuple[FindingDiff, ...] = ()
    allowed: tuple[FindingDiff, ...] = ()
    settled: tuple[FindingDiff, ...] = ()
    unread: tuple[Unread, ...] = ()
    spelling: int = 0

    @property
    def nothing(self) -> bool:
        """Whether no reader would call it a change; spelling is none."""
        return not self.summary
