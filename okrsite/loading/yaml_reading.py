"""YAML text as nodes, with what is wrong with it."""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml._yaml import CParser

from okrsite.loading import yaml_traps
from okrsite.loading.nodes import Mapping, Node, Scalar, Sequence
from okrsite.loading.yaml_losses import YamlFault, is_split_text, split_number, split_text, text_cut

_COMMENT = re.compile(r"(?<!\w)#")
"""Where a comment may begin; elsewhere a `#` is part of a text."""

_GROUPS = (Mapping, Sequence)

DEEPEST = 40
"""Nesting beyond this is no content; it keeps hostile files from costing anything."""
MOST = 5_000
"""So many names and values has no block of fields; nor does a person read on."""
LONGEST = 10_000
"""Characters of a value, and of a line. Titles are far shorter, and what needs more is prose."""


class _Events(CParser):
    """libyaml's parser alone: no resolver, no constructor."""


class _Stop(Exception):
    """Reading further makes no sense; the fault is already noted."""


class _Builder:
    """Turns libyaml's events into nodes, noting faults on the way."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.has_comments = _COMMENT.search(text) is not None
        self.faults: list[YamlFault] = []

    def fault(self, rule: str, at: tuple[int, int], message: str, hint: str) -> None:
        self.faults.append(YamlFault(rule=rule, line=at[0], column=at[1], message=message, hint=hint))

    def note(self, fault: YamlFault | None) -> None:
        if fault is not None:
            self.faults.append(fault)

    def line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def within(self, mark: Any) -> tuple[int, int]:
        """Where something ends: for libyaml a last line that nothing ends is followed by one more."""
        if mark.line < len(self.lines):
            return mark.line, mark.column
        return len(self.lines) - 1, len(self.lines[-1])

    def build(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        stack: list[tuple[Sequence | Mapping, Scalar | None]] = []
        documents = count = 0
        for event in events:
            kind = type(event)
            count += 1
            if count > MOST:
                self.too_many((event.start_mark.line, event.start_mark.column))
            if kind is yaml.ScalarEvent:
                node: Node = self.scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if event.anchor or event.tag:
                    self.refuse_anchor_and_tag(event)
                made = Mapping if kind is yaml.MappingStartEvent else Sequence
                at = (event.start_mark.line, event.start_mark.column)
                node = made(at, at, flow=bool(event.flow_style))
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                closed, _ = stack.pop()
                closed.end = self.within(event.end_mark)
                continue
            elif kind is yaml.AliasEvent:
                node = self.alias(event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    at = (event.start_mark.line, event.start_mark.column)
                    self.fault(
                        "unsupported-yaml",
                        at,
                        "a second block of fields (a YAML document) begins here",
                        "A file has one block of fields: delete this line.",
                    )
                    raise _Stop
                continue
            else:
                continue
            if stack:
                stack[-1] = self.place(stack[-1], node)
            else:
                root = node
            if isinstance(node, _GROUPS):
                stack.append((node, None))
                if len(stack) > DEEPEST:
                    self.fault(
                        "unsupported-yaml",
                        node.start,
                        f"fields are nested more than {DEEPEST} levels deep",
                        "Take the nesting out; no field needs more than four levels.",
                    )
                    raise _Stop
        return root

    def too_long(self, at: tuple[int, int], what: str) -> None:
        hint = "Shorten it; what needs more room goes below the fields, as prose."
        self.fault("unsupported-yaml", at, f"{what}; a field has at most {LONGEST:,}", hint)

    def too_many(self, at: tuple[int, int]) -> None:
        self.fault(
            "unsupported-yaml",
            at,
            f"the block of fields has more than {MOST:,} names and values up to here",
            "Take out what nobody will read, or split the file.",
        )
        raise _Stop

    def place(
        self, top: tuple[Sequence | Mapping, Scalar | None], node: Node
    ) -> tuple[Sequence | Mapping, Scalar | None]:
        """Put a node into the open collection; return that with the key it now waits with."""
        parent, key = top
        if isinstance(parent, Sequence):
            if parent.flow and parent.items:
                self.note(split_number(parent.items[-1], node, self.line(node.start[0])))
            parent.items.append(node)
            return parent, None
        if key is None:
            if not isinstance(node, Scalar):
                self.fault(
                    "front-matter-broken",
                    node.start,
                    "a field's name must be a word",
                    yaml_traps.quote_hint(self.line(node.start[0])),
                )
                raise _Stop
            return parent, node
        if parent.flow and is_split_text(parent, key, node, self.line(key.end[0])):
            self.note(split_text(parent, key, self.line(key.end[0])))
            return parent, None
        if key.text == "<<" and key.plain:
            self.faults = [f for f in self.faults if (f.line, f.column) != node.start]
            self.fault(
                "unsupported-yaml",
                key.start,
                "`<<` merges another group of fields in here",
                "Write the fields out.",
            )
        first = parent.names.setdefault(key.text, key)
        if first is not key:
            self.fault(
                "duplicate-key",
                key.start,
                f"`{key.text}` stands here a second time; the first is {self.ago(first, key)}",
                "Keep one of the two.",
            )
        else:
            parent.entries.append((key, node))
        return parent, None

    @staticmethod
    def ago(first: Node, second: Node) -> str:
        lines = second.start[0] - first.start[0]
        if lines == 0:
            return "on the same line"
        return "one line above" if lines == 1 else f"{lines} lines above"

    def scalar(self, event: Any) -> Scalar:
        start, end = event.start_mark, event.end_mark
        if event.anchor or event.tag:
            self.refuse_anchor_and_tag(event)
        plain = not event.style
        at = (start.line, start.column)
        if len(event.value) > LONGEST:
            self.too_long(at, f"a text of {len(event.value):,} characters begins here")
            raise _Stop
        node = Scalar(at, self.within(end), event.value, plain)
        if plain and not self.has_comments:
            return node
        if plain:
            rest = self.line(end.line)[end.column :]
            if "#" in rest and rest.lstrip(" \t").startswith("#"):
                node.comment = rest
                if rest.lstrip()[1:].strip() and rest.lstrip()[1] not in " \t":
                    self.note(text_cut(node, rest, self.line(node.end[0])))
        elif event.style in "|>":
            header = self.line(start.line)[start.column :]
            if not event.value.strip() and re.match(r"[>|][0-9]", header):
                self.fault(
                    "front-matter-broken",
                    at,
                    f"a text that begins with `{event.style}` is read as something else by YAML",
                    yaml_traps.quote_hint(self.line(start.line)),
                )
                raise _Stop
        return node

    def alias(self, event: Any) -> Scalar:
        at = (event.start_mark.line, event.start_mark.column)
        self.fault(
            "unsupported-yaml",
            at,
            f"a text that begins with `*` is a YAML alias (`*{event.anchor}`), not text",
            yaml_traps.quote_hint(self.line(at[0])),
        )
        return Scalar(at, (event.end_mark.line, event.end_mark.column), f"*{event.anchor}", plain=False)

    def refuse_anchor_and_tag(self, event: Any) -> None:
        sign, what = ("&", "anchor") if event.anchor else ("!", "tag")
        at = (event.start_mark.line, event.start_mark.column)
        self.fault(
            "unsupported-yaml",
            at,
            f"a text that begins with `{sign}` is a YAML {what}, not text",
            yaml_traps.quote_hint(self.line(at[0])),
        )


def parse(text: str) -> tuple[Node | None, list[YamlFault]]:
    """Read YAML text into a node, with the faults found; the node is None where YAML can't read it.

    Where a fault leaves the text readable (a duplicate key, an alias), both are there.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # as YAML counts lines
    builder = _Builder(text)
    long = next((n for n, line in enumerate(builder.lines) if len(line) > LONGEST), None)
    if long is not None:
        builder.too_long((long, 0), f"this line has {len(builder.lines[long]):,} characters")
        return None, builder.faults
    events = _Events(text)
    try:
        root = builder.build(iter(events.get_event, None))
    except _Stop:
        return None, builder.faults[-1:]
    except yaml.MarkedYAMLError as error:
        rule, at, message, hint = yaml_traps.explain(error, builder.lines)
        cut = next(
            (f for f in builder.faults if f.rule == "text-cut-off" and f.line in (at[0] - 1, at[0])), None
        )
        if cut is not None:  # a text over several lines that a `#` cuts in its midst
            return None, [cut]
        return None, [YamlFault(rule=rule, line=at[0], column=at[1], message=message, hint=hint)]
    except yaml.YAMLError as error:
        message = f"YAML can't read this: {str(error).splitlines()[0]}"
        fault = YamlFault(rule="front-matter-broken", line=0, column=0, message=message, hint="")
        return None, [fault]
    finally:
        events.dispose()
    if any(fault.rule == "unsupported-yaml" for fault in builder.faults):
        return None, [f for f in builder.faults if f.rule == "unsupported-yaml"]
    return root, builder.faults
