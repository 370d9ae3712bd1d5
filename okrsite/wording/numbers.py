"""What counts as a measurable quantity in a statement.

"Grow to 5,000 users" holds a figure; FY21, Q2, April 30, "SOC 2", "1:1" and "24/7" are names and dates.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from okrsite.wording.lexicon import Lexicon, Words

PERCENT, MONEY, MULTIPLE, COUNT = "percent", "money", "multiple", "count"

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEFORE = re.compile(r"([^\W\d_][\w&.'’-]*|\d[\w.,]*)\s*[:\-–—]?\s*$")
_BEHIND = re.compile(r"\s*-?\s*([^\W\d_][\w'’-]*)")
_NAME_PARTS = (
    re.compile(
        r"^\s*(?:[(\[]?\d{1,2}[.)\]](?=\s)|(?:KR|O|Objective|Key Result)\s?-?\d{1,2}(?:\.\d+)?\s*[:.)-])\s*",
        re.I,
    ),
    re.compile(r"https?://\S+|(?<!\w)[#!&]\d+\b"),
    re.compile(r"\b\d{4}-\d{1,2}(?:-\d{1,2})?\b|\b\d{1,2}([./-])\d{1,2}\1\d{2,4}\b"),  # dates
    re.compile(r"\b\d{1,2}:\d{2}|\b\d{1,2}\s?(?:am|pm)\b", re.I),  # times of day
    re.compile(r"\b\d+:\d+(?!\d)|\b\d+[-/]\d+[-/]\d+\b"),  # 1:1, 30-60-90
)
_OUT_OF = re.compile(r"\d+(?:\.\d+)?\s?(?:/\s?(?:5|10|100)\b(?!/)|out of \d+)")
_UNIT = re.compile(r"\s?([A-Za-z]{1,4})(?![\w-])")
_GLUED = re.compile(r"[\w@]|\.(?=\w)")
_PROPER = re.compile(r"[A-Z]\w*\s$")
_TITLE = re.compile(r"\w+\s+[A-Z]")
_PIECE = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_YEARS = range(2010, 2050)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measurable quantity in a text, from `start` to `end`. `signed`: +20%; `open_ended`: 90%+."""

    start: int
    end: int
    text: str
    kind: str
    signed: bool = False
    open_ended: bool = False


@lru_cache(maxsize=8192)
def figures(text: str, lexicon: Lexicon) -> tuple[Figure, ...]:
    """The measurable quantities of a text, in their order."""
    numeric = _DIGIT.search(text) is not None
    masked = text
    ratios = list(_ratios(lexicon).finditer(text)) if numeric else []
    for pattern in (*(_NAME_PARTS if numeric else ()), _names(lexicon)):
        masked = pattern.sub(lambda match: "\0" * len(match[0]), masked)
    found = [*(_digits(masked, lexicon) if numeric else ()), *_words(masked, lexicon)]
    found += [Figure(start=m.start(1), end=m.end(1), text=m[1], kind=COUNT) for m in ratios]
    return tuple(sorted(found, key=lambda figure: figure.start))


def _listed(words: Words) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=8)
def _names(lexicon: Lexicon) -> re.Pattern[str]:
    words = lexicon.numbers.names | lexicon.numbers.not_multipliers
    return re.compile(rf"(?<![\w$€£.,/])(?:{_listed(words)})(?![\w%/]|[.,]\d)", re.I)


@lru_cache(maxsize=8)
def _ratios(lexicon: Lexicon) -> re.Pattern[str]:
    """A pair of numbers behind the word: "a ratio of 7:1"."""
    listed = _listed(lexicon.numbers.ratios)
    return re.compile(rf"\b(?:{listed})\s+(?:[^\W\d]+\s+){{0,2}}(\d+(?:\.\d+)?:\d+)(?!\d)", re.I)


