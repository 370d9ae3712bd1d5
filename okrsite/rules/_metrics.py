"""What figure a title speaks of: its words without numbers, units and directions."""

from dataclasses import dataclass
from functools import cache

from okrsite.rules._promises import Promise, words
from okrsite.rules.rule import Facts
from okrsite.wording.lexicon import lexicon_for

Stems = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Directions:
    """Words for up and down, and those that say nothing of the figure, as they are compared.

    All are empty in a language whose words are not known.
    """

    up: Stems = frozenset()
    down: Stems = frozenset()
    aside: Stems = frozenset()

    def metric(self, promise: Promise) -> Stems:
        """The words of a title that say which figure is meant; empty where none is left."""
        own = promise.key_result.unit
        unit = words(own.unit_text) if own is not None else ()
        said = frozenset(w for w in words(promise.title) if not any(map(str.isdigit, w)))
        return said - self.up - self.down - self.aside - frozenset(unit)


def directions(facts: Facts) -> Directions:
    """The words of the settings' language."""
    return _directions(facts.portfolio.settings.written_language)


@cache
def _directions(language: str) -> Directions:
    lexicon = lexicon_for(language)
    if lexicon is None:
        return Directions()
    known = lexicon.metrics
    return Directions(up=_stems(known.up), down=_stems(known.down), aside=_stems(known.aside))


def _stems(listed: Stems) -> Stems:
    return frozenset(stem for word in listed for stem in words(word))
