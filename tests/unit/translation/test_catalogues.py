"""Every message is translated, in every catalogue, with all that it holds.

`pytest tests/unit/translation --update-catalogues` brings the catalogues in step with the code and the theme:
what is new stands there empty, to be filled in, and what nobody says any more is gone.
"""

import re

import pytest
from babel.messages.plurals import get_plural
from messages import CATALOGUES, PLACE, REPOSITORY, catalogue, extracted, faults, filled, forms, update

LANGUAGES = sorted(file.stem for file in CATALOGUES.glob("*.po"))
ENOUGH = 400
"""There are more messages than this: fewer would mean that the extraction overlooks some."""


@pytest.fixture(scope="module", autouse=True)
def _updated(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("update_catalogues"):
        for language in LANGUAGES:
            update(language)


def test_the_messages_themselves() -> None:
    found = [message for message in extracted() if message.id]
    assert len(found) > ENOUGH
    texts = [text for message in found for text in forms(message.id)]
    assert [text for text in texts if not filled(text, set(PLACE.findall(text)))] == []
    assert [text for text in texts if "\n" in text] == []  # `{% trans trimmed %}` makes them one line


def test_every_message_stands_where_it_is_said() -> None:
    """A message that is made up of pieces, or chosen elsewhere, would not be found."""
    looks = re.compile(r"(?<![\w.])(_|n?p?gettext|N_)\(\s*(?![\s\"'])(?!\))[^\n]*")
    found = [
        f"{path.relative_to(REPOSITORY)}: {call[0]}"
        for path in sorted((REPOSITORY / "okrsite").rglob("*.py"))
        if path.parent.name != "translation"
        for call in looks.finditer(path.read_text("utf-8"))
        if call[1] != "_"
    ]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_complete(language: str) -> None:
    told, wanted = catalogue(language), extracted()
    here = {(message.id, message.context): message for message in told if message.id}
    needed = {(message.id, message.context) for message in wanted if message.id}
    found = [f"{id} is nowhere in {language}.po" for id in needed - here.keys()]
    found += [f"{id} of {language}.po is said nowhere" for id in here.keys() - needed]
    found += [f"{m.id} of {language}.po is obsolete" for m in told.obsolete.values()]
    for key in needed & here.keys():
        found += [f"{here[key].id} of {language}.po {fault}" for fault in faults(here[key], told.num_plurals)]
    listed = "\n".join(sorted(map(str, found)))
    if found:
        hint = "pytest tests/unit/translation --update-catalogues, and fill in what is empty"
        pytest.fail(f"{len(found)} faults: {hint}\n{listed}", pytrace=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_the_language(language: str) -> None:
    assert catalogue(language).num_plurals == get_plural(language).num_plurals
