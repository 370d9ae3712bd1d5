"""Outcomes over time: a column for each cycle that has closed, with the shares of its outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass

from okrsite.scoring.grading import Outcome
from okrsite.translation.numbers import listed, whole
from okrsite.translation.words import _
from okrsite.views.figures import CycleFigures
from okrsite.views.parts import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePart:
    """A part of a column: its outcome, its top and its height in percent of the column, and the `middle`
    between. `count` is how many key results it stands for, empty where it is too thin for a figure."""

    outcome: str
    top: int
    height: int
    middle: int
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeColumn:
    """A cycle's column, the best outcomes at its foot. `label` is its alternative text."""

    cycle: Link
    label: str
    parts: tuple[OutcomePart, ...]


COLUMNS = 12
"""How many cycles the picture shows: three years of quarters."""

_ROOM = 11
"""A part of at least this height, in percent, has room for a figure."""


def outcome_columns(figures: Sequence[CycleFigures]) -> tuple[OutcomeColumn, ...]:
    """The columns of some cycles, given newest first, from the oldest on; none for fewer than two."""
    known = [one for one in figures if one.outcomes][:COLUMNS]
    return tuple(_column(one) for one in reversed(known)) if len(known) > 1 else ()


def _column(figures: CycleFigures) -> OutcomeColumn:
    counts = [
        _("%(count)s %(outcome)s", count=whole(share.count), outcome=_(share.outcome))
        for share in figures.outcomes
    ]
    return OutcomeColumn(
        cycle=Link(text=figures.cycle.id, url=figures.url),
        label=_("Outcomes in %(cycle)s: %(counts)s", cycle=figures.cycle.title, counts=listed(counts)),
        parts=tuple(
            OutcomePart(
                outcome=share.outcome,
                top=100 - share.offset - share.width,
                height=share.width,
                middle=100 - share.offset - share.width // 2,
                count=whole(share.count) if share.width >= _ROOM else "",
            )
            for share in figures.outcomes
        ),
    )


def outcomes_in(columns: Sequence[OutcomeColumn]) -> tuple[str, ...]:
    """The outcomes that some columns have, the best first."""
    present = {part.outcome for column in columns for part in column.parts}
    return tuple(outcome.value for outcome in Outcome if outcome.value in present)
