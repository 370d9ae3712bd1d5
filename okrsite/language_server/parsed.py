"""The fields and the prose of a file, as much of it as YAML can read."""

from collections.abc import Iterator
from dataclasses import dataclass

from okrsite.language_server.blocks import fields_begin_end
from okrsite.language_server.lines import Stretch, lines_of
from okrsite.loading import yaml_reading
from okrsite.loading.nodes import Mapping, Node, Scalar, Sequence
from okrsite.loading.reading import LARGEST, ODD_BREAKS
from okrsite.source import Pointer

REPAIRS = 12
"""Lines that are left out at most to have YAML read the others."""

LONG = 100_000
"""Characters from which on a text is not repaired: nobody should wait for that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A file: its lines, its fields, and the first lines of the two. `sound` tells that YAML can read all of
    it; else the lines at fault are left out."""

    lines: tuple[str, ...]
    root: Mapping | None = None
    first: int = 0
    body: int = 0
    sound: bool = True

    def stretch(self, node: Node) -> Stretch:
        """Where a node stands in the file. YAML ends what goes on to the end behind the last line."""
        last = len(self.lines) - 1
        begin = (node.start[0] + self.first, node.start[1])
        end = min((node.end[0] + self.first, node.end[1]), (last, len(self.lines[last])))
        return Stretch(*min(begin, end), *end)

    def inside(self, node: Scalar) -> Stretch | None:
        """Where the text of a value or name stands, without its quotes.

        None where it is not written on one line, just as it is read.
        """
        at = self.stretch(node)
        if at.line != at.end_line:
            return None
        written = self.lines[at.line][at.start : at.end]
        quotes = 0 if node.plain else 1
        if written[quotes : len(written) - quotes] != node.text:
            return None
        return Stretch.within(at.line, at.start + quotes, at.end - quotes)


def parse(text: str, *, fenced: bool = True) -> Parsed:
    """Read a file; `fenced` ones have their fields between two lines of `---`."""
    lines = lines_of(text)
    if len(text) > LARGEST:
        return Parsed(lines=tuple(lines), sound=False)
    first, end = fields_begin_end(lines) if fenced else (0, len(lines))
    front = "\n".join(lines[first:end]).translate(ODD_BREAKS).split("\n")
    sound = not fenced or end < len(lines)
    for _ in range(REPAIRS if len(text) < LONG else 1):
        root, faults = yaml_reading.parse("\n".join(front))
        if root is not None or not faults:
            break
        sound = False
        at = min(max(faults[0].line, 0), len(front) - 1)
        if not front[at].strip():  # the fault is told behind the line that makes it
            at = next((n for n in range(at, -1, -1) if front[n].strip()), 0)
        front[at] = ""
    return Parsed(
        lines=tuple(lines),
        root=root if isinstance(root, Mapping) else None,
        first=first,
        body=end + 1 if fenced and end else len(lines) if not fenced else 0,
        sound=sound,
    )


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the fields of a file: a value, or a name where `named`."""

    path: Pointer
    node: Scalar
    named: bool = False


def texts_in(node: Node | None, path: Pointer = ()) -> Iterator[Text]:
    """Every text in some fields, in their order. A name's path is that of the group it stands in."""
    if isinstance(node, Scalar):
        yield Text(path, node)
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            yield Text(path, key, named=True)
            yield from texts_in(value, (*path, key.text))
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from texts_in(item, (*path, number))
