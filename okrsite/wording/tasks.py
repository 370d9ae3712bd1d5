"""Whether a statement is a task: something to do or make, rather than a change in people or systems."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from okrsite.wording.baseline import changes, has_way
from okrsite.wording.directions import says_nothing
from okrsite.wording.finished import finished, participle
from okrsite.wording.lexicon import Lexicon
from okrsite.wording.nouns import aims, is_sentence, is_share, is_soft, of_level, starts_with_nothing
from okrsite.wording.numbers import COUNT, MONEY, PERCENT, Figure
from okrsite.wording.orders import has_figure, is_joined_order, is_unknown_order, second_order
from okrsite.wording.subjects import doing_is_subject, has_subject, work_of_staff
from okrsite.wording.words import (
    FIGURE,
    MARK,
    WORD,
    Clause,
    among,
    clauses,
    is_in,
    low_at,
    opening,
    phrase,
    verb_of,
)

TASK, OUTCOME, OPEN = "task", "outcome", "open"
ORDER, DONE, THING = "order", "done", "thing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """The words that make a statement a task. `how`: an ORDER ("launch"), work DONE ("launched"), or a
    THING to be made ("plan")."""

    words: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a clause reads like, and the words that tell."""

    verdict: str
    telling: str = ""
    how: str = ORDER


@lru_cache(maxsize=8192)
def task_sign(text: str, lexicon: Lexicon, *, objective: bool, measured: bool = False) -> Sign | None:
    """What makes a statement a task, None where it is none.

    Where a key result is `measured` by its fields, only an order is a task: "support calls" are counted.
    A measured change in one sentence outweighs a task in the next.
    """
    if says_nothing(text, lexicon) if objective else has_way(text, lexicon):
        return None
    for clause in clauses(text, lexicon):
        reading = _read(clause, lexicon, objective)
        if measured and (reading.how != ORDER or _is_compound(clause, lexicon)):
            continue
        if reading.verdict == TASK:
            return Sign(words=reading.telling, how=reading.how)
        if reading.verdict == OUTCOME and any(token.kind == FIGURE for token in clause):
            return None
    return None


