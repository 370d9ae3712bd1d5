"""Outcomes as bytes and back: what is kept between runs, and what processes that share the reading hand over.

The bytes are a pickle, read by a reader that knows the classes below and nothing else: whatever somebody has
put into a file, reading it makes such values or fails. A value is made of its fields at once, which is faster
than what dataclasses do for pickle themselves.
"""

import pickle
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from operator import attrgetter
from typing import Any

from okrsite.diagnostics import Correction, Finding
from okrsite.keeping.garbage import uncollected
from okrsite.loading.one_file import Outcome
from okrsite.model.allowance import Allowance
from okrsite.model.check_in import CheckIn, Reading
from okrsite.model.key_result import Binary, Expected, Graded, Keep, KeyResult, Milestones, Move
from okrsite.model.objective import Initiative, Objective, ObjectiveStatus, Rice
from okrsite.model.quantity import Quantity
from okrsite.model.reference import Reference
from okrsite.model.review import Meeting, Review, Verdict
from okrsite.model.team import Team
from okrsite.source import Place, SourceFile, Span

RECORDS: tuple[type, ...] = (
    Allowance,
    Binary,
    CheckIn,
    Correction,
    Expected,
    Finding,
    Graded,
    Initiative,
    Keep,
    KeyResult,
    Meeting,
    Milestones,
    Move,
    Objective,
    Outcome,
    Place,
    Quantity,
    Reading,
    Reference,
    Review,
    Rice,
    SourceFile,
    Span,
    Team,
    Verdict,
)
"""The dataclasses that outcomes are made of."""

SHARED: tuple[type, ...] = (Quantity, Reference)
"""Those of which there are few different ones and many of each: equal ones become one."""

OTHERS: tuple[type, ...] = (ObjectiveStatus, Decimal, date)

BROKEN = (
    pickle.UnpicklingError,
    ArithmeticError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What reading bytes that nobody has packed may raise, and whoever uses what they gave."""

Values = Callable[[Any], tuple[Any, ...]]


def packed(value: Any) -> bytes:
    """Tuples, lists, texts, numbers and records as bytes."""
    out = BytesIO()
    _Packer(out, protocol=5).dump(value)
    return out.getvalue()


def unpacked(data: bytes | memoryview) -> Any:
    """What bytes hold. Raises one of BROKEN where they were not packed like this."""
    with uncollected():
        return _Unpacker(BytesIO(data)).load()


class _Packer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        values = _VALUES.get(type(value))
        return NotImplemented if values is None else (type(value), values(value))


class _Unpacker(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Callable[..., Any]:
        made = _MADE.get((module, name))
        if made is None:
            raise pickle.UnpicklingError(f"{module}.{name} is nothing that is packed")
        return made


def _values_of(record: type) -> Values:
    """Takes a record apart: its values in the order of its fields."""
    names = [field.name for field in fields(record)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _maker_of(record: type) -> Callable[..., Any]:
    """Puts a record together again. Its own `__init__` takes keywords and sets each field through Python."""
    new = object.__new__
    setters = [getattr(record, field.name).__set__ for field in fields(record)]

    def make(*values: Any) -> Any:
        made: Any = new(record)
        for set_field, value in zip(setters, values, strict=True):
            set_field(made, value)
        return made

    return lru_cache(maxsize=1 << 14)(make) if record in SHARED else make


_VALUES: dict[type, Values] = {record: _values_of(record) for record in RECORDS}
_MADE: dict[tuple[str, str], Callable[..., Any]] = {
    (kind.__module__, kind.__qualname__): kind if kind in OTHERS else _maker_of(kind)
    for kind in (*RECORDS, *OTHERS)
}
