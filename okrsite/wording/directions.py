"""What an objective's title says of its direction: nothing (a topic), or what should not be."""

import re
from functools import lru_cache

from okrsite.wording.baseline import is_change
from okrsite.wording.lexicon import Lexicon
from okrsite.wording.numbers import PERCENT, figures
from okrsite.wording.words import WORD, Token, among, clauses, may_hold, opening, verb_of

_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=8192)
def says_nothing(text: str, lexicon: Lexicon) -> bool:
    """Whether a title is made of words that would fit any team: "Improve performance"."""
    tokens = _words(text, lexicon)
    words = [token.low for token in tokens if not _is_small(token, lexicon)]
    if not words or figures(text, lexicon) or any(word in lexicon.objectives.telling for word in words):
        return False
    if all(_is_general(word, lexicon) for word in words):
        return True
    return _is_empty(tokens, lexicon)


def _is_general(word: str, lexicon: Lexicon) -> bool:
    """Whether a word, or each part of it, or the verb of which it is the -ing form, fits any team."""
    grammar = lexicon.grammar
    general = (lexicon.objectives.general, grammar.openers, grammar.auxiliaries, grammar.prepositions)
    if among(word, *general) or among(verb_of(word, lexicon, "ing"), *general):
        return True
    return "-" in word and all(among(part, *general) for part in word.split("-"))


def _is_empty(tokens: list[Token], lexicon: Lexicon) -> bool:
    """Whether a title without a verb is about results of whatever kind: "good results from the fair"."""
    found: list[str] = []
    for token in tokens:
        if token.low in lexicon.grammar.prepositions:
            break
        found.append(token.low)
    if not found or found[-1] not in lexicon.objectives.empty:
        return False
    small = (lexicon.grammar.determiners, lexicon.grammar.conjunctions)
    led = verb_of(found[0], lexicon, "base") and found[0] not in lexicon.objectives.empty
    return not led and all(among(word, *small) or _is_general(word, lexicon) for word in found[:-1])


@lru_cache(maxsize=8192)
def is_topic(text: str, lexicon: Lexicon) -> bool:
    """Whether a title is up to three words that name a field of work, with no verb and no way to go."""
    objectives = lexicon.objectives
    tokens = _words(text, lexicon)
    words = [token.low for token in tokens if not _is_small(token, lexicon)]
    if not 1 <= len(words) <= 3 or len(tokens) > 5 or figures(text, lexicon):
        return False
    first, last = words[0], words[-1]
    if len(words) > 1 and verb_of(first, lexicon) and first not in objectives.topics:
        return False
    ways = (objectives.directions, objectives.aspiring)
    if any(
        among(word, *ways) or word.endswith(tuple(objectives.direction_endings))
        for word in words[:-1] or words
    ):
        return False
    if last in lexicon.verbs.done or any(token.low == "one" for token in tokens):
        return False
    if len(words) == 1 and not verb_of(last, lexicon):
        return True
    return last in objectives.topics or last.endswith(tuple(objectives.topic_endings))


def _words(text: str, lexicon: Lexicon) -> list[Token]:
    return [token for clause in clauses(text, lexicon) for token in clause if token.kind == WORD]


def _is_small(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word is small, or a date."""
    grammar = lexicon.grammar
    return (
        among(token.low, grammar.determiners, grammar.prepositions, grammar.conjunctions)
        or token.low in lexicon.numbers.months
        or not (token.low.isalpha() or _DIGIT.search(token.low) is None)
    )


@lru_cache(maxsize=8192)
def negative_words(text: str, lexicon: Lexicon) -> str:
    """The words by which a title opens with what should not be, empty where it does not."""
    found = clauses(text, lexicon)
    if not found:
        return ""
    clause = found[0]
    start = clause[opening(clause, lexicon)].start
    rest = text[start:].replace("’", "'")
    if _opens(lexicon.objectives.not_negative).match(rest):
        return ""
    match = _opens(lexicon.objectives.negative).match(rest)
    return text[start : start + match.end()] if match else ""


@lru_cache(maxsize=8)
def _opens(words: frozenset[str]) -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?:{listed})(?![\w-])", re.I)


@lru_cache(maxsize=8192)
def vanity_words(text: str, lexicon: Lexicon) -> str:
    """The total in a text that only grows or says nothing of value, empty where there is none."""
    match = _anywhere(lexicon.nouns.vanity).search(text) if may_hold(text, lexicon.nouns.vanity) else None
    if match is None:
        if not may_hold(text, lexicon.nouns.vanity_counted):
            return ""
        counted = (
            _anywhere(lexicon.nouns.vanity_counted).match(text, f.end + 1) for f in figures(text, lexicon)
        )
        match = next((found for found in counted if found), None)
    if match is None:
        return ""
    shares = any(
        figure.kind == PERCENT and not is_change(text, figure, lexicon) for figure in figures(text, lexicon)
    )
    if shares or _anywhere(lexicon.nouns.not_vanity).search(text):
        return ""
    return match[0]


@lru_cache(maxsize=8)
def _anywhere(words: frozenset[str]) -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])", re.I)
