"""Numbers and texts as few letters, which a browser unpacks fast and gzip makes smaller still.

A number is one letter or several, most of it first: a letter of the upper third says that another one
follows. `themes/default/static/search.js` reads what is written here.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from operator import sub

LETTERS = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
"""The digits: printable, and none that JSON has to escape."""

LAST = 60
"""So many of the digits end a number; the others are followed by one."""

MORE = len(LETTERS) - LAST
_SHORT = 8192


def packed(number: int) -> str:
    """A number from 0 on."""
    letters = LETTERS[number % LAST]
    number //= LAST
    while number:
        number -= 1
        letters = LETTERS[LAST + number % MORE] + letters
        number //= MORE
    return letters


_PACKED = [packed(number) for number in range(_SHORT)]


def numbers(values: Iterable[int]) -> str:
    """Numbers, one after the other."""
    short, most = _PACKED, _SHORT
    return "".join([short[value] if value < most else packed(value) for value in values])


def rising(values: Sequence[int]) -> str:
    """Numbers of which each is larger than the one before, as their steps."""
    if not values:
        return ""
    return numbers([values[0], *[later - earlier - 1 for earlier, later in pairwise(values)]])


def steps(values: Sequence[int]) -> str:
    """Numbers that mostly stay as they are or go up a little: 0 is the same, 1 is one up, 2 one down."""
    ways = map(sub, values, chain((0,), values))
    return numbers([2 * way - 1 if way > 0 else -2 * way for way in ways])


def texts(values: Sequence[str]) -> tuple[str, str]:
    """Texts in a line each, as the lines of those that differ, and for each text the number of its line."""
    known = {text: number for number, text in enumerate(dict.fromkeys(values))}
    return "\n".join(known), steps([known[text] for text in values])
