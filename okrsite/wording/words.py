"""A statement as words: its sentences, where each begins, its phrases."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from okrsite.wording.lexicon import Lexicon, Words
from okrsite.wording.numbers import Figure, figures

WORD, FIGURE, MARK = "word", "figure", "mark"

_PIECE = re.compile(r"\w+(?:['’.&\-]\w+)*|\S")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PREFIX = re.compile(r"^\s*([^:;.!?]{1,70}?)\s*(?::|\s[–—-])\s+(?=\S)")
_NAME = re.compile(r"[^\W\d_][\w'’-]*")
_STOPS = frozenset(".!?;:|")
_DASHES = frozenset({" - ", " – ", " — "})
_QUOTES = frozenset("\"'“”‘’`*/&")
_NO_WORD = re.compile(r"\W+")
_POSSESSIVE = re.compile(r"['’]s?$")
_PREFIX_WORDS = 7


class Token(NamedTuple):
    """A word, a figure or a mark. `low` is in lower case, without a genitive's ending. There are many, and a
    tuple is made in half the time of a frozen dataclass."""

    text: str
    low: str
    kind: str
    start: int
    figure: Figure | None = None


Clause = tuple[Token, ...]


@lru_cache(maxsize=8192)
def clauses(text: str, lexicon: Lexicon) -> tuple[Clause, ...]:
    """The sentences of a statement, without what stands in brackets and without a name in front
    ("Finance: ...")."""
    text = _without_prefix(_ASIDE.sub(lambda match: " " * len(match[0]), text), lexicon)
    found: list[Clause] = []
    current: list[Token] = []
    for token in _tokens(text, lexicon):
        if token.kind == MARK and _stops(text, token):
            found.append(tuple(current))
            current = []
        else:
            current.append(token)
    found.append(tuple(current))
    return tuple(clause for clause in found if any(token.kind != MARK for token in clause))


def _stops(text: str, token: Token) -> bool:
    """Whether a mark ends a sentence: one that a space follows, and a dash between spaces."""
    around = text[max(0, token.start - 1) : token.start + 2]
    return around in _DASHES or (token.text in _STOPS and not text[token.start + 1 : token.start + 2].strip())


def _without_prefix(text: str, lexicon: Lexicon) -> str:
    """The text with the name of whom or what it is for as blanks."""
    match = _PREFIX.match(text)
    if match is None:
        return text
    words = _NAME.findall(match[1])
    opens = len(words) > 1 and verb_of(words[0].lower(), lexicon) and not words[1][:1].isupper()
    if len(words) > _PREFIX_WORDS or opens or figures(match[1], lexicon):
        return text
    return " " * match.end() + text[match.end() :]


def _tokens(text: str, lexicon: Lexicon) -> list[Token]:
    found: list[Token] = []
    done = 0
    for figure in (*figures(text, lexicon), None):
        for match in _PIECE.finditer(text, done, figure.start if figure else len(text)):
            piece = match[0]
            if piece[0].isalnum():
                low = piece.lower()
                if not low.isalnum():
                    low = _POSSESSIVE.sub("", low)
                found.append(Token(text=piece, low=low, kind=WORD, start=match.start()))
            else:
                found.append(Token(text=piece, low=piece, kind=MARK, start=match.start()))
        if figure:
            low = figure.text.lower()
            found.append(Token(text=figure.text, low=low, kind=FIGURE, start=figure.start, figure=figure))
            done = figure.end
    return found


def opening(clause: Clause, lexicon: Lexicon) -> int:
    """Where a clause really begins: behind quotes, bullets, "we will", adverbs and "for every store, "."""
    grammar = lexicon.grammar
    first = _behind_circumstance(clause, lexicon)
    for index, token in enumerate(clause[first:], first):
        behind = low_at(clause, index + 1)
        verb_follows = bool(verb_of(behind, lexicon))
        opens = token.low in grammar.openers and (verb_follows or behind in grammar.openers)
        adverb = token.low.endswith(tuple(grammar.adverb_endings)) and verb_follows
        intends = token.low in grammar.we and (
            behind in grammar.intending or _we_work(clause, index, lexicon)
        )
        if not (token.kind == MARK or opens or adverb or intends):
            return index
    return 0


def _we_work(clause: Clause, index: int, lexicon: Lexicon) -> bool:
    """Whether "we" are to do a task, and no service: "we define a metric", not "we deliver on time"."""
    behind = index + 1 + low_at(clause, index + 1).endswith(tuple(lexicon.grammar.adverb_endings))
    verb = verb_of(low_at(clause, behind), lexicon, "base")
    return verb in lexicon.verbs.tasks - lexicon.verbs.served


def _behind_circumstance(clause: Clause, lexicon: Lexicon) -> int:
    """Where a verb follows the comma behind a clause's first preposition; 0 where none does."""
    if clause[0].low not in lexicon.grammar.prepositions:
        return 0
    for index, token in enumerate(clause[1:10], 1):
        if token.text == ",":
            return index + 1 if verb_of(low_at(clause, index + 1), lexicon, "base") else 0
    return 0


