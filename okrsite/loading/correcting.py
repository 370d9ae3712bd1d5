"""From a correction to the letters of its file: which stretch is replaced, and by what, in which quotes.

Nothing but the faulty word is touched. Where its place holds something else than the correction expects, goes
on over several lines, or has a comment behind it that would go too, there is no fix: a person has to look.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from okrsite.diagnostics import Correction, Finding, Fix
from okrsite.loading import yaml_reading
from okrsite.loading.nodes import Mapping, Node, Scalar, Sequence, span_of
from okrsite.model.reference import id_like
from okrsite.source import SourceFile, Span

_PLAIN = re.compile(r"[A-Za-z0-9_](?:[\w/#.-]*[\w/#-])?(?: [A-Za-z]+)*", re.ASCII)
"""What is certain to be read as it stands, also in brackets and as a field's name."""
_RESOLVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "tbd"})
_COMMA = re.compile(r"\s*,\s*")


def fixes(findings: Iterable[Finding], spans: Iterable[Span]) -> list[Fix | None]:
    """What mends each finding, given its position; None where it takes a person."""
    return [
        None if finding.correction is None else _fix(finding.place.source, span, finding.correction)
        for finding, span in zip(findings, spans, strict=True)
    ]


def _fix(source: SourceFile, span: Span, correction: Correction) -> Fix | None:
    if span.line != span.end_line or span.end_column <= span.column:
        return None
    front = (source.front or "").split("\n")
    number = span.line - source.front_line
    if source.front is None or not 0 <= number < len(front):
        return _in_prose(source, span, correction)
    written = front[number][span.column - 1 : span.end_column - 1]
    if not correction.new:
        return _deletion(source, front, span, correction.old)
    quote = written[:1] if written[:1] in {'"', "'"} else ""
    if not _same(_unquoted(written) if quote else written, correction.old):
        return None
    if _stands_beside(source, span, correction.new):
        return None
    return Fix(span=span, text=_scalar(correction.new, quote))


def _stands_beside(source: SourceFile, span: Span, id: str) -> bool:
    """Whether an id would be there twice: another entry of its list has it, or would get it too."""
    entry = _indexed(source.front or "", source.front_line).ids.get(span)
    if entry is None:
        return False
    beside = entry.around.beside if entry.around else ()
    others = [value.get("id") for _, value in beside if isinstance(value, Mapping)]
    return sum(isinstance(other, Scalar) and id_like(other.text) == id for other in others) > 1


def _in_prose(source: SourceFile, span: Span, correction: Correction) -> Fix | None:
    lines, number = source.body.split("\n"), span.line - source.body_line
    if not 0 <= number < len(lines) or number in source.cut or not correction.new:
        return None
    before, rest = lines[number][: span.column - 1], lines[number][span.column - 1 :]
    whole = not re.search(r"[^\s(<]$", before) and re.match(rf"{re.escape(correction.old)}(?:[\s)>]|$)", rest)
    return Fix(span=span, text=correction.new) if whole else None


def _same(one: str, other: str) -> bool:
    """Whether two texts are the same but for the spaces around and between their words."""
    return one.split() == other.split()


def _unquoted(written: str) -> str:
    """The text of a value in quotes; the value itself where they are something else."""
    root, faults = yaml_reading.parse(written)
    return root.text if isinstance(root, Scalar) and not faults else written


def _scalar(text: str, quote: str) -> str:
    """A text as a YAML value on one line, in the quotes that its forerunner had."""
    if not quote and _PLAIN.fullmatch(text) and text.lower() not in _RESOLVED:
        return text
    if quote == "'" and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)  # which YAML reads as JSON does


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An entry of a list (which has no name) or a field, with those beside it and the one around them."""

    beside: tuple[tuple[Scalar | None, Node], ...]
    flow: bool
    index: int
    around: "_Entry | None"

    @property
    def named(self) -> bool:
        return self.beside[self.index][0] is not None

    @property
    def begin(self) -> Node:
        name, value = self.beside[self.index]
        return name or value

    @property
    def value(self) -> Node:
        return self.beside[self.index][1]


def _entries(node: Node | None, around: _Entry | None = None) -> Iterator[_Entry]:
    """Every entry and field below a node."""
    if not isinstance(node, Sequence | Mapping):
        return
    pairs: Iterable[tuple[Scalar | None, Node]]
    pairs = node.entries if isinstance(node, Mapping) else ((None, item) for item in node.items)
    beside = tuple(pairs)
    for index, (_, value) in enumerate(beside):
        entry = _Entry(beside=beside, flow=node.flow, index=index, around=around)
        yield entry
        yield from _entries(value, entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Indexed:
    """The entries and fields of a file by where they begin, and the fields `id` by their values' places."""

    begun: dict[Span, _Entry]
    ids: dict[Span, _Entry]
    faulty: bool


