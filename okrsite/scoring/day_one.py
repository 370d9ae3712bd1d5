"""A key result measured by what it promised on day one: with the readings that there are, as if nobody had
moved its goalposts since."""

from dataclasses import replace
from decimal import Decimal

from okrsite.model.key_result import Keep, KeyResult, Measure, Milestones, Move
from okrsite.observations import Observation
from okrsite.scoring.progress import ONE, KeyResultScore, score_key_result


def as_promised(key_result: KeyResult, first: Measure, moonshot: bool) -> KeyResult:
    """The key result with the measure and the ambition of day one."""
    return replace(key_result, measure=first, moonshot=moonshot)


def comparable(key_result: KeyResult, first: Measure) -> bool:
    """Whether today's readings can be held against a measure: those of another kind or unit can't."""
    if type(key_result.measure) is not type(first):
        return False
    return _units(key_result.measure) == _units(first)


def _units(measure: Measure) -> set[str]:
    if isinstance(measure, Move):
        return {measure.target.unit}
    if isinstance(measure, Keep):
        return {limit.unit for limit in (measure.at_least, measure.at_most) if limit is not None}
    return set()


def score_as_promised(
    key_result: KeyResult, promised: KeyResult, observations: tuple[Observation, ...], weight: Decimal = ONE
) -> KeyResultScore:
    """The score of a key result by what was `promised`, which `as_promised` made of it.

    Where milestones came or went, those count that were promised: by name where a reading names them, else as
    many as are done.
    """
    now, then = key_result.measure, promised.measure
    if isinstance(now, Milestones) and isinstance(then, Milestones) and len(now.names) != len(then.names):
        observations = tuple(_of_those(then.names, o) for o in observations)
    return score_key_result(promised, observations, weight)


def _of_those(names: tuple[str, ...], observation: Observation) -> Observation:
    if observation.done is None:
        return observation
    if observation.names:
        named = tuple(name for name in observation.names if name in names)
        return replace(observation, done=len(named), names=named)
    return replace(observation, done=min(observation.done, len(names)))
