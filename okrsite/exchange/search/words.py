"""What counts as a word when something is sought, and when two words are the same.

`themes/default/static/search-words.js` does the same in the browser, step by step: what this file makes of a
text when the site is built, that one makes of what somebody types. A test holds them against each other.

Letters are folded: `Café`, `CAFE` and `café` are one word, `Straße` is `strasse`, Arabic is read without
vowel signs and article. What is written without spaces (Chinese, Japanese, Thai) is cut into pairs of
letters, each of them a word, and the last letter alone.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST = 40
"""Letters of a word that count."""

_ACCENTS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200c\u200d\u20d0-\u20ff\ufe00-\ufe2f"
)
"""Marks above and below letters, and what only stretches or joins them."""

_JOINED = (
    "\u0900-\u0963\u0971-\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u0f71-\u0f84\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u3099\u309a"
)
"""Marks that are letters as good as any, in scripts that write vowels so."""

_UNSPACED = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
)

_WORD = re.compile(rf"(?:[^\W_]|[{_ACCENTS}{_JOINED}])+")
_NO_WORD = re.compile(rf"[^\w{_JOINED}]|_")
_MARKS = re.compile(f"[{_ACCENTS}]+")
_RUN = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_WITHOUT_SPACES = re.compile(f"[{_UNSPACED}]")
_ARTICLE = re.compile("^\u0627\u0644(?=...)")

_SAME = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th",
        "ς": "σ", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك",
        **{chr(0x660 + digit): str(digit) for digit in range(10)},
        **{chr(0x6F0 + digit): str(digit) for digit in range(10)},
    }
)  # fmt: skip
"""Letters that decomposing does not make the same."""

_PLAIN = bytes(code if chr(code).isalnum() else 32 for code in bytes(range(256)).lower())
"""What each ASCII letter becomes: bytes are translated faster than texts."""
_KEPT = 65_536


def surfaces(text: str) -> list[str]:
    """The words of a text in lower case, as they are written, with all their marks."""
    if text.isascii():
        return text.encode().translate(_PLAIN).decode().split()
    return _WORD.findall(text.lower())


def tokens(text: str) -> list[str]:
    """The words of a text as they are sought, in their order."""
    return [token for surface in surfaces(text) for token in tokens_of(surface)]


@lru_cache(maxsize=_KEPT)
def tokens_of(surface: str) -> tuple[str, ...]:
    """What a single word is found by: mostly one, itself."""
    word = folded(surface)
    if not _WITHOUT_SPACES.search(word):
        return (word[:LONGEST],) if word else ()
    return tuple(_cut(_RUN.findall(word)))


def folded(word: str) -> str:
    """A word without what distinguishes spellings of it."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word).lower()
    plain = _NO_WORD.sub("", _MARKS.sub("", plain).translate(_SAME))
    return _ARTICLE.sub("", unicodedata.normalize("NFC", plain))


def _cut(runs: Iterable[str]) -> Iterable[str]:
    for run in runs:
        if _WITHOUT_SPACES.match(run):
            yield from (run[at : at + 2] for at in range(len(run)))
        else:
            yield run[:LONGEST]
