"""JSON text with exact numbers: a Decimal is written digit by digit, never by way of a rounded float."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from okrsite.model.quantity import Quantity
from okrsite.scoring.rounding import rounded

Record = Mapping[str, Any]
"""What one object of JSON holds."""

PLACES = 12
"""Decimals to which shares are given: means are worked out to as many."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_MARK = "\ud800"
"""Stands before a number that no float can hold, until the text is there. No text of a file has it."""
_MARKED = re.compile(f'"{_MARK}([^"]*)"')


def number(value: Decimal | None) -> int | float | str | None:
    """A number for JSON: as an int or a float where that says the same, else marked for `dumped`."""
    if value is None:
        return None
    if value.adjusted() < 30 and value == (whole := int(value)):
        return whole
    near = float(value)
    return near if Decimal(repr(near)) == value else f"{_MARK}{value:f}"


def share(value: Decimal | None) -> int | float | str | None:
    """A share, 0 at the start and 1 at the target, with at most twelve decimals."""
    return None if value is None else number(rounded(value, PLACES))


def quantity(value: Quantity | None) -> Record | None:
    """A figure: its number, its unit (empty where it has none) and the text as it is shown."""
    if value is None:
        return None
    return {"number": number(value.number), "unit": value.unit_text, "text": value.text}


def dumped(record: Record) -> str:
    """A record as JSON on one line."""
    text = _ENCODER.encode(record)
    return _MARKED.sub(r"\1", text) if _MARK in text else text


def document(fields: Iterable[tuple[str, Any]]) -> bytes:
    """A whole document: a line for each field, and for each record of several, so that changes are told line
    by line. Records are best made one by one, as they are written: a large company has very many."""
    parts = []
    for name, value in fields:
        if isinstance(value, list | Iterator):
            lines = ",\n".join(map(dumped, value))
            text = f"[\n{lines}\n]" if lines else "[]"
        else:
            text = dumped(value) if isinstance(value, Mapping) else json.dumps(value, ensure_ascii=False)
        parts.append(f"{json.dumps(name)}: {text}")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode(errors="replace")
