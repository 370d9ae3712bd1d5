"""What the fields of each kind of file hold: their shape, and what a text in them leads to."""

from collections.abc import Mapping
from typing import Literal

from okrsite.loading import fields
from okrsite.loading.decoder import Fields
from okrsite.loading.groups import shape_of
from okrsite.loading.shapes import Group, Many, Rules, Shape, Table
from okrsite.source import Pointer

Lead = Literal[
    "reference",  # an objective or one of its key results
    "carried",  # the same, in a later cycle, or not written yet
    "team",
    "cycle",
    "kpi",
    "rule",
    "option",  # of a rule
    "own key result",  # of the objective that the file is
    "key result",  # where it gets its id
    "reading",  # what a check-in reads
    "verdict",  # an objective that a review is about
    "score",  # a key result of that
    "milestone",  # of the key result that is read
    "former objective",
    "former key result",
    "former team",
]

FIELDS: Mapping[str, Fields] = {
    "settings": fields.SETTINGS,
    "company": fields.COMPANY,
    "cycle": fields.CYCLE,
    "team": fields.TEAM,
    "objective": fields.OBJECTIVE,
    "check_in": fields.CHECK_IN,
    "review": fields.REVIEW,
    "meeting": fields.MEETING,
    "kpi": fields.KPI,
}
"""By kind of file, as `okrsite.loading.discover` names it."""

ANY_NAME = "*"
"""In a path, a name that the writer gives."""

VALUES: Mapping[tuple[str, ...], Lead] = {
    ("team", "parent"): "team",
    ("team", "succeeded_by"): "team",
    ("team", "since"): "cycle",
    ("team", "until"): "cycle",
    ("team", "formerly"): "former team",
    ("objective", "parent"): "reference",
    ("objective", "supports"): "reference",
    ("objective", "depends_on"): "reference",
    ("objective", "with"): "team",
    ("objective", "formerly"): "former objective",
    ("objective", "key_results", "id"): "key result",
    ("objective", "key_results", "kpi"): "kpi",
    ("objective", "key_results", "formerly"): "former key result",
    ("objective", "initiatives", "for"): "own key result",
    ("check_in", "key_results", ANY_NAME, "done"): "milestone",
    ("review", "objectives", ANY_NAME, "carried_to"): "carried",
}
"""What a value leads to, by the kind of file and the names above it."""

NAMES: Mapping[tuple[str, ...], Lead] = {
    ("check_in", "key_results"): "reading",
    ("review", "objectives"): "verdict",
    ("review", "objectives", ANY_NAME, "scores"): "score",
    ("settings", "rules"): "rule",
    ("settings", "rules", ANY_NAME): "option",
    **{(kind, "allow"): "rule" for kind in FIELDS if kind != "settings"},
}
"""What the names in a group lead to, by the kind of file and the names above them."""


def lead_of_value(kind: str, path: Pointer) -> Lead | None:
    return VALUES.get(_names(kind, path))


def lead_of_names(kind: str, path: Pointer) -> Lead | None:
    return NAMES.get(_names(kind, path))


def _names(kind: str, path: Pointer) -> tuple[str, ...]:
    """The kind and the names in a path, those that the writer gave as `*`, entries of lists left out."""
    names: list[str] = [kind]
    for step in path:
        if isinstance(step, str):
            names.append(ANY_NAME if tuple(names) in NAMES else step)
    return tuple(names)


def shape_at(kind: str, path: Pointer) -> Shape | None:
    """What may stand at a path in a kind of file; None where nothing may."""
    known = FIELDS.get(kind)
    shape: Shape | None = shape_of(known, kind) if known is not None else None
    for step in path:
        shape = _inside(shape, step)
    return shape


def _inside(shape: Shape | None, step: str | int) -> Shape | None:
    if isinstance(step, int):
        return shape.of if isinstance(shape, Many) else None
    if isinstance(shape, Many):  # a single entry stands without a list
        shape = shape.of
    if isinstance(shape, Group):
        return next((part.shape for part in shape.parts if part.name == step), None)
    return shape.values if isinstance(shape, Table | Rules) else None


def about(kind: str, path: Pointer, name: str) -> str | None:
    """What a field is for; None where it is not known there."""
    shape = shape_at(kind, path)
    shape = shape.of if isinstance(shape, Many) else shape
    if not isinstance(shape, Group):
        return None
    return next((part.about for part in shape.parts if part.name == name), None)
