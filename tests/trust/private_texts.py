"""Files with a word of its own for each private thing in them."""

import re


class Words:
    """Makes words that stand for private things, and remembers for what."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def __call__(self, what: str) -> str:
        """The word for a private thing, in letters that ids, addresses and file names may have."""
        word = "zq" + re.sub("[^a-z0-9]", "", what.lower()) + "qz"
        self.known[word] = what
        return word


def commented(text: str, words: Words, path: str) -> str:
    """A file with comments wherever its kind takes them, each with a word of its own."""
    yaml = f"# {words(f'comment on a line of {path}')}\n"
    if not text.startswith("---\n"):
        return yaml + text if path.endswith(".yml") else text + prose_comments(words, path)
    front, _, prose = text.removeprefix("---\n").partition("\n---\n")
    return f"---\n{yaml}{front}\n  {yaml}---\n{prose}{prose_comments(words, path)}"


def prose_comments(words: Words, path: str) -> str:
    """Comments in Markdown: on a line, in a line, over lines and paragraphs, in a list or quote, and as the
    definition of a link."""
    own, within, over, behind, listed, quoted, link = (
        words(f"comment {kind} in the prose of {path}")
        for kind in ("alone", "within", "over lines", "behind a blank line", "listed", "quoted", "link")
    )
    return f"""

<!-- {own} -->

Text before <!-- {within} --> and after.

<!--
{over}

{behind}
-->

- A point. <!-- {listed} -->

> Said. <!-- {quoted} -->

[//]: # ({link})
"""


def draft(words: Words, name: str, *, status: str = "status: draft\n") -> str:
    """An objective with a word in every field that takes one."""

    def word(what: str) -> str:
        return words(f"{what} of {name}")

    return f"""---
title: Draft {word("title")}
owner: {word("owner")} Okafor
parent: company/every-street#streets
{status}obstacle: The {word("obstacle")}
formerly: ovens/{word("former id")}
allow:
  objective-vague: {word("allowed reason")}
key_results:
  - id: {word("key result id")}
    title: The {word("key result title")}
    who: {word("who")}
    does: {word("does")}
    from: 0 {word("unit")}
    to: 9 {word("unit")}
    owner: {word("key result owner")}
    dropped: 2026-11-01
    because: {word("because")}
  - id: steps
    title: The {word("milestones title")}
    milestones: [{word("milestone")}, another]
initiatives:
  - title: {word("initiative title")}
    for: steps
    owner: {word("initiative owner")}
    url: https://tracker.example/{word("initiative url")}
    hypothesis: {word("hypothesis")}
---
Why {word("prose")}.

![{word("picture text")}](../../assets/{word("picture")}.svg)
"""


def own(name: str, title: str) -> str:
    """A small public objective."""
    return (
        f"---\ntitle: {title}\nowner: Lee Park\nparent: company/every-street\nkey_results:\n"
        f"  - id: {name}\n    title: Loaves of {name}\n    from: 1\n    to: 9\n---\n"
    )


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><title>{}</title></svg>\n'