def low_at(clause: Clause, index: int) -> str:
    """The word at a place in lower case, empty behind the end."""
    return clause[index].low if index < len(clause) else ""


def verb_of(word: str, lexicon: Lexicon, *kinds: str) -> str:
    """The plain verb of a word (by default in its plain or -ing form); a `re-` before it is taken off where
    nothing else is known."""
    kinds = kinds or ("base", "ing")
    found = lexicon.verb(word, *kinds) or lexicon.verb(word.replace("-", ""), *kinds)
    return found or (lexicon.verb(word[3:], *kinds) if word.startswith("re-") else "")


def phrase(clause: Clause, start: int, lexicon: Lexicon) -> tuple[str, ...]:
    """The words of a noun phrase from `start` on: past determiners, figures and "of" at its front, up to the
    next preposition, conjunction, auxiliary, figure or mark."""
    grammar = lexicon.grammar
    found: list[str] = []
    for index, token in enumerate(clause[start:], start + 1):
        low = token.low
        counts = low in lexicon.numbers.frames and index < len(clause) and clause[index].kind == FIGURE
        if (
            counts
            or token.text in _QUOTES
            or (low in grammar.joining and found and _goes_on(clause[index:], lexicon))
        ):
            continue
        if token.kind == FIGURE or low in grammar.determiners:
            if found:
                break
        elif token.kind == MARK or _ends(low, lexicon):
            if low in grammar.of and found and found[-1] in lexicon.nouns.light:
                found.clear()
            elif found or token.kind == MARK or not among(low, grammar.of, grammar.levels, grammar.than):
                break
        elif found or low not in grammar.about:
            found.append(low)
    while len(found) > 1 and found[-1].endswith(tuple(grammar.adverb_endings)):
        found.pop()
    return tuple(found)


def _goes_on(rest: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether the words behind an "and" belong to the same phrase: no verb, no new subject."""
    if not rest or rest[0].kind != WORD or rest[0].low in lexicon.grammar.determiners:
        return False
    low = rest[0].low
    noun = low in lexicon.verbs.also_nouns or low in lexicon.nouns.measures
    return noun or not verb_of(low, lexicon, "base")


def _ends(low: str, lexicon: Lexicon) -> bool:
    grammar = lexicon.grammar
    return low in grammar.prepositions or low in grammar.conjunctions or low in grammar.auxiliaries


def singular(word: str) -> str:
    """The singular of a regular plural."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def among(word: str, *lists: Words) -> bool:
    """Whether a word is in one of some lists."""
    for words in lists:  # noqa: SIM110 - half the time of any(), and asked of every word
        if word in words:
            return True
    return False


def is_in(word: str, *lists: Words) -> bool:
    """Whether a noun, or its singular, or the last part of a compound is in one of some lists."""
    last = word.rpartition("-")[2]
    forms = {word, singular(word), last, singular(last)}
    return any(not words.isdisjoint(forms) for words in lists)


def may_hold(text: str, phrases: Words) -> bool:
    """Whether a text holds the first word of one of some phrases: asked before the longer search for them."""
    return not _first_words(phrases).isdisjoint(_NO_WORD.split(text.lower()))


@lru_cache(maxsize=32)
def _first_words(phrases: Words) -> Words:
    return frozenset(_NO_WORD.split(phrase)[0] for phrase in phrases)
