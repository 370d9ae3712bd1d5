"""What YAML would silently lose of a text: behind a ` #`, and behind a comma in braces or brackets."""

import re
from dataclasses import dataclass

from okrsite.loading import yaml_traps
from okrsite.loading.nodes import Mapping, Node, Scalar

_TO_NEXT_FIELD = re.compile(r"(?:[^,}]|,(?![^,:}]*:(?:\s|$)))*")
_NUMBER_BEGUN = re.compile(r"[^\w\s]{0,2}[0-9]{1,3}")
_NUMBER_ENDED = re.compile(r"[0-9]{3}(?![0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlFault:
    """A fault of the YAML itself, with zero-based line and column."""

    rule: str
    line: int
    column: int
    message: str
    hint: str


def _cut(at: tuple[int, int], message: str, hint: str) -> YamlFault:
    return YamlFault(rule="text-cut-off", line=at[0], column=at[1], message=message, hint=hint)


def text_cut(node: Scalar, rest: str, line: str) -> YamlFault:
    """The fault of a text that a comment ends; where nothing stands before the `#`, the text is the comment.

    `rest` is what follows the text on its last `line`.
    """
    hint = yaml_traps.cut_hint(line, node.text, rest)
    if node.empty:
        node.text = rest.strip()
    return _cut(
        (node.end[0], node.end[1] + len(rest) - len(rest.lstrip())),
        "a `#` after a space begins a comment: the text behind it is lost",
        hint,
    )


def is_split_text(parent: Mapping, key: Scalar, node: Node, line: str) -> bool:
    """Whether a name without a value is the rest of the text before it: in braces, `note: Vendor slipped,
    again` leaves `again` as such. `line` is the one that the name ends on."""
    if not (isinstance(node, Scalar) and node.empty and parent.entries):
        return False
    return not line[key.end[1] :].lstrip().startswith(":")


def split_text(parent: Mapping, key: Scalar, line: str) -> YamlFault | None:
    """The fault of a text that a comma in braces cuts, put together again in its group; None where it was cut
    before."""
    name, before = parent.entries[-1]
    if parent.cut is name:
        return None
    parent.cut = name
    whole = _TO_NEXT_FIELD.match(line, before.start[1]) if before.start[0] == key.end[0] else None
    text = whole[0] if whole else f"{before.text}, {key.text}" if isinstance(before, Scalar) else key.text
    parent.entries[-1] = (name, Scalar(before.start, key.end, text.strip(), plain=False))
    return _cut(
        key.start,
        f"in braces a comma ends the value: `{key.text}` is cut off from `{name.text}`",
        f"Put quotes around the whole value: `{name.text}: {yaml_traps.quoted(text)}`",
    )


def split_number(before: Node, node: Node, line: str) -> YamlFault | None:
    """The fault of `1,500` in brackets, which makes two items; None where two of them are no such number.

    `line` is the one that the second begins on.
    """
    if (
        isinstance(before, Scalar)
        and isinstance(node, Scalar)
        and line[before.end[1] : node.start[1]] == ","
        and before.end[0] == node.start[0]
        and _NUMBER_BEGUN.fullmatch(before.text)
        and _NUMBER_ENDED.match(node.text)
    ):
        return _cut(
            node.start,
            f"in brackets a comma begins a new item: `{before.text},{node.text}` becomes two",
            f'Put quotes around it: `"{before.text},{node.text}"`',
        )
    return None
