"""A key result in an objective's file: its kind, its figures, what it expects."""

from datetime import date

from okrsite.loading.decoder import Decoder, Record, to_be_determined
from okrsite.loading.nodes import Scalar, Sequence
from okrsite.loading.values import refuse_crossed_limits
from okrsite.model.key_result import (
    KIND_NAMES,
    Binary,
    Expected,
    Graded,
    Keep,
    KeyResult,
    Measure,
    Milestones,
    Move,
)
from okrsite.model.quantity import Quantity, unit_named
from okrsite.source import Place

KINDS = (
    ("move", ("from", "to")),
    ("keep", ("at_least", "at_most")),
    ("milestones", ("milestones",)),
    ("binary", ("binary",)),
)
NUMBER_FIELDS = ("from", "to", "at_least", "at_most")


def decode_key_result(decoder: Decoder, record: Record, index: int) -> KeyResult | None:
    """The key result in an entry of an objective; None where it has no id, which is reported."""
    place = Place(source=decoder.source, pointer=("key_results", index))
    id, title = record.get("id"), record.get("title")
    measure = _measure(decoder, record)
    _check_dates(decoder, record)
    weight: Quantity | None = record.get("weight")
    if weight is not None and (weight.number < 0 or not weight.bare):
        decoder.fault(
            "wrong-type",
            record.at("weight"),
            f"`weight: {weight.text}` does not fit",
            "A weight is a number from 0, without a unit: twice the weight counts twice.",
        )
        weight = None
    if not id:
        return None
    unit = record.get("unit")
    return KeyResult(
        id=id,
        title=title or id,
        measure=measure or Graded(),
        unclear=measure is None,
        who=record.get("who") or "",
        does=record.get("does") or "",
        owner=record.get("owner") or "",
        kpi=record.get("kpi") or "",
        unit=_unit_of(record, unit),
        weight=weight,
        moonshot=bool(record.get("ambition")),
        expected=_expected(decoder, record, measure),
        added=record.get("added"),
        dropped=record.get("dropped"),
        because=record.get("because") or "",
        formerly=record.get("formerly") or (),
        place=place,
    )


def _expected(decoder: Decoder, record: Record, measure: Measure | None) -> tuple[Expected, ...]:
    """The figures expected by certain days: in the key result's own unit, or as a share of the way."""
    written: tuple[tuple[date, Quantity], ...] = record.get("expected") or ()
    if isinstance(measure, Keep | Binary):
        if record.has("expected"):
            decoder.fault(
                "mixed-kinds",
                record.at("expected"),
                "`expected` belongs to a figure that moves,"
                f" and this is a {KIND_NAMES[type(measure)]} key result",
                "Delete it: limits hold on every day."
                if isinstance(measure, Keep)
                else "Delete it: what is done or not done has a `chance` in its check-ins.",
            )
        return ()
    unit = _unit_of(record, record.get("unit")) if isinstance(measure, Move) else None
    found = []
    for day, value in written:
        if value.bare or (unit is not None and value.unit == unit.unit):
            found.append(Expected(day=day, value=value.with_unit_of(unit) if value.bare and unit else value))
        elif value.unit == "%":
            found.append(Expected(day=day, value=value, share=True))
        else:
            decoder.fault(
                "mixed-units",
                record.at("expected"),
                f"`{day}: {value.text}` is in `{value.unit_text}`, the key result is not",
                "Write the figure that you expect on that day, in the unit of `from` and `to`.",
            )
    return tuple(found)


def _check_dates(decoder: Decoder, record: Record) -> None:
    added, dropped = record.get("added"), record.get("dropped")
    if dropped and not record.get("because"):
        decoder.fault(
            "missing-field",
            record.at("dropped"),
            "a dropped key result needs `because`",
            "Write `because:` with the reason; readers will ask.",
        )
    if record.get("because") and not record.has("dropped") and not decoder.draft:
        decoder.fault(
            "missing-field",
            record.at("because"),
            "`because` says why a key result was dropped, and this one is not",
            "Write `dropped:` with the day, like `dropped: 2026-11-05`, or delete the line.",
        )
    if added and dropped and dropped < added:
        decoder.fault(
            "wrong-type",
            record.at("dropped"),
            f"it was dropped ({dropped}) before it was added ({added})",
            "Check the two dates.",
        )


