"""An objective as one version of its file wrote it, field by field: what versions are compared by."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from okrsite.model.key_result import Binary, Graded, Keep, KeyResult, Measure, Milestones, Move
from okrsite.model.objective import Initiative, Objective
from okrsite.model.quantity import Quantity
from okrsite.model.reference import Reference

Written = str | Quantity | tuple[str, ...]
"""The value of a field: a text, a figure, or several texts."""

GOALPOSTS = ("kind", "from", "to", "at_least", "at_most", "milestones", "expected", "ambition")
"""The fields of a key result that say what was promised: who moves one, moves the goalposts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyResultState:
    """A key result of a version. `fields` are those that were written, by the format's names; `kind` is among
    them."""

    id: str
    formerly: tuple[str, ...]
    fields: Mapping[str, Written]

    @property
    def title(self) -> str:
        return text_of(self.fields.get("title", ""))

    @property
    def measure(self) -> Measure:
        """How it was measured then."""
        at_least, at_most = _figure(self.fields.get("at_least")), _figure(self.fields.get("at_most"))
        target = _figure(self.fields.get("to"))
        if target is not None:
            return Move(start=_figure(self.fields.get("from")), target=target)
        if at_least or at_most:
            return Keep(at_least=at_least, at_most=at_most)
        names = self.fields.get("milestones")
        if isinstance(names, tuple):
            return Milestones(names=names)
        return Binary() if self.fields.get("kind") == "binary" else Graded()

    @property
    def moonshot(self) -> bool:
        return self.fields.get("ambition") == "moonshot"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveState:
    """An objective of a version; `body` is its prose. `initiatives` are their fields, as those of key
    results."""

    status: str
    fields: Mapping[str, Written]
    key_results: tuple[KeyResultState, ...]
    body: str
    initiatives: tuple[Mapping[str, Written], ...] = ()

    @property
    def draft(self) -> bool:
        return self.status == "draft"

    @property
    def title(self) -> str:
        return text_of(self.fields.get("title", ""))


def state_of(objective: Objective) -> ObjectiveState:
    """The state of an objective as it was decoded."""

    def full(reference: Reference) -> str:
        path = (
            f"{reference.cycle or objective.cycle}/{reference.team or objective.team}/{reference.objective}"
        )
        return f"{path}#{reference.key_result}" if reference.key_result else path

    fields: dict[str, Written] = {
        "title": objective.title,
        "owner": objective.owner,
        "parent": full(objective.parent) if objective.parent else "",
        "supports": tuple(map(full, objective.supports)),
        "depends_on": tuple(map(full, objective.depends_on)),
        "with": objective.shared_with,
        "obstacle": objective.obstacle,
        "status": "" if objective.status.value == "published" else objective.status.value,
        "because": objective.because,
    }
    return ObjectiveState(
        status=objective.status.value,
        fields=_written(fields),
        key_results=tuple(key_result_state(k) for k in objective.key_results),
        body=objective.source.body.strip(),
        initiatives=tuple(map(_initiative, objective.initiatives)),
    )


def _initiative(initiative: Initiative) -> Mapping[str, Written]:
    return _written(
        {
            "title": initiative.title,
            "for": initiative.serves,
            "owner": initiative.owner,
            "url": initiative.url,
            "hypothesis": initiative.hypothesis,
            "status": initiative.status,
        }
    )


def key_result_state(key_result: KeyResult) -> KeyResultState:
    """The state of a key result as it was decoded."""
    fields: dict[str, Written | None] = {
        "title": key_result.title,
        "who": key_result.who,
        "does": key_result.does,
        "kind": "" if key_result.unclear else key_result.kind,
        **_measured(key_result.measure),
        "expected": tuple(f"{e.day.isoformat()}: {e.value.text}" for e in key_result.expected),
        "ambition": "moonshot" if key_result.moonshot else "roofshot",
        "weight": key_result.weight,
        "owner": key_result.owner,
        "kpi": key_result.kpi,
        "added": key_result.added.isoformat() if key_result.added else "",
        "dropped": key_result.dropped.isoformat() if key_result.dropped else "",
        "because": key_result.because,
    }
    return KeyResultState(
        id=key_result.id,
        formerly=tuple(old.rpartition("#")[2] for old in key_result.formerly),
        fields=_written(fields),
    )


def _measured(measure: Measure) -> dict[str, Written | None]:
    match measure:
        case Move(start=start, target=target):
            return {"from": start, "to": target}
        case Keep(at_least=at_least, at_most=at_most):
            return {"at_least": at_least, "at_most": at_most}
        case Milestones(names=names):
            return {"milestones": names}
        case _:
            return {}


def _written(fields: Mapping[str, Written | None]) -> dict[str, Written]:
    return {name: value for name, value in fields.items() if value not in (None, "", ())}


def text_of(written: Written | None) -> str:
    """A value as people read it; empty where there is none."""
    if isinstance(written, Quantity):
        return written.text
    if isinstance(written, tuple):
        return ", ".join(written)
    return written or ""


def same(one: Written | None, other: Written | None) -> bool:
    """Whether two values mean the same: `65%` and `65 %` do, and so do `1.5k` and `1500`."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return (one.number, one.unit) == (other.number, other.unit)
    if isinstance(one, str) and isinstance(other, str):
        return " ".join(one.split()) == " ".join(other.split())
    return one == other


def _figure(written: Written | None) -> Quantity | None:
    return written if isinstance(written, Quantity) else None


# as JSON, to be kept


def to_json(state: ObjectiveState) -> Any:
    """The state as a JSON value."""
    return [
        state.status,
        _fields_to_json(state.fields),
        [[k.id, list(k.formerly), _fields_to_json(k.fields)] for k in state.key_results],
        state.body,
        [_fields_to_json(initiative) for initiative in state.initiatives],
    ]


def from_json(value: Any) -> ObjectiveState:
    """A state from what `to_json` gave. Raises ValueError, TypeError, LookupError, AttributeError or
    ArithmeticError for anything else."""
    status, fields, key_results, body, initiatives = value
    return ObjectiveState(
        status=_string(status),
        fields=_fields_from_json(fields),
        key_results=tuple(
            KeyResultState(id=_string(id), formerly=tuple(map(_string, old)), fields=_fields_from_json(inner))
            for id, old, inner in key_results
        ),
        body=_string(body),
        initiatives=tuple(map(_fields_from_json, initiatives)),
    )


def _fields_to_json(fields: Mapping[str, Written]) -> dict[str, Any]:
    def value(written: Written) -> Any:
        if isinstance(written, Quantity):
            return {"n": str(written.number), "f": written.figure, "p": written.prefix, "s": written.suffix}
        return list(written) if isinstance(written, tuple) else written

    return {name: value(written) for name, written in fields.items()}


def _fields_from_json(fields: Mapping[str, Any]) -> dict[str, Written]:
    return {
        name: value if isinstance(value, str) else _from_json(value)  # names are always texts in JSON
        for name, value in fields.items()
    }


def _from_json(value: Any) -> Written:
    if isinstance(value, dict):
        number, figure, prefix, suffix = (_string(value[name]) for name in "nfps")
        return _quantity(number, figure, prefix, suffix)
    return tuple(map(_string, value)) if isinstance(value, list) else _string(value)


@lru_cache(maxsize=50_000)  # a figure is in most versions of its file
def _quantity(number: str, figure: str, prefix: str, suffix: str) -> Quantity:
    return Quantity(number=Decimal(number), figure=figure, prefix=prefix, suffix=suffix)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
