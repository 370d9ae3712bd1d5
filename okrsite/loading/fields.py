"""Every field of every kind of file: the one place where the content format is written down as code."""

import re
from collections.abc import Mapping
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from okrsite.diagnostics import did_you_mean
from okrsite.loading.decoder import (
    Decoder,
    Field,
    Fields,
    distinct,
    keyed,
    line,
    records,
    scalar,
    several,
    text,
)
from okrsite.loading.nodes import Mapping as MappingNode, Node, Scalar
from okrsite.loading.values import (
    bounded,
    choice,
    day,
    former_key_result,
    identifier,
    key_result_id,
    link,
    number,
    reference,
    whole,
    yes_or_no,
)
from okrsite.model.objective import ObjectiveStatus
from okrsite.settings import Cadence, RuleSetting

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
LEVELS: Mapping[str, str] = {"off": "off", "warning": "warning", "error": "error", "on": ""}


def month(decoder: Decoder, name: str, node: Node) -> int | None:
    """A month by its English name."""
    found = scalar(decoder, name, node, "a month")
    if found is None:
        return None
    known = MONTHS.get(found.text.strip().lower().lstrip("0"))
    if known is None:
        names = [m for m in MONTHS if len(m) > 3 or m == "may"]
        hint = did_you_mean(found.text, names) or "Write its English name, like `february`."
        decoder.fault("wrong-type", node, f"`{found.text[:40]}` is no month", hint)
    return known


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


def rule_settings(decoder: Decoder, name: str, node: Node) -> tuple[tuple[str, RuleSetting], ...]:
    """For each rule a level, or a group of options (one of which may be `level`)."""
    if not isinstance(node, MappingNode):
        decoder.fault(
            "wrong-type", node, f"`{name}` takes names of rules", "Below it, write `name-of-the-rule: off`."
        )
        return ()
    read_level = choice(LEVELS)
    settings = []
    for key, value in node.entries:
        if isinstance(value, Scalar):
            level = read_level(decoder, key.text, value)
            settings.append((key.text, RuleSetting(level=level or "")))
        elif isinstance(value, MappingNode):
            level, options = "", []
            for option, given in value.entries:
                if option.text == "level":
                    level = read_level(decoder, "level", given) or ""
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


def checkbox_word(decoder: Decoder, name: str, node: Node) -> str | None:
    """One entry of `done`: a number, the name of a milestone, or true or false."""
    return line(decoder, name, node)


def truth(decoder: Decoder, name: str, node: Node) -> bool | None:
    """`binary: true`; there is no other value."""
    value = yes_or_no(decoder, name, node)
    if value is False:
        decoder.fault(
            "wrong-type", node, f"`{name}: false` says nothing", f"Delete the line, or write `{name}: true`."
        )
    return value


SETTINGS: Fields = (
    Field(name="company", read=line, required=True, about="the company's name"),
    Field(name="url", read=link, about="where the site will be published"),
    Field(name="language", read=line, about="the language of the site, like `en`"),
    Field(name="time_zone", read=time_zone, about="decides when a day begins, like `Europe/Berlin`"),
    Field(name="fiscal_year_starts", read=month, about="the month in which the fiscal year begins"),
    Field(
        name="fiscal_year_named_for",
        read=choice({"start": "start", "end": "end"}),
        about="whether FY27 begins or ends in 2027",
    ),
    Field(name="check_in_every", read=cadence, about="how often teams check in, like `2 weeks`"),
    Field(name="repository", read=link, about="the address of the repository, for links to edit pages"),
    Field(name="branch", read=line, about="the branch that is published"),
    Field(name="theme", read=line, about="the theme's name"),
    Field(name="rules", read=rule_settings, about="levels and options of rules"),
)

CYCLE: Fields = (
    Field(name="title", read=line, about="what the cycle is called"),
    Field(name="starts", read=day, about="the first day"),
    Field(name="ends", read=day, about="the last day"),
)

COMPANY: Fields = (Field(name="title", read=line, about="a heading for the home page"),)

TEAM: Fields = (
    Field(name="name", read=line, required=True, about="what the team is called"),
    Field(name="parent", read=identifier, about="the id of the team above it"),
    Field(name="lead", read=line, about="who leads it"),
    Field(name="members", read=distinct(line), about="who is in it"),
    Field(name="handles", read=distinct(line), about="who reviews its pull requests"),
    Field(name="since", read=line, about="its first cycle"),
    Field(name="until", read=line, about="its last cycle"),
    Field(name="succeeded_by", read=distinct(identifier), about="the teams that took over"),
    Field(name="formerly", read=distinct(identifier), about="ids it used to have"),
)

