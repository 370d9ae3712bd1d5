"""What many pages look up and follows from the whole company."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from okrsite.alignment import Directory, Target
from okrsite.model.objective import Objective
from okrsite.model.reference import parse_reference
from okrsite.model.review import Review

OwnGrade = tuple[Decimal, Review]
OwnGrades = Mapping[tuple[str, str], OwnGrade]
"""The grades that teams gave themselves in reviews, by objective and key result."""

_LOWER = re.compile(r"\b[^\W\d_A-Z]+\b")


def own_grades(reviews: Iterable[Review], directory: Directory) -> OwnGrades:
    """All self-grades of published key results."""
    found: dict[tuple[str, str], OwnGrade] = {}
    for review in reviews:
        for verdict in review.verdicts:
            reference = parse_reference(verdict.objective)
            target = directory.find(reference, cycle=review.cycle, team=review.team) if reference else None
            objective = directory.objectives.get(target.objective) if isinstance(target, Target) else None
            for id, grade in verdict.scores if objective else ():
                if objective is not None and (key_result := objective.key_result(id)) is not None:
                    found[objective.id, key_result.id] = (grade, review)
    return found


def common_words(objectives: Iterable[Objective]) -> Mapping[str, str]:
    """The words that objectives have somewhere in lower case, each by itself."""
    return {
        word: word
        for objective in objectives
        for text in (objective.source.body, objective.title, *(k.title for k in objective.key_results))
        for word in _lower(text)
    }


@lru_cache(maxsize=1 << 16)
def _lower(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_LOWER.findall(text)))
