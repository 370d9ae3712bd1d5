"""The measures of one box of the picture: how large it is and where its parts sit.

The layout needs them for sizes and for the rows where edges start, the drawing for everything in it.

Vocabulary, from the top of a box to its bottom (all in px, y downwards from the top of the box):
    head      title, team, figure and progress bar of the objective
    row       one key result of it that something in the picture serves (a `Port`)
    pill      the small link that says how many objectives hang below and are not drawn
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from okrsite.rendering import graph_text
from okrsite.views.graphs.graph import Node

WIDTH: Final = 234.0  # three and a quarter inches of 72 px: Graphviz reckons in inches, this is exact in them
TITLE_SIZE: Final = 13.0
SMALL_SIZE: Final = 11.5
LEFT: Final = 17.0
RIGHT: Final = 12.0
ROOM: Final = WIDTH - LEFT - RIGHT
ROW: Final = 28.0

_TITLE_LINES: Final = 3
_TITLE_LEADING: Final = 17.0
_FIRST_BASELINE: Final = 21.0
_TEAM_DROP: Final = 19.0
_BAR_DROP: Final = 8.0
_HEAD_END: Final = 16.0
_ROWS_END: Final = 4.0
_PILL: Final = 28.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Where the parts of one node sit.

    `title` holds the wrapped lines and `baselines` their baselines; `team` is the baseline of team and
    figure, `bar` the top of the progress bar. `head` is the height of the head, `rows` the top of each
    key-result row (`ROW` high); `pill` is the top of the pill's strip, None without a pill.
    """

    title: tuple[str, ...]
    baselines: tuple[float, ...]
    team: float
    bar: float
    head: float
    rows: tuple[float, ...]
    pill: float | None
    height: float


@lru_cache(maxsize=8192)
def parts(node: Node) -> Parts:
    """The measures of `node`; equal nodes give equal measures on every machine."""
    title = graph_text.wrap(graph_text.clean(node.title), ROOM, TITLE_SIZE, _TITLE_LINES, bold=True)
    baselines = tuple(_FIRST_BASELINE + number * _TITLE_LEADING for number in range(len(title)))
    team = baselines[-1] + _TEAM_DROP
    bar = team + _BAR_DROP
    head = bar + _HEAD_END
    head += head % 2  # even, so that the middles of boxes fall on whole pixels, whoever rounds them
    rows = tuple(head + number * ROW for number in range(len(node.ports)))
    below = head + len(rows) * ROW + (_ROWS_END if rows else 0)
    return Parts(
        title=title,
        baselines=baselines,
        team=team,
        bar=bar,
        head=head,
        rows=rows,
        pill=below if node.folded else None,
        height=below + (_PILL if node.folded else 0),
    )


def port_number(node: Node, port: str | None) -> int | None:
    """Which row of `node` has the id `port`; None for no port and for one that the node does not show."""
    return next((number for number, row in enumerate(node.ports) if row.id == port), None)
