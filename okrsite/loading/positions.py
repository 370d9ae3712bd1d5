"""From a place to a line and a column, looked up only where something is wrong."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from okrsite.keeping.judged import Judged
from okrsite.loading import nodes, yaml_reading
from okrsite.source import Place, Pointer, Span

_DIGEST = 16


def locate_all(places: Iterable[Place], known: Judged | None = None) -> list[Span]:
    """The positions of some places, in their order; each file is read once, and not again where they are
    `known`."""
    given = list(places)
    spans = [Span()] * len(given)
    for index in sorted(range(len(given)), key=lambda index: given[index].source.path):
        spans[index] = locate(given[index], known)
    return spans


def locate(place: Place, known: Judged | None = None) -> Span:
    """The position of one place, lines and columns counted from 1."""
    if place.span is not None:
        return place.span
    source = place.source
    if not place.pointer or source.front is None:
        return Span()
    line, column, end_line, end_column = _found(source.front, place.pointer, place.key, known)
    offset = source.front_line - 1
    return Span(line=line + offset, column=column, end_line=end_line + offset, end_column=end_column)


@lru_cache(maxsize=1 << 16)
def _found(front: str, pointer: Pointer, key: bool, known: Judged | None) -> tuple[int, int, int, int]:
    def find() -> tuple[int, int, int, int]:
        span = nodes.find(_root(front), pointer, key=key)
        return span.line, span.column, span.end_line, span.end_column

    if known is None:
        return find()
    return known.of(f"{'name' if key else 'value'} {pointer!r}", _named(front), find, int, int, int, int)


@lru_cache(maxsize=4)
def _named(front: str) -> str:
    return blake2b(front.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).hexdigest()


@lru_cache(maxsize=4)
def _root(front: str) -> nodes.Node | None:
    return yaml_reading.parse(front)[0]