@lru_cache(maxsize=8)
def _number(lexicon: Lexicon) -> re.Pattern[str]:
    words = lexicon.numbers
    letters = frozenset(scale for scale in words.scales if len(scale) == 1)
    currencies = _listed(words.currencies)
    return re.compile(
        rf"""(?P<sign>(?<![\w)\]])[+\-−±~]?)
        (?P<money>[$€£¥₹]\s?|\b(?:{currencies})\s?)?
        (?P<digits>\d{{1,3}}(?:[,'’]\d{{3}})+(?:\.\d+)?(?!\d)|\d+(?:[.,]\d+)?|(?<!\d)\.\d+)
        (?P<scale>\s?(?:{_listed(words.scales - letters)})\b|(?:{_listed(letters)})(?:\b|(?=\+)))?
        (?:\s?(?:(?P<share>%|(?:{_listed(words.percents).replace(" ", chr(92) + " ")})\b)
              |(?P<times>[x×](?!\w))
              |(?P<currency>(?:{currencies})\b|[€£$](?!\w))))?
        (?P<plus>\+(?!\d))?""",
        re.VERBOSE | re.I,
    )


def _digits(text: str, lexicon: Lexicon) -> Iterator[Figure]:
    for match in _number(lexicon).finditer(text):
        kind = _kind(match)
        first = match.start("digits")
        glued = bool(first) and text[first - 1] not in "+-−~" and bool(_GLUED.match(text[first - 1]))
        if (glued and not match["money"]) or (kind == COUNT and _is_name(text, match, lexicon)):
            continue
        yield Figure(
            start=match.start(),
            end=match.end(),
            text=match[0].strip(),
            kind=kind,
            signed=match["sign"] in ("+", "-", "−") and not text[: match.start()].rstrip(" %")[-1:].isdigit(),
            open_ended=bool(match["plus"]),
        )


def _kind(match: re.Match[str]) -> str:
    if match["share"]:
        return PERCENT
    if match["money"] or match["currency"]:
        return MONEY
    return MULTIPLE if match["times"] else COUNT


