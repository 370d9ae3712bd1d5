"""How each kind of value is read: addresses, numbers, dates, words from a list."""

import re
from collections.abc import Mapping as MappingABC
from datetime import date
from decimal import Decimal
from typing import Any

from okrsite.diagnostics import Correction, corrected, meant, near_names
from okrsite.loading.decoder import Decoder, Reader, Record, reads, scalar
from okrsite.loading.nodes import Node
from okrsite.loading.shapes import Kind, Value, caseless, padded, up_to
from okrsite.model.check_in import NO, YES
from okrsite.model.quantity import LOOK as LOOK_OF_NUMBER, NotANumber, Quantity, parse_quantity
from okrsite.prose.addresses import WEB_ADDRESS, is_web_address

_DATE = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_NEARLY_DATE = re.compile(
    r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})|([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", re.ASCII
)
NUMBER = Value(kinds=("number", "string"), pattern=LOOK_OF_NUMBER, examples=("42%", "$2.5k", "3.5 days"))
DAY = Value(kinds=("string",), pattern=_DATE.pattern, examples=("2026-10-16",))
LEFT_OPEN = "Only a draft (`status: draft`) may leave a value open."


@reads(Value(kinds=("string",), pattern=WEB_ADDRESS.pattern, examples=("https://example.com/",)))
def link(decoder: Decoder, name: str, node: Node) -> str | None:
    """A web address."""
    found = scalar(decoder, name, node, "a web address")
    if found is None:
        return None
    if not is_web_address(found.text):
        decoder.fault(
            "wrong-type",
            node,
            f"`{found.text[:80]}` is no web address",
            "Write it without a name or a password in it: `https://...`"
            if "@" in found.text.partition("://")[2].partition("/")[0]
            else "Write it in full: `https://...`",
        )
        return None
    return found.text


@reads(NUMBER)
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


def bounded(high: int, what: str, *, units: tuple[str, ...] = ("",)) -> Reader[Decimal | None]:
    """A number from 0 to `high`, a power of ten, whose unit is one of `units`."""
    behind = "" if units == ("",) else rf"\s*(?:{'|'.join(units)})"
    shape = Value(
        kinds=("number", "string"),
        pattern=padded(up_to(high) + behind),
        low=Decimal(0),
        high=Decimal(high),
        examples=(f"{high * 7 // 10}{units[-1]}",) if behind else (high * 0.7,),
    )

    @reads(shape)
    def read_bounded(decoder: Decoder, name: str, node: Node) -> Decimal | None:
        found = scalar(decoder, name, node, what)
        if found is None:
            return None
        try:
            quantity = parse_quantity(found.text)
        except NotANumber:
            quantity = None
        if quantity is None or quantity.unit not in units or not 0 <= quantity.number <= high:
            decoder.fault(
                "wrong-type", node, f"`{name}: {found.text[:60]}` does not fit", f"`{name}` is {what}."
            )
            return None
        return quantity.number

    return read_bounded


@reads(
    Value(
        kinds=("number", "string"),
        pattern=rf"(?!\s*[-\u2212]){LOOK_OF_NUMBER}",
        above=Decimal(0),
        examples=(2, "400"),
    )
)
def positive(decoder: Decoder, name: str, node: Node) -> Decimal | None:
    """A number above 0, of any unit."""
    quantity = number(decoder, name, node)
    if quantity is not None and quantity.number <= 0:
        decoder.fault(
            "wrong-type", node, f"`{name}: {quantity.text}` does not fit", "Write a number above 0."
        )
        return None
    return None if quantity is None else quantity.number


@reads(
    Value(
        kinds=("number", "string"),
        pattern=padded(rf"{up_to(100)}\s*%|{up_to(1)}"),
        low=Decimal(0),
        high=Decimal(1),
        examples=("80%",),
    )
)
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


def whole(high: int, what: str) -> Reader[int | None]:
    """A whole number from 0 to `high`."""
    numbers = "|".join(map(str, range(high, -1, -1)))

    @reads(
        Value(
            kinds=("integer", "string"),
            pattern=rf"0{{0,3}}(?:{numbers})",
            low=Decimal(0),
            high=Decimal(high),
            examples=(high * 7 // 10,),
        )
    )
    def read_whole(decoder: Decoder, name: str, node: Node) -> int | None:
        found = scalar(decoder, name, node, what)
        if found is None:
            return None
        if not re.fullmatch(r"[0-9]{1,4}", found.text) or int(found.text) > high:
            near = re.fullmatch(rf"([0-9]+)\s*(?:/|of|out of)\s*{high}", found.text)
            decoder.fault(
                "wrong-type",
                node,
                f"`{name}: {found.text[:60]}` does not fit",
                f"Write `{name}: {near[1]}`." if near else f"`{name}` is {what}.",
                Correction(old=found.text, new=near[1]) if near and int(near[1]) <= high else None,
            )
            return None
        return int(found.text)

    return read_whole


@reads(DAY)
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
        near = _nearly_day(found.text)
        example = f": `{near}`." if near else ", like `2026-10-16`."
        decoder.fault(
            "wrong-type",
            node,
            f"`{name}: {found.text[:60]}` is no date",
            LEFT_OPEN if found.text == "TBD" else f"Write year, month and day{example}",
            Correction(old=found.text, new=near.isoformat()) if near else None,
        )
        return None


def _nearly_day(text: str) -> date | None:
    """The day that `2026/10/16` or `16.10.2026` means; None where that is no day or not certain."""
    match = _NEARLY_DATE.fullmatch(text)
    if match is None:
        return None
    year, month, of_month = (int(match[i] or match[j]) for i, j in ((1, 6), (2, 5), (3, 4)))
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


@reads(Value(kinds=("string",), pattern=padded(caseless(sorted(YES | NO))), words=(True, False)))
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


def choice(words: MappingABC[str, Any]) -> Reader[Any]:
    """One of a few words; gives what stands for it."""
    kinds: tuple[Kind, ...] = ("string", "boolean") if (YES | NO) & words.keys() else ("string",)

    @reads(Value(kinds=kinds, pattern=padded(caseless(words)), words=tuple(words)))
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
            meant(nearest := near_names(found.text, words)) or f"Choose one of {listed}.",
            corrected(found.text, nearest),
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