KEY_RESULT: Fields = (
    Field(name="id", read=key_result_id, required=True, about="a short name, unique in the objective"),
    Field(name="title", read=line, required=True, about="the promise in a sentence"),
    Field(name="who", read=line, about="whose behaviour changes"),
    Field(name="does", read=line, about="what they will do"),
    Field(name="from", read=number, about="the figure at the start"),
    Field(name="to", read=number, about="the figure at the end"),
    Field(name="at_least", read=number, about="the lower limit to keep"),
    Field(name="at_most", read=number, about="the upper limit to keep"),
    Field(name="milestones", read=several(line), about="the steps"),
    Field(name="binary", read=truth, about="`true` where it is done or not done"),
    Field(name="unit", read=line, about="the unit of its numbers"),
    Field(name="owner", read=line, about="one accountable person"),
    Field(name="kpi", read=identifier, about="the KPI whose readings it takes"),
    Field(name="weight", read=number, about="its share in the objective's mean"),
    Field(
        name="ambition",
        read=choice({"roofshot": False, "moonshot": True}),
        about="`roofshot`, or `moonshot` where 60 to 70 % would be a success",
    ),
    Field(name="added", read=day, about="when it joined after the start"),
    Field(name="dropped", read=day, about="when it was given up"),
    Field(name="because", read=text, about="why it was given up"),
    Field(name="formerly", read=distinct(former_key_result), about="ids it used to have"),
)

INITIATIVE: Fields = (
    Field(name="title", read=line, required=True, about="the work in a few words"),
    Field(name="for", read=distinct(key_result_id), about="the key results it should move"),
    Field(name="owner", read=line, about="who does it"),
    Field(name="url", read=link, about="where the work is tracked"),
    Field(name="hypothesis", read=text, about="why it should help"),
    Field(
        name="status",
        read=choice({word: word for word in ("planned", "doing", "done", "dropped")}),
        about="planned, doing, done or dropped",
    ),
)

OBJECTIVE: Fields = (
    Field(name="title", read=line, required=True, about="the objective in a sentence"),
    Field(name="owner", read=line, about="one accountable person"),
    Field(name="parent", read=reference, about="the objective or key result that it serves"),
    Field(name="supports", read=distinct(reference), about="others that it helps"),
    Field(name="depends_on", read=distinct(reference), about="what another team must deliver first"),
    Field(name="with", read=distinct(identifier), about="the teams that share it"),
    Field(name="obstacle", read=text, about="what stands in the way today"),
    Field(
        name="status",
        read=choice({status.value: status for status in ObjectiveStatus}),
        about="`draft`, or `dropped` with `because`",
    ),
    Field(name="because", read=text, about="why it was dropped"),
    Field(name="formerly", read=distinct(reference), about="references it used to have"),
    Field(name="key_results", read=records(KEY_RESULT, "a key result"), about="how success is measured"),
    Field(name="initiatives", read=records(INITIATIVE, "an initiative"), about="the work"),
)

READING: Fields = (
    Field(name="value", read=number, about="the figure on that day, in total"),
    Field(name="done", read=several(checkbox_word), about="milestones that are done, or `true`"),
    Field(
        name="chance",
        read=bounded(Decimal(0), Decimal(100), "a percentage from 0% to 100%", units=("", "%")),
        about="the chance of success",
    ),
    Field(
        name="score",
        read=bounded(Decimal(0), Decimal(1), "a score from 0.0 to 1.0"),
        about="the score the team gives itself",
    ),
    Field(
        name="confidence",
        read=whole(0, 10, "a whole number from 0 to 10"),
        about="how sure the team is to get there",
    ),
    Field(
        name="status",
        read=choice({word: word for word in ("on track", "at risk", "off track")}),
        about="on track, at risk or off track",
    ),
    Field(name="note", read=text, about="what was said"),
)

CHECK_IN: Fields = (
    Field(name="author", read=line, about="who wrote it"),
    Field(name="key_results", read=keyed(READING, "a reading"), about="what was read of each"),
)

VERDICT: Fields = (
    Field(
        name="decision",
        read=choice({word: word for word in ("continue", "adjust", "drop", "done")}),
        about="continue, adjust, drop or done",
    ),
    Field(name="carried_to", read=reference, about="the objective it goes on in"),
    Field(
        name="scores",
        read=lambda decoder, name, node: _scores(decoder, name, node),
        about="self-grades of key results",
    ),
)

REVIEW: Fields = (
    Field(name="objectives", read=keyed(VERDICT, "a decision"), about="what was decided for each"),
)

MEETING: Fields = (Field(name="attendees", read=distinct(line), about="who was there"),)

KPI: Fields = (
    Field(name="name", read=line, required=True, about="what it is called"),
    Field(name="owner", read=line, about="who watches it"),
    Field(name="unit", read=line, about="the unit of its numbers"),
    Field(name="at_least", read=number, about="the lower limit"),
    Field(name="at_most", read=number, about="the upper limit"),
)


def _scores(decoder: Decoder, name: str, node: Node) -> tuple[tuple[str, Decimal], ...]:
    """Self-grades: the id of a key result, and a number from 0.0 to 1.0."""
    if not isinstance(node, MappingNode):
        decoder.fault(
            "wrong-type",
            node,
            f"`{name}` takes the ids of key results with a score each",
            "Below it, write `activation: 0.7`.",
        )
        return ()
    read = bounded(Decimal(0), Decimal(1), "a score from 0.0 to 1.0")
    found = ((key.text, read(decoder, key.text, value)) for key, value in node.entries)
    return tuple((key, score) for key, score in found if score is not None)
