"""Orders that do not open with a verb that is known, or come behind another."""

from okrsite.wording.lexicon import Lexicon
from okrsite.wording.numbers import COUNT
from okrsite.wording.words import MARK, WORD, Clause, among, is_in, phrase, verb_of


def has_figure(clause: Clause) -> bool:
    """Whether a clause holds a figure."""
    return any(token.figure is not None for token in clause)


def second_order(clause: Clause, start: int, verb: str, lexicon: Lexicon) -> str:
    """A task that comes behind: "improve support by writing a guide", "get eight teams to talk, and share the
    video". Empty where there is none."""
    verbs, grammar = lexicon.verbs, lexicon.grammar
    for index in range(start, len(clause) - 2):
        low, behind = clause[index].low, clause[index + 1].low
        if low in grammar.by and not has_figure(clause) and verb_of(behind, lexicon, "ing") in verbs.tasks:
            words = phrase(clause, index + 2 + (clause[index + 2].low in verbs.particles), lexicon)
            if words and is_in(words[-1], lexicon.nouns.deliverables):
                return clause[index + 1].text
        joins = clause[index - 1].kind == MARK and low in grammar.joining and verb in verbs.by_object
        if (
            joins
            and verb_of(behind, lexicon, "base") in verbs.tasks
            and clause[index + 2].low in grammar.articles
        ):
            return clause[index + 1].text
    return ""


def is_unknown_order(clause: Clause, start: int, lexicon: Lexicon) -> bool:
    """Whether an unknown word is told to do something to a thing: "wrangle the data", "send 50 letters"."""
    grammar, nouns, token = lexicon.grammar, lexicon.nouns, clause[start]
    small = (grammar.determiners, grammar.prepositions, grammar.conjunctions, grammar.auxiliaries)
    known = (nouns.people, nouns.measures, nouns.values, nouns.deliverables)
    if token.kind != WORD or among(token.low, *small, grammar.no_orders) or is_in(token.low, *known):
        return False
    if start + 1 == len(clause) or token.low.endswith("s") or verb_of(token.low, lexicon, "base", "past"):
        return False
    behind = clause[start + 1]
    words = phrase(clause, start + 1, lexicon)
    if behind.low in grammar.articles:
        return True
    if not words or is_in(words[-1], nouns.measures, nouns.values, nouns.people, lexicon.numbers.times):
        return False
    if (
        token.low.endswith(tuple(grammar.order_endings))
        and behind.kind == WORD
        and not among(behind.low, *small)
    ):
        return True
    counted = behind.figure is not None and behind.figure.kind == COUNT and not token.text.isupper()
    return counted and words[-1].endswith("s")


def is_joined_order(clause: Clause, start: int, lexicon: Lexicon) -> bool:
    """Whether a verb and its particle are written as one: "set-up office hours", not "set-up time"."""
    words = phrase(clause, start + 1, lexicon)
    if clause[start].low.replace("-", " ") not in lexicon.verbs.task_phrases or "-" not in clause[start].low:
        return False
    return bool(words) and not is_in(words[-1], lexicon.nouns.measures, lexicon.nouns.values)
