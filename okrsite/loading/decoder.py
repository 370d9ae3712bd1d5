"""Typed getters: from nodes to values, with a finding for each that does not fit."""

from collections.abc import Callable, Mapping as MappingABC
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, TypeVar

from okrsite.diagnostics import Correction, Finding, corrected, meant, near_names
from okrsite.loading import yaml_traps
from okrsite.loading.nodes import Mapping, Node, Scalar, Sequence, span_of
from okrsite.loading.shapes import ANY, Shape
from okrsite.source import Place, SourceFile, Span


@dataclass(slots=True, eq=False)
class Decoder:
    """One file being decoded. In a draft, `TBD` may stand for any value.

    `allowed` are the rules that it may break, with the reasons; known once its fields are read.
    """

    source: SourceFile
    report: Callable[[Finding], None]
    draft: bool = False
    line_offset: int = 0
    faulty: bool = False
    allowed: tuple[tuple[str, str], ...] = ()

    def fault(
        self, rule: str, at: Node | Place, message: str, hint: str = "", correction: Correction | None = None
    ) -> None:
        """Report a finding at a node of this file."""
        self.faulty = True
        place = at if isinstance(at, Place) else Place(source=self.source, span=self.span(at))
        self.report(Finding(rule=rule, place=place, message=message, hint=hint, correction=correction))

    def line(self, node: Node) -> str:
        """The line on which a node ends, as it was written."""
        lines = (self.source.front or "").split("\n")
        return lines[node.end[0]] if node.end[0] < len(lines) else ""

    def span(self, node: Node) -> Span:
        """A node's position in the whole file."""
        inner = span_of(node)
        return Span(
            line=inner.line + self.line_offset,
            column=inner.column,
            end_line=inner.end_line + self.line_offset,
            end_column=inner.end_column,
        )


T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Reader(Generic[T]):
    """Reads the value of a field by its name; None where it is faulty (and reported). `shape` is what it
    reads, for editors."""

    read: Callable[[Decoder, str, Node], T]
    shape: Shape

    def __call__(self, decoder: Decoder, name: str, node: Node) -> T:
        return self.read(decoder, name, node)


def reads(shape: Shape) -> Callable[[Callable[[Decoder, str, Node], T]], Reader[T]]:
    """Makes a function a reader of values of a shape."""
    return lambda read: Reader(read, shape)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Field:
    """A field of a kind of file: its name, how it is read, and what it is for (for the guide)."""

    name: str
    read: Reader[Any]
    required: bool = False
    about: str = ""


Fields = tuple[Field, ...]


@dataclass(slots=True, eq=False)
class Record:
    """The decoded fields of one group. A name that was not written, is empty, faulty or left open gives
    None."""

    node: Mapping
    values: dict[str, Any] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)

    def get(self, name: str) -> Any:
        return self.values.get(name)

    def has(self, name: str) -> bool:
        """Whether the field was written, faulty or not."""
        return name in self.written

    def at(self, name: str) -> Node:
        return self.node.get(name) or self.node

    @property
    def unclear(self) -> frozenset[str]:
        """The fields that were written, but whose value is faulty or left open."""
        return frozenset(name for name in self.written if self.values.get(name) is None)


def read_record(decoder: Decoder, node: Mapping, fields: Fields, what: str) -> Record:
    """Decode a group of fields. Reports unknown and missing ones; `what` names the group (`an objective`)."""
    record = Record(node)
    known = _by_name(fields)
    for key, value in node.entries:
        name = key.text
        definition = known.get(name)
        if definition is None:
            near = near_names(name, known)
            hint = meant(near) or "Known are " + ", ".join(f"`{f}`" for f in known) + "."
            message = f"{what} has no field `{name[:60]}`" if name.strip() else "this field has no name"
            decoder.fault("unknown-field", key, message, hint, corrected(name, near, taken=node.names))
            continue
        if is_blank(value):
            continue
        record.written.add(name)
        if not to_be_determined(decoder, value):
            record.values[name] = definition.read(decoder, name, value)
    for definition in _required(fields):
        if definition.name not in record.written:
            empty = next((k for k, _ in node.entries if k.text == definition.name), None)
            about = f": {definition.about}" if definition.about else ""
            decoder.fault(
                "missing-field",
                empty or node,
                f"`{definition.name}` is empty" if empty else f"{what} needs the field `{definition.name}`",
                f"Write `{definition.name}:`{about}",
            )
    return record


