"""Prose without its comments: what is for whoever edits the file is not published.

A forge hides `<!-- … -->` and `[//]: # (…)` from readers, so people take them for private. They are taken out
here, where files are read, for pages, exports, the search and feeds alike: nothing behind this sees them. In
code they stay: there somebody shows how a comment is written.
"""

import re
from bisect import bisect_left
from collections import defaultdict

from okrsite.prose.parsing import code_lines

_DEFINED = re.compile(
    r"""^[ \t>]*\[(?://|comment|\#|_|-)\]:[ \t]*\S*[ \t]*(?:\([^\n]*\)|"[^\n]*"|'[^\n]*')?[ \t]*$""",
    re.MULTILINE | re.IGNORECASE,
)
"""A link that nobody can follow, by which Markdown's writers make comments."""

_AT_BEGIN = r"^(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*"
_PART = re.compile(
    rf"""
      \\.                                            # a sign as it stands
    | (?P<ticks>`+)                                  # may begin code within a line
    | (?P<comment><!--(?:-?>|[\s\S]*?-->))
    | (?P<open>{_AT_BEGIN}<!--)(?![\s\S]*?-->)[\s\S]*  # never closed: forges hide the rest
    """,
    re.MULTILINE | re.VERBOSE,
)
_TICKS = re.compile("`+")
_BREAK = re.compile(r"\n[ \t>]*(?:\n|<!--)")
"""Where a line of text ends, and with it all code within it."""


def uncommented(prose: str) -> tuple[str, frozenset[int]]:
    """The prose without comments, with as many lines as before, and the numbers (from 0) of the lines where
    something is left that does not stand where it stood."""
    if "<!--" not in prose and not _DEFINED.search(prose):
        return prose, frozenset()
    lines = prose.split("\n")
    code = code_lines(prose)
    cut: set[int] = set()
    found: list[str] = []
    begin = 0
    while begin < len(lines):
        end = begin + 1
        while end < len(lines) and (end in code) == (begin in code):
            end += 1
        text = "\n".join(lines[begin:end])
        found += (text if begin in code else _DEFINED.sub("", _without(text))).split("\n")
        begin = end
    for number, (before, after) in enumerate(zip(lines, found, strict=True)):
        if after.strip() and not before.startswith(after.rstrip()):
            cut.add(number)
    return "\n".join(found), frozenset(cut)


def _without(text: str) -> str:
    """A text with no code blocks, without its comments; line ends stay."""
    spans = _Spans(text)
    parts: list[str] = []
    done = 0
    position = 0
    while (match := _PART.search(text, position)) is not None:
        position = max(match.end(), match.start() + 1)
        if match["ticks"] is not None:
            position = spans.end(*match.span())
        if match["comment"] is None and match["open"] is None:
            continue
        begin = match.start() if match["open"] is None else match.end("open") - len("<!--")
        parts += (text[done:begin], "\n" * text.count("\n", begin, match.end()))
        done = match.end()
        if "\n" not in parts[-1] and text[done : done + 1] == " " and _blank_before(text, begin):
            done += 1  # of the blanks around it one is enough
    return "".join((*parts, text[done:]))


def _blank_before(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in " \n"


class _Spans:
    """Where code within the lines of a text ends: at as many backticks as it began with."""

    def __init__(self, text: str) -> None:
        self.by_length: dict[int, list[int]] = defaultdict(list)
        for run in _TICKS.finditer(text):
            self.by_length[len(run[0])].append(run.start())
        self.breaks = [found.start() for found in _BREAK.finditer(text)]

    def end(self, begin: int, after: int) -> int:
        """Where the code ends that some backticks begin; behind these where they begin none."""
        places = self.by_length.get(after - begin, [])
        number = bisect_left(places, after)
        if number == len(places):
            return after
        found = bisect_left(self.breaks, after)
        within = found == len(self.breaks) or places[number] < self.breaks[found]
        return places[number] + after - begin if within else after