def _is_compound(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a clause opens like a name of two nouns: "support calls"."""
    start = opening(clause, lexicon)
    behind = clause[start + 1] if start + 1 < len(clause) else None
    named = behind is not None and behind.kind == WORD and behind.low not in lexicon.grammar.determiners
    return named and clause[start].low in lexicon.verbs.also_nouns


def _read(clause: Clause, lexicon: Lexicon, objective: bool) -> Reading:
    start = opening(clause, lexicon)
    low = clause[start].low
    if doing_is_subject(clause, start, lexicon):
        return Reading(verdict=OPEN)
    if is_joined_order(clause, start, lexicon):
        return Reading(verdict=TASK, telling=clause[start].text)
    verb = verb_of(low, lexicon)
    if verb and not _noun_first(clause, start, lexicon, objective):
        return _by_verb(clause, start, verb, lexicon, objective)
    doing = verb_of(low, lexicon, "ing", "noun") if low_at(clause, start + 1) in lexicon.grammar.of else ""
    if doing in lexicon.verbs.tasks:
        return _by_verb(clause, start, doing, lexicon, objective)
    if not objective and is_unknown_order(clause, start, lexicon):
        return Reading(verdict=TASK, telling=clause[start].text)
    if not objective and _made_thing(clause, start, lexicon):
        return Reading(verdict=TASK, telling=clause[start].text, how=DONE)
    return _by_noun(clause, start, lexicon, objective)


def _noun_first(clause: Clause, start: int, lexicon: Lexicon, objective: bool) -> bool:
    """Whether what could be a verb is a noun: "test coverage", "hiring manager satisfaction", "support"."""
    grammar, low = lexicon.grammar, clause[start].low
    doing = not verb_of(low, lexicon, "base")  # an -ing form
    if not doing and low not in lexicon.verbs.also_nouns:
        return False
    if start + 1 == len(clause):
        return True
    behind = clause[start + 1]
    if behind.low in grammar.joining and (doing or verb_of(low_at(clause, start + 2), lexicon, "base")):
        return not verb_of(low_at(clause, start + 2), lexicon, "ing" if doing else "base")
    if behind.kind == MARK or among(behind.low, grammar.auxiliaries, grammar.relatives, grammar.of):
        return True
    if f"{low} {behind.low}" in lexicon.verbs.compounds:
        return True
    if behind.kind == FIGURE or behind.low in grammar.determiners:
        return False
    words = phrase(clause, start, lexicon)
    if len(words) < 2:
        return doing and behind.low in grammar.prepositions - lexicon.verbs.particles
    if is_in(words[-1], lexicon.nouns.measures) or of_level(clause, lexicon):
        return True
    if objective and len(words) == 2 and words[-1].endswith(tuple(lexicon.objectives.topic_endings)):
        return not verb_of(words[-1], lexicon, "ing")
    plural = words[1].endswith("s") and not words[1].endswith("ss")
    if not doing and len(words) > 2 and plural and not verb_of(words[1], lexicon, "base"):
        return True  # "pilot bikes need less": a verb stands behind them
    return not doing and participle(clause, start + 2, lexicon)


def _by_verb(clause: Clause, start: int, verb: str, lexicon: Lexicon, objective: bool) -> Reading:
    """A statement that begins with a verb: the verb tells, or what it does to which thing."""
    verbs, grammar = lexicon.verbs, lexicon.grammar
    behind = low_at(clause, start + 1)
    if (
        f"{verb} {behind}" in verbs.not_with
        or f"{verb} {behind} {low_at(clause, start + 2)}" in verbs.not_with
    ):
        return Reading(verdict=OPEN)
    telling = clause[start].text
    if f"{verb} {behind}" in verbs.task_phrases:
        return Reading(verdict=TASK, telling=f"{telling} {clause[start + 1].text}")
    coordinated = behind in grammar.joining and verb_of(low_at(clause, start + 2), lexicon, "base")
    if coordinated in verbs.outcomes or (
        behind in grammar.reflexives and not clause[start + 1].text.isupper()
    ):
        return Reading(verdict=OUTCOME)
    of = start + 1
    if coordinated in verbs.tasks and among(verb, verbs.by_object, verbs.supporting):
        verb, of = coordinated, start + 3  # "standardize and document"
    if behind in verbs.particles and verb in verbs.tasks:
        telling = f"{telling} {clause[start + 1].text}"
        of = start + 2
    if not _is_task(clause, of, verb, lexicon, objective):
        telling = second_order(clause, of, verb, lexicon)
    return Reading(verdict=TASK, telling=telling) if telling else Reading(verdict=OUTCOME)


def _is_task(clause: Clause, start: int, verb: str, lexicon: Lexicon, objective: bool) -> bool:
    """Whether to do this to what stands at `start` is a task."""
    verbs, nouns = lexicon.verbs, lexicon.nouns
    words = phrase(clause, start, lexicon)
    head = words[-1] if words else ""
    made = is_in(head, nouns.deliverables) and not is_in(head, nouns.values)
    figure = clause[start].figure if start < len(clause) else None
    counted = figure is not None and figure.kind == COUNT  # "optimize 10 pages"
    if verb in verbs.attaining and is_in(head, nouns.aims):
        return False
    if verb in verbs.by_object and _is_compared(clause, start, lexicon):
        return False
    if verb in verbs.bringing and _of_value(clause, start, words, lexicon):
        return False
    if objective:
        return _is_project(clause, start, verb, words, made, counted, lexicon)
    if changes(clause, lexicon):
        return False
    return among(verb, verbs.tasks, verbs.supporting) or (made and (counted or verb in verbs.by_object))


def _is_project(
    clause: Clause, start: int, verb: str, words: tuple[str, ...], made: bool, counted: bool, lexicon: Lexicon
) -> bool:
    """Whether to do this is a project rather than a direction. `made`: it is done to a deliverable;
    `counted`: to a number of things."""
    verbs = lexicon.verbs
    if among(verb, verbs.making, verbs.also_making, verbs.giving) and is_soft(words, lexicon):
        return False
    if verb in verbs.making and any(token.low in lexicon.grammar.as_ for token in clause[start:]):
        return False  # "establish Berlin as a second home"
    if verb in verbs.giving:
        return made or counted
    if verb in verbs.tasks:
        return made or not _that_does(clause, start, lexicon)
    aspiring = any(word in lexicon.objectives.aspiring for word in words)
    return verb in verbs.by_object - verbs.easing and made and not aspiring


def _is_compared(clause: Clause, start: int, lexicon: Lexicon) -> bool:
    """Whether a thing is to become another: "make the form easier", not "in three more countries"."""
    return any(
        token.low in lexicon.grammar.comparing and before.kind != FIGURE
        for before, token in pairwise(clause[start - 1 :])
    )


def _that_does(clause: Clause, start: int, lexicon: Lexicon) -> bool:
    """Whether a thing is told by what it will do: "a bike that shrugs off winters"."""
    return any(token.low in lexicon.grammar.relatives for token in clause[start + 1 :])


def _of_value(clause: Clause, start: int, words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether what is brought about is of value in itself: money, customers, a share of something served."""
    figure = _first_figure(clause, start, lexicon)
    if not words:
        return figure is not None and figure.kind == MONEY
    if figure is not None and figure.kind == PERCENT:
        return not is_in(words[-1], lexicon.nouns.deliverables)
    return is_in(words[-1], lexicon.nouns.values)


def _first_figure(clause: Clause, start: int, lexicon: Lexicon) -> Figure | None:
    """The figure at a place, behind "at least" and the like."""
    for token in clause[start : start + 4]:
        if token.figure is not None:
            return token.figure
        if not among(token.low, lexicon.grammar.about, lexicon.grammar.levels, lexicon.grammar.than):
            return None
    return None


def _made_thing(clause: Clause, start: int, lexicon: Lexicon) -> bool:
    """Whether a thing is described as made: "defined strategy", "updated handbook section"."""
    verb = verb_of(clause[start].low, lexicon, "past")
    words = phrase(clause, start + 1, lexicon)
    if verb not in lexicon.verbs.tasks or not words or _has_share(clause):
        return False
    if verb in lexicon.verbs.served and not is_in(words[-1], lexicon.nouns.deliverables):
        return False
    return not is_in(words[-1], lexicon.nouns.measures, lexicon.nouns.values, lexicon.nouns.people)


def _by_noun(clause: Clause, start: int, lexicon: Lexicon, objective: bool) -> Reading:
    """A statement that begins with a noun: finished work, or a thing to be made."""
    words = phrase(clause, start, lexicon)
    if starts_with_nothing(clause, start, lexicon) or changes(clause, lexicon):
        return Reading(verdict=OUTCOME)
    work = "" if objective else work_of_staff(clause, start, lexicon)
    if work:
        return Reading(verdict=TASK, telling=work, how=DONE)
    if not words or is_sentence(clause, start, lexicon) or has_subject(clause, start, lexicon):
        return Reading(verdict=OUTCOME if words else OPEN)
    if is_in(words[-1], lexicon.nouns.measures) and (objective or has_figure(clause)):
        return Reading(verdict=OPEN)
    share = is_share(clause, start)
    done = finished(clause, start, lexicon, share=share)
    if done:
        return Reading(verdict=TASK, telling=done, how=DONE)
    head = words[-1]
    unknown = objective and low_at(clause, start + 1) in lexicon.grammar.articles  # "store the world's code"
    if is_in(head, lexicon.nouns.measures) or unknown:
        return Reading(verdict=OPEN)
    if share or (objective and (is_soft(words, lexicon) or aims(clause, lexicon))):
        return Reading(verdict=OPEN)
    if _is_doing(head, lexicon) and _goes_to_object(clause, start, lexicon):
        return Reading(verdict=TASK, telling=_written(clause, head), how=THING)
    if _has_share(clause):
        return Reading(verdict=OPEN)
    made = is_in(head, lexicon.nouns.deliverables)
    return Reading(verdict=TASK, telling=_written(clause, head), how=THING) if made else Reading(verdict=OPEN)


def _has_share(clause: Clause) -> bool:
    return any(token.figure is not None and token.figure.kind == PERCENT for token in clause)


def _is_doing(head: str, lexicon: Lexicon) -> bool:
    return is_in(head, lexicon.nouns.doings) or verb_of(head, lexicon, "noun") in lexicon.verbs.tasks


def _goes_to_object(clause: Clause, start: int, lexicon: Lexicon) -> bool:
    """Whether the first preposition leads to what it is done to: "implementation of", "analysis on"."""
    for token in clause[start:]:
        if token.figure is not None and token.figure.kind == PERCENT:
            return False  # "automation > 50% of all orders"
        if token.low in lexicon.grammar.prepositions:
            return token.low in lexicon.grammar.objects
    return False


def _written(clause: Clause, low: str) -> str:
    """A word as it was written."""
    return next((token.text for token in clause if token.low == low), low)