def _is_name(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a bare number is a name, a date, a time frame or part of a word."""
    words = lexicon.numbers
    ahead, rest = text[: match.start("digits")], text[match.end() :]
    if re.search(r"[A-Za-z]-$", ahead):  # COVID-19
        return True
    unit = _UNIT.match(rest)
    if _GLUED.match(rest) and not (unit and unit[1].lower() in words.units):
        return True
    if _OUT_OF.match(text, match.start("digits")):
        return False
    if re.match(r"/[\dA-Z]", rest) or ahead.endswith("/"):
        return True
    before, behind = _word_before(text, match.start()), _word_behind(rest)
    if before.rstrip(".") in words.months or behind in words.months:
        return True
    if (
        len(match["digits"]) == 4
        and match["digits"].isdigit()
        and int(match["digits"]) in _YEARS
        and not match["scale"]
    ):
        return True
    if before in words.named_by and not (before in words.named_sometimes and _plural(behind, lexicon)):
        return not _is_rank(text, match.start(), lexicon)
    if before in words.ordinal and behind:
        return not _is_rank(text, match.start(), lexicon)
    return (
        _is_version(text, match, before, lexicon)
        or _is_time_frame(rest, before, lexicon)
        or _is_of_one_thing(match["digits"], rest, lexicon)
    )


def _word_before(text: str, start: int) -> str:
    match = _BEFORE.search(text[:start])
    return match[1].lower() if match else ""


def _word_behind(rest: str) -> str:
    match = _BEHIND.match(rest)
    return match[1].lower() if match else ""


def _plural(word: str, lexicon: Lexicon) -> bool:
    return word.endswith("s") and not word.endswith("ss") and word not in lexicon.verbs.known


def _is_rank(text: str, start: int, lexicon: Lexicon) -> bool:
    """Whether a rank is to be reached: "rank in the top 3"."""
    return not lexicon.numbers.ranks.isdisjoint(word.lower() for word in _WORD.findall(text[:start]))


def _is_version(text: str, match: re.Match[str], before: str, lexicon: Lexicon) -> bool:
    """Ubuntu 22.04, Python 3: a number behind a proper name."""
    head = text[: match.start()].rstrip()
    name = head.rpartition(" ")[2]
    proper = (
        name[:1].isupper() and not name.endswith((":", ",", ".")) and before not in lexicon.nouns.measures
    )
    if not proper or match["scale"] or match["plus"] or len(match["digits"]) > 4:
        return False
    counts = re.match(r"\s*[A-Za-z]{2,}", text[match.end() :]) or name.isupper() or " " not in head
    return "." in match["digits"] or not counts


def _is_time_frame(rest: str, before: str, lexicon: Lexicon) -> bool:
    """ "the next 18 months", "30-day plan": for how long, not how much."""
    words, unit = lexicon.numbers, _word_behind(rest)
    tail = _word_behind(re.sub(r"^[\s-]*[\w'’]+", "", rest, count=1))
    if re.match(r"-[A-Za-z]", rest):
        return unit.partition("-")[0] not in words.times or tail not in lexicon.nouns.measures
    named = unit in words.long_times and tail and tail not in lexicon.grammar.prepositions
    return unit in words.times and bool(named or before in words.frames or tail in words.single_things)


def _is_of_one_thing(digits: str, rest: str, lexicon: Lexicon) -> bool:
    """ "2K reference architecture": a number in front of one thing names it."""
    grammar = lexicon.grammar
    if digits in ("0", "1") or not rest[:1].isspace():
        return False
    last = ""
    for piece in rest.split()[:5]:
        word = piece.lower().strip(".,;:")
        if (
            word in grammar.prepositions
            or word in grammar.conjunctions
            or not word.replace("-", "").isalpha()
        ):
            break
        if word.endswith("s") or word in lexicon.nouns.people:
            return False
        last = word
        if piece != piece.rstrip(".,;:"):
            break
    return last in lexicon.numbers.single_things


def _words(text: str, lexicon: Lexicon) -> Iterator[Figure]:
    words = lexicon.numbers
    for match in _phrases(lexicon).finditer(text):
        yield Figure(start=match.start(), end=match.end(), text=match[0], kind=COUNT)
    known = _spelled(lexicon)
    for match in _WORD.finditer(text):
        word, start, kind = match[0].lower(), match.start(), COUNT
        if word not in known:
            continue
        if word in words.fractions:
            fraction = _fraction(text, match, lexicon)
            if fraction is None:
                continue
            start, kind = fraction, PERCENT
        elif word in words.multipliers:
            kind = MULTIPLE
        elif word in words.ones:
            if not text[:start].rstrip().lower().endswith(tuple(words.ones_behind)):
                continue
        elif word not in words.words or _is_part(text, start, match.end(), lexicon):
            continue
        yield Figure(start=start, end=match.end(), text=text[start : match.end()], kind=kind)


@lru_cache(maxsize=8)
def _spelled(lexicon: Lexicon) -> Words:
    words = lexicon.numbers
    return words.fractions | words.multipliers | words.ones | words.words


def _fraction(text: str, match: re.Match[str], lexicon: Lexicon) -> int | None:
    """Where "a third" begins in "by a third" and "a third of"; None where it is no share."""
    ahead = _PIECE.findall(text[: match.start()])
    article = ahead[-1].lower() if ahead else ""
    if article not in lexicon.numbers.unit_articles:
        return None
    by = len(ahead) > 1 and ahead[-2].lower() in lexicon.grammar.by
    behind = _PIECE.match(text, match.end() + 1)
    of = behind is not None and behind[0].lower() in lexicon.grammar.of
    one = article in lexicon.numbers.ones
    return match.start() - len(article) - 1 if by or of or one else None


def _is_part(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a spelled number names, or belongs to digits: "phase two", "5 million", "next three months",
    "our three shops", or tells the time: "warm at six"."""
    if _PROPER.search(text[:start]) and text[start].isupper() and not _TITLE.match(text, start):
        return True  # a name: the Wren Two
    before = _word_before(text, start)
    if re.search(r"\d\s*$", text[:start]):
        return True
    words = lexicon.numbers
    if before in words.clock and text[start:end].lower() in words.hours and _closes(text[end:], lexicon):
        return True  # a time of day
    if before in words.frames:
        determiner = _word_before(text, text.lower().rindex(before, 0, start))
        return determiner in words.definite or _word_behind(text[end:]) in words.times
    if before in words.definite:
        return text[start:end].lower() not in words.not_definite
    return (before in words.named_by or before in words.ordinal) and not _is_rank(text, start, lexicon)


def _closes(rest: str, lexicon: Lexicon) -> bool:
    """Whether nothing that could be counted stands behind."""
    behind = _word_behind(rest)
    return not behind or behind in lexicon.grammar.prepositions or behind in lexicon.grammar.conjunctions


@lru_cache(maxsize=8)
def _phrases(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_listed(lexicon.numbers.phrases)})(?![\w-])", re.I)
