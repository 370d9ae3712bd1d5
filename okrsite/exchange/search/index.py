"""Which words lead where: the index as the browser loads it.

It is one call of a function with the things that can be found, as columns, and with the words in
alphabetical order, each with what it leads to: numbers of titles, of what is shown beside them, and of
entries whose text has it. Words that stand in very many texts are not told apart by it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import takewhile
from operator import eq

from okrsite.exchange.search.entries import STATES, Entry, Kind, Place
from okrsite.exchange.search.kinds import Kinds
from okrsite.exchange.search.packing import numbers, packed, rising, steps, texts
from okrsite.exchange.search.words import LONGEST, surfaces, tokens_of
from okrsite.keeping.garbage import uncollected
from okrsite.translation.words import _
from okrsite.views.company import Company

COMMON = 5
"""A word is common if it stands in more than one of so many texts."""

FEW = 400
"""Where there are no more texts than this, no word is common."""

MOST = 250_000
"""Words that are told of all texts together. What is more is left out, beginning with old check-ins: the
index is to stay below a megabyte in the largest companies."""

Postings = dict[str, list[int]]


def search_index(company: Company) -> bytes:
    """The index of all that a site shows, as a script."""
    with uncollected():  # it would walk over the whole company
        kinds = Kinds(company)
        found = kinds.all()
        return written(found, kinds.places.all, company.portfolio.settings.written_language)


def written(kinds: Sequence[Kind], places: Sequence[Place], language: str, most: int = MOST) -> bytes:
    """The index of some things, with titles in a language. `most` is how many words of texts it tells."""
    entries = [entry for kind in kinds for entry in kind.entries]
    weights = [places[entry.place].weight * kind.weight for kind in kinds for entry in kind.entries]
    data = {
        "language": language,
        "kinds": [
            [kind.id, kind.label, kind.address, kind.weight, len(kind.entries), kind.under, kind.language]
            for kind in kinds
        ],
        "states": [[state, _(state) if state else ""] for state in STATES],
        "places": [
            "\n".join(_in_a_line(place.text) for place in places),
            "\n".join(place.folder for place in places),
            numbers(place.weight for place in places),
        ],
        "names": texts([entry.name for entry in entries]),
        "place": steps([entry.place for entry in entries]),
        "under": steps([entry.under for entry in entries]),
        "state": numbers(entry.state for entry in entries),
        **_words(entries, weights, most),
    }
    return f"okrsiteSearchIndex({json.dumps(data, ensure_ascii=False, separators=(',', ':'))});\n".encode()


def _words(entries: Sequence[Entry], weights: Sequence[int], most: int) -> dict[str, object]:
    """The columns of titles and of what is beside them, and the words of all columns."""
    titles = [_in_a_line(entry.title) for entry in entries]
    besides = [_in_a_line(entry.beside) for entry in entries]
    in_titles, in_besides, in_texts = Counted(), Counted(), Counted()
    in_titles.read(dict.fromkeys(titles))
    in_besides.read(dict.fromkeys(besides))
    in_texts.read(entry.text for entry in entries)
    common = in_texts.take_common()
    left_out = in_texts.cut(most, weights)
    columns = [one.by_token() for one in (in_titles, in_besides, in_texts)]
    words = sorted(set().union(*columns), key=_utf16)
    return {
        "titles": texts(titles),
        "besides": texts(besides),
        "common": " ".join(sorted(common)),
        "leftOut": left_out,
        "words": _front_coded(words),
        "spelt": _spelt(words, (in_titles, in_besides, in_texts)),
        "found": "\n".join(" ".join(rising(column.get(word, ())) for column in columns) for word in words),
    }


class Counted:
    """The words of some texts, each with the numbers of those that have it."""

    def __init__(self) -> None:
        self.by_surface: Postings = defaultdict(list)
        self.texts = 0

    def read(self, texts: Iterable[str]) -> None:
        """Read texts; they are numbered from 0, empty ones too."""
        by_surface = self.by_surface
        for number, text in enumerate(texts):
            if text:
                self.texts += 1
                for surface in set(surfaces(text)):
                    by_surface[surface].append(number)

    def take_common(self) -> set[str]:
        """Forget the words that very many texts have, and name them."""
        limit = max(self.texts // COMMON, FEW)
        found = {surface for surface, leads in self.by_surface.items() if len(leads) > limit}
        for surface in found:
            del self.by_surface[surface]
        return {token for surface in found for token in tokens_of(surface)}

    def cut(self, most: int, weights: Sequence[int]) -> int:
        """Forget the words of the least important texts until no more than `most` are left; the number of
        these texts."""
        total = sum(map(len, self.by_surface.values()))
        if total <= most:
            return 0
        sizes = [0] * len(weights)
        for found in self.by_surface.values():
            for number in found:
                sizes[number] += 1
        gone = bytearray(len(weights))
        for number in sorted(range(len(weights)), key=lambda n: (weights[n], -n)):
            if total <= most:
                break
            gone[number] = sizes[number] > 0
            total -= sizes[number]
        for surface, found in self.by_surface.items():
            self.by_surface[surface] = [number for number in found if not gone[number]]
        return sum(gone)

    def by_token(self) -> Postings:
        """The same by the words as they are sought."""
        found: Postings = {}
        for surface, leads in self.by_surface.items():
            plain = surface.isascii() and len(surface) <= LONGEST
            for token in (surface,) if plain else set(tokens_of(surface)):
                known = found.get(token)
                found[token] = sorted({*known, *leads}) if known else leads
        return {token: leads for token, leads in found.items() if leads}


def _in_a_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text else text


def _utf16(word: str) -> bytes:
    """A sort key: the order in which browsers compare texts."""
    return word.encode("utf-16-be", "surrogatepass")


def _front_coded(words: Sequence[str]) -> str:
    """Words in their order, each without what it has in common with the one before: a letter says how much
    that is, and the rest follows."""
    lines = []
    before = ""
    for word in words:
        # Browsers count letters of rare scripts as two.
        shared = _shared(before, word) if max(word) <= "\uffff" else 0
        lines.append(f"{packed(shared)}{word[shared:]}")
        before = word
    return "\n".join(lines)


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with that are the same."""
    return sum(takewhile(bool, map(eq, one, other)))


def _spelt(words: Sequence[str], counted: Iterable[Counted]) -> dict[int, str]:
    """How words are written, by their number, where that is otherwise than they are sought."""
    written: dict[str, tuple[int, str]] = {}
    for one in counted:
        for surface, leads in one.by_surface.items():
            if not surface.isascii() and leads:
                tokens = tokens_of(surface)
                if len(tokens) == 1 and tokens[0] != surface:
                    written[tokens[0]] = max(written.get(tokens[0], (0, "")), (len(leads), surface))
    return {number: written[word][1] for number, word in enumerate(words) if word in written}
