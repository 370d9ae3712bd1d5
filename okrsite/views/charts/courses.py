"""The picture of a key result's course as values: coordinates that only need to be drawn.

All places are percent of the box, as texts: x to the right, y downwards.
"""

from dataclasses import dataclass

from okrsite.views.charts.axes import Tick


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseText:
    """A text in a picture: its place, which end of it stands there (start, middle or end), and whether it
    stands `below` the place or above. `aside` keeps it off a mark at that place."""

    x: str
    y: str
    text: str
    anchor: str = "start"
    below: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePoint:
    """A reading or a moved goalpost: its place, and what it says. The `kind` of a reading is outside where it
    breaks a limit, aside where it lies before the first day or after the last, else empty."""

    x: str
    y: str
    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """How confident the team was on a day: `y` is the height of 0 to 10 in a box of its own; `text` is empty
    where it would stand on the next one's."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Progress against expectation over a cycle.

    `label` is the alternative text, whole sentences. `readings` joins the points: `0,40 12.5,38 ...`, and so
    does `expected` (empty where no line describes what is expected). `targets` are the lines to reach, or the
    limits to stay within, with a step wherever they were moved: paths as SVG writes them. `within` is the
    outline of what lies within the limits, empty where there are none. `moves` marks the steps, `texts` are
    what is written into the picture, `now` the last reading among it. `starts` and `ends` name the first and
    the last day at their places; `edges` are those of the two that lie within the box. `today` is None
    outside active cycles. `confidences` are empty where nobody stated one.
    """

    label: str
    readings: str
    points: tuple[CoursePoint, ...]
    expected: str
    targets: tuple[str, ...]
    within: str
    moves: tuple[CoursePoint, ...]
    texts: tuple[CourseText, ...]
    now: CourseText | None
    ticks: tuple[Tick, ...]
    starts: CourseText
    ends: CourseText
    edges: tuple[str, ...]
    today: CourseText | None
    confidences: tuple[Confidence, ...]
