"""The way each edge takes from its parent to its child, around the boxes between them.

Boxes stand in columns with free gaps between; a curve may do what it likes within a gap, and
crosses a column only where no box stands. Graphviz routes too, but its curves reach boxes at odd
angles, differ between its versions and cost more than all the rest of the layout.

Vocabulary:
    path      points of joined cubic Bezier curves: start, then (control, control, end) for each
    column    the boxes that share a left edge
    pass      a height at which a path can cross a column
    handle    the point of a box where a path begins or ends
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

Point = tuple[float, float]
Path = tuple[Point, ...]

_CLEARANCE: Final = 7.0
_LANE: Final = 4.0
_TOUCH: Final = 2.5
_FAR: Final = 1e6
_BULGE: Final = 56.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle by its top left corner, in px, y downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of an edge: the box, and the height at which the edge meets it."""

    box: Box
    y: float


class Router:
    """Finds paths between boxes that stand in columns; paths that cross a column together keep apart."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        columns: dict[float, list[Box]] = {}
        for box in sorted(boxes, key=lambda box: (box.x, box.y)):
            columns.setdefault(box.x, []).append(box)
        self._columns: Mapping[float, Sequence[Box]] = columns
        self._taken: dict[float, list[float]] = {x: [] for x in columns}

    def route(self, upper: End, lower: End) -> Path:
        """The path from `upper` to `lower`: out of a side, and horizontally into the facing one."""
        if upper.box.x == lower.box.x:
            return _around(upper, lower)
        if upper.box.x > lower.box.x:
            return tuple(reversed(self._rightwards(lower, upper)))
        return self._rightwards(upper, lower)

    def _rightwards(self, left: End, right: End) -> Path:
        start, end = (left.box.right, left.y), (right.box.x, right.y)
        stops = [start]
        for x, boxes in self._columns.items():
            if left.box.x < x < right.box.x:
                share = (x - start[0]) / (end[0] - start[0])
                y = self._pass(x, start[1] + share * (end[1] - start[1]))
                stops += [(x, y), (max(box.right for box in boxes), y)]
        stops.append(end)
        path = [start]
        for here, there in pairwise(stops):
            middle = (here[0] + there[0]) / 2
            path += [(middle, here[1]), (middle, there[1]), there]
        return tuple(path)

    def _pass(self, x: float, wish: float) -> float:
        """The free height nearest to `wish` at which a path can cross the column at `x`."""
        column, taken = self._columns[x], self._taken[x]
        tops = [-_FAR, *(box.bottom for box in column)]
        bottoms = [*(box.y for box in column), _FAR]
        fitting = [
            min(max(wish, top + _CLEARANCE), bottom - _CLEARANCE)
            for top, bottom in zip(tops, bottoms, strict=True)
            if bottom - top >= 2 * _CLEARANCE
        ]
        nearest = min(fitting, key=lambda y: abs(y - wish))
        apart = (nearest + side * _LANE for side in (0, 1, -1, 2, -2))
        free = (y for y in apart if all(abs(y - other) >= _LANE for other in taken))
        inside = (y for y in free if not any(box.y - _TOUCH < y < box.bottom + _TOUCH for box in column))
        y = next(inside, nearest)
        taken.append(y)
        return y


def _around(upper: End, lower: End) -> Path:
    """Between boxes of one column: out to the right and back."""
    out = max(upper.box.right, lower.box.right) + _BULGE
    return ((upper.box.right, upper.y), (out, upper.y), (out, lower.y), (lower.box.right, lower.y))
