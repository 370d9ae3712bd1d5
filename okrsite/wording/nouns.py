"""What a statement without a verb in front is about."""

from itertools import pairwise

from okrsite.wording.lexicon import Lexicon
from okrsite.wording.numbers import PERCENT
from okrsite.wording.words import WORD, Clause, among, is_in, low_at, phrase, verb_of


def is_share(clause: Clause, start: int) -> bool:
    """Whether a clause begins with a share, be it one still to be filled in ("X% of")."""
    figure = clause[start].figure
    return (figure is not None and figure.kind == PERCENT) or any(t.text == "%" for t in clause[: start + 3])


def starts_with_nothing(clause: Clause, start: int, lexicon: Lexicon) -> bool:
    """Whether there is to be none of something: "No outages"."""
    named = any(word.endswith("s") for word in phrase(clause, start, lexicon))
    return clause[start].low in lexicon.numbers.nothing and named


def of_level(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a share stands behind "at" or "within": the level of a metric."""
    return any(
        one.low in lexicon.grammar.levels and other.figure is not None and other.figure.kind == PERCENT
        for one, other in pairwise(clause)
    )


def is_soft(words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether a thing can't be delivered once and for all: a culture, a world-class team."""
    objectives = lexicon.objectives
    if not words:
        return False
    head = words[-1]
    if is_in(head, objectives.soft) or head.endswith(tuple(objectives.soft_endings)):
        return not head.endswith(tuple(objectives.soft_endings)) or not is_in(
            head, lexicon.nouns.deliverables
        )
    return any(word in objectives.aspiring for word in words)


def aims(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether an objective without a verb says where to go: "a website that sells"."""
    objectives, grammar = lexicon.objectives, lexicon.grammar
    words = [token.low for token in clause if token.kind == WORD]
    ways = (objectives.directions, grammar.relatives)
    return (
        any(among(word, *ways) or word.endswith(tuple(objectives.direction_endings)) for word in words)
        or any(word.startswith(tuple(objectives.direction_beginnings)) for word in words)
        or any(one in grammar.prepositions and other in grammar.everybody for one, other in pairwise(words))
        or all(word in objectives.general for word in words)
    )


def is_sentence(clause: Clause, start: int, lexicon: Lexicon) -> bool:
    """Whether people and what they do open the statement: "customers stay"."""
    grammar = lexicon.grammar
    words = [token for token in clause[start:] if token.kind == WORD]
    for index, token in enumerate(words[:6]):
        if token.low in grammar.prepositions:
            return False
        if token.low in lexicon.nouns.people and index + 1 < len(words):
            behind = words[index + 1]
            if (
                among(behind.low, grammar.prepositions, grammar.conjunctions)
                or behind.text.lstrip("s")[:1].isupper()
            ):
                return False
            if behind.low in grammar.auxiliaries:
                done = verb_of(low_at(tuple(words), index + 2), lexicon, "past")
                return done not in lexicon.verbs.tasks
            return not verb_of(behind.low, lexicon, "past")
    return False
