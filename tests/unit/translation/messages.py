"""Gathers the messages of the code and of the default theme, and keeps catalogues in step with them."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from jinja2.ext import GETTEXT_FUNCTIONS, babel_extract

REPOSITORY = Path(__file__).resolve().parents[3]
CATALOGUES = REPOSITORY / "okrsite" / "translation" / "catalogues"
THEME = REPOSITORY / "themes" / "default"

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
JINJA = {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
PLACE = re.compile(r"%\((\w+)\)s")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
WIDTH = 110


def extracted() -> Catalog:
    """Every message, in the order of the files and of their lines. Each says in which files it stands."""
    found = Catalog()
    for path, message, context in _messages():
        found.add(message, locations=[(path, 0)], context=context)
    return found


def _messages() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    for path in sorted((REPOSITORY / "okrsite").rglob("*.py")):
        with path.open("rb") as file:
            found = list(extract_python(file, list(KEYWORDS), [], {"encoding": "utf-8"}))
        yield from _named(path, found)
    for folder in ("templates", "components"):
        for path in sorted((THEME / folder).rglob("*.html")):
            if path.name == "examples.html":
                continue
            with path.open("rb") as file:
                found = list(babel_extract(file, GETTEXT_FUNCTIONS, [], JINJA))
            yield from _named(path, found)


def _named(path: Path, found: list) -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    name = path.relative_to(REPOSITORY).as_posix()
    for _line, function, texts, *_comments in found:
        given = texts if isinstance(texts, tuple) else (texts,)
        if function == "pgettext":
            context, *given = given
        else:
            context = None
        given = [text for text in given if isinstance(text, str)]
        if function == "ngettext":
            if len(given) == 2:
                yield name, tuple(given), context
        elif given and given[0]:
            yield name, given[0], context


def catalogue(language: str) -> Catalog:
    """The catalogue as it is in its file."""
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> None:
    """Bring a catalogue's file up to date: new messages are empty, those that nobody says any more go."""
    file = CATALOGUES / f"{language}.po"
    head, _, _ = file.read_text("utf-8").partition("\n\n")
    made = catalogue(language)
    made.update(extracted(), no_fuzzy_matching=True)
    body = io.BytesIO()
    write_po(body, made, width=WIDTH, omit_header=True, include_lineno=False, ignore_obsolete=True)
    file.write_text(f"{head}\n\n{body.getvalue().decode().strip()}\n", "utf-8")


def forms(message: Message) -> tuple[str, ...]:
    """The texts of a message in its own language, or of its translation."""
    return message if isinstance(message, tuple) else (message,)


def faults(message: Message, plurals: int) -> Iterator[str]:
    """What is wrong with the translation of one message."""
    sources, texts = forms(message.id), forms(message.string)
    if message.fuzzy:
        yield "is fuzzy"
    if len(texts) != (plurals if len(sources) > 1 else 1):
        yield f"has {len(texts)} forms"
        return
    if not all(texts):
        yield "is not translated"
        return
    needed = set.intersection(*(set(PLACE.findall(source)) for source in sources)) - {"num", "count"}
    known = set.union(*(set(PLACE.findall(source)) for source in sources))
    tags = [sorted(TAG.findall(source)) for source in sources]
    for text in texts:
        places = set(PLACE.findall(text))
        if not needed <= places <= known:
            yield f"has the places {sorted(places)}: {text}"
        if sorted(TAG.findall(text)) not in tags:
            yield f"has other tags: {text}"
        if (text[:1].isspace(), text[-1:].isspace()) != (sources[0][:1].isspace(), sources[0][-1:].isspace()):
            yield f"begins or ends with another space: {text}"
        if not filled(text, known):
            yield f"has a bare %: {text}"
    if len(sources) > 1 and ({"num", "count"} & known) - set(PLACE.findall(texts[-1])):
        yield "does not say how many in its last form"


def filled(text: str, places: set[str]) -> bool:
    """Whether the places of a text can be filled: each `%` that is none is written `%%`."""
    try:
        text % dict.fromkeys(places, "x")
    except (KeyError, TypeError, ValueError):
        return False
    return True
