"""Reads the index of the search as the browser does."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from okrsite.exchange.search.packing import LAST, LETTERS, MORE
from okrsite.exchange.search.words import tokens

CALL = "okrsiteSearchIndex("


def read_numbers(text: str) -> list[int]:
    found, value = [], 0
    for letter in text:
        digit = LETTERS.index(letter)
        if digit < LAST:
            found.append(value * LAST + digit)
            value = 0
        else:
            value = value * MORE + digit - LAST + 1
    return found


def read_rising(text: str) -> list[int]:
    found = read_numbers(text)
    for at in range(1, len(found)):
        found[at] += found[at - 1] + 1
    return found


def read_steps(text: str) -> list[int]:
    found, last = [], 0
    for number in read_numbers(text):
        last += (number + 1) // 2 if number % 2 else -(number // 2)
        found.append(last)
    return found


def column(packed: Sequence[str]) -> list[str]:
    lines, places = packed
    texts = lines.split("\n")
    return [texts[place] for place in read_steps(places)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An entry as it is shown."""

    kind: str
    title: str
    beside: str
    place: str
    state: str
    url: str


class Index:
    """An index, read."""

    def __init__(self, script: bytes) -> None:
        text = script.decode()
        assert text.startswith(CALL)
        assert text.endswith(");\n")
        self.data: dict[str, Any] = json.loads(text[len(CALL) : -3])
        self.titles = column(self.data["titles"])
        self.besides = column(self.data["besides"])
        self.entries = list(self._entries())
        before = ""
        self.words: dict[str, tuple[list[int], ...]] = {}
        for line, leads in zip(self.data["words"].split("\n"), self.data["found"].split("\n"), strict=True):
            if line:
                before = before[: LETTERS.index(line[0])] + line[1:]
                self.words[before] = tuple(read_rising(part) for part in leads.split(" "))

    def _entries(self) -> Iterator[Found]:
        data = self.data
        places, folders = (part.split("\n") for part in data["places"][:2])
        names, place = column(data["names"]), read_steps(data["place"])
        under, state = read_steps(data["under"]), read_numbers(data["state"])
        urls: list[str] = []
        firsts: dict[str, int] = {}
        for kind, _, address, _, count, above, _ in data["kinds"]:
            firsts[kind] = len(urls)
            for at in range(len(urls), len(urls) + count):
                parts = {"folder": folders[place[at]], "name": names[at]}
                if above:
                    parts["under"] = urls[firsts[above] + under[at]]
                urls.append(address.format(**parts))
                yield Found(
                    kind=kind,
                    title=self.titles[at],
                    beside=self.besides[at],
                    place=places[place[at]],
                    state=data["states"][state[at]][0],
                    url=urls[-1],
                )

    def by_title(self, word: str) -> set[str]:
        """The titles that have a word, as it is sought."""
        lines = self.data["titles"][0].split("\n")
        return {lines[at] for at in self.words[word][0]}

    def by_text(self, word: str) -> list[Found]:
        """The entries whose text has a word."""
        (token,) = tokens(word)
        return [self.entries[at] for at in self.words[token][2]] if token in self.words else []
