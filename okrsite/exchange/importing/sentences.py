"""What a sentence promises: "from 42% to 65%", "at least 90%", "by 20%", "reach 5,000 users"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from okrsite.model.key_result import Graded, Keep, Measure, Move
from okrsite.model.quantity import NotANumber, Quantity, parse_quantity
from okrsite.wording.baseline import has_way, is_change, is_limit, main
from okrsite.wording.lexicon import Lexicon
from okrsite.wording.numbers import Figure, figures

ABOUT = re.compile(r"^(?:~|≈|(?:about|around|approx\.?|approximately|circa|ca\.?)\s+)+", re.I)
_LOW = re.compile(
    r"(?:at least|min(?:imum)?(?: of)?|no less than|not less than|more than|over|above|≥|>=?)\s*$", re.I
)
_HIGH = re.compile(
    r"(?:at most|max(?:imum)?(?: of)?|no more than|not more than|less than|fewer than|under|below|within"
    r"|up to|≤|<=?)\s*$",
    re.I,
)
_HIGH_BEHIND = re.compile(r"\s*\w*\s*or (?:less|lower|below|fewer|faster|sooner)\b", re.I)
_SIGN_BEFORE = re.compile(r"(?:(?P<low>≥|>=?)|(?P<high>≤|<=?))\s*$")
_ARROW = re.compile(r"\s*(?:[^\W\d_][\w%-]*\s+){0,2}(?:->|=>|-->|→|➔|➜|⇒|⟶)\s*")
_TO = re.compile(r"(?:\bto|–|—|-)\s*[<>≤≥]?=?\s*$", re.I)
_BEHIND = re.compile(r"\s?([^\W\d_]+)(?![\w-])")
_ASIDE = re.compile(r"\([^()]*\)")
_NOTHING = re.compile(r"(?:zero|no|none|0)\b", re.I)


def measure_in(title: str, lexicon: Lexicon) -> Measure | None:
    """What a sentence promises, None where it holds no figure that can be read. What stands in brackets is
    beside the point."""
    text = _ASIDE.sub(lambda found: " " * len(found[0]), title)
    found = tuple(figure for figure in figures(text, lexicon) if not _is_part(text, figure))
    if not found:
        return None
    way = _way(text, found, lexicon)
    if isinstance(way, Move):
        return way
    aims = main(found)
    for figure in aims:
        if is_change(text, figure, lexicon):
            return _change(text, figure, lexicon)
    for figure in aims:
        limit = _limit(text, figure, lexicon)
        if limit is not None:
            return limit
    if way is not None or sum(figure.kind == aims[0].kind for figure in aims) > 1:
        return None  # nobody knows which of several figures is meant
    target = _quantity(text, aims[0], lexicon)
    return Move(start=None, target=target) if target is not None and target.number != 0 else None


def _is_part(text: str, figure: Figure) -> bool:
    """Whether a figure is the end of something longer: of `v2.0`, or of a range as `10-20%`."""
    before = text[: figure.start]
    return bool(re.search(r"[\w.]$", before) or re.search(r"\d\s?[-–]$", before)) or bool(
        re.match(r"[-–]\d", text[figure.end :])
    )


def _way(title: str, found: tuple[Figure, ...], lexicon: Lexicon) -> Measure | None:
    """A figure that leads to another: "from 42% to 65%", "42% → 65%", "from 5 days to 2 days". Where it does,
    but not in one unit, nothing can be said: it is graded."""
    for one, other in pairwise(found):
        between = title[one.end : other.start]
        arrow = _ARROW.fullmatch(between)
        led = has_way(title[: other.end], lexicon) and len(between.split()) <= 4
        if not (arrow or (led and _TO.search(between))):
            continue
        start, target = _quantity(title, one, lexicon), _quantity(title, other, lexicon)
        if start is None or target is None:
            return Graded()
        start = start.with_unit_of(target) if start.bare else start
        target = target.with_unit_of(start) if target.bare else target
        same = start.unit == target.unit and start.number != target.number
        return Move(start=start, target=target) if same else Graded()
    return None


def _change(title: str, figure: Figure, lexicon: Lexicon) -> Measure | None:
    """ "by 20%": the change so far begins at nothing."""
    size = _quantity(title, replace(figure, text=figure.text.lstrip("+-−± "), signed=False), lexicon)
    if size is None or size.number == 0:
        return None
    size = _positive(size)
    return Move(start=replace(size, number=Decimal(0), figure="0"), target=size)


def _positive(size: Quantity) -> Quantity:
    return replace(size, number=abs(size.number), figure=size.figure.lstrip("-−"))


def _limit(title: str, figure: Figure, lexicon: Lexicon) -> Measure | None:
    """A figure to keep within: "at least 90%", "below 4 hours", "< 2s", "zero"."""
    before, behind = title[: figure.start], title[figure.end :]
    signs = _SIGN_BEFORE.search(before)
    if not (signs or is_limit(title, figure, lexicon)):
        return None
    if _NOTHING.fullmatch(figure.text):
        zero = Quantity(number=Decimal(0), figure="0")
        return Keep(at_most=zero)
    quantity = _quantity(title, figure, lexicon)
    if quantity is None:
        return None
    if (signs and signs["high"]) or _HIGH.search(before) or _HIGH_BEHIND.match(behind):
        return Keep(at_most=quantity)
    if (signs and signs["low"]) or figure.open_ended or _LOW.search(before) or quantity.number > 0:
        return Keep(at_least=quantity)
    return None


def _quantity(title: str, figure: Figure, lexicon: Lexicon) -> Quantity | None:
    """A figure of a sentence as a number, None for one in words. Of words behind it only times and what is
    joined to it is a unit: "5 days", "300ms", but not "5 teams"."""
    text = re.sub(r"\s?(?:percent|per cent|pct\.?)$", "%", figure.text.strip().rstrip("+"), flags=re.I)
    text = ABOUT.sub("", text)
    behind = _BEHIND.match(title, figure.end)
    known = lexicon.numbers.times | lexicon.numbers.units
    unit = behind[0] if behind and text[-1:].isdigit() and behind[1].casefold() in known else ""
    for one in (*spellings(text + unit), *spellings(text)):
        try:
            return parse_quantity(one)
        except NotANumber:
            continue
    return None


def spellings(text: str) -> Iterator[str]:
    """A figure as it stands, and as the format writes it: `$2 million` is `$2M`, `5K` is `5k`."""
    yield text
    short = re.sub(r"\s?(?:million|mio|mn|mm|m)\b\.?", "M", text, flags=re.I)
    short = re.sub(r"\s?(?:billion|bn|b)\b\.?", "bn", short, flags=re.I)
    short = re.sub(r"\s?(?:thousand|k)\b\.?", "k", short, flags=re.I)
    yield short
    yield re.sub(r"^(usd|eur|gbp|chf)\s?(.+)$", r"\2 \1", short, flags=re.I)
