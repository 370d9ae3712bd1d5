"""Whether a target says where it starts from: a start, a relative change, or a limit to keep within."""

import re
from functools import lru_cache
from itertools import pairwise

from okrsite.wording.lexicon import Lexicon, Words
from okrsite.wording.numbers import COUNT, MULTIPLE, PERCENT, Figure, figures
from okrsite.wording.words import Clause, among, clauses, is_in, may_hold, opening, singular, verb_of

_WORD = re.compile(r"[^\W\d_][\w-]*")
_LAST = re.compile(r"([\w'’-]+)$")
_NEAR = 60
"""Characters before and behind a figure that may say what it is."""


@lru_cache(maxsize=8192)
def has_baseline(text: str, lexicon: Lexicon) -> bool:
    """Whether the figures of a text tell more than a target."""
    text = _aside(lexicon).split(text, maxsplit=1)[0]
    found = figures(text, lexicon)
    starts = lexicon.baselines.starts
    if (may_hold(text, starts) and _starts(lexicon).search(text)) or has_way(text, lexicon):
        return True
    return any(is_limit(text, figure, lexicon) or is_change(text, figure, lexicon) for figure in main(found))


def main(found: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The figures that are the target: shares and multiples rather than counts beside them."""
    shares = tuple(figure for figure in found if figure.kind in (PERCENT, MULTIPLE))
    return shares or found


@lru_cache(maxsize=8192)
def has_way(text: str, lexicon: Lexicon) -> bool:
    """Whether a figure leads to another: "from 5% to 3%", "22 to 9 minutes"; not "news from 200 users"."""
    found = figures(text, lexicon)
    ways = _ending(lexicon.grammar.ways)
    for figure in found:
        before, behind = text[: figure.start], text[figure.end :]
        if _from_words(lexicon).search(before[-_NEAR:]):
            return True
        if _from(lexicon).search(before[-_NEAR:]) and (
            _led(text, lexicon) or _in(lexicon.grammar.ways, before + behind)
        ):
            return True
    for one, other in pairwise(found):
        between = text[one.end : other.start]
        led = ways.search(between) and not _ending(lexicon.grammar.by).search(between)
        if led and len(between.split()) <= 2 and not _is_range(text, one, lexicon):
            return True
    return False


def _is_range(text: str, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether a figure begins a range: "of 3 to 5 people", but not "from a goal of 3 to 5"."""
    before = text[max(0, figure.start - _NEAR) : figure.start]
    begins = _ending(lexicon.grammar.ranging).search(before)
    return begins is not None and not _in(lexicon.grammar.from_, before)


def changes(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a clause tells of a change by a share: "by 20%", "20% more", "2x increase"."""
    grammar = lexicon.grammar
    for index, token in enumerate(clause):
        if token.figure is None:
            continue
        behind = [following.low for following in clause[index + 1 : index + 3]]
        by = index > 0 and clause[index - 1].low in grammar.by
        if token.figure.kind == COUNT and not (by and lexicon.numbers.times & set(behind)):
            continue
        if not grammar.of & set(behind[:1]) and (by or lexicon.baselines.changes_behind & set(behind)):
            return True
    return False


def is_limit(text: str, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether a figure is a limit to keep within: "at least 90%", "4.0 or higher", "90%+", "zero"."""
    words, before = lexicon.baselines, text[: figure.start]
    if figure.text.lower() in lexicon.numbers.nothing:
        return not _ending(lexicon.grammar.to).search(before)
    if figure.open_ended or _ending(words.limits_before).search(before[-_NEAR:]):
        return True
    kept = words.keepers & {word.lower() for word in _WORD.findall(before)}
    return bool(kept or _beginning(words.limits_behind).match(text[figure.end : figure.end + _NEAR]))


def is_change(text: str, figure: Figure, lexicon: Lexicon) -> bool:
    """Whether a figure is relative to where things are: "by 20%", "2x", "10% fewer"."""
    words, grammar = lexicon.baselines, lexicon.grammar
    behind = [word.lower() for word in _WORD.findall(text[figure.end : figure.end + _NEAR])]
    before = text[max(0, figure.start - _NEAR) : figure.start].rstrip()
    of = bool(grammar.of & set(behind[:1]))
    if figure.kind == MULTIPLE:
        level = bool(words.levels & set(behind[:3]) or _ending(lexicon.grammar.levels).search(before))
        level = level or (_LAST.search(before.lower()) or [""])[0] in words.levels
        often = lexicon.numbers.times & set(behind[:2])  # "3x a week"
        return not (level or often)
    if figure.signed:
        return True
    if _ending(words.changes_before).search(before) and not of:
        people = any(is_in(word, lexicon.nouns.people) for word in behind[:3])
        doer = people or _done_by(before, lexicon)
        return figure.kind != COUNT or not doer or _led(text, lexicon)
    if behind and behind[0] in words.changes_behind and (figure.kind != COUNT or len(behind) > 1):
        return True
    match = _LAST.search(before)
    tied = (grammar.prepositions, grammar.conjunctions, grammar.auxiliaries, grammar.determiners)
    loose = match is not None and not among(match[1].lower(), *tied)
    changed = singular(match[1].lower()) if match else ""
    if figure.kind == PERCENT and verb_of(changed, lexicon, "base", "past", "ing") in lexicon.verbs.changes:
        return not of
    return figure.kind == PERCENT and loose and not of and _led(text, lexicon)


def _done_by(before: str, lexicon: Lexicon) -> bool:
    """Whether a "by" at the end tells who did it: "used by", not "reduced by"."""
    words = _WORD.findall(before.lower())
    verb = lexicon.verb(words[-2], "past") if len(words) > 1 else ""
    return bool(verb) and verb not in lexicon.verbs.changes


def _led(text: str, lexicon: Lexicon) -> bool:
    """Whether a verb of change leads a clause."""
    return any(
        verb_of(clause[opening(clause, lexicon)].low, lexicon) in lexicon.verbs.changes
        for clause in clauses(text, lexicon)
    )


@lru_cache(maxsize=32)
def alternatives(words: Words) -> str:
    """Words and phrases as the alternatives of a pattern, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=8)
def _starts(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(lexicon.baselines.starts)})(?!\w)", re.I)


@lru_cache(maxsize=8)
def _aside(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf",\s+(?:{alternatives(lexicon.grammar.besides)})\b", re.I)


@lru_cache(maxsize=8)
def _from(lexicon: Lexicon) -> re.Pattern[str]:
    about = alternatives(lexicon.grammar.about)
    return re.compile(rf"(?<!\w)(?:{alternatives(lexicon.grammar.from_)})\s+(?:(?:{about})\s*)*$", re.I)


@lru_cache(maxsize=8)
def _from_words(lexicon: Lexicon) -> re.Pattern[str]:
    """ "from days to", with the figure behind it."""
    from_, to = alternatives(lexicon.grammar.from_), alternatives(lexicon.grammar.to)
    return re.compile(rf"(?<!\w)(?:{from_})\s+[\w-]+(?:\s[\w-]+)?\s+(?:{to})\s+$", re.I)


def _in(words: Words, text: str) -> bool:
    return not words.isdisjoint(text.lower().split())


@lru_cache(maxsize=32)
def _ending(words: Words) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!\w)|(?<=\W))(?:{alternatives(words)})\s*(?:an?\s|the\s|about\s|~)?\s*$", re.I)


@lru_cache(maxsize=32)
def _beginning(words: Words) -> re.Pattern[str]:
    return re.compile(rf"\s*[\w%/-]*?\s*(?:[\w-]+\s)?(?<!\w)(?:{alternatives(words)})(?!\w)", re.I)
