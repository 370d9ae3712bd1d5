"""The words that the schema of the exports is written in."""

from collections.abc import Collection, Mapping
from typing import Any

Schema = Mapping[str, Any]

TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
NUMBER: Schema = {"type": "number"}
WHOLE: Schema = {"type": "integer"}
YES_NO: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def one_of(*words: str) -> Schema:
    return {"enum": list(words)}


def maybe(schema: Schema) -> Schema:
    """What may be null: unknown, or not there for this kind."""
    return {"anyOf": [schema, {"type": "null"}]}


def named(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def many(name: str) -> Schema:
    return {"type": "array", "items": named(name)}


def said(schema: Schema, about: str) -> Schema:
    return {**schema, "description": about}


def record(about: str, *, required: Collection[str] | None = None, **fields: Schema) -> Schema:
    """An object that has all of its fields, or at least those that are `required`."""
    return {
        "description": about,
        "type": "object",
        "properties": fields,
        "required": list(fields if required is None else required),
    }
