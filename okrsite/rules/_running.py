"""What the rules about running OKRs share: words for time, what still counts, and what was written at all."""

from collections.abc import Iterable

from okrsite.loading.positions import locate_all
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.source import Place


def days(number: int) -> str:
    """`1 day`, `35 days`."""
    return "1 day" if number == 1 else f"{number:,} days"


def living_key_results(objective: Objective) -> tuple[KeyResult, ...]:
    """The key results that were not dropped."""
    return tuple(k for k in objective.key_results if k.dropped is None)


def without_text(places: Iterable[tuple[Place, str]]) -> list[bool]:
    """For each place and the name of a field: whether nothing stands in that field there.

    A field that could not be read, which is reported, or that a draft leaves open looks empty in the model;
    here it is told from one that was never written.
    """
    fields = list(places)
    values = locate_all(place.of(name) for place, name in fields)
    names = locate_all(place.name_of(name) for place, name in fields)
    # What is not there, and what is empty, is shown at the same spot as its name would be.
    return [value == name for value, name in zip(values, names, strict=True)]
