"""The rows of the benchmark's tables: what was measured, what it is held against, and what it should be."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType

from measuring import Run

COLD = "cold build"
UNCHANGED = "nothing changed"
EDITED = "one file edited, `build`"
SAVED_USUALLY = "save to reloaded page, p50"
SAVED = "save to reloaded page, p95"
CHECK_COLD = "`check`, cold, of a cold build"
CHECK_WARM = "`check`, warm, of a cold build"
MEMORY = "peak memory, all processes"
GROWN_TIME = "growth of a cold build's time"
GROWN_MEMORY = "growth of its memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The most that something may be, in a unit: `x` is times what it is held against."""

    at_most: float
    unit: str = "x"


TARGETS: Mapping[int, Mapping[str, Target]] = MappingProxyType(
    {
        1_000: {
            COLD: Target(at_most=0.8),
            UNCHANGED: Target(at_most=0.25),
            EDITED: Target(at_most=0.3),
            SAVED: Target(at_most=100, unit=" ms"),
            CHECK_COLD: Target(at_most=0.4),
            CHECK_WARM: Target(at_most=0.1),
            MEMORY: Target(at_most=200, unit=" MB"),
        },
        10_000: {
            COLD: Target(at_most=0.5),
            UNCHANGED: Target(at_most=0.05),
            EDITED: Target(at_most=0.06),
            SAVED: Target(at_most=200, unit=" ms"),
            CHECK_COLD: Target(at_most=0.4),
            CHECK_WARM: Target(at_most=0.05),
            MEMORY: Target(at_most=700, unit=" MB"),
        },
        40_000: {GROWN_TIME: Target(at_most=4.4), GROWN_MEMORY: Target(at_most=4.4)},
    }
)
"""What companies of some sizes should reach, by their number of objectives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that was measured.

    `hugo` is what Hugo took for the same. `ratio` is okrsite's figure divided by what it is held against:
    Hugo's seconds, those of okrsite's own cold build, or what a smaller company took. `written` counts the
    files of the site that were written.
    """

    what: str
    okrsite: Run | None = None
    hugo: Run | None = None
    ratio: float | None = None
    written: int | None = None
    target: Target | None = None

    @property
    def value(self) -> float | None:
        """What the target is about, in its unit."""
        if self.target is None or self.target.unit == "x" or self.okrsite is None:
            return self.ratio
        return self.okrsite.wall * 1000 if self.target.unit == " ms" else self.okrsite.memory / 2**20

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None where there is none, or nothing to hold it against."""
        if self.target is None or self.value is None:
            return None
        return self.value <= self.target.at_most

    def as_data(self) -> dict[str, object]:
        """The row for programs."""
        return {**asdict(self), "value": self.value, "reached": self.reached}


_LAYOUT = "{:<32}{:>9}{:>9}{:>7}{:>9}  {:>9}{:>9}{:>7}  {:>7}  {:>7}  {:<3}"


def head() -> str:
    """Two lines that name the columns."""
    above = ("", "okrsite", "", "", "", "Hugo", "", "", "", "at", "")
    names = ("", "wall", "proc.", "MB", "written", "wall", "proc.", "MB", "ratio", "most", "")
    return "\n".join(_LAYOUT.format(*line).rstrip() for line in (above, names))


def line(row: Row) -> str:
    """A row as a line."""
    written = "" if row.written is None else f"{row.written:,}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}x"
    target = "" if row.target is None else f"{row.target.at_most:g}{row.target.unit}"
    reached = {None: "", True: "yes", False: "no"}[row.reached]
    figures = (*_run(row.okrsite), written, *_run(row.hugo), ratio, target, reached)
    return _LAYOUT.format(row.what, *figures).rstrip()


def _run(run: Run | None) -> tuple[str, str, str]:
    if run is None:
        return "", "", ""
    return _seconds(run.wall), _seconds(run.processor), f"{run.memory / 2**20:,.0f}" if run.memory else ""


def _seconds(seconds: float) -> str:
    if not seconds:
        return ""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"
