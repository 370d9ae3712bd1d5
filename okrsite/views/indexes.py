"""What many pages look up and follows from the whole company."""

import re
import sys
from collections.abc import Callable, Hashable, Iterable, Mapping
from decimal import Decimal
from functools import partial
from typing import TypeVar

from okrsite.alignment import Directory, Target
from okrsite.keeping.recollection import Recollection
from okrsite.model.objective import Objective
from okrsite.model.reference import parse_reference
from okrsite.model.review import Review

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

OwnGrade = tuple[Decimal, Review]
OwnGrades = Mapping[tuple[str, str], OwnGrade]
"""The grades that teams gave themselves in reviews, by objective and key result."""

_LOWER = re.compile(r"\b[^\W\d_A-Z]+\b")


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, tuple[T, ...]]:
    """Items by their keys, each group in the order of the items."""
    found: dict[K, list[T]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return {one: tuple(group) for one, group in found.items()}


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


def common_words(objectives: Iterable[Objective], known: Recollection) -> Mapping[str, str]:
    """The words that objectives have somewhere in lower case, each by itself."""
    found: dict[str, str] = {}
    for objective in objectives:
        words = known.of(objective.id, (objective,), partial(_lower_words, objective))
        found.update(zip(words, words, strict=True))
    return found


def _lower_words(objective: Objective) -> tuple[str, ...]:
    """Of all objectives a word is kept but once: there are few, and they come again and again."""
    texts = (objective.source.body, objective.title, *(k.title for k in objective.key_results))
    return tuple({sys.intern(word): None for text in texts for word in _LOWER.findall(text)})