@lru_cache
def _by_name(fields: Fields) -> MappingABC[str, Field]:
    return {field.name: field for field in fields}


@lru_cache
def _required(fields: Fields) -> Fields:
    return tuple(field for field in fields if field.required)


def read_file_record(decoder: Decoder, root: Node | None, fields: Fields, what: str) -> Record:
    """Decode the top of a file; an empty one has no fields."""
    node = root if isinstance(root, Mapping) else Mapping((0, 0), (0, 0))
    record = read_record(decoder, node, fields, what)
    decoder.allowed = record.get("allow") or ()
    return record


def is_blank(node: Node) -> bool:
    """Whether nothing is written: nothing but quotes, or what programs write for it (`null`, `~`)."""
    return isinstance(node, Scalar) and (not node.text.strip() or (node.plain and node.text in {"null", "~"}))


def to_be_determined(decoder: Decoder, node: Node) -> bool:
    """Whether a value is left open, as it may be in a draft."""
    return decoder.draft and isinstance(node, Scalar) and node.text.strip() == "TBD"


def scalar(decoder: Decoder, name: str, node: Node, wanted: str) -> Scalar | None:
    """The node as a single value, or None after a report."""
    if isinstance(node, Scalar):
        return node
    if isinstance(node, Mapping) and len(node.entries) == 1 and not node.flow:
        key, value = node.entries[0]
        if isinstance(value, Scalar):
            text = f"{key.text}: {value.text}"
            decoder.fault(
                "wrong-type",
                node,
                f"`{name}` takes {wanted}; the `: ` in it makes a field of its own",
                f"Put quotes around it: {yaml_traps.quoted(text)}",
            )
            return None
    got = "a group of fields" if isinstance(node, Mapping) else "a list"
    if isinstance(node, Sequence) and wanted != "a text":
        first = next((item.text for item in node.items if isinstance(item, Scalar)), "...")
        hint = f"Write one only: `{name}: {first}`"
    elif isinstance(node, Mapping | Sequence) and node.flow:
        hint = "Brackets and braces mean something to YAML: put quotes around the text."
    else:
        hint = f"Write it on one line: `{name}: ...`"
    decoder.fault("wrong-type", node, f"`{name}` takes {wanted}, and here is {got}", hint)
    return None


def refuse_comment(decoder: Decoder, found: Scalar) -> None:
    """Report a comment behind a text: nobody can tell whether it was meant as part of it."""
    if found.comment.lstrip()[1:2] in (" ", "\t") or found.comment.rstrip().endswith(" #"):
        decoder.fault(
            "text-cut-off",
            found,
            "a `#` after a space begins a comment: the text behind it is lost",
            yaml_traps.cut_hint(decoder.line(found), found.text, found.comment)
            + " or move the comment to a line of its own.",
        )


@reads(ANY)
def text(decoder: Decoder, name: str, node: Node) -> str | None:
    """A text. What stands behind a `#` may have been part of it."""
    found = scalar(decoder, name, node, "a text")
    if found is None:
        return None
    refuse_comment(decoder, found)
    return " ".join(found.text.split()) if "\n" not in found.text else found.text.strip()


@reads(ANY)
def line(decoder: Decoder, name: str, node: Node) -> str | None:
    """A text of one line: line breaks in it become spaces."""
    found = text(decoder, name, node)
    return " ".join(found.split()) if found else found
