"""Finished work: "dashboard launched", "CFO in place", "training delivered to all teams"."""

from okrsite.wording.lexicon import Lexicon
from okrsite.wording.numbers import COUNT
from okrsite.wording.words import WORD, Clause, among, is_in, low_at, verb_of


def finished(clause: Clause, start: int, lexicon: Lexicon, *, share: bool) -> str:
    """The words that close a noun phrase as finished work, empty where there are none.

    `share`: the phrase begins with a share ("80% of ..."), which may as well tell of a service rendered.
    """
    verbs, grammar = lexicon.verbs, lexicon.grammar
    for index in range(start + 1, len(clause)):
        token = clause[index]
        if f"{token.low} {low_at(clause, index + 1)}" in verbs.done_phrases and not share:
            return f"{token.text} {clause[index + 1].text}"
        led = among(clause[index - 1].low, grammar.determiners, grammar.prepositions)
        if token.kind != WORD or led or not _closes(clause, index, lexicon):
            continue
        if token.low in verbs.done and not share:
            return token.text
        subject = [t.low for t in clause[start:index] if t.kind == WORD and t.low not in grammar.auxiliaries]
        if _is_work(clause, index, subject[-1] if subject else "", lexicon, share):
            return token.text
    return ""


def participle(clause: Clause, start: int, lexicon: Lexicon) -> bool:
    """Whether a participle, no plain verb as well, closes what stands before it, up to an "and" with another
    verb: "lead status synced"."""
    for index in range(start, len(clause)):
        low = clause[index].low
        joins = low in lexicon.grammar.joining and verb_of(low_at(clause, index + 1), lexicon, "base")
        if joins or low in lexicon.grammar.to:
            return False
        past = verb_of(low, lexicon, "past") and not verb_of(low, lexicon, "base")
        if past and _closes(clause, index, lexicon):
            return True
    return False


def _is_work(clause: Clause, index: int, head: str, lexicon: Lexicon, share: bool) -> bool:
    """Whether the participle at `index` tells of work on the thing named by `head`."""
    verbs, nouns = lexicon.verbs, lexicon.nouns
    low = clause[index].low
    verb = verb_of(low, lexicon, "past")
    if verb in verbs.by_object or verb in verbs.polishing:
        counts = all(token.figure.kind == COUNT for token in clause if token.figure is not None)
        return is_in(head, nouns.deliverables) and counts
    if verb not in verbs.tasks:
        return False
    if low == verb and clause[0].figure is None and clause[index - 1].low not in lexicon.grammar.auxiliaries:
        return False
    served = share or is_in(head, nouns.people, nouns.values, verbs.served_things)
    return verb not in verbs.served or not served


def _closes(clause: Clause, index: int, lexicon: Lexicon) -> bool:
    """Whether nothing behind a participle makes it an adjective: "automated tests" has a noun behind it."""
    if index + 1 >= len(clause):
        return True
    behind, grammar = clause[index + 1], lexicon.grammar
    small = (grammar.prepositions, grammar.conjunctions, grammar.determiners, grammar.behind_participles)
    return (
        behind.kind != WORD or among(behind.low, *small) or behind.low.endswith(tuple(grammar.adverb_endings))
    )
