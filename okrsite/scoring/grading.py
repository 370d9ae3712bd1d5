"""Grades: what became of key results when their cycle has closed.

The score is the progress at the last reading of the cycle, uncapped. The four outcomes are Gothelf and
Seiden's; the bands follow from ambition: a roofshot succeeds at 100 %, a moonshot at 60 to 70 %
(Jellyvision). An objective has a score, the mean, but no outcome: a mean would hide which promise was kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from okrsite.model.objective import Objective
from okrsite.scoring.progress import Scores
from okrsite.settings import Bands, Grades


class Outcome(Enum):
    """What became of a key result; UNREAD where nobody ever read it."""

    EXCEEDED = "exceeded"
    DELIVERED = "delivered"
    FELL_SHORT = "fell short"
    FAILED = "failed to deliver"
    UNREAD = "no reading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many key results had an outcome, and which part of all that is, 0 to 1."""

    outcome: Outcome
    count: int
    share: Decimal


def bands_of(moonshot: bool, grades: Grades) -> Bands:
    """The bands of an ambition."""
    return grades.moonshot if moonshot else grades.roofshot


def outcome(score: Decimal | None, *, moonshot: bool, grades: Grades) -> Outcome:
    """The outcome of an uncapped score (1 is the target; None is no reading): above `exceeded`, from
    `delivered` or from `fell_short` on; equal counts, but not for exceeded."""
    if score is None:
        return Outcome.UNREAD
    bands = bands_of(moonshot, grades)
    if score > bands.exceeded:
        return Outcome.EXCEEDED
    if score >= bands.delivered:
        return Outcome.DELIVERED
    return Outcome.FELL_SHORT if score >= bands.fell_short else Outcome.FAILED


def outcomes_of(objective: Objective, scores: Scores, grades: Grades) -> Mapping[str, Outcome]:
    """The outcome of each key result of an objective that was not dropped, by its id."""
    if objective.dropped:
        return {}
    score = scores[objective.id]
    return {
        k.id: outcome(score.key_results[k.id].progress, moonshot=k.moonshot, grades=grades)
        for k in objective.key_results
        if k.dropped is None
    }


def shares(objectives: Iterable[Objective], scores: Scores, grades: Grades) -> tuple[Share, ...]:
    """The outcomes of all key results of some objectives, the best first; those that none had are left
    out."""
    found = [o for objective in objectives for o in outcomes_of(objective, scores, grades).values()]
    return tuple(
        Share(outcome=one, count=found.count(one), share=Decimal(found.count(one)) / len(found))
        for one in Outcome
        if one in found
    )