@lru_cache(maxsize=16)
def _indexed(front: str, line: int) -> _Indexed:
    """What stands where in a block of fields that begins on a line: kept, for one file may have a thousand
    findings."""
    root, faults = yaml_reading.parse(front)
    begun: dict[Span, _Entry] = {}
    ids: dict[Span, _Entry] = {}
    for entry in _entries(root):
        begun.setdefault(_moved(span_of(entry.begin), line - 1), entry)
        name = entry.beside[entry.index][0]
        if name is not None and name.text == "id":
            ids.setdefault(_moved(span_of(entry.value), line - 1), entry)
    return _Indexed(begun=begun, ids=ids, faulty=bool(faults))


def _deletion(source: SourceFile, front: list[str], span: Span, old: str) -> Fix | None:
    """What takes an entry out of a list, or a field out of its group, with its line or its comma."""
    indexed = _indexed(source.front or "", source.front_line)
    entry = indexed.begun.get(span)
    if (
        indexed.faulty
        or entry is None
        or not isinstance(entry.begin, Scalar)
        or not _same(entry.begin.text, old)
    ):
        return None
    if len(entry.beside) == 1:  # and with it what stands around it, which would be empty
        goes = _lines(front, entry.around, entry.value.end) if entry.named and entry.around else None
    elif entry.flow:
        goes = _from_brackets(front, entry)
    else:
        goes = _lines(front, entry, entry.value.end)
    return None if goes is None else Fix(span=_moved(goes, source.front_line - 1), text="")


def _lines(front: list[str], entry: _Entry, end: tuple[int, int]) -> Span | None:
    """The whole lines of an entry up to an end, where they hold nothing else: no comment, no other field."""
    (first, column), (last, behind_column) = entry.begin.start, end
    before, behind = front[first][:column], front[last][behind_column:]
    inner = "\n".join(front[first : last + 1])[column:]
    opened = re.fullmatch(r"[ \t]*" if entry.named else r"[ \t]*-[ \t]+", before)
    if not opened or behind.strip(" \t}") or re.search(r"[ \t]#", inner) or last > first + 1:
        return None
    if last + 1 == len(front) and first > 0:  # the end of a file, or the line above the closing `---`
        begin, end_column = len(front[first - 1]) + 1, len(front[last]) + 1
        return Span(line=first, column=begin, end_line=last + 1, end_column=end_column)
    return Span(line=first + 1, column=1, end_line=last + 2, end_column=1)


def _from_brackets(front: list[str], entry: _Entry) -> Span | None:
    """An entry between brackets or braces, with the comma before it; the first one with the comma behind."""
    if entry.index:
        begin, end = entry.beside[entry.index - 1][1].end, entry.value.end
        between = (begin, entry.begin.start)
    else:
        name, value = entry.beside[1]
        begin, end = entry.begin.start, (name or value).start
        between = (entry.value.end, end)
    if not _COMMA.fullmatch(_stretch(front, *between)):
        return None
    return Span(line=begin[0] + 1, column=begin[1] + 1, end_line=end[0] + 1, end_column=end[1] + 1)


def _stretch(front: list[str], begin: tuple[int, int], end: tuple[int, int]) -> str:
    lines = front[begin[0] : end[0] + 1]
    lines[-1] = lines[-1][: end[1]]
    lines[0] = lines[0][begin[1] :]
    return "\n".join(lines)


def _moved(span: Span, down: int) -> Span:
    """A position so many lines further down."""
    return Span(
        line=span.line + down,
        column=span.column,
        end_line=span.end_line + down,
        end_column=span.end_column,
    )
