"""From a place to a line and a column, looked up only where something is wrong."""

from collections.abc import Iterable
from functools import lru_cache

from okrsite.loading import nodes, yaml_reading
from okrsite.source import Place, Pointer, Span


def locate_all(places: Iterable[Place]) -> list[Span]:
    """The positions of some places, in their order; each file is read once."""
    given = list(places)
    spans = [Span()] * len(given)
    for index in sorted(range(len(given)), key=lambda index: given[index].source.path):
        spans[index] = locate(given[index])
    return spans


def locate(place: Place) -> Span:
    """The position of one place, lines and columns counted from 1."""
    if place.span is not None:
        return place.span
    source = place.source
    if not place.pointer or source.front is None:
        return Span()
    found = _find(source.front, place.pointer, place.key)
    offset = source.front_line - 1
    return Span(
        line=found.line + offset,
        column=found.column,
        end_line=found.end_line + offset,
        end_column=found.end_column,
    )


@lru_cache(maxsize=1 << 16)
def _find(front: str, pointer: Pointer, key: bool) -> Span:
    return nodes.find(_root(front), pointer, key=key)


@lru_cache(maxsize=4)
def _root(front: str) -> nodes.Node | None:
    return yaml_reading.parse(front)[0]
