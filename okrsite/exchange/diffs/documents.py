"""A change as JSON: every value of it by the name it has there, and of which version the form is."""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from okrsite.exchange.diffs.schema import SCHEMA_ID, VERSION
from okrsite.exchange.exact import document as written, share
from okrsite.views.diff.parts import DiffView


def document(view: DiffView) -> str:
    """The document, which ends with a line end. Texts are as they were written, so a program that shows them
    must make them safe."""
    head = [("$schema", SCHEMA_ID), ("version", VERSION), ("document", "diff")]
    body = [(field.name, _plain(getattr(view, field.name))) for field in fields(view)]
    changes = [("changes", not view.nothing)]
    return written([*head, *changes, *body]).decode()


def _plain(value: Any) -> Any:
    """A value of the view as JSON has it: days as `2026-10-16`, shares as numbers."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return share(value) if isinstance(value, Decimal) else value
