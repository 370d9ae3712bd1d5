"""Progress of key results and objectives.

The formulas are those of the content format. Progress is a share, 0 at the start and 1 at the target,
uncapped; roll-ups cap it at 0 and 1. It is never computed from child objectives: alignment is a claim to
discuss, not arithmetic.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from okrsite.keeping.recollection import Recollection
from okrsite.model.key_result import Binary, Graded, Keep, KeyResult, Milestones, Move
from okrsite.model.objective import Objective
from okrsite.model.portfolio import Portfolio
from okrsite.model.quantity import Quantity
from okrsite.observations import Observation, Readings

ZERO, ONE = Decimal(0), Decimal(1)
PLACES = Decimal("1e-12")
"""Means are rounded to this, so that three thirds are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultScore:
    """How far a key result is.

    `progress` is the uncapped share, None without a reading. `last` is the observation it came from;
    `start` the baseline it counts from, `assumed` where that is only its first reading. `kept` counts the
    readings of a keep that were within its limits, of `readings` in all. `weight` is its share in the mean.
    """

    progress: Decimal | None
    last: Observation | None
    start: Quantity | None = None
    assumed: bool = False
    kept: int = 0
    readings: int = 0
    weight: Decimal = ONE

    @property
    def capped(self) -> Decimal | None:
        """Progress between 0 and 1."""
        return None if self.progress is None else min(max(self.progress, ZERO), ONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveScore:
    """How far an objective is: the weighted mean of its key results' capped progress, 0 to 1.

    None with no reading at all. `unread` counts the key results in the mean without a reading, which
    count 0.
    """

    progress: Decimal | None
    unread: int
    key_results: Mapping[str, KeyResultScore]


Scores = Mapping[str, ObjectiveScore]
"""By the objective's id."""


def score_all(portfolio: Portfolio, readings: Readings, recollection: Recollection | None = None) -> Scores:
    """The score of every objective; one that a `recollection` has of the same objective and readings is the
    very same."""
    known = recollection or Recollection()
    return {
        o.id: known.of(
            o.id,
            (o, *(readings.of(o.id, key_result.id) for key_result in o.key_results)),
            partial(score_objective, o, readings),
        )
        for o in portfolio.objectives
    }


def score_objective(objective: Objective, readings: Readings) -> ObjectiveScore:
    """An objective's score: sum(weight * progress) / sum(weight) over the key results that were not
    dropped, those without a reading counting 0."""
    weights = weights_of(objective)
    scores = {
        key_result.id: score_key_result(
            key_result, readings.of(objective.id, key_result.id), weights[key_result.id]
        )
        for key_result in objective.key_results
    }
    return mean_of(objective, scores)


def mean_of(objective: Objective, scores: Mapping[str, KeyResultScore]) -> ObjectiveScore:
    """An objective's score from those of its key results, by their ids."""
    kept_on = [scores[k.id] for k in objective.key_results if k.dropped is None]
    counted = [score for score in kept_on if score.weight > 0]
    known = [score for score in counted if score.capped is not None]
    progress = None
    if counted and any(score.progress is not None for score in kept_on):
        total = sum((score.weight for score in counted), ZERO)
        parts = (score.weight * (score.capped or ZERO) for score in counted)
        progress = (sum(parts, ZERO) / total).quantize(PLACES)
    return ObjectiveScore(progress=progress, unread=len(counted) - len(known), key_results=scores)


def weights_of(objective: Objective) -> dict[str, Decimal]:
    """Each key result's weight: as written, else 1, but 0 for a keep beside other kinds. A guardrail
    guards, it does not carry the mean."""
    others = any(k.dropped is None and k.kind != "keep" for k in objective.key_results)
    return {
        k.id: k.weight.number if k.weight is not None else (ZERO if k.kind == "keep" and others else ONE)
        for k in objective.key_results
    }


def score_key_result(
    key_result: KeyResult, observations: tuple[Observation, ...], weight: Decimal = ONE
) -> KeyResultScore:
    """A key result's progress by its kind, from its last reading within or after the cycle."""
    measured = [o for o in observations if o.measured and not o.baseline]
    last = measured[-1] if measured else None
    measure = key_result.measure
    if isinstance(measure, Move):
        return _score_move(measure, observations, last, weight)
    if isinstance(measure, Keep):
        within = [o for o in measured if o.value is not None and kept(measure, o.value)]
        progress = None if last is None else Decimal(last in within)
        return KeyResultScore(
            progress=progress, last=last, kept=len(within), readings=len(measured), weight=weight
        )
    return KeyResultScore(
        progress=None if last is None else observed_progress(key_result, last, None),
        last=last,
        readings=len(measured),
        weight=weight,
    )


def _score_move(
    measure: Move, observations: tuple[Observation, ...], last: Observation | None, weight: Decimal
) -> KeyResultScore:
    start, assumed = measure.start, False
    if start is None:
        first = next((o.value for o in observations if o.value is not None), None)
        start, assumed = first, first is not None
    progress = None
    if last is not None and last.value is not None and start is not None:
        progress = moved(start.number, measure.target.number, last.value.number)
    return KeyResultScore(
        progress=progress,
        last=last,
        start=start,
        assumed=assumed,
        readings=sum(1 for o in observations if o.measured and not o.baseline),
        weight=weight,
    )


def observed_progress(
    key_result: KeyResult, observation: Observation, start: Quantity | None
) -> Decimal | None:
    """The uncapped progress at one observation; `start` is the baseline of a move."""
    measure = key_result.measure
    if isinstance(measure, Move):
        if observation.value is None or start is None:
            return None
        return moved(start.number, measure.target.number, observation.value.number)
    if isinstance(measure, Keep):
        return None if observation.value is None else Decimal(kept(measure, observation.value))
    if isinstance(measure, Milestones):
        if observation.done is None:
            return None
        return Decimal(observation.done) / max(len(measure.names), 1)
    if isinstance(measure, Binary):
        if observation.done is None:
            return None if observation.chance is None else ZERO
        return Decimal(observation.done)
    assert isinstance(measure, Graded)
    return observation.score


def moved(start: Decimal, target: Decimal, value: Decimal) -> Decimal:
    """(value - from) / (to - from), in either direction. Where an assumed baseline is the target already,
    1 at it and else 0: there is no direction."""
    if start == target:
        return ONE if value == target else ZERO
    return (value - start) / (target - start)


def kept(measure: Keep, value: Quantity) -> bool:
    """Whether a value lies within a keep's limits; equal counts."""
    if measure.at_least is not None and value.number < measure.at_least.number:
        return False
    return measure.at_most is None or value.number <= measure.at_most.number


def mean_progress(objectives: Iterable[Objective], scores: Scores) -> tuple[Decimal | None, int, int]:
    """The plain mean over the objectives whose progress is known, how many those are, and of how many.

    Dropped objectives are left out.
    """
    all_scores = [scores[o.id].progress for o in objectives if not o.dropped]
    known = [progress for progress in all_scores if progress is not None]
    mean = (sum(known, ZERO) / len(known)).quantize(PLACES) if known else None
    return mean, len(known), len(all_scores)
