"""Ids from titles: the names of new files."""

import re
import unicodedata
from collections.abc import Container

from okrsite.loading.listing import skipped
from okrsite.model.reference import ID, is_id
from okrsite.writing.files import WritingError

LONGEST = 36
"""Characters of an id made from a title; longer ones are cut between words."""

_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "&": " and ",
    }
)
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "become",
        "by",
        "do",
        "for",
        "from",
        "get",
        "give",
        "has",
        "have",
        "in",
        "into",
        "is",
        "it",
        "its",
        "make",
        "more",
        "of",
        "on",
        "or",
        "our",
        "than",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "up",
        "we",
        "with",
        "you",
        "your",
    ]
)
"""Words that say little of what a title is about."""
_DATED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(-.*)?")


def id_from(title: str, kind: str, taken: Container[str], *, language: str = "en") -> str:
    """An id for a title that is not taken: its telling words in plain letters, `first-week` for "The first
    week". Where that can't be a file's name, `kind` helps: `review` gives `review-objective`."""
    words = _words(title, language)
    telling = [word for word in words if word not in _SMALL] or words
    id = "-".join(_fitting(telling)) or kind
    if not may_be_named(id):
        id = f"{id}-{kind}" if not _DATED.fullmatch(id) else f"{kind}-{id}"
    return _numbered(id, taken) if id in taken else id


def _numbered(id: str, taken: Container[str]) -> str:
    """An id with the first number behind it that is free; found by halving where very many are taken."""
    for number in range(2, 100):
        if f"{id}-{number}" not in taken:
            return f"{id}-{number}"
    known, free = 99, 200
    while f"{id}-{free}" in taken:
        known, free = free, free * 2
    while free - known > 1:
        middle = (known + free) // 2
        known, free = (middle, free) if f"{id}-{middle}" in taken else (known, middle)
    return f"{id}-{free}"


def may_be_named(id: str) -> bool:
    """Whether an id may be the name of a new file: no reserved word, no date, nothing that is left alone."""
    return is_id(id) and not (_DATED.fullmatch(id) or skipped(f"{id}.md"))


def plain_id(title: str, *, language: str = "en") -> str:
    """All of a title's words as an id, empty where none is left; of a key result, for which no word is
    reserved."""
    id = "-".join(_fitting(_words(title, language)))
    return id if ID.fullmatch(id) else ""


def _words(title: str, language: str) -> list[str]:
    text = unicodedata.normalize("NFC", title).lower()
    if language.lower().startswith("de"):
        text = text.translate(_GERMAN)
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z])['’](?=[a-z])", "", plain))


def _fitting(words: list[str]) -> list[str]:
    """The first words that keep within the length; the first one always, cut where it is longer."""
    kept = [words[0][:LONGEST]] if words else []
    for word in words[1:]:
        if len("-".join((*kept, word))) > LONGEST:
            break
        kept.append(word)
    return kept


def chosen_id(
    given: str | None, title: str, kind: str, taken: Container[str], *, language: str = "en"
) -> str:
    """The id that somebody chose, or one made from the title. Raises WritingError where the chosen one can't
    be a name, or is taken."""
    if given is None:
        return id_from(title, kind, taken, language=language)
    id = given.strip().removesuffix(".md")
    if not may_be_named(id):
        near = "-".join(_fitting(_words(id, language)))
        hint = f" Did you mean `{near}`?" if near and near != id and may_be_named(near) else ""
        raise WritingError(
            f"`{given}` can't be an id: an id has the letters a-z, digits and single hyphens,"
            f" is no date and no reserved word.{hint}"
        )
    if id in taken:
        raise WritingError(f"The id `{id}` is taken: choose another with --id.")
    return id
