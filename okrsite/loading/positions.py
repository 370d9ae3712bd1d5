"""From a place to a line and a column, looked up only where something is wrong."""

from collections.abc import Iterable

from okrsite.loading import nodes, yaml_reading
from okrsite.source import Place, Span


def locate_all(places: Iterable[Place]) -> list[Span]:
    """The positions of some places, in their order; each file is read once."""
    roots: dict[str, nodes.Node | None] = {}
    return [_locate(place, roots) for place in places]


def locate(place: Place) -> Span:
    """The position of one place, lines and columns counted from 1."""
    return _locate(place, {})


def _locate(place: Place, roots: dict[str, nodes.Node | None]) -> Span:
    if place.span is not None:
        return place.span
    source = place.source
    if not place.pointer or source.front is None:
        return Span()
    if source.path not in roots:
        roots[source.path] = yaml_reading.parse(source.front)[0]
    found = nodes.find(roots[source.path], place.pointer, key=place.key)
    offset = source.front_line - 1
    return Span(
        line=found.line + offset,
        column=found.column,
        end_line=found.end_line + offset,
        end_column=found.end_column,
    )
