"""Texts of people in Markdown of a forge, so that they are read as they are written and do nothing.

What is in a pull request comes from anybody. No text may render as markup or HTML, make a link, show a
picture, mention a person or a team, refer to an issue, or end what it stands in; in GitHub's Markdown, and in
GitLab's, whose references begin with other signs too (`!12`, `%name`, `~name`, `&3`, `$4`, `^alert`).
"""

import re
import unicodedata

LONGEST = 300
"""Characters of a text that are shown."""

GAP = "&#8203;"
"""A space without width: forges look for names and references after their signs, and find none behind it."""

MARKED = frozenset("\\`*_[]~^{}")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "$": "<span>$</span>"}
"""A `|` ends the cell of a table even behind some backslashes, and a `$` between tags begins no formula,
which a backslash does not prevent on GitHub."""

TRIGGERS = frozenset("@#!%~^&:[{")
FOLLOWING = frozenset("_\"'+-/[{^!")
"""What, beside letters and digits, may follow a sign for a forge to see a name or a reference."""

KEPT = frozenset("\u200c\u200d\ufe0f")
"""Characters without a shape that change the letters around them in honest words."""

_REFERENCES = re.compile(
    r"(?P<commit>(?<![0-9A-Za-z])[0-9A-Fa-f]{7,40}(?![0-9A-Za-z]))"
    r"|(?P<issue>(?<![A-Za-z])[A-Z][A-Z0-9]+-(?=[0-9]))"
    r"|(?P<web>[Ww]{3}(?=\.))"
)
"""What forges turn into links without a sign: commits, issues of trackers (`ABC-12`), hosts."""


def one_line(text: str, longest: int = LONGEST) -> str:
    """A text in one line without characters that can't be seen, cut where it is very long."""
    blanks = " ".join(text.split())
    shown = "".join(
        c
        if c in KEPT or unicodedata.category(c)[0] != "C"
        else ""
        if unicodedata.category(c) == "Cf"
        else "�"
        for c in blanks
    )
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def escaped(text: str) -> str:
    """A text in one line for Markdown: within a paragraph, a list or a table."""
    shown = _REFERENCES.sub(_broken, one_line(text))
    made = []
    for position, character in enumerate(shown):
        follows = shown[position + 1 : position + 2]
        if character == _CUT:
            made.append(GAP)
            continue
        marked = f"\\{character}" if character in MARKED else character
        made.append(ENTITIES.get(character, marked))
        if character in TRIGGERS and (follows.isalnum() or follows in FOLLOWING):
            made.append(GAP)
    return "".join(made)


_CUT = "\ue000"
"""Stands for a gap until the text is escaped: a character for private use, which no text keeps."""


def _broken(found: re.Match[str]) -> str:
    if found["commit"]:
        return _CUT.join(re.findall(r".{1,6}", found[0]))
    return f"{found[0]}{_CUT}"


def code(text: str, longest: int = LONGEST) -> str:
    """A text as code, in which forges look for nothing. Not for tables, whose cells a `|` in it would end."""
    shown = one_line(text, longest).replace("<!", "<\u200b!")  # nobody takes it for the mark of the comment
    if not shown:
        return ""
    fence = "`" * (max((len(run) for run in re.findall(r"`+", shown)), default=0) + 1)
    gap = " " if "`" in (shown[0], shown[-1]) else ""
    return f"{fence}{gap}{shown}{gap}{fence}"
