"""What of a file a browser lacks: nothing if it has it still, a part, or the whole (RFC 9110, 13 and 14).

A file is told from its earlier states by its ETag. It has no Last-Modified: that counts in seconds, and files
are saved more often.
"""

import re

from okrsite.preview.request import Asked

_RANGE = re.compile("([0-9]*)-([0-9]*)")
_TAG = re.compile(r'(?:W/)?("[^"]*")')
_MANY = 10**18  # more bytes than there are


class Unsatisfiable(Exception):
    """A part was asked for that is not there."""


def has_still(asked: Asked, tag: str) -> bool:
    """Tell whether the browser has what the ETag stands for."""
    known = asked.one("if-none-match")
    return known == "*" or tag in _TAG.findall(known)


def wants_another(asked: Asked, tag: str) -> bool:
    """Tell whether the browser wants an answer only of an earlier state, which is gone."""
    wanted = asked.one("if-match")
    # A weak tag (W/) never matches here.
    return wanted not in ("", "*") and tag not in [one.strip() for one in wanted.split(",")]


def part(asked: Asked, tag: str, length: int) -> range | None:
    """The bytes that are asked for of so many, None for all. Of several ranges at once all is sent.

    Raises Unsatisfiable where there are none, or where nobody can tell which.
    """
    unit, equals, wanted = asked.one("range").partition("=")
    if asked.method != "GET" or not equals or unit.strip().lower() != "bytes" or "," in wanted:
        return None
    if asked.one("if-range") not in ("", tag):
        return None
    found = _RANGE.fullmatch(wanted.strip())
    if found is None or not (found[1] or found[2]):
        raise Unsatisfiable
    first, last = _count(found[1]), _count(found[2])
    if not found[1]:
        first, last = max(0, length - last), length - 1 if last else -1
    elif not found[2]:
        last = length - 1
    elif last < first:
        raise Unsatisfiable
    if first >= length or last < first:
        raise Unsatisfiable
    return range(first, min(last + 1, length))


def _count(digits: str) -> int:
    # Python refuses to read numbers of thousands of digits.
    return int(digits or 0) if len(digits) < 18 else _MANY
