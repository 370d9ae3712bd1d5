"""Statements that are sentences with a subject of their own in front."""

from okrsite.wording.lexicon import Lexicon
from okrsite.wording.numbers import PERCENT
from okrsite.wording.words import MARK, WORD, Clause, among, is_in, phrase, verb_of

_NEAR = 6
"""Words in which the subject of a sentence shows."""


def doing_is_subject(clause: Clause, start: int, lexicon: Lexicon) -> bool:
    """Whether what begins with -ing is only spoken of: "connecting a directory takes hours"."""
    if verb_of(clause[start].low, lexicon, "base") or not verb_of(clause[start].low, lexicon, "ing"):
        return False
    grammar = lexicon.grammar
    for token in clause[start + 2 :]:
        if token.kind != WORD or among(token.low, grammar.relatives, grammar.conjunctions):
            return False
        if token.low in grammar.finite:
            return True
    return False


def has_subject(clause: Clause, start: int, lexicon: Lexicon) -> bool:
    """Whether a verb, no plural noun as well, tells what something does or can: "the night shift owns its
    targets", "orders can be placed by phone". Work done to it is not what it does: "rules are written"."""
    grammar = lexicon.grammar
    for index, token in enumerate(clause[start + 1 : start + 1 + _NEAR], start + 1):
        if token.kind != WORD or among(
            token.low, grammar.prepositions, grammar.conjunctions, grammar.relatives
        ):
            return False
        if token.low in grammar.abilities:
            return True
        if token.low in grammar.finite:
            return token.low not in grammar.auxiliaries or not _is_passive(clause, index, lexicon)
    return False


def _is_passive(clause: Clause, index: int, lexicon: Lexicon) -> bool:
    """Whether the auxiliary at `index` tells of what was done to something, or where it is: "is written",
    "has been sent", "is in place"."""
    grammar = lexicon.grammar
    for token in clause[index + 1 :]:
        if not token.low.endswith(tuple(grammar.adverb_endings)):
            verb = verb_of(token.low, lexicon, "past")
            if clause[index].low in grammar.having and verb in lexicon.verbs.outcomes:
                return False  # "has improved"
            return bool(verb) or among(
                token.low, grammar.auxiliaries, grammar.prepositions, lexicon.verbs.done
            )
    return False


def work_of_staff(clause: Clause, start: int, lexicon: Lexicon) -> str:
    """The words by which people of the company are said to have made something, or to have got it: "engineers
    have written guides", "each team has a dashboard". Empty where there are none.

    A share of them is a matter of who takes part, and is none.
    """
    grammar, verbs = lexicon.grammar, lexicon.verbs
    if any(token.figure is not None and token.figure.kind == PERCENT for token in clause):
        return ""
    subject = False
    for index, token in enumerate(clause[start : start + 2 * _NEAR], start):
        if not subject:
            if token.kind != WORD or token.low in grammar.prepositions or index > start + _NEAR:
                return ""
            subject = token.low in lexicon.nouns.staff
        elif token.low in grammar.relatives:
            return ""
        elif token.low in grammar.having and index + 1 < len(clause):
            behind = clause[index + 1]
            verb = verb_of(behind.low, lexicon, "past")
            if verb in verbs.tasks and (verb in verbs.making or verb not in verbs.served):
                return behind.text
            end = next((i for i in range(index, len(clause)) if clause[i].kind == MARK), len(clause))
            words = phrase(clause[:end], index + 1, lexicon)
            made = bool(words) and is_in(words[-1], lexicon.nouns.deliverables)
            return token.text if made else ""
    return ""
