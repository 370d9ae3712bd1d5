"""Pace: where a key result should be by now, what status that suggests, and whether it is stale.

Expected progress is the elapsed part of the cycle, or what the key result itself expects. The suggested
status compares progress with it: behind by at most 10 points is on track, by at most 25 at risk, by more
off track (a third of a quarter's work in hand is the most that a team catches up without a new plan).
Nothing is behind in the first tenth, and a confidence of 3 or less is never on track: the team knows more
than the line does (Jellyvision asks for confidence at each check-in). Only cycles that are active have a
pace.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from functools import partial

from okrsite.keeping.recollection import Recollection
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.key_result import Binary, Expected, Graded, Keep, KeyResult, Milestones, Move
from okrsite.model.objective import Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.quantity import Quantity
from okrsite.observations import Observation, Readings
from okrsite.scoring.progress import ONE, ZERO, KeyResultScore, ObjectiveScore, Scores, moved
from okrsite.settings import Cadence

ON_TRACK, AT_RISK, OFF_TRACK = "on track", "at risk", "off track"
WEAKEST_FIRST = (OFF_TRACK, AT_RISK, ON_TRACK)

SLACK = Decimal("0.10")
"""Behind by at most this share is on track."""
RISK = Decimal("0.25")
"""Behind by at most this share is at risk, by more off track."""
EARLY = Decimal("0.1")
"""In this first part of the time nothing is behind."""
DOUBT = 3
"""At this confidence (of 10) or less, nothing is on track."""
LIKELY, POSSIBLE = 70, 40
"""A binary key result is on track from this chance in percent, at risk from that, else off track."""
GRACE = timedelta(days=7)
"""How long after the cadence a key result becomes stale."""


class Reason(Enum):
    """What a suggested status rests on."""

    PACE = "pace"
    EARLY = "early"
    CHANCE = "chance"
    LIMITS = "limits"
    DONE = "done"
    DOUBT = "doubt"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days over which a key result's pace runs: its cycle's, from the day it was added if that is
    later.

    `passed` counts today and all days before it, 0 to `days`.
    """

    starts: date
    ends: date
    passed: int
    days: int

    @property
    def share(self) -> Decimal:
        """The elapsed part, 0 to 1."""
        return Decimal(self.passed) / self.days

    def part(self, day: date) -> int:
        """How many of its days have passed on a day, that day included: 0 to `days`."""
        return min(max((day - self.starts).days + 1, 0), self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The share expected when some days have passed. `stated` is where the key result says so itself."""

    passed: int
    share: Decimal
    stated: Expected | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a key result keeps up with time.

    `expected` is the share (0 to 1, more or less where its own expectations say so) that it should have
    reached today, None for those that no line describes: limits hold on every day, and what is binary has a
    chance. `behind` is `expected` less its progress. `status` is suggested: on track, at risk, off track,
    or empty without a reading; `reason` says what it rests on. `stated` is the status that the last
    check-in stated, in `stated_by`. `stale` tells that nothing was heard since `heard` (None: never) for
    longer than the cadence and a week.
    """

    period: Period
    expected: Decimal | None
    behind: Decimal | None
    status: str
    reason: Reason
    stated: str
    stated_by: Observation | None
    heard: date | None
    stale: bool

    @property
    def differs(self) -> bool:
        """Whether the team states another status than the one that is suggested."""
        return bool(self.stated) and self.stated != self.status


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectivePace:
    """How an objective keeps up: as its weakest key result does, stale ones aside.

    `status` is empty where no key result has one; `weakest` are the ids of those that decide it. `stale`
    tells that all its key results are stale.
    """

    status: str
    weakest: tuple[str, ...]
    stale: bool
    key_results: Mapping[str, Pace]


Paces = Mapping[str, ObjectivePace]
"""By the objective's id; only objectives of active cycles that were not dropped have a pace."""


def pace_all(
    portfolio: Portfolio, readings: Readings, scores: Scores, recollection: Recollection | None = None
) -> Paces:
    """The pace of every objective that has one; that which a `recollection` has of the same score is the very
    same."""
    today = portfolio.today
    active = {c.id: c for c in portfolio.cycles if c.state(today) is CycleState.ACTIVE}
    cadences = {id: portfolio.settings.cadence_in(cycle.days) for id, cycle in active.items()}
    known = (recollection or Recollection()).on(today, active, cadences)
    return {
        o.id: known.of(
            o.id,
            (scores[o.id],),
            partial(pace_objective, o, active[o.cycle], readings, scores[o.id], today, cadences[o.cycle]),
        )
        for o in portfolio.objectives
        if o.cycle in active and not o.dropped
    }


def pace_objective(
    objective: Objective,
    cycle: Cycle,
    readings: Readings,
    score: ObjectiveScore,
    today: date,
    cadence: Cadence,
) -> ObjectivePace:
    """An objective's pace in its active cycle: its weakest key result's, stale and dropped ones aside."""
    paces = {
        k.id: pace_key_result(
            k, cycle, readings.of(objective.id, k.id), score.key_results[k.id], today, cadence
        )
        for k in objective.key_results
        if k.dropped is None
    }
    fresh = {id: pace for id, pace in paces.items() if not pace.stale}
    status = next((s for s in WEAKEST_FIRST if any(p.status == s for p in fresh.values())), "")
    return ObjectivePace(
        status=status,
        weakest=tuple(id for id, pace in fresh.items() if status and pace.status == status),
        stale=bool(paces) and not fresh,
        key_results=paces,
    )


def pace_key_result(
    key_result: KeyResult,
    cycle: Cycle,
    observations: tuple[Observation, ...],
    score: KeyResultScore,
    today: date,
    cadence: Cadence,
) -> Pace:
    """A key result's pace on a day of its cycle."""
    period = period_of(key_result, cycle, today)
    expected = expected_progress(key_result, score.start, period, today)
    behind = None if expected is None or score.progress is None else expected - score.progress
    status, reason = _suggest(key_result, observations, score, period, behind)
    confidence = next((o.confidence for o in reversed(observations) if o.confidence is not None), None)
    if status == ON_TRACK and reason is not Reason.DONE and confidence is not None and confidence <= DOUBT:
        status, reason = AT_RISK, Reason.DOUBT
    last_said = next((o for o in reversed(observations) if o.check_in is not None), None)
    heard = observations[-1].day if observations else None
    since = period.starts if heard is None else max(heard, period.starts)
    return Pace(
        period=period,
        expected=expected,
        behind=behind,
        status=status,
        reason=reason,
        stated=last_said.status if last_said else "",
        stated_by=last_said if last_said and last_said.status else None,
        heard=heard,
        stale=not is_done(key_result, score) and today - since > cadence.length + GRACE,
    )


def period_of(key_result: KeyResult, cycle: Cycle, today: date) -> Period:
    """The days over which a key result's pace runs."""
    starts = cycle.starts
    if key_result.added is not None:
        starts = min(max(key_result.added, starts), cycle.ends)
    days = (cycle.ends - starts).days + 1
    passed = min(max((today - starts).days + 1, 0), days)
    return Period(starts=starts, ends=cycle.ends, passed=passed, days=days)


def expected_progress(
    key_result: KeyResult, start: Quantity | None, period: Period, today: date
) -> Decimal | None:
    """The progress expected on a day: days passed / all days, or between the key result's own expectations
    in a straight line from each to the next. None for keep and binary."""
    return expected_on(expected_points(key_result, start, period), period.part(today))


def expected_on(points: Sequence[Point], passed: int) -> Decimal | None:
    """The progress expected when so many days have passed, as some points say; None without any."""
    if not points:
        return None
    before, after = _around(points, passed)
    if before.passed == after.passed:
        return before.share
    gone = Decimal(passed - before.passed) / (after.passed - before.passed)
    return before.share + (after.share - before.share) * gone


def around_today(
    key_result: KeyResult, start: Quantity | None, period: Period, today: date
) -> tuple[Point, Point] | None:
    """The points between which a day lies, the same twice where it lies on one; None for keep and binary."""
    points = expected_points(key_result, start, period)
    return _around(points, period.part(today)) if points else None


def _around(points: Sequence[Point], passed: int) -> tuple[Point, Point]:
    return (
        max((p for p in points if p.passed <= passed), key=lambda p: p.passed),
        min((p for p in points if p.passed >= passed), key=lambda p: p.passed),
    )


def expected_points(key_result: KeyResult, start: Quantity | None, period: Period) -> tuple[Point, ...]:
    """The points between which what is expected runs in straight lines, from the first day to the last; none
    for keep and binary."""
    if isinstance(key_result.measure, Keep | Binary):
        return ()
    points = [Point(passed=0, share=ZERO), *_own_points(key_result, start, period)]
    if points[-1].passed < period.days:
        points.append(Point(passed=period.days, share=ONE))
    return tuple(points)


def _own_points(key_result: KeyResult, start: Quantity | None, period: Period) -> list[Point]:
    """The expectations that a key result states within the period."""
    shares = ((e, expected_share(key_result, e.value, e.share, start)) for e in key_result.expected)
    return [
        Point(passed=period.part(e.day), share=share, stated=e)
        for e, share in shares
        if share is not None and period.starts <= e.day <= period.ends
    ]


def expected_share(
    key_result: KeyResult, value: Quantity, is_share: bool, start: Quantity | None
) -> Decimal | None:
    """The progress that an expected figure stands for; None without a baseline."""
    if is_share:
        return value.number / 100
    measure = key_result.measure
    if isinstance(measure, Move):
        return None if start is None else moved(start.number, measure.target.number, value.number)
    if isinstance(measure, Milestones):
        return value.number / max(len(measure.names), 1)
    return value.number if isinstance(measure, Graded) else None


def is_done(key_result: KeyResult, score: KeyResultScore) -> bool:
    """Whether nothing is left to check in on: a binary key result that is done, or all milestones."""
    return isinstance(key_result.measure, Binary | Milestones) and score.progress == ONE


def _suggest(
    key_result: KeyResult,
    observations: tuple[Observation, ...],
    score: KeyResultScore,
    period: Period,
    behind: Decimal | None,
) -> tuple[str, Reason]:
    """The suggested status before doubts, and what it rests on."""
    if score.progress is None:
        return "", Reason.UNREAD
    if is_done(key_result, score):
        return ON_TRACK, Reason.DONE
    if period.share <= EARLY:
        return ON_TRACK, Reason.EARLY
    if isinstance(key_result.measure, Keep):
        return (ON_TRACK if score.progress == ONE else OFF_TRACK), Reason.LIMITS
    if isinstance(key_result.measure, Binary):
        chance = next((o.chance for o in reversed(observations) if o.chance is not None), None)
        if chance is not None:
            word = ON_TRACK if chance >= LIKELY else AT_RISK if chance >= POSSIBLE else OFF_TRACK
            return word, Reason.CHANCE
        behind = period.share - score.progress
    assert behind is not None
    return status_at(behind), Reason.PACE


def status_at(behind: Decimal) -> str:
    """The status that being behind by a share suggests."""
    return ON_TRACK if behind <= SLACK else AT_RISK if behind <= RISK else OFF_TRACK
