"""How the settings' own kinds of values are read: months, cadences, time zones, rules, grades."""

import re
from collections.abc import Mapping
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from okrsite.diagnostics import corrected, meant, near_names
from okrsite.loading.decoder import Decoder, is_blank, reads, scalar
from okrsite.loading.nodes import Mapping as MappingNode, Node, Scalar
from okrsite.loading.shapes import Group, Part, Rules, Value, caseless, padded, up_to
from okrsite.loading.values import choice
from okrsite.model.quantity import NotANumber, parse_quantity
from okrsite.settings import Bands, Cadence, Grades, RuleSetting
from okrsite.translation.tags import TAG, canonical_tag, tags_called

MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan 1",
            "february feb 2",
            "march mar 3",
            "april apr 4",
            "may may 5",
            "june jun 6",
            "july jul 7",
            "august aug 8",
            "september sep 9",
            "october oct 10",
            "november nov 11",
            "december dec 12",
        ),
        start=1,
    )
    for name in names.split()
}
FULL_NAMES = tuple(name for name in MONTHS if len(name) > 3 or name == "may")
LEVELS: Mapping[str, str] = {"off": "off", "warning": "warning", "error": "error", "on": ""}


@reads(
    Value(
        kinds=("string", "integer"),
        pattern=padded(rf"0*(?:{caseless(MONTHS)})"),
        low=Decimal(1),
        high=Decimal(12),
        words=FULL_NAMES,
    )
)
def month(decoder: Decoder, name: str, node: Node) -> int | None:
    """A month by its English name."""
    found = scalar(decoder, name, node, "a month")
    if found is None:
        return None
    known = MONTHS.get(found.text.strip().lower().lstrip("0"))
    if known is None:
        near = near_names(found.text, FULL_NAMES)
        hint = meant(near) or "Write its English name, like `february`."
        message = f"`{found.text[:40]}` is no month"
        decoder.fault("wrong-type", node, message, hint, corrected(found.text, near))
    return known


@reads(
    Value(
        kinds=("string",),
        pattern=padded(
            rf"0{{0,2}}[1-9][0-9]{{0,2}} *(?:{caseless(('day', 'week'))})[sS]?"
            rf"|0{{0,2}}1 *{caseless(('month',))}[sS]?"
        ),
        examples=("2 weeks", "10 days", "1 month"),
    )
)
def cadence(decoder: Decoder, name: str, node: Node) -> Cadence | None:
    """`10 days`, `2 weeks` or `1 month`."""
    found = scalar(decoder, name, node, "a number of days or weeks, or 1 month")
    if found is None:
        return None
    match = re.fullmatch(r"([0-9]{1,3}) *(day|week|month)s?", found.text.strip().lower())
    count = int(match[1]) if match else 0
    if match and match[2] == "month" and count == 1:
        return Cadence(days=0, months=1)
    if match and match[2] != "month" and count:
        return Cadence(days=count * (7 if match[2] == "week" else 1))
    decoder.fault(
        "wrong-type",
        node,
        f"`{name}: {found.text[:40]}` does not fit",
        "Write a number of days or weeks, or `1 month`, like `2 weeks`.",
    )
    return None


