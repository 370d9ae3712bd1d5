"""Texts in the language that is being spoken.

Messages hold named places, as gettext has them for Python: `_("Part of %(team)s", team=name)`. A per cent
sign is written `%%` in all of them, whether they have places or not.
"""

from collections.abc import Iterable

from okrsite.translation.languages import spoken
from okrsite.translation.numbers import whole


def _(message: str, /, **values: object) -> str:
    """A text with its places filled in."""
    return _filled(spoken().messages.gettext(message) if message else "", message, values)


def pgettext(context: str, message: str, /, **values: object) -> str:
    """The same for a text that means several things: `context` says which."""
    return _filled(spoken().messages.pgettext(context, message), message, values)


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """A text for a number of things; `%(num)s` is that number, written as the language writes it."""
    found = spoken().messages.ngettext(one, many, number)
    return _filled(found, one if number == 1 else many, {"num": whole(number), **values})


def in_row(words: Iterable[str]) -> str:
    """`a, b, c`, with the language's comma."""
    return pgettext("between things in a row", ", ").join(words)


def apart(texts: Iterable[str]) -> str:
    """`a; b; c`, for texts that have commas themselves."""
    return pgettext("between texts in a row", "; ").join(texts)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext has for it
    """A text that is only marked: where it is used, `_` looks it up."""
    return message


def _filled(text: str, message: str, values: dict[str, object]) -> str:
    try:
        return text % values
    except (KeyError, TypeError, ValueError):  # a catalogue with a place that there is not
        return message % values
