"""How inputs are made from others by chance: changes that a writer, a program or an attacker makes."""

import random
from collections.abc import Sequence

_WORDS = """
--- ... - -- ? : # & * ! | > % @ ` ' " , [ ] { } \\ / // ~ ^ $ = + ( ) < <= >= << !!python/object
!!binary |- >+ key: [] {} [[ ]] {{ }} {% %} ${ #{ null Null ~ true false yes no on off TBD .inf .nan 0 00
01 -0 +0 1e3 1e999 -1e-999 0x1F 0o17 1_000 1,5 1.234,5 1,500 1'500 .5 5. 42% -4 −4 $2.5k €1.2M 3.5bn 1:30
2:1 ~13% 9999999999999999999999 0.0000000000000000000000001 100% 101% -1 11 10 1/0 1/3 ٣ ² ½ Ⅷ 三 １２ 2026
2026-Q4 2026-Q5 2026-H1 2026-H3 FY27 FY27-Q2 FY99 FY00-H1 0000 9999 9999-Q4 0001-Q1 2026Q4 q4-2026
2026-10-16 2026-02-30 0000-00-00 9999-12-31 0001-01-01 2026-1-1 16.10.2026 10/16/2026 20261016 2026-W42-5
2026-10-16T12:00 -2026-10-16 31.12.9999 1.1.0001 Jan Sept Feb-30 title: owner: parent: supports:
depends_on: with: status: draft dropped because: formerly: allow: id: from: to: at_least: at_most:
milestones: binary: unit: kpi: weight: ambition: moonshot expected: added: dropped: rice: reach: impact:
effort: confidence: value: done: chance: score: note: decision: carried_to: scores: company: language:
time_zone: check_in_every: fiscal_year_starts: rules: preset: grades: theme: url: starts: ends: name:
lead: members: handles: since: until: succeeded_by: attendees: initiatives: key_results:
company/every-street#streets ovens/warm-at-six 2026-Q4/ovens/warm-at-six#on-time #on-time / // ///
a/b/c/d ../x Objective KR KR1: O1: Target Start Current Owner Team Cycle Status Progress Due # ## ######
![ ](x) [a](b) [a]: <http://a> <!-- --> ``` ~~~ | --- | :-: * [ ] [x] 1. 1) &lt; &#0; &nbsp; =cmd()
@SUM(1) +1 -1 ="a" '= 'x javascript: data: http://[ http://[::1 http://a:b/ mailto: file:/// //host de-AT
en_US C POSIX Europe/Berlin ../../etc/passwd UTC+25 13 february 0 every
"""
TOKENS = tuple(_WORDS.split())
"""What means something to YAML, Markdown, tables or okrsite, or nearly does."""

SIGNS = (
    *"\0\t\n\r\x0b\x0c\x1b\x7f\x85\xa0\xad\u0300\u061c\u200b\u200d\u200e\u202e\u2028\u2029\u2060\ufeff\ufffe\uffff",
    *"\U0001f6f4\U000e0041\U0010ffff\u0130\u0131\u00df\ufb01\u1e9e\u03a3\u0345\u1100\u202f'\"\\<>&`|%;:#-_ ",
)
LONGEST = 20_000
"""Characters of an input, but for the few that were made long on purpose."""


def mutated(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """An input made from one of the seeds, or from two of them, by a few changes."""
    text = chance.choice(seeds).decode("utf-8", "surrogateescape")
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        text = chance.choice(_CHANGES)(chance, text, seeds)
    if len(text) > LONGEST and chance.random() < 0.98:
        text = text[:LONGEST]
    data = encoded(text)
    if chance.random() < 0.05 and data:
        at = chance.randrange(len(data))
        data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    return data


def encoded(text: str) -> bytes:
    """A text as bytes: what no text may hold stands for the byte it came from, or for a question mark."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _span(chance: random.Random, text: str) -> tuple[int, int]:
    """A stretch of a text: a few characters, a word, a line, or anything."""
    begin = chance.randrange(len(text) + 1)
    how = chance.random()
    if how < 0.4:
        return begin, min(len(text), begin + chance.choice((0, 1, 1, 2, 4, 8)))
    if how < 0.8:
        line = text.rfind("\n", 0, begin) + 1
        end = text.find("\n", begin)
        return line, len(text) if end < 0 else end + 1
    return begin, chance.randrange(begin, len(text) + 1)


def _delete(chance: random.Random, text: str, _seeds: Sequence[bytes]) -> str:
    begin, end = _span(chance, text)
    return text[:begin] + text[end:]


def _token(chance: random.Random, text: str, _seeds: Sequence[bytes]) -> str:
    begin, end = _span(chance, text)
    gap = chance.choice(("", " ", "\n", ": "))
    return text[:begin] + gap + chance.choice(TOKENS) + text[end if chance.random() < 0.6 else begin :]


def _value(chance: random.Random, text: str, _seeds: Sequence[bytes]) -> str:
    """Another value behind a colon, or in a cell."""
    places = [i for i, sign in enumerate(text) if sign in ":,;|\t"]
    if not places:
        return text + chance.choice(TOKENS)
    at = chance.choice(places) + 1
    end = next((i for i in range(at, len(text)) if text[i] in "\n,;|\t"), len(text))
    return f"{text[:at]} {chance.choice(TOKENS)}{text[end:]}"


def _sign(chance: random.Random, text: str, _seeds: Sequence[bytes]) -> str:
    at = chance.randrange(len(text) + 1)
    sign = chance.choice(SIGNS) if chance.random() < 0.8 else chr(chance.randrange(0xD800))
    return text[:at] + sign + text[at + chance.randrange(2) :]


def _again(chance: random.Random, text: str, _seeds: Sequence[bytes]) -> str:
    begin, end = _span(chance, text)
    times = chance.choice((2, 2, 3, 10, 200))
    part = text[begin:end]
    return text[:begin] + part * min(times, LONGEST // (len(part) or 1) + 2) + text[end:]


def _moved(chance: random.Random, text: str, _seeds: Sequence[bytes]) -> str:
    begin, end = _span(chance, text)
    part, rest = text[begin:end], text[:begin] + text[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + part + rest[at:]


def _spliced(chance: random.Random, text: str, seeds: Sequence[bytes]) -> str:
    other = chance.choice(seeds).decode("utf-8", "surrogateescape")
    begin, end = _span(chance, other)
    at, after = _span(chance, text)
    return text[:at] + other[begin:end] + text[after:]


def _indented(chance: random.Random, text: str, _seeds: Sequence[bytes]) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines[at] = chance.choice(("  ", "    ", "\t", " ", "- ", "")) + lines[at].lstrip(
        chance.choice((" ", "", " -"))
    )
    return "\n".join(lines)


def _cased(chance: random.Random, text: str, _seeds: Sequence[bytes]) -> str:
    begin, end = _span(chance, text)
    return text[:begin] + chance.choice((str.upper, str.lower, str.title))(text[begin:end]) + text[end:]


def _ends(chance: random.Random, text: str, _seeds: Sequence[bytes]) -> str:
    return text.replace("\n", chance.choice(("\r\n", "\r", "\n\n", "\n\r")))


_CHANGES = (
    *(_delete, _token, _token, _value, _value, _sign, _sign, _again),
    *(_moved, _spliced, _spliced, _indented, _cased, _ends),
)