@reads(Value(kinds=("string",), pattern=r"[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*", examples=("Europe/Berlin",)))
def time_zone(decoder: Decoder, name: str, node: Node) -> str | None:
    """A time zone of the IANA data base."""
    found = scalar(decoder, name, node, "a time zone")
    if found is None:
        return None
    try:
        ZoneInfo(found.text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        decoder.fault(
            "wrong-type",
            node,
            f"there is no time zone `{found.text[:40]}`",
            "Write a region and a city, like `Europe/Berlin`.",
        )
        return None
    return found.text


@reads(Value(kinds=("string", "boolean"), pattern=padded(TAG), examples=("en", "de-AT")))
def language(decoder: Decoder, name: str, node: Node) -> str | None:
    """The tag of a language, as browsers expect it."""
    found = scalar(decoder, name, node, "a tag of a language")
    if found is None:
        return None
    tag = canonical_tag(found.text)
    if not tag:
        meant_by_name = tags_called(found.text)
        decoder.fault(
            "wrong-type",
            node,
            f"`{found.text[:40]}` is no tag of a language",
            meant(meant_by_name) or "Write one like `en`, `de` or `de-AT`.",
            corrected(found.text, meant_by_name),
        )
        return None
    return tag


_read_level = choice(LEVELS)


@reads(Rules(values=_read_level.shape, options=True))
def rule_settings(decoder: Decoder, name: str, node: Node) -> tuple[tuple[str, RuleSetting], ...]:
    """For each rule a level, or a group of options (one of which may be `level`)."""
    if not isinstance(node, MappingNode):
        decoder.fault(
            "wrong-type", node, f"`{name}` takes names of rules", "Below it, write `name-of-the-rule: off`."
        )
        return ()
    settings = []
    for key, value in node.entries:
        if isinstance(value, Scalar):
            level = _read_level(decoder, key.text, value)
            settings.append((key.text, RuleSetting(level=level or "")))
        elif isinstance(value, MappingNode):
            level, options = "", []
            for option, given in value.entries:
                if option.text == "level":
                    level = _read_level(decoder, "level", given) or ""
                elif (found := scalar(decoder, option.text, given, "a number or a word")) is not None:
                    options.append((option.text, found.text))
            settings.append((key.text, RuleSetting(level=level, options=tuple(options))))
        else:
            decoder.fault(
                "wrong-type",
                value,
                f"`{key.text}` takes a level or options",
                "Write `off`, `warning` or `error`.",
            )
    return tuple(settings)


BANDS = ("exceeded", "delivered", "fell_short")
_SHARE = Value(
    kinds=("number", "string"),
    pattern=padded(rf"{up_to(1000)}\s*%|{up_to(10)}"),
    low=Decimal(0),
    high=Decimal(10),
    examples=(0.95, "95%"),
)
_BANDS = Group(what="bands", parts=tuple(Part(name=b, shape=_SHARE, blank=False) for b in BANDS))


@reads(
    Group(
        what="grades",
        parts=(
            Part(name="roofshot", shape=_BANDS, about="where all of the way is meant to be gone"),
            Part(name="moonshot", shape=_BANDS, about="where 60 to 70 % would be a success"),
        ),
    )
)
def grades(decoder: Decoder, name: str, node: Node) -> Grades | None:
    """The bands of grades: for `roofshot` and `moonshot` any of exceeded, delivered and fell_short."""
    if not isinstance(node, MappingNode):
        decoder.fault(
            "wrong-type",
            node,
            f"`{name}` takes `roofshot` and `moonshot`",
            "Below it, write `roofshot:` and below that `delivered: 0.9`.",
        )
        return None
    usual = Grades()
    found = {"roofshot": usual.roofshot, "moonshot": usual.moonshot}
    for key, value in node.entries:
        if key.text not in found:
            near = near_names(key.text, found)
            hint = meant(near) or "Known are `roofshot` and `moonshot`."
            message = f"`{name}` has no field `{key.text[:60]}`"
            decoder.fault("unknown-field", key, message, hint, corrected(key.text, near, taken=node.names))
        elif isinstance(value, MappingNode):
            found[key.text] = _bands(decoder, value, found[key.text])
        elif not is_blank(value):
            message = f"`{key.text}` takes scores below it"
            decoder.fault("wrong-type", value, message, "Write them like `delivered: 0.9`.")
    return Grades(roofshot=found["roofshot"], moonshot=found["moonshot"])


def _bands(decoder: Decoder, node: MappingNode, usual: Bands) -> Bands:
    scores = {"exceeded": usual.exceeded, "delivered": usual.delivered, "fell_short": usual.fell_short}
    for key, value in node.entries:
        if key.text not in scores:
            near = near_names(key.text, scores)
            hint = meant(near) or "Known are " + ", ".join(f"`{b}`" for b in BANDS) + "."
            message = f"a grade has no band `{key.text[:60]}`"
            decoder.fault("unknown-field", key, message, hint, corrected(key.text, near, taken=node.names))
        elif (score := _share(decoder, key.text, value)) is not None:
            scores[key.text] = score
    if not scores["fell_short"] <= scores["delivered"] <= scores["exceeded"]:
        decoder.fault(
            "wrong-type",
            node,
            "the bands cross: a grade needs fell_short <= delivered <= exceeded",
            f"They are {scores['fell_short']}, {scores['delivered']} and {scores['exceeded']};"
            " what is not written has its usual value.",
        )
        return usual
    return Bands(**scores)


def _share(decoder: Decoder, name: str, node: Node) -> Decimal | None:
    """A score as a share: `0.95` or `95%`, from 0 to 10."""
    found = scalar(decoder, name, node, "a score")
    if found is None:
        return None
    try:
        quantity = parse_quantity(found.text)
    except NotANumber:
        quantity = None
    share = None
    if quantity is not None and quantity.unit in ("", "%"):
        share = quantity.number / 100 if quantity.unit else quantity.number
    if share is None or not 0 <= share <= 10:
        decoder.fault(
            "wrong-type", node, f"`{name}: {found.text[:40]}` does not fit", "Write a score like 0.95 or 95%."
        )
        return None
    return share
