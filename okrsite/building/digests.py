"""Short names of values, equal where the values are: to see whether an answer is what it was.

A value is named by its pickled form, taken without a memory of what was pickled before, so that equal values
have equal forms whichever objects they are made of. Before that it is made flat: dataclasses, dates and
decimal numbers become tuples, which a pickler writes in a tenth of the time.
"""

import dataclasses
import os
import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
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
        self._flat = _Flat(dict.fromkeys(ONCE, self._of_model))
        self._reducers = _Reducers(self._flat)

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
        with suppress(*_REFUSALS):
            return self._named(self._flat.of(plain))
        with suppress(*_REFUSALS):  # without a memory a pickler refuses what is nested deeply
            return self._named(plain, fast=False)
        return os.urandom(SIZE)

    def _of_model(self, value: Any) -> bytes:
        if type(value) in READ:
            return self._of_model(value.source)
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = (value, self._named(self._flat.fields(type(value))(value)))
        return known[1]

    def _named(self, value: Any, *, fast: bool = True) -> bytes:
        out = BytesIO()
        pickler = pickle.Pickler(out, protocol=5)
        pickler.fast = fast
        pickler.dispatch_table = self._reducers
        pickler.dump(value)
        return blake2b(out.getbuffer(), digest_size=SIZE).digest()


class _Flat(dict[type, Callable[[Any], Any] | None]):
    """How values of each kind become plain: dataclasses the name of their class and their fields. `known` are
    kinds with a way of their own; None is for those that stay what they are."""

    def __init__(self, known: Mapping[type, Callable[[Any], Any]]) -> None:
        super().__init__({**known, date: _day, Decimal: _number, Place: _placed})
        self[tuple] = self[list] = self._all

    def __missing__(self, kind: type) -> Callable[[Any], Any] | None:
        made = self[kind] = self.fields(kind) if dataclasses.is_dataclass(kind) else None
        return made

    def of(self, value: Any) -> Any:
        """A value made flat."""
        make = self[type(value)]
        return value if make is None else make(value)

    def fields(self, kind: type) -> Callable[[Any], tuple[Any, ...]]:
        """Takes an object into the name of its class and its fields."""
        name, names = kind.__name__, [field.name for field in dataclasses.fields(kind)]
        if len(names) < 2:  # there is one to get, or none
            return lambda value: (name, *(self.of(getattr(value, one)) for one in names))
        get = attrgetter(*names)

        def flat(value: Any) -> tuple[Any, ...]:
            return (name, *[one if (make := self[type(one)]) is None else make(one) for one in get(value)])

        return flat

    def _all(self, values: "tuple[Any, ...] | list[Any]") -> tuple[Any, ...]:
        return tuple([one if (make := self[type(one)]) is None else make(one) for one in values])


def _day(day: date) -> tuple[str, int]:
    return "date", day.toordinal()


def _number(number: Decimal) -> tuple[str, str]:
    return "Decimal", str(number)


def _placed(place: Place) -> tuple[str, Any, bool]:
    """Where something is written: what is written there, the value itself tells."""
    return place.source.path, place.pointer, place.key


class _Reducers(dict[type, Callable[[Any], tuple[Callable[..., Any], tuple[Any, ...]]]]):
    """How a pickler takes apart what stands in a value that stays what it is, such as a set or a mapping."""

    def __init__(self, flat: _Flat) -> None:
        super().__init__()
        self._flat = flat

    def __missing__(self, kind: type) -> Callable[[Any], tuple[Callable[..., Any], tuple[Any, ...]]]:
        make = self._flat[kind]
        if make is None:
            raise KeyError(kind)
        made = self[kind] = lambda value: (tuple, (make(value),))
        return made


def _plain(value: Any) -> Any:
    """Mappings as their items, and sets in an order, at the top of a value."""
    if isinstance(value, frozenset | set):
        return sorted(value, key=repr)
    if isinstance(value, Mapping):
        return [(key, _plain(item)) for key, item in value.items()]
    return value
