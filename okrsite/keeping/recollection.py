"""What was made of the very same things before, for whoever works through a company again and again.

Where nobody does, as in a build, it is asked once for each thing, and makes it.
"""

from collections.abc import Callable, Hashable
from operator import is_
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Recollection:
    """Remembers values by a key, and the things that each was made of: the same objects, not equal ones,
    which would take as long to compare as to make anew. All of it is forgotten once the ground is another.

    Who works with it keeps his hands off what he is given: others get the same.
    """

    def __init__(self) -> None:
        self._ground: Any = None
        self._known: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}
        self._within: dict[str, Recollection] = {}

    def within(self, name: str) -> "Recollection":
        """A recollection of its own, for one part of the work."""
        return self._within.setdefault(name, Recollection())

    def on(self, *ground: Any) -> "Recollection":
        """This recollection, empty unless what everything rests on is equal to what it was."""
        if ground != self._ground:
            self._ground = ground
            self._known.clear()
        return self

    def of(self, key: Hashable, made_of: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What was made of these things before under this key, or is made now."""
        known = self._known.get(key)
        if known is not None and _are(known[0], made_of):
            return cast(T, known[1])
        value = make()
        self._known[key] = (made_of, value)
        return value


def _are(things: tuple[Any, ...], others: tuple[Any, ...]) -> bool:
    return things is others or (len(things) == len(others) and all(map(is_, things, others)))
