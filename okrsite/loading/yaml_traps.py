"""YAML's own complaints in words for people who have never heard of it, with the line as it should be."""

import re

import yaml

_LINE = re.compile(r"(?P<head>\s*(?:- +)*(?:[^\s:\"'{}\[\],#]+:(?:\s+|$))?)(?P<value>.*)")
_STARTERS = {
    "@": "a text can't begin with `@`",
    "`": "a text can't begin with a backtick",
    "%": "a text can't begin with `%`",
    "*": "a text that begins with `*` is read as something else by YAML",
    "&": "a text that begins with `&` is read as something else by YAML",
    "!": "a text that begins with `!` is read as something else by YAML",
    ">": "a text that begins with `>` is read as something else by YAML",
    "|": "a text that begins with `|` is read as something else by YAML",
    "[": "a text that begins with `[` is read as a list by YAML",
    "{": "a text that begins with `{` is read as a group of fields by YAML",
    "-": "a text that begins with `- ` is read as a list by YAML",
    '"': "the quoted text ends before the line does",
    "'": "the quoted text ends before the line does",
}


def quoted(text: str) -> str:
    """A text in the quotes that need the least escaping."""
    text = text.strip()
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def quote_hint(line: str) -> str:
    """What to do with a line whose text needs quotes: the line as it should be."""
    match = _LINE.fullmatch(line.rstrip())
    if not match or not match["value"].strip():
        return "Put quotes around the text."
    return f"Put quotes around the text: `{(match['head'] + quoted(match['value'])).strip()}`"


def cut_hint(line: str, text: str, rest: str) -> str:
    """What to do with a text that a ` #` cut: the line with quotes, or a reference put together."""
    tail = rest.strip()
    match = _LINE.fullmatch(line.rstrip())
    head = match["head"].strip() if match else ""
    if "/" in text and " " not in text and " " not in tail:
        return f"Take the space out: `{head} {text}{tail}`"
    if match and head and match["value"].strip().startswith(("{", "[")):
        return f"Put quotes around the text: {quoted((text + rest).rstrip(' }]'))}"
    return f"Put quotes around the text: `{head} {quoted(text + rest)}`".replace("`` ", "`")


def explain(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[str, tuple[int, int], str, str]:
    """Rule, position (zero-based), message and hint for a complaint of libyaml."""
    problem = error.problem or ""
    context = error.context or ""
    mark = error.problem_mark or error.context_mark
    at = (mark.line, mark.column) if mark else (0, 0)
    if error.context_mark and ("quoted scalar" in context or "flow" in context):
        begun = (error.context_mark.line, error.context_mark.column)
        if begun[0] < at[0]:
            sign = lines[begun[0]][begun[1] : begun[1] + 1]
            closing = {"[": "]", "{": "}"}.get(sign, sign)
            return (
                "front-matter-broken",
                begun,
                f"the `{sign}` that begins here is never closed",
                f"Close it with `{closing}` on the same line, or put quotes around the whole text.",
            )
    line = lines[at[0]] if at[0] < len(lines) else ""
    if "\t" in line[: at[1] + 1] and not line[: at[1]].strip():
        fixed = line.replace("\t", "  ")
        return (
            "front-matter-broken",
            (at[0], line.index("\t")),
            "a tab stands here; YAML is indented with spaces only",
            f"Use spaces: `{fixed}`",
        )
    begun_line = error.context_mark.line if error.context_mark else at[0]
    if problem.startswith("mapping values are not allowed"):
        return _colon(lines, at, begun_line)
    value_line, value = _value(lines, at[0], begun_line)
    starter = _STARTERS.get(value[:1])
    if starter and (value[:1] != "-" or value[:2] == "- "):
        column = lines[value_line].rfind(value)
        return (
            "front-matter-broken",
            (value_line, max(column, 0)),
            starter,
            quote_hint(lines[value_line]),
        )
    if "could not find expected ':'" in problem:
        number = min(begun_line, len(lines) - 1)
        text = lines[number].strip()
        return (
            "front-matter-broken",
            (number, len(lines[number]) - len(lines[number].lstrip())),
            f"this line is neither a field nor part of one: `{text[:60]}`",
            "Write `name: value`; a text over several lines is indented below its field.",
        )
    if "unknown escape" in problem or "escape" in problem:
        return (
            "front-matter-broken",
            at,
            "a backslash in double quotes means something else to YAML",
            "Use single quotes: `'...'`",
        )
    if "did not find expected key" in problem or "block" in context:
        return (
            "front-matter-broken",
            at,
            "this line does not line up with the ones above it",
            "Give fields of one group the same indentation, and write each as `name: value`.",
        )
    return "front-matter-broken", at, f"YAML can't read this: {problem or context}", quote_hint(line)


def _colon(lines: list[str], at: tuple[int, int], begun: int) -> tuple[str, tuple[int, int], str, str]:
    """`title: Fix: the thing`, or a field that is indented below a text."""
    line = lines[at[0]] if at[0] < len(lines) else ""
    match = _LINE.fullmatch(line.rstrip())
    before = line[: at[1]]
    if match and match["head"].strip() and len(match["head"]) <= len(before):
        return (
            "front-matter-broken",
            at,
            "a text with `: ` in it needs quotes",
            quote_hint(line),
        )
    above = lines[begun] if begun < len(lines) else ""
    if begun < at[0] and above.strip() and ":" not in above:
        return (
            "front-matter-broken",
            (begun, len(above) - len(above.lstrip())),
            f"this line has no field name: `{above.strip()[:60]}`",
            "Write `name: value`, with a colon and a space behind the name.",
        )
    return (
        "front-matter-broken",
        at,
        "this field is indented as if it belonged to the text above it",
        "Give it the same indentation as the field above, or put the text in quotes.",
    )


def _value(lines: list[str], *numbers: int) -> tuple[int, str]:
    """The first of some lines whose value begins with a sign that YAML reads as its own."""
    for number in numbers:
        if number < len(lines):
            match = _LINE.fullmatch(lines[number].rstrip())
            value = match["value"].strip() if match else ""
            if value[:1] in _STARTERS and (value[:1] != "-" or value[:2] == "- "):
                return number, value
    return (numbers[0] if numbers[0] < len(lines) else 0), ""
