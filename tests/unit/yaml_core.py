"""Front matter as editors and other programs read it: by YAML 1.2's core schema, or by YAML 1.1."""

import datetime
import re
from typing import Any

import yaml


class Core(yaml.SafeLoader):
    """Only null, true, false and numbers are no texts, as in YAML 1.2 and the language servers of editors."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as the base has it

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: ARG002
        """Names of fields stay as they were written."""
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


for _tag, _look, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_look})\\Z"), _first)
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))
Core.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(loader.construct_scalar(node)))

READERS = {"core": Core, "1.1": yaml.SafeLoader}


def read(text: str, how: str = "core") -> Any:
    """The YAML of a text as JSON has it: names of fields and dates are texts."""
    return _as_json(yaml.load(text, READERS[how]))


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {_name(key): _as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _name(key: Any) -> str:
    return str(key).lower() if isinstance(key, bool) else str(_as_json(key))


def front_matter(text: str) -> str:
    """The fields of a Markdown file."""
    return text.split("\n---", 1)[0].removeprefix("---\n") if text.startswith("---\n") else ""
