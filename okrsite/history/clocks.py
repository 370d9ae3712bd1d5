"""When commits came to a branch, where somebody's clock was wrong.

No commit is older than the one that it builds on. Where the dates say so, the fewest that can be are taken
for wrong: a clock that ran ahead, or stood in 1970.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

FIRST = 1_112_911_993
"""When git had its first commit, in 2005: what is dated before was dated by no clock."""


def settled(moments: Sequence[int]) -> list[int]:
    """The moments (seconds since 1970) of a branch's commits, the first one first, so that none is before
    the one in front of it. Those that can't be are moved to the nearest that can: one that lies ahead of what
    follows it to that, one that lies behind what was there already to that."""
    if all(one <= other for one, other in pairwise(moments)):
        return list(moments)
    sure = _longest_in_order(moments)
    found = list(moments)
    before = moments[sure[0]] if sure else max(moments)
    begin = 0
    for position in (*sure, len(moments)):
        after = moments[position] if position < len(moments) else before
        for wrong in range(begin, position):
            before = after if moments[wrong] > after else before
            found[wrong] = before
        before, begin = after, position + 1
    return found


def _longest_in_order(moments: Sequence[int]) -> list[int]:
    """The positions of the most moments that follow one another."""
    tails: list[int] = []  # the least moment that so many can end with, and where it is
    places: list[int] = []
    before: dict[int, int] = {}
    for position, moment in enumerate(moments):
        if moment < FIRST:
            continue
        length = bisect_right(tails, moment)
        before[position] = places[length - 1] if length else -1
        tails[length : length + 1] = [moment]
        places[length : length + 1] = [position]
    found: list[int] = []
    position = places[-1] if places else -1
    while position >= 0:
        found.append(position)
        position = before[position]
    return found[::-1]
