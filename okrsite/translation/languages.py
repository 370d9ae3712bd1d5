"""Languages that the site speaks, and the one that it is speaking."""

import gettext
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel import Locale, UnknownLocaleError

ENGLISH = "en"
"""The language that the words are written in."""


@dataclass(frozen=True, slots=True, eq=False)  # each is itself alone, so that caches find it at once
class Language:
    """A language that the site speaks. `tag` is for browsers (`de`, `en-US`); `messages` has the words."""

    tag: str
    locale: Locale
    messages: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)

    @property
    def english(self) -> bool:
        """Whether the words stand as they are written."""
        return bool(self.locale.language == ENGLISH)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`: which way it is written."""
        return str(self.locale.text_direction)


def languages() -> tuple[str, ...]:
    """The languages that the site has words in: `ar`, `de`, `en`."""
    found = (file.name.removesuffix(".po") for file in _catalogues().iterdir() if file.name.endswith(".po"))
    return tuple(sorted((*found, ENGLISH)))


def main_language(tag: str) -> str:
    """`de` of `de-AT`."""
    return tag.replace("_", "-").partition("-")[0].lower()


@cache
def language_of(tag: str) -> Language:
    """The language of a tag (`de`, `de-AT`), English where there are no words in it."""
    main = main_language(tag)
    if main not in languages():
        return _english()
    if main == ENGLISH and main == tag.lower():
        return _english()
    locale = _locale(tag) or Locale(main)
    shown = str(locale).replace("_", "-")
    return Language(shown, locale, gettext.NullTranslations() if main == ENGLISH else _messages(main))


def right_to_left(tag: str) -> bool:
    """Whether a language is written from right to left; not where it is not known."""
    locale = _locale(tag)
    return locale is not None and locale.text_direction == "rtl"


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Within the block, words, dates and numbers are made in this language."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> Language:
    """The language that is being spoken, English by default."""
    return _spoken.get()


def _catalogues() -> Traversable:
    return files("okrsite.translation") / "catalogues"


def catalogue_of(language: Language) -> bytes:
    """The file that a language has its words from; empty for English."""
    if language.english:
        return b""
    return (_catalogues() / f"{language.locale.language}.po").read_bytes()


@cache
def _messages(main: str) -> gettext.NullTranslations:
    from babel.messages.mofile import write_mo  # here, because English sites read no catalogue
    from babel.messages.pofile import read_po

    with (_catalogues() / f"{main}.po").open("rb") as file:
        catalogue = read_po(file, locale=main)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError):
        try:
            return Locale.parse(main_language(tag))
        except (ValueError, UnknownLocaleError):
            return None


@cache
def _english() -> Language:
    """International English, with the day before the month."""
    return Language(ENGLISH, Locale("en", "001"))


_spoken: ContextVar[Language] = ContextVar("okrsite_language", default=_english())  # noqa: B039 - it is frozen
