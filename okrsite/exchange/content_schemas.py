"""JSON Schemas of the content's fields, with the rules that there are: what `okrsite schema` prints."""

import json
from typing import Any

from okrsite.loading.schema import KINDS, KnownRule, SchemaKind, schema
from okrsite.rules.registry import RULES


def content_schema(kind: SchemaKind) -> dict[str, Any]:
    """The schema of the fields of a kind of file."""
    return schema(
        kind,
        (
            KnownRule(
                name=rule.name, about=rule.summary, options=tuple((o.name, o.about) for o in rule.options)
            )
            for rule in RULES
            if not rule.fixed
        ),
    )


def schema_text(kind: SchemaKind) -> str:
    """The schema as the text of a file, in ASCII: consoles and pipes leave it as it is."""
    return json.dumps(content_schema(kind), indent=2) + "\n"


def settings_schema() -> str:
    """The schema of okrsite.yml."""
    return schema_text(next(kind for kind in KINDS if kind.name == "settings"))
