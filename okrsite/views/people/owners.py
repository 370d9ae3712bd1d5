"""Who owns something: people as the content names them, each with a page of their own.

Owners are plain names. Two names are one person's where they are the same but for capitals, spaces and the
form in which Unicode writes a letter.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from okrsite.model.portfolio import Portfolio
from okrsite.translation.sorting import folded, name_key
from okrsite.views import urls

LONGEST = 60
"""Characters of a name that its page's address holds."""

TAKEN = frozenset({"index", "review", "alignment", "con", "prn", "aux", "nul"})
"""File names that belong to other pages, or that Windows keeps for itself."""

_BETWEEN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A person who owns something. `name` is how most of the content writes it; `slug` names their page."""

    key: str
    name: str
    slug: str

    @property
    def url(self) -> str:
        return urls.person(self.slug)


class Owners:
    """All people who own or lead something."""

    def __init__(self, names: Iterable[str]) -> None:
        spellings: dict[str, Counter[str]] = {}
        for name in names:
            if key := person_key(name):
                spellings.setdefault(key, Counter())[" ".join(name.split())] += 1
        slugs = _slugs(spellings)
        self._by_key: Mapping[str, Owner] = {
            key: Owner(key=key, name=min(found, key=lambda n: (-found[n], n)), slug=slugs[key])
            for key, found in sorted(spellings.items(), key=lambda item: name_key(item[0]))
        }
        self._by_name: dict[str, Owner | None] = {}

    def __iter__(self) -> Iterator[Owner]:
        """By name, accents aside."""
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def find(self, name: str) -> Owner | None:
        """The person with a name, None where they own nothing."""
        if name not in self._by_name:
            self._by_name[name] = self._by_key.get(person_key(name))
        return self._by_name[name]

    def url(self, name: str) -> str:
        """The page of the person with a name, empty where there is none."""
        found = self.find(name)
        return found.url if found else ""


def names_of(portfolio: Portfolio) -> Iterator[str]:
    """Who owns or leads something, as it is written wherever they do."""
    for objective in portfolio.objectives:
        yield objective.owner
        yield from (key_result.owner for key_result in objective.key_results)
        yield from (initiative.owner for initiative in objective.initiatives)
    yield from (kpi.owner for kpi in portfolio.kpis)
    yield from (team.lead for team in portfolio.teams)


def person_key(name: str) -> str:
    """What all spellings of a name have in common."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).split())


def _slugs(keys: Iterable[str]) -> dict[str, str]:
    """The names of people's files. One that Latin letters cannot tell apart from others carries a mark, made
    of the name alone, so that it stays the same whoever comes and goes."""
    found: dict[str, str] = {}
    taken = set(TAKEN)
    for key in sorted(keys, key=lambda k: (not k.isascii(), k)):
        latin = folded(key)
        plain = _BETWEEN.sub("-", latin)[:LONGEST].strip("-")
        whole = len(latin) <= LONGEST and not any(char.isalnum() for char in latin if not char.isascii())
        if not plain or not whole or plain in taken:
            mark = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
            size = next(n for n in range(6, 65) if f"{plain or 'person'}-{mark[:n]}" not in taken)
            plain = f"{plain or 'person'}-{mark[:size]}"
        taken.add(plain)
        found[key] = plain
    return found
