"""How each kind of value is read: ids, references, addresses, numbers, dates, words from a list."""

import re
from collections.abc import Mapping as MappingABC
from datetime import date
from decimal import Decimal
from typing import Any

from okrsite.diagnostics import did_you_mean
from okrsite.loading.decoder import Decoder, Reader, Record, refuse_comment, scalar
from okrsite.loading.nodes import Node
from okrsite.model.check_in import NO, YES
from okrsite.model.quantity import NotANumber, Quantity, parse_quantity
from okrsite.model.reference import ID, Reference, id_like, is_id, parse_reference

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NEARLY_DATE = re.compile(
    r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})|([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", re.ASCII
)
LEFT_OPEN = "Only a draft (`status: draft`) may leave a value open."


def link(decoder: Decoder, name: str, node: Node) -> str | None:
    """A web address."""
    found = scalar(decoder, name, node, "a web address")
    if found is None:
        return None
    if not re.fullmatch(r"https?://[^\s<>\"'\\]+", found.text):
        decoder.fault(
            "wrong-type", node, f"`{found.text[:80]}` is no web address", "Write it in full: `https://...`"
        )
        return None
    return found.text


def identifier(decoder: Decoder, name: str, node: Node) -> str | None:
    """An id: `a-z 0-9` and single `-`."""
    found = scalar(decoder, name, node, "an id")
    if found is None:
        return None
    if not is_id(found.text):
        near = id_like(found.text)
        decoder.fault(
            "wrong-type",
            node,
            f"`{found.text[:60]}` can't be an id: an id has the letters a-z, digits and single hyphens",
            f"Write `{near}`." if near and is_id(near) else "Choose another word.",
        )
        return None
    return found.text


def key_result_id(decoder: Decoder, name: str, node: Node) -> str | None:
    """The id of a key result. It is no file name, so that no word is reserved."""
    found = scalar(decoder, name, node, "the id of a key result")
    if found is None:
        return None
    id = found.text.strip()
    if not ID.fullmatch(id):
        near = id_like(id)
        decoder.fault(
            "wrong-type",
            node,
            f"`{id[:60]}` can't be an id: an id has the letters a-z, digits and single hyphens",
            f"Write `{near}`." if near else "Choose another word.",
        )
        return None
    return id


def former_key_result(decoder: Decoder, name: str, node: Node) -> str | None:
    """What a key result used to be called: its id, or `objective#id`."""
    found = scalar(decoder, name, node, "the id of a key result, or `objective#id`")
    if found is None:
        return None
    id = found.text.strip()
    parsed = parse_reference(id)
    if ID.fullmatch(id) or (parsed is not None and parsed.key_result):
        return id
    decoder.fault(
        "wrong-type", node, f"`{id[:80]}` is no name of a key result", "Write its old id, or `objective#id`."
    )
    return None


def reference(decoder: Decoder, name: str, node: Node) -> Reference | None:
    """`objective`, `team/objective` or `cycle/team/objective`, perhaps with `#key-result`."""
    found = scalar(decoder, name, node, "a reference to an objective")
    if found is None:
        return None
    if re.fullmatch(r"\s+#\s*[a-z0-9-]+\s*", found.comment):  # as a key result would be written
        refuse_comment(decoder, found)
    written = found.text.strip()
    parsed = parse_reference(written)
    if parsed is None:
        clean = re.sub(r"\.md(?=#|$)", "", written.strip("/").removeprefix("./").removeprefix("../"))
        better = parse_reference(clean)
        hint = (
            f"Write `{name}: {clean}`."
            if better and clean != written
            else "Write `objective`, `team/objective` or `cycle/team/objective`; `#key-result` may follow."
        )
        decoder.fault("wrong-type", node, f"`{written[:80]}` is no reference to an objective", hint)
    return parsed


def number(decoder: Decoder, name: str, node: Node) -> Quantity | None:
    """A number with an optional unit."""
    found = scalar(decoder, name, node, "a number")
    if found is None:
        return None
    try:
        return parse_quantity(found.text)
    except NotANumber as error:
        sentence = str(error)
        decoder.fault(
            "wrong-type",
            node,
            f"`{name}: {found.text[:60]}` is no number",
            LEFT_OPEN if found.text == "TBD" else f"{sentence[0].upper()}{sentence[1:]}.",
        )
        return None


def bounded(low: Decimal, high: Decimal, what: str, *, units: tuple[str, ...] = ("",)) -> Reader:
    """A number from `low` to `high`, whose unit is one of `units`."""

    def read_bounded(decoder: Decoder, name: str, node: Node) -> Decimal | None:
        found = scalar(decoder, name, node, what)
        if found is None:
            return None
        try:
            quantity = parse_quantity(found.text)
        except NotANumber:
            quantity = None
        if quantity is None or quantity.unit not in units or not low <= quantity.number <= high:
            decoder.fault(
                "wrong-type", node, f"`{name}: {found.text[:60]}` does not fit", f"`{name}` is {what}."
            )
            return None
        return quantity.number

    return read_bounded


def positive(decoder: Decoder, name: str, node: Node) -> Decimal | None:
    """A number above 0, of any unit."""
    quantity = number(decoder, name, node)
    if quantity is not None and quantity.number <= 0:
        decoder.fault(
            "wrong-type", node, f"`{name}: {quantity.text}` does not fit", "Write a number above 0."
        )
        return None
    return None if quantity is None else quantity.number


def chance_of_success(decoder: Decoder, name: str, node: Node) -> Decimal | None:
    """A percentage from 0% to 100%, as a share. A bare number from 0 to 1 is one already."""
    found = scalar(decoder, name, node, "a percentage")
    if found is None:
        return None
    try:
        quantity = parse_quantity(found.text)
    except NotANumber:
        quantity = None
    if quantity is not None and quantity.unit == "%" and 0 <= quantity.number <= 100:
        return quantity.number / 100
    if quantity is not None and quantity.bare and 0 <= quantity.number <= 1:
        return quantity.number
    decoder.fault(
        "wrong-type", node, f"`{name}: {found.text[:60]}` does not fit", "Write a percentage, like `80%`."
    )
    return None


def whole(low: int, high: int, what: str) -> Reader:
    """A whole number from `low` to `high`."""

    def read_whole(decoder: Decoder, name: str, node: Node) -> int | None:
        found = scalar(decoder, name, node, what)
        if found is None:
            return None
        if not re.fullmatch(r"[0-9]{1,4}", found.text) or not low <= int(found.text) <= high:
            near = re.fullmatch(rf"([0-9]+)\s*(?:/|of|out of)\s*{high}", found.text)
            decoder.fault(
                "wrong-type",
                node,
                f"`{name}: {found.text[:60]}` does not fit",
                f"Write `{name}: {near[1]}`." if near else f"`{name}` is {what}.",
            )
            return None
        return int(found.text)

    return read_whole


def day(decoder: Decoder, name: str, node: Node) -> date | None:
    """A date: `2026-10-16`."""
    found = scalar(decoder, name, node, "a date")
    if found is None:
        return None
    try:
        if not _DATE.fullmatch(found.text):
            raise ValueError(found.text)
        return date.fromisoformat(found.text)
    except ValueError:
        decoder.fault(
            "wrong-type",
            node,
            f"`{name}: {found.text[:60]}` is no date",
            LEFT_OPEN if found.text == "TBD" else _how_to_write_day(found.text),
        )
        return None


def _how_to_write_day(text: str) -> str:
    match = _NEARLY_DATE.fullmatch(text)
    if match:
        year, month, of_month = (int(match[i] or match[j]) for i, j in ((1, 6), (2, 5), (3, 4)))
        try:
            return f"Write year, month and day: `{date(year, month, of_month)}`."
        except ValueError:
            pass
    return "Write year, month and day, like `2026-10-16`."


def yes_or_no(decoder: Decoder, name: str, node: Node) -> bool | None:
    """`true` or `false` (also yes, no)."""
    found = scalar(decoder, name, node, "true or false")
    if found is None:
        return None
    word = found.text.strip().lower()
    if word in YES:
        return True
    if word in NO:
        return False
    decoder.fault("wrong-type", node, f"`{name}: {found.text[:60]}` does not fit", "Write `true` or `false`.")
    return None


def choice(words: MappingABC[str, Any]) -> Reader:
    """One of a few words; gives what stands for it."""

    def read_choice(decoder: Decoder, name: str, node: Node) -> Any:
        listed = ", ".join(f"`{word}`" for word in words)
        found = scalar(decoder, name, node, f"one of {listed}")
        if found is None:
            return None
        word = " ".join(re.split(r"[\s_-]+", found.text.strip().lower()))
        for known, value in words.items():
            if word == " ".join(known.lower().split("-")):
                return value
        decoder.fault(
            "wrong-type",
            node,
            f"`{name}: {found.text[:60]}` does not fit",
            did_you_mean(found.text, words) or f"Choose one of {listed}.",
        )
        return None

    return read_choice


def refuse_crossed_limits(
    decoder: Decoder, record: Record, low: Quantity | None, high: Quantity | None
) -> None:
    """Report limits of a key result or a KPI that no value can keep."""
    if low is not None and high is not None and low.number > high.number:
        decoder.fault(
            "limits-crossed",
            record.at("at_most"),
            f"`at_most` ({high.text}) is below `at_least` ({low.text}): no value fits",
            "Swap the two.",
        )
