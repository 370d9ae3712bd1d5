"""Fitting text into boxes without asking any font.

The pictures are drawn on one machine and read on another, so nothing here may depend on fonts that
happen to be installed. Widths come from Helvetica's published metrics (Adobe's AFM files, in
thousandths of the font size), widened a little because the reader's sans-serif may be wider.

Vocabulary:
    clean     text with one space between words and nothing that XML forbids or that reorders a line
    cluster   what a reader takes for one character: a letter with its accents, a joined emoji
    room      the width available, in px
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

ELLIPSIS: Final = "…"
_SLACK: Final = 1.07
_BOLD: Final = 1.07

_ADVANCES: Final = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[]\\ft",
    333: '"()-`r{}',
    389: "*",
    469: "^",
    500: "Jckszvxy",
    556: "#$0123456789?L_abdeghnopqu",
    590: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "…—",
    1015: "@",
}
_HELVETICA: Final = {character: advance / 1000 for advance, text in _ADVANCES.items() for character in text}

# What XML 1.0 forbids (its production `Char`), unpaired surrogates among it, and the marks that
# embed, override or isolate a writing direction: cut off with the rest of a title, they would
# turn around whatever follows.
_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_AFTER_A_WORD: Final = re.compile(r"[^\w\s]*(\s|$)")
_JOINER: Final = "\u200d"
_FLAG_LETTERS: Final = ("\U0001f1e6", "\U0001f1ff")
_SKIN_TONES: Final = ("\U0001f3fb", "\U0001f3ff")


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """`text` on one line, with single spaces, and without characters that XML cannot hold."""
    return " ".join(_UNWANTED.sub(" ", text).split())


def width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide `text` is in px in a sans-serif font of `size` px; rather too wide than too narrow."""
    return sum(map(_advance, text)) * size * _SLACK * (_BOLD if bold else 1)


@lru_cache(maxsize=8192)
def shorten(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """As many words of the clean `text` as fit into `room` px, with an ellipsis where something is missing.

    A word that would take more than a third of the room is cut.
    """
    if width(text, size, bold=bold) <= room:
        return text
    left = room - width(ELLIPSIS, size, bold=bold)
    head, tail = _split(text, left, size, bold)
    if not tail.startswith(" "):
        words, space, part = head.rpartition(" ")
        head = words if space and width(part, size, bold=bold) * 3 < left else head
    return head.rstrip(" ,;:.-–—") + ELLIPSIS


@lru_cache(maxsize=8192)
def wrap(text: str, room: float, size: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """The clean `text` in one to `most` lines of at most `room` px each.

    Lines break between words; a word wider than a line is cut. What does not fit ends in an ellipsis.
    """
    lines: list[str] = []
    rest = text
    while len(lines) < most - 1 and width(rest, size, bold=bold) > room:
        line, rest = _line(rest, room, size, bold)
        lines.append(line)
    return (*lines, shorten(rest, room, size, bold=bold))


def gaps(text: str, lines: Sequence[str]) -> tuple[str, ...]:
    """What stands in the clean `text` before each of its `lines`: a space, or nothing within a word."""
    found, at = [""], 0
    for line in lines[:-1]:
        at += len(line)
        found.append(" " if text[at : at + 1] == " " else "")
        at += len(found[-1])
    return tuple(found)


def is_cut(text: str, lines: Sequence[str]) -> bool:
    """Whether the last of the `lines` of the clean `text` ends within a word, or within brackets."""
    shown = "".join(gap + line for gap, line in zip(gaps(text, lines), lines, strict=True))
    if shown == text:
        return False
    rest = text[len(shown) - len(ELLIPSIS) :]
    return shown.count("(") > shown.count(")") or not _AFTER_A_WORD.match(rest)


def _line(text: str, room: float, size: float, bold: bool) -> tuple[str, str]:
    """The first line of `text`, which is too long for one, and what remains."""
    head, tail = _split(text, room, size, bold)
    if not tail.startswith(" "):
        # A word that would leave more than half a line empty is worth cutting, best behind its hyphen.
        ends = (head.rpartition(" ")[0], head[: head.rfind("-") + 1])
        head = next((end for end in ends if width(end, size, bold=bold) > room / 2), head)
    return head.rstrip(), text[len(head) :].lstrip()


def _split(text: str, room: float, size: float, bold: bool) -> tuple[str, str]:
    """`text` cut after the last cluster that ends within `room`; at least one cluster stays in front."""
    clusters = _clusters(text)
    used, end = 0.0, 0
    for cluster in clusters:
        used += width(cluster, size, bold=bold)
        if used > room and end:
            break
        end += len(cluster)
    return text[:end], text[end:]


def _clusters(text: str) -> list[str]:
    """A small part of Unicode's grapheme clusters (UAX #29): accents, joined emoji, flags, skin tones."""
    found: list[str] = []
    for character in text:
        if found and _continues(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _continues(cluster: str, character: str) -> bool:
    if cluster.endswith(_JOINER) or character == _JOINER:
        return True
    if character < "\u0300":
        return False
    if _FLAG_LETTERS[0] <= character <= _FLAG_LETTERS[1]:
        return len(cluster) == 1 and _FLAG_LETTERS[0] <= cluster <= _FLAG_LETTERS[1]
    if _SKIN_TONES[0] <= character <= _SKIN_TONES[1]:
        return True
    return unicodedata.category(character) in ("Mn", "Mc", "Me")


@lru_cache(maxsize=4096)
def _advance(character: str) -> float:
    """The advance of one character, as a share of the font size."""
    if character in _HELVETICA:
        return _HELVETICA[character]
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.3 if category == "So" else 1
    base = unicodedata.normalize("NFD", character)[0]
    if base in _HELVETICA:
        return _HELVETICA[base]
    return 0.75 if category == "Lu" else 0.62
