"""Files that would cost much to read, for their size: tables of what YAML, prose and a table of readings may
hold, each made as large as is asked."""

from collections.abc import Callable, Mapping

from okrsite.loading.prose_limits import LONGEST_PROSE, excess

Make = Callable[[int], str]
"""Makes a payload of about so many characters."""


def again(text: str, before: str = "", after: str = "") -> Make:
    """The same text over and over."""
    return lambda size: f"{before}{text * (size // len(text))}{after}"


def lines(text: str, before: str = "") -> Make:
    """Lines that differ by a number, where `@` stands in them."""
    return lambda size: (
        before + "".join(text.replace("@", str(number)) + "\n" for number in range(size // (len(text) + 5)))
    )


def let_through(prose: str) -> str:
    """Of prose as much as no limit forbids."""
    lines = prose[: LONGEST_PROSE - 1].split("\n")
    while over := excess(lines):
        if over[0] and "cells" not in over[1]:
            lines = lines[: over[0]]
        else:
            lines = [line[: len(line) * 3 // 4 + 1] for line in lines[: len(lines) * 3 // 4 + 1]]
    return "\n".join(lines)


def bomb(_size: int) -> str:
    """A billion laughs."""
    nested = "".join(
        f"{chr(98 + level)}: &{chr(98 + level)} [{','.join([f'*{chr(97 + level)}'] * 9)}]\n"
        for level in range(9)
    )
    return f"a: &a [x,x,x,x,x,x,x,x,x]\n{nested}title: *j\n"


KEY_RESULT = "title: a\nkey_results:\n- id: a\n  title: b\n"
YAML: Mapping[str, Make] = {
    "a bomb of aliases": bomb,
    "many anchors": lines("a@: &a@ x"),
    "many aliases": lines("b@: *a", "a: &a x\n"),
    "a merge of many": again("*a,", "<<: [", "]\n"),
    "deep brackets": again("[", "title: "),
    "deep brackets, closed": lambda size: f"title: {'[' * (size // 2)}{']' * (size // 2)}",
    "deep braces": again("{a: ", "title: "),
    "deep fields": lambda size: "".join(f"{' ' * depth}a:\n" for depth in range(int((2 * size) ** 0.5))),
    "deep hyphens": again("- ", "title:\n  ", "a"),
    "deep questions": again("? ", "", "a"),
    "many fields": lines("k@: 1"),
    "one field many times": again("title: a\n"),
    "a field with a long name": again("k", "", ": 1"),
    "nearly a field": lines("titl@: x", "title: a\n"),
    "a long text": again("x", "title: "),
    "a long number": again("9", f"{KEY_RESULT}  from: ", "\n  to: 1"),
    "a text of many lines": again("  x\n", "title:\n"),
    "a text of blank lines": again("\n", "title: |\n", "  x\n"),
    "a text in quotes": again("x", 'title: "', '"'),
    "quotes in quotes": again("''", "title: '", "'"),
    "quotes that never close": again("x\n", 'title: "'),
    "escapes": again("\\n", 'title: "', '"'),
    "colons": again("a: ", "title: "),
    "hashes": again("a #", "title: "),
    "commas in braces": again("a,", "title: {", "}"),
    "commas in brackets": again("1,000,", "title: [", "1]"),
    "comments": again("# x\n", "", "title: a"),
    "a comment behind each field": lines("k@: x #y"),
    "tabs": again("\t"),
    "tabs before fields": again("\tb: c\n", "a:\n"),
    "fields out of line": again("a: b\n c: d\n"),
    "documents": again("--- a\n"),
    "ends of documents": again("...\n"),
    "directives": again("%TAG ! x\n"),
    "a long tag": again("x", "title: !<", "> a"),
    "a long anchor": again("x", "title: &", " a"),
    "backticks": again("title: `x`\n"),
    "quotes across lines": again('a: "b\n'),
    "brackets across lines": again("a: [b\n"),
    "no fields": again("x\n"),
    "words": again("x "),
    "spaces": again(" ", "", "a: b"),
    "spaces before a comment": again(" ", "title: x", "#y"),
    "a crowd of key results": lines("- {id: k@, title: x}", "title: a\nkey_results:\n"),
    "a crowd of the same key results": again(
        "- {id: k, title: The same words again and again}\n", "title: a\nkey_results:\n"
    ),
    "a crowd of wrong numbers": lines("- {id: k@, title: x, from: a, to: 1e5}", "title: a\nkey_results:\n"),
    "a crowd of milestones": lines("  - m@", f"{KEY_RESULT}  milestones:\n"),
    "a crowd of initiatives": lines("- title: x@", "title: a\ninitiatives:\n"),
    "a crowd of members": lines("- m@", "name: a\nmembers:\n"),
    "a crowd of attendees": lines("- m@", "attendees:\n"),
    "a crowd of supported": lines("- m@", "title: a\nsupports:\n"),
    "a crowd of nearly found": lines("- ovens/warn@", "title: a\ndepends_on:\n"),
    "a crowd of old names": lines("- m@", "title: a\nformerly:\n"),
    "a crowd of readings": lines("  warm#k@: {value: 1}", "author: a\nkey_results:\n"),
    "a crowd of decisions": lines("  warm@: {decision: drop}", "objectives:\n"),
    "a crowd of scores": lines("      k@: 0.5", "objectives:\n  warm:\n    scores:\n"),
    "a crowd of allowances": lines("  r@: b", "title: a\nallow:\n"),
    "a crowd of rules": lines("  r@: off", "company: a\nrules:\n"),
}
"""Blocks of fields."""

# fmt: off
SIGNS = (
    "`", "[", "<", "*", "_", "!", "![", "](", "]", "(", ")", "\\", ">", "#", "|", "~", "&", "&#",
    "&amp;", '"', "'", "<!--", "<a", "<?", "<!A", "<![CDATA[", "[a](", "[a]:", "[a][", "[a]", "[[a]",
    "![[]()", "**a", "*a_", "_a*", "a**b", "***", "*_", "`a``", "``a`", "<http://a", "<a@b", "http://",
    "www.", "<b>", "</b>", "](", "]](<", "[a](<b", "[](", "[*a", "[_a](b)*", "a]", "&a", "[a](b\\",
    "<x=", "[^a]", "==", "~~", "^", "$", "$$", "{{", ":a:", "@a", '[a](b"', "[a](b(", "\xe9", "\xa0",
    "\u2028", "\u200d", "\u202e", "\U0001f98a",
)
LINES = (
    "> ", "- ", "1. ", "# ", "* ", "**a ", "a* ", "*a ", "` ", "- 1. ", "> - ", "- - - ", "\\\n", "a\n",
    "\n", "\t", "- a\n", "+ a\n", "> a\n", "1. a\n", "1) a\n", "a|b\n-|-\n", "```\n", "~~~\n", "# a\n",
    "a\n=\n", "***\n", "---\n", "- a\n\n", "[a]: b\n", "[a]:\n", '[a]: b "\n', "[\n", "[a\n", "(\n",
    "<b\n", "<div>\n", "<pre>\n", "-\n", "-\ta\n", ">\t", "    a\n", "- [ ] a\n", "x <!-- ", "x <? ",
    "a|b\n",
)
# fmt: on
PROSE: Mapping[str, Make] = {
    **{f"many {sign!r}": again(sign) for sign in SIGNS},
    **{f"many {line!r}": again(line) for line in LINES},
    "quotes in quotes": lambda size: "\n".join(
        ">" * depth + "a" for depth in range(1, int((2 * size) ** 0.5))
    ),
    "lists in lists": lambda size: "\n".join("  " * depth + "- a" for depth in range(int(size**0.5))),
    "brackets, closed as links": lambda size: "[" * (size // 6) + "a" + "](b)" * (size // 6),
    "brackets, closed as pictures": lambda size: "![" * (size // 6) + "a" + "](b)" * (size // 6),
    "stars, closed": lambda size: "*a **a " * (size // 16) + "a** a* " * (size // 16),
    "backticks of all lengths": lambda size: " ".join("`" * n for n in range(1, int((2 * size) ** 0.5))),
    "stars of all lengths": lambda size: " ".join("*" * n + "a" for n in range(1, int((2 * size) ** 0.5))),
    "many definitions": lines("[a@]: b"),
    "a long address, often used": lambda size: f"[a]: http://{'x' * (size // 2)}\n\n" + "[a] " * (size // 8),
    "a long title, often used": lambda size: f'[a]: x "{"y" * (size // 2)}"\n\n' + "[a] " * (size // 8),
    "a long address": again("b", "[a](", ")"),
    "a long foreign host": again("\u00e9.", "[a](http://", "/)"),
    "a long label": again("a", "[", "]: b"),
    "a wide table": lambda size: f"{'|a' * (size // 6)}|\n{'|-' * (size // 6)}|\n" + "|b\n" * (size // 12),
    "a table to fill": lambda size: (
        f"{'|'.join('a' * 1000)}\n{'|'.join('-' * 1000)}\n" + "x\n" * (size // 2 - 2000)
    ),
    "a long table": again("c|d\n", "a|b\n-|-\n"),
    "many links": again("[a](b.md) "),
    "many links to elsewhere": again("[a](http://b) "),
    "many pictures": again("![a](b.png) "),
    "an endless heading": again("#", "# "),
    "headings of all sizes": lambda size: "".join(f"{'#' * (1 + n % 6)} a{n}\n" for n in range(size // 12)),
    "a heading over many lines": again("a\n", "", "==="),
    "an endless ruler": again("- ", "", "x"),
    "comments in comments": again("<!-- -- "),
    "text behind a list": again("a\n", "- a\n"),
    "text behind a quote": again("a\n", "> a\n"),
}
"""Prose in Markdown."""

READINGS: Mapping[str, Make] = {
    "commas": again(","),
    "quotes": again('"'),
    "quotes in quotes": again('""', '"', '"'),
    "one long cell": again("9", "date,value\n2026-10-31,"),
    "many lines": again("2026-10-31,1\n", "date,value\n"),
    "many days": lambda size: (
        "date,value\n"
        + "".join(
            f"{1000 + n // 365:04}-{1 + n // 31 % 12:02}-{1 + n % 28:02},{n}\n" for n in range(size // 16)
        )
    ),
    "many columns": again("a,", "", "\n1,2\n"),
    "blank lines": again("\n"),
    "formulas": again("2026-10-31,=1+1\n", "date,value\n"),
}
"""Readings of a KPI as CSV."""