def _measure(decoder: Decoder, record: Record) -> Measure | None:
    """The key result's kind by the fields it has; None where they are faulty or, in a draft, left open."""
    kinds = [(kind, [f for f in fields if record.has(f)]) for kind, fields in KINDS]
    present = [(kind, fields) for kind, fields in kinds if fields]
    if len(present) > 1:
        (first_kind, first), (second_kind, second) = present[0], present[1]
        decoder.fault(
            "mixed-kinds",
            record.at(second[0]),
            f"`{second[0]}` belongs to a {second_kind} key result and `{first[0]}` to a {first_kind} one",
            "A key result has one kind: keep one of them, or make two key results.",
        )
        return None
    if not present:
        return Graded()
    _check_units(decoder, record)
    kind, written = present[0]
    if kind == "binary":
        return Binary()
    if kind == "milestones":
        return _milestones(decoder, record)
    if kind == "keep":
        return None if record.unclear.intersection(written) else _keep(decoder, record)
    return _move(decoder, record)


def _check_units(decoder: Decoder, record: Record) -> None:
    """All numbers of a key result share the unit; bare ones take it."""
    first: tuple[str, Quantity] | None = None
    unit: str | None = record.get("unit")
    if unit:
        first = ("unit", unit_named(unit))
    for name in NUMBER_FIELDS:
        quantity: Quantity | None = record.get(name)
        if quantity is None or quantity.bare:
            continue
        if first is None:
            first = (name, quantity)
        elif quantity.unit != first[1].unit:
            decoder.fault(
                "mixed-units",
                record.at(name),
                f"`{name}: {quantity.text}` is in `{quantity.unit_text}`,"
                f" but `{first[0]}` is in `{first[1].unit_text}`",
                "Write all numbers of a key result in one unit; nothing is converted.",
            )


def _unit_of(record: Record, unit: str | None) -> Quantity | None:
    """The quantity that lends its unit to bare numbers, or None where no number has one."""
    if unit:
        return unit_named(unit)
    for name in NUMBER_FIELDS:
        quantity: Quantity | None = record.get(name)
        if quantity is not None and not quantity.bare:
            return quantity
    return None


def _number(record: Record, name: str) -> Quantity | None:
    quantity: Quantity | None = record.get(name)
    if quantity is not None and quantity.bare:
        unit = _unit_of(record, record.get("unit"))
        return quantity.with_unit_of(unit) if unit else quantity
    return quantity


def _move(decoder: Decoder, record: Record) -> Move | None:
    start, target = _number(record, "from"), _number(record, "to")
    if not record.has("to"):
        decoder.fault(
            "missing-field", record.at("from"), "`from` needs `to`", "Write `to:` with the figure to reach."
        )
    if target is None or (start is None and record.has("from")):
        return None
    if start is not None and start.number == target.number:
        decoder.fault(
            "from-equals-to",
            record.at("to"),
            f"`from` and `to` are both {target.text}: nothing would move",
            "Write where the figure is now and where it should be;"
            " a figure that should stay takes `at_least` or `at_most`.",
        )
        return None
    return Move(start=start, target=target)


def _keep(decoder: Decoder, record: Record) -> Keep:
    low, high = _number(record, "at_least"), _number(record, "at_most")
    refuse_crossed_limits(decoder, record, low, high)
    return Keep(at_least=low, at_most=high)


def _milestones(decoder: Decoder, record: Record) -> Milestones | None:
    names: tuple[str, ...] | None = record.get("milestones")
    if names is None:
        return None
    node = record.at("milestones")
    seen: set[str] = set()
    for item in node.items if isinstance(node, Sequence) else ():
        name = " ".join(item.text.split()) if isinstance(item, Scalar) else ""
        if name and name.lower() in seen and not to_be_determined(decoder, item):
            decoder.fault(
                "duplicate-id", item, f"two milestones are called `{name}`", "Give each its own name."
            )
        seen.add(name.lower())
    if len(names) == 1 and names[0].isdecimal():
        decoder.fault(
            "wrong-type",
            node,
            f"`milestones: {names[0]}` is a number, not a list of milestones",
            "Write the name of each milestone behind a hyphen; they are counted for you.",
        )
        return None
    if not names and not decoder.draft:
        decoder.fault(
            "missing-field",
            node,
            "`milestones` lists no milestone",
            "Write at least one, each behind a hyphen.",
        )
    return Milestones(names=names) if names else None
