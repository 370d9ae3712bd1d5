"""The fields of every kind of file as JSON Schema (draft 2020-12), for editors and other programs.

A schema accepts all that the decoder accepts. It is made of the same fields and of what their readers know of
their values; nothing is listed twice. What one value means for another is not in it: that an id exists, that
`from` needs `to`, that numbers share a unit.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from okrsite.loading import fields
from okrsite.loading.decoder import Fields
from okrsite.loading.groups import shape_of
from okrsite.loading.shapes import ANY, Group, Many, Part, Rules, Shape, Table, Value

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaKind:
    """A kind of file: its name, its fields, where its files are, as a pattern below the content folder."""

    name: str
    what: str
    fields: Fields
    where: str


KINDS = (
    SchemaKind(name="settings", what="the settings", fields=fields.SETTINGS, where="okrsite.yml"),
    SchemaKind(name="company", what="the company", fields=fields.COMPANY, where="index.md"),
    SchemaKind(name="cycle", what="a cycle", fields=fields.CYCLE, where="CYCLE/index.md"),
    SchemaKind(name="team", what="a team", fields=fields.TEAM, where="teams/TEAM.md"),
    SchemaKind(
        name="objective", what="an objective", fields=fields.OBJECTIVE, where="CYCLE/TEAM/OBJECTIVE.md"
    ),
    SchemaKind(
        name="check-in", what="a check-in", fields=fields.CHECK_IN, where="CYCLE/TEAM/checkins/DATE.md"
    ),
    SchemaKind(name="review", what="a review", fields=fields.REVIEW, where="CYCLE/TEAM/review.md"),
    SchemaKind(
        name="meeting", what="a cross-team review", fields=fields.MEETING, where="CYCLE/reviews/DATE.md"
    ),
    SchemaKind(name="kpi", what="a KPI", fields=fields.KPI, where="kpis/KPI.md"),
)
DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAMESPACE = "urn:okrsite:schema:"
_OPEN = r"\s*TBD\s*"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRule:
    """A rule that settings may set and files may break; `options` are pairs of name and meaning."""

    name: str
    about: str = ""
    options: tuple[tuple[str, str], ...] = ()


def schema(kind: SchemaKind, rules: Iterable[KnownRule]) -> Json:
    """The schema of the fields of a kind of file."""
    made = _Schema(tuple(rules))
    top = shape_of(kind.fields, kind.what)
    head: Json = {
        "$schema": DIALECT,
        "$id": f"{NAMESPACE}{kind.name}",
        "title": _sentence(kind.what).removesuffix("."),
        "description": f"The fields of {kind.what}: content/{kind.where}",
    }
    if kind.name == "objective":
        head |= {
            "type": "object",
            "if": {
                "required": ["status"],
                "properties": {"status": {"type": "string", "pattern": r"^\s*[Dd][Rr][Aa][Ff][Tt]\s*$"}},
            },
            "then": made.group(top, still_open=True),
            "else": made.group(top, still_open=False),
        }
    else:
        head |= made.fields(top, still_open=False)
        if not any(part.required for part in top.parts):
            head["type"] = ["object", "null"]
    return head | ({"$defs": made.definitions} if made.definitions else {})


class _Schema:
    """Makes one schema. Where values are `still_open`, as in a draft, `TBD` may stand for any of them."""

    def __init__(self, rules: tuple[KnownRule, ...]) -> None:
        self.rules = rules
        self.definitions: dict[str, Json] = {}

    def of(self, shape: Shape, *, still_open: bool, blank: bool = False) -> Json:
        """The schema of a value; `blank` is whether nothing at all may stand there."""
        if isinstance(shape, Value):
            return _value(shape, still_open=still_open, blank=blank)
        if isinstance(shape, Many):
            return self.many(shape, still_open=still_open, blank=blank)
        if isinstance(shape, Group):
            return _either(self.group(shape, still_open=still_open), still_open=still_open, blank=blank)
        made = (
            self.rule_table(shape) if isinstance(shape, Rules) else self.table(shape, still_open=still_open)
        )
        kinds = ["object"]
        if isinstance(shape, Table) and shape.or_list:
            kinds.append("array")
            made["maxItems"] = 0
        if nothing := _nothing(still_open=still_open, blank=blank):
            kinds += nothing["type"]
            made["pattern"] = nothing["pattern"]
        return {"type": kinds if len(kinds) > 1 else kinds[0]} | made

    def many(self, many: Many, *, still_open: bool, blank: bool) -> Json:
        if isinstance(many.of, Value):
            entry = _value(many.of, still_open=still_open, entry=True)
            one = _value(many.of, still_open=still_open, blank=blank)
            if "type" not in one:
                return {"anyOf": [one, {"type": "array", "items": entry}]}
            return one | {"type": [*one["type"], "array"], "items": entry}
        one = self.of(many.of, still_open=still_open)
        listed = {"type": "array", "items": one}
        return _either(
            one, listed, {"type": "object", "maxProperties": 0}, still_open=still_open, blank=blank
        )

    def group(self, group: Group, *, still_open: bool) -> Json:
        """A reference to the schema of a group, which stands among the definitions."""
        name = re.sub(r"[^a-z]+", "-", re.sub(r"^an? ", "", group.what)) + (
            "-in-a-draft" if still_open else ""
        )
        if name not in self.definitions:
            self.definitions[name] = {}  # its place, before those that it refers to
            self.definitions[name] = self.fields(group, still_open=still_open)
        return {"$ref": f"#/$defs/{name}"}

    def fields(self, group: Group, *, still_open: bool) -> Json:
        made: Json = {
            "type": "object",
            "properties": {part.name: self.part(part, still_open=still_open) for part in group.parts},
            "additionalProperties": False,
        }
        required = [part.name for part in group.parts if part.required]
        return made | ({"required": required} if required else {})

    def part(self, part: Part, *, still_open: bool) -> Json:
        blank = part.blank and not part.required
        return _described(part.about) | self.of(part.shape, still_open=still_open, blank=blank)

    def table(self, table: Table, *, still_open: bool) -> Json:
        made: Json = {
            "additionalProperties": self.of(table.values, still_open=still_open, blank=table.blank),
        }
        names = table.keys.pattern
        return made | ({"propertyNames": {"pattern": f"^(?:{names})$"}} if names else {})

    def rule_table(self, shape: Rules) -> Json:
        value = self.of(shape.values, still_open=False)
        if shape.options:
            self.definitions["level"] = value
            value = {"$ref": "#/$defs/level"}
        properties = {}
        for rule in self.rules:
            ways = [value]
            if shape.options:
                options = {name: _described(about) | _value(ANY, blank=True) for name, about in rule.options}
                ways.append(
                    {
                        "type": "object",
                        "properties": {"level": value, **options},
                        "additionalProperties": False,
                    }
                )
            properties[rule.name] = _described(rule.about) | (value if len(ways) == 1 else {"anyOf": ways})
        return {"properties": properties, "additionalProperties": False}


def _either(*ways: Json, still_open: bool, blank: bool) -> Json:
    nothing = _nothing(still_open=still_open, blank=blank)
    every = [*ways, nothing] if nothing else list(ways)
    return every[0] if len(every) == 1 else {"anyOf": every}


def _value(value: Value, *, still_open: bool = False, blank: bool = False, entry: bool = False) -> Json:
    """The schema of a single value. In a list `null` is the word."""
    kinds: list[str] = list(value.kinds)
    if blank or (entry and re.fullmatch(value.pattern or ".*", "null")):
        kinds.append("null")
    made: Json = {"type": kinds}
    looks = [
        pattern
        for pattern, wanted in ((value.pattern, True), (_OPEN, still_open), (r"\s*", blank))
        if wanted and pattern
    ]
    if value.pattern:
        made["pattern"] = f"^(?:{'|'.join(looks)})$"
        if value.examples:  # which editors say instead of the pattern, if they know how
            made["patternErrorMessage"] = f"Write it like {' or '.join(map(str, value.examples[:2]))}."
    elif not blank:
        made["pattern"] = r"\S"
    limits = (("minimum", value.low), ("maximum", value.high), ("exclusiveMinimum", value.above))
    made |= {name: _number(limit) for name, limit in limits if limit is not None}
    if value.words:
        made = {"anyOf": [{"enum": list(value.words)}, made]}
    return made | ({"examples": list(value.examples)} if value.examples else {})


def _nothing(*, still_open: bool, blank: bool) -> Json | None:
    """What stands where no value does: nothing at all, or in a draft TBD."""
    looks = [look for look, wanted in ((r"\s*", blank), (_OPEN, still_open)) if wanted]
    kinds = ["string", "null"] if blank else ["string"]
    return {"type": kinds, "pattern": f"^(?:{'|'.join(looks)})$"} if looks else None


def _number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def _described(about: str) -> Json:
    """What a field is for: in Markdown for editors that show it, and as plain text."""
    if not about:
        return {}
    sentence = _sentence(about)
    return {"description": sentence.replace("`", ""), "markdownDescription": sentence}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
