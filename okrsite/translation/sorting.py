"""The order of names, the same in all lists: as people look for them, not as computers number letters."""

import re
import unicodedata

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_NUMBER = re.compile(r"([0-9]{1,9})")


def name_key(name: str) -> tuple[tuple[tuple[int, str], ...], str]:
    """A key to sort names by: `Ärzte` stands among those with A, and `Team 2` before `Team 10`."""
    parts = _NUMBER.split(folded(name))
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in parts), name


def folded(name: str) -> str:
    """A name without capitals, accents and vowel signs: `Ångström` is `angstrom`, `أمل` is `امل`."""
    apart = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return "".join(char for char in apart if not unicodedata.combining(char))
