"""The YAML of a file as a tree of texts with positions.

Nothing is resolved: every scalar stays the text that was written, and the field it stands in decides
its type, so that `no`, `1:30`, `012` and dates mean what the writer meant.
"""

from dataclasses import dataclass, field

from okrsite.source import Pointer, Span


@dataclass(slots=True, eq=False)
class Node:
    """What all nodes have: where they begin and end (zero-based line and column in the YAML text)."""

    start: tuple[int, int]
    end: tuple[int, int]

    @property
    def has_fields(self) -> bool:
        """Whether it is a group of fields, be it one without any."""
        return isinstance(self, Mapping) or (isinstance(self, Scalar) and self.empty)


@dataclass(slots=True, eq=False)
class Scalar(Node):
    """A text. `plain` ones stand without quotes; `comment` is what a ` #` behind them cut off."""

    text: str
    plain: bool = True
    comment: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was written, not even quotes."""
        return self.plain and not self.text


@dataclass(slots=True, eq=False)
class Sequence(Node):
    items: list[Node] = field(default_factory=list)
    flow: bool = False


@dataclass(slots=True, eq=False)
class Mapping(Node):
    """A group of fields. `names` are the fields' names by their text; `cut` is the field whose text a comma
    in braces has cut."""

    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    flow: bool = False
    names: dict[str, Scalar] = field(default_factory=dict)
    cut: Scalar | None = None

    def get(self, name: str) -> Node | None:
        for key, value in self.entries:
            if key.text == name:
                return value
        return None


def find(root: Node | None, pointer: Pointer, *, key: bool = False) -> Span:
    """The position of a value (or of its field's name) in the YAML text, counted from 1.

    A step is a field's name, the number of an item, or an item's own text. Where the pointer leads
    nowhere, the nearest value above it that exists.
    """
    node, name = root, None
    for step in pointer:
        name = None
        if isinstance(node, Mapping) and isinstance(step, str):
            found = next(((k, v) for k, v in node.entries if k.text == step), None)
            if found is None:
                break
            name, node = found
        elif isinstance(node, Sequence):
            item = _item(node, step)
            if item is None:
                break
            node = item
        elif step != 0:  # a single value stands where a list is expected
            break
    if node is None:
        return Span()
    shown: Node = name if name is not None and (key or (isinstance(node, Scalar) and node.empty)) else node
    return span_of(shown)


def _item(node: Sequence, step: str | int) -> Node | None:
    if isinstance(step, int):
        return node.items[step] if step < len(node.items) else None
    texts = (item for item in node.items if isinstance(item, Scalar))
    return next((item for item in texts if " ".join(item.text.split()) == step), None)


def span_of(node: Node) -> Span:
    """The position of a node, counted from 1 within the YAML text."""
    return Span(
        line=node.start[0] + 1,
        column=node.start[1] + 1,
        end_line=node.end[0] + 1,
        end_column=node.end[1] + 1,
    )
