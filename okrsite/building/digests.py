"""Short names of values, equal where the values are: to see whether an answer is what it was.

A value is named by its pickled form, taken without a memory of what was pickled before, so that equal values
have equal forms whichever objects they are made of.
"""

import dataclasses
import os
import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import blake2b
from io import BytesIO
from operator import attrgetter
from typing import Any, cast

from okrsite.model.check_in import CheckIn
from okrsite.model.cycle import Cycle
from okrsite.model.kpi import Kpi
from okrsite.model.objective import Objective
from okrsite.model.review import Meeting, Review
from okrsite.model.team import Team
from okrsite.source import Place, SourceFile

SIZE = 12
"""Bytes of a digest: of 10^9 values the chance that two have one name is below 10^-10."""

ONCE = (SourceFile, Objective, CheckIn, Review, Meeting, Kpi, Team, Cycle)
"""What stands inside many other values: it is named once, and by its name in all of them."""

READ = frozenset({CheckIn, Meeting})
"""What nothing but its own file decides, whatever else is in the content: its file names it."""

_REFUSALS = (pickle.PicklingError, TypeError, ValueError, AttributeError, KeyError, RecursionError)


Answer = bytes | str | int | tuple[str | int | None, ...] | None
"""What is noted of a value: its name, or where it is plain itself."""

_PLAIN = frozenset({str, int, bool, type(None)})
_SHORT = 3


class Digests:
    """Names values. Holds on to what it has named, so it is for one build."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, bytes]] = {}
        self._reducers = _Reducers({**dict.fromkeys(ONCE, self._reduced), Place: _placed})

    def of(self, value: Any) -> Answer:
        """The name of a value; one that nothing else has where it can't be pickled."""
        kind = type(value)
        if kind in _PLAIN:
            return cast(Answer, value)
        if kind in ONCE:
            return self._of_model(value)
        if kind is tuple and len(value) <= _SHORT and all(type(part) in _PLAIN for part in value):
            return cast(Answer, value)
        plain = _plain(value)
        for fast in (True, False):  # without a memory a pickler refuses what is nested deeply
            with suppress(*_REFUSALS):
                return self._named(plain, fast=fast)
        return os.urandom(SIZE)

    def _of_model(self, value: Any) -> bytes:
        if type(value) in READ:
            return self._of_model(value.source)
        known = self._known.get(id(value))
        if known is None:
            fields = self._reducers.fields(type(value))(value)[1]
            known = self._known[id(value)] = (value, self._named(fields))
        return known[1]

    def _reduced(self, value: Any) -> tuple[Callable[..., Any], tuple[bytes]]:
        return bytes, (self._of_model(value),)

    def _named(self, value: Any, *, fast: bool = True) -> bytes:
        out = BytesIO()
        pickler = pickle.Pickler(out, protocol=5)
        pickler.fast = fast
        pickler.dispatch_table = self._reducers
        pickler.dump(value)
        return blake2b(out.getbuffer(), digest_size=SIZE).digest()


def _placed(place: Place) -> "Reduced":
    """Where something is written: what is written there, the value itself tells."""
    return tuple, ((place.source.path, place.pointer, place.key),)


Reduced = tuple[Callable[..., Any], tuple[Any, ...]]


class _Reducers(dict[type, Callable[[Any], Reduced]]):
    """How a pickler takes objects apart: dataclasses into their fields, faster than they do it themselves."""

    def __missing__(self, kind: type) -> Callable[[Any], Reduced]:
        if not dataclasses.is_dataclass(kind):
            raise KeyError(kind)
        made = self[kind] = self.fields(kind)
        return made

    @staticmethod
    def fields(kind: type) -> Callable[[Any], Reduced]:
        """Takes an object into the name of its class and its fields."""
        names = [field.name for field in dataclasses.fields(kind)]
        name = kind.__name__
        if len(names) < 2:  # there is one to get, or none
            return lambda value: (tuple, ((name, *(getattr(value, one) for one in names)),))
        get = attrgetter(*names)
        return lambda value: (tuple, ((name, *get(value)),))


def _plain(value: Any) -> Any:
    """Mappings as their items, and sets in an order, at the top of a value."""
    if isinstance(value, frozenset | set):
        return sorted(value, key=repr)
    if isinstance(value, Mapping):
        return [(key, _plain(item)) for key, item in value.items()]
    return value
