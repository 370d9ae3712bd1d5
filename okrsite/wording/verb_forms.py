"""The forms of English verbs: plain, -ing, the participle, the noun for doing it; and British spellings."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_VOWELS = "aeiou"
_DOUBLING = re.compile(r"^[^aeiou]*[aeiou][bdgmnprt]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of a verb: `base`, `ing`, `past` or `noun`."""

    verb: str
    kind: str


def forms(verbs: Iterable[str], irregular: Iterable[str]) -> Mapping[str, tuple[Form, ...]]:
    """Every form of the verbs, in lower case. `irregular` holds lines of a verb and its participles."""
    participles = {line.split()[0]: tuple(line.split()[1:]) for line in irregular}
    found: dict[str, dict[Form, None]] = {}
    for verb in sorted(verbs):
        doubles = any(participle == f"{verb}{verb[-1]}ed" for participle in participles.get(verb, ()))
        spelled = {
            "base": (verb,),
            "ing": (f"{verb}{verb[-1]}ing" if doubles else ing(verb),),
            "past": participles.get(verb, (past(verb),)),
            "noun": nouns(verb),
        }
        for kind, words in spelled.items():
            for word in words:
                found.setdefault(word, {})[Form(verb=verb, kind=kind)] = None
    return {word: tuple(entries) for word, entries in found.items()}


def past(verb: str) -> str:
    """The regular participle: launched, defined, identified, planned."""
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def ing(verb: str) -> str:
    """launching, defining, planning."""
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")) and verb != "be":
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def nouns(verb: str) -> tuple[str, ...]:
    """What the noun for doing it may be: implementation, creation, deployment, proposal. Most of these are
    no words, and do no harm, as nobody writes them."""
    stem = verb[:-1] if verb.endswith(("e", "y")) else verb
    return (*(stem + ending for ending in ("ation", "ion", "ication", "al")), verb + "ment")


def _doubled(verb: str) -> str:
    """The verb with its last letter doubled, where it is a short one: plan, set, run."""
    if _DOUBLING.match(verb) or verb == "begin":
        return verb + verb[-1]
    return verb


def spellings(words: Iterable[str]) -> frozenset[str]:
    """The words, and beside those in -ize and -yze the British ones in -ise and -yse."""
    found = set(words)
    for word in tuple(found):
        for american, british in (("iz", "is"), ("yz", "ys")):
            if re.search(american + r"(?:e|es|ed|ing|ation|ations)$", word):
                head, _, tail = word.rpartition(american)
                found.add(head + british + tail)
    return frozenset(found)
