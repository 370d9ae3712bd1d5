"""Texts as YAML values that mean just that text, and the lines of front matter made of them.

What is certain to be read as it stands is written plainly, all else in double quotes. Certain is little on
purpose: other programs that read the files resolve `no`, `012` and dates, and people who copy a line put
something else behind it.
"""

import re
from collections.abc import Iterable

from okrsite.model.quantity import Quantity, parse_quantity

LARGEST = 300
"""Characters that a line typed at a prompt or in an option may have."""

_PLAIN = re.compile(r"[^\W\d_][\w ,.'’()/&%+!?€£$–—-]*")
_FIGURE = re.compile(r"[-−+]?[\w$€£¥][\w %.,'’$€£¥/°‰²³-]*")
_RESOLVED = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n", "tbd", "nan", "inf"})
"""Words that YAML programs read as something else than text, and the one that leaves a value open."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_JOINERS = frozenset("\u200c\u200d")
"""What holds letters and emoji together."""


def scalar(text: str) -> str:
    """A text as a YAML value on one line; whoever reads it gets the same text, to the letter."""
    certain = _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _RESOLVED
    return text if certain else quoted(text)


def named(id: str) -> str:
    """An id or a reference as a YAML value: as it stands, but for words like `null` that say nothing."""
    return quoted(id) if id.lower() in _RESOLVED else id


def quoted(text: str) -> str:
    """A text in double quotes, with what can't be seen or would break a line escaped."""
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable() or character in _JOINERS:
        return character
    number = ord(character)
    return (
        f"\\x{number:02x}"
        if number < 0x100
        else f"\\u{number:04x}"
        if number < 0x10000
        else f"\\U{number:08x}"
    )


def figure(text: str) -> str:
    """A number with its unit as a YAML value: plainly, as everyone writes it, where that is certain."""
    return text if _FIGURE.fullmatch(text) and text == text.strip() else quoted(text)


def quantity_lines(fields: Iterable[tuple[str, Quantity | None]]) -> list[str]:
    """The fields of numbers that share a unit; a unit that can't stand beside a number gets its field."""
    given = [(name, quantity) for name, quantity in fields if quantity is not None]
    lines = []
    if any(not reads_back(quantity) for _, quantity in given):
        unit = next(quantity.unit_text for _, quantity in given if not quantity.bare)
        lines.append(f"unit: {scalar(unit)}")
        return [*lines, *(f"{name}: {figure(quantity.figure)}" for name, quantity in given)]
    return [f"{name}: {figure(quantity.text)}" for name, quantity in given]


def reads_back(quantity: Quantity) -> bool:
    """Whether a number with its unit is read as just that: not so `120 ms (p95)`."""
    try:
        again = parse_quantity(quantity.text)
    except ValueError:
        return False
    return again.number == quantity.number and again.unit == quantity.unit


def field(name: str, text: str) -> list[str]:
    """The lines of a field with a text; a text of several lines is written as such below its name."""
    if "\n" in text and text == text.strip() and all(map(_stands_alone, text.split("\n"))):
        return [f"{name}: |-", *(f"  {line}".rstrip() for line in text.split("\n"))]
    return [f"{name}: {scalar(text)}" if text else f"{name}:"]


def _stands_alone(line: str) -> bool:
    """Whether a line can stand in a block of text as it is."""
    return not line or (line == line.strip() and line.isprintable())


def list_field(name: str, texts: Iterable[str]) -> list[str]:
    """The lines of a field with a list, an entry a line; none where there is none."""
    entries = [f"  - {scalar(text)}" for text in texts]
    return [f"{name}:", *entries] if entries else []


def entry(lines: list[str]) -> list[str]:
    """The lines of one group in a list: a hyphen before the first, the others below it."""
    first = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    marked = (f"{'- ' if i == first else '  '}{line}" for i, line in enumerate(lines))
    return [line.rstrip() for line in marked]


def indented(lines: Iterable[str], by: int = 2) -> list[str]:
    return [f"{' ' * by}{line}".rstrip() for line in lines]


def comment(text: str) -> str:
    """A comment on a line of its own."""
    return f"# {' '.join(''.join(c if c.isprintable() else ' ' for c in text).split())}"


def markdown(fields: Iterable[str], prose: str) -> str:
    """A content file: its fields between the two lines of `---`, then its prose."""
    return "\n".join(["---", *fields, "---", ""]) + prose.strip("\n") + ("\n" if prose.strip("\n") else "")


def one_line(text: str) -> str:
    """What somebody typed as a text of one line. Raises ValueError where it is none that a file can hold."""
    line = " ".join("".join(c if c.isprintable() or c in _JOINERS else " " for c in text).split())
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("that is no text a file can hold: type it anew")
    if len(line) > LARGEST:
        raise ValueError(f"that has {len(line)} characters; {LARGEST} are the most")
    return line
