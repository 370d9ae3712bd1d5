"""Lists and groups of fields: readers made of readers."""

import re
from collections.abc import Callable
from typing import Any

from okrsite.diagnostics import Correction
from okrsite.loading.decoder import (
    Decoder,
    Fields,
    Reader,
    Record,
    is_blank,
    read_record,
    reads,
    to_be_determined,
)
from okrsite.loading.nodes import Mapping, Node, Scalar, Sequence
from okrsite.loading.shapes import ANY, Group, Many, Part, Table, Value


def shape_of(fields: Fields, what: str) -> Group:
    """What a group of fields looks like."""
    parts = tuple(Part(name=f.name, shape=f.read.shape, required=f.required, about=f.about) for f in fields)
    return Group(what=what, parts=parts)


def several(
    read: Reader[Any], repeated: Callable[[Decoder, str, Node], None] | None = None
) -> Reader[tuple[Any, ...] | None]:
    """A list; a single value stands where a list is expected. `repeated` is told of what stands twice."""

    @reads(Many(of=read.shape))
    def read_list(decoder: Decoder, name: str, node: Node) -> tuple[Any, ...] | None:
        values: dict[Any, None] = {}
        faulty = False
        if isinstance(node, Scalar) and node.plain and re.match(r"-[^\W\d]", node.text):
            decoder.fault(
                "wrong-type",
                node,
                f"`{name}` takes a list, and a hyphen that begins an entry needs a space behind it",
                f"Write each entry on a line of its own, like `- {node.text[1:].partition(' -')[0]}`.",
            )
            return None
        for item in node.items if isinstance(node, Sequence) else [node]:
            if to_be_determined(decoder, item):
                continue
            if isinstance(item, Scalar) and not item.text.strip():
                decoder.fault("wrong-type", item, f"an item of `{name}` is empty", "Fill it in or delete it.")
                faulty = True
                continue
            value = read(decoder, name, item)
            if value is None:
                faulty = True
                continue
            if value in values and repeated is not None:
                repeated(decoder, name, item)
            values[value] = None
        return tuple(values) if values or not faulty else None

    return read_list


def distinct(read: Reader[Any]) -> Reader[tuple[Any, ...] | None]:
    """A list in which nothing should stand twice."""

    def repeated(decoder: Decoder, name: str, item: Node) -> None:
        # The entry is not named: it may be a draft, and this is a warning that the site shows.
        spare = Correction(old=item.text) if isinstance(item, Scalar) else None
        message = f"this stands twice in `{name}`"
        decoder.fault("duplicate-entry", item, message, "Keep one of the two.", spare)

    return several(read, repeated)


def records(fields: Fields, what: str) -> Reader[tuple[tuple[int, Record], ...]]:
    """A list of groups of fields."""

    @reads(Many(of=shape_of(fields, what)))
    def read_records(decoder: Decoder, name: str, node: Node) -> tuple[tuple[int, Record], ...]:
        if isinstance(node, Mapping) and not node.entries:
            return ()
        items = node.items if isinstance(node, Sequence) else [node]
        found = []
        for i, item in enumerate(items):
            if isinstance(item, Mapping):
                found.append((i, read_record(decoder, item, fields, what)))
            elif not to_be_determined(decoder, item):
                decoder.fault(
                    "wrong-type",
                    item,
                    f"an entry of `{name}` is no group of fields",
                    f"Begin each entry with a hyphen and its first field: `- {fields[0].name}: ...`",
                )
        return tuple(found)

    return read_records


def group(fields: Fields, what: str) -> Reader[Record | None]:
    """One group of fields."""

    @reads(shape_of(fields, what))
    def read_group(decoder: Decoder, name: str, node: Node) -> Record | None:
        if isinstance(node, Mapping):
            return read_record(decoder, node, fields, what)
        known = ", ".join(f"{f.name}: ..." for f in fields)
        decoder.fault("wrong-type", node, f"`{name}` takes fields", f"Write `{name}: {{{known}}}`.")
        return None

    return read_group


def keyed(fields: Fields, what: str, keys: Value = ANY) -> Reader[tuple[tuple[Scalar, Record], ...]]:
    """Groups of fields under names that the writer gives; `keys` is how those look."""

    @reads(Table(keys=keys, values=shape_of(fields, what), blank=True, or_list=True))
    def read_keyed(decoder: Decoder, name: str, node: Node) -> tuple[tuple[Scalar, Record], ...]:
        if isinstance(node, Sequence) and not node.items:
            return ()
        if not isinstance(node, Mapping):
            decoder.fault(
                "wrong-type",
                node,
                f"`{name}` takes names with fields below them",
                f"Write a name, a colon, and below it the fields, like `{fields[0].name}: ...`",
            )
            return ()
        found = []
        for key, value in node.entries:
            if is_blank(value):
                found.append((key, Record(Mapping(key.start, key.end))))
            elif isinstance(value, Mapping):
                found.append((key, read_record(decoder, value, fields, what)))
            else:
                decoder.fault(
                    "wrong-type",
                    value,
                    f"`{key.text}` takes fields below it, and here is "
                    + ("a list" if isinstance(value, Sequence) else "a single value"),
                    f"Write the fields below it, like `{fields[0].name}: "
                    + (f"{value.text}`" if isinstance(value, Scalar) else "...`"),
                )
        return tuple(found)

    return read_keyed
