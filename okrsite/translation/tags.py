"""Tags of languages, as BCP 47 has them: `de`, `de-AT`, `zh-Hant-TW`."""

import re

from babel import Locale

from okrsite.translation.languages import ENGLISH, languages, main_language
from okrsite.translation.own_names import OWN_NAMES

TAG = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*"
"""How a tag looks. Private ones and those of one letter are left out: nobody writes in them."""


def canonical_tag(text: str) -> str:
    """A tag as browsers expect it, `zh-Hant-TW` for `zh_hant_tw`; empty where it is no tag of a language that
    there is."""
    text = text.strip()
    if not re.fullmatch(TAG, text) or not _exists(main_language(text)):
        return ""
    main, *others = re.split("[-_]", text.lower())
    return "-".join((main, *map(_cased, others)))


def tags_called(name: str) -> tuple[str, ...]:
    """The tags of the languages that are called so, in English or by themselves: `de` for `German`."""
    wanted = " ".join(name.casefold().split())
    found = [tag for tag, called in Locale(ENGLISH).languages.items() if called.casefold() == wanted]
    if wanted in OWN_NAMES:
        found.append(OWN_NAMES[wanted])
    return tuple(dict.fromkeys(tag for tag in found if "_" not in tag))


def _cased(part: str) -> str:
    if part.isalpha() and len(part) == 4:
        return part.title()
    return part.upper() if part.isalpha() and len(part) == 2 else part


def _exists(main: str) -> bool:
    return main in languages() or main in Locale(ENGLISH).languages
