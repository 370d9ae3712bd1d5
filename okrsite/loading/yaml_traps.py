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
    "]": "a text can't begin with `]`",
    "}": "a text can't begin with `}`",
    ",": "a text can't begin with a comma",
    "?": "a text can't begin with `? `",
}
WIDEST = 1000
"""Characters of a line that a hint repeats; for a longer one it says in words what to do."""

_NUMBER_FIELDS = frozenset({"from", "to", "at_least", "at_most", "weight", "value"})


def quoted(text: str) -> str:
    """A text in the quotes that need the least escaping."""
    text = text.strip()
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def quote_hint(line: str) -> str:
    """What to do with a line whose text needs quotes: the line as it should be."""
    match = _LINE.fullmatch(line.rstrip()) if len(line) <= WIDEST else None
    value = match["value"].strip() if match else ""
    if not match or not value:
        return "Put quotes around the text."
    head = match["head"].strip()
    if head.lstrip("- ").rstrip(":") in _NUMBER_FIELDS and re.match(r"[<>|]=?\s*[0-9]", value):
        return f"Write the number alone: `{head} {value.lstrip('<>|= ').partition(' #')[0]}`"
    if value[:1] in "'\"" and len(value) > 2 and value.endswith(value[0]):
        value = value[1:-1]
    return f"Put quotes around the text: `{f'{head} {quoted(value)}'.strip()}`"


def cut_hint(line: str, text: str, rest: str) -> str:
    """What to do with a text that a ` #` cut: the line with quotes, or a reference put together."""
    if len(line) > WIDEST:
        return "Put quotes around the text."
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
            comment = re.search(r"\s#", lines[begun[0]][begun[1] :])
            if sign in "[{" and comment:
                return (
                    "text-cut-off",
                    (begun[0], begun[1] + comment.start() + 1),
                    "a `#` after a space begins a comment: the text behind it is lost",
                    "Put quotes around the text with the `#` in it.",
                )
            closing = {"[": "]", "{": "}"}.get(sign, sign)
            return (
                "front-matter-broken",
                begun,
                f"the `{sign}` that begins here is never closed",
                f"Close it with `{closing}` on the same line, or put quotes around the whole text.",
            )
    line = lines[at[0]] if at[0] < len(lines) else ""
    if "\t" in line[: at[1] + 1] and not line[: at[1]].strip(" \t-"):
        fixed = line.replace("-\t", "- ").replace("\t", "  ")
        return (
            "front-matter-broken",
            (at[0], line.index("\t")),
            "a tab stands here; YAML is indented with spaces only",
            f"Use spaces: `{fixed}`",
        )
    begun_line = error.context_mark.line if error.context_mark else at[0]
    if problem.startswith("mapping values are not allowed"):
        return _colon(lines, at)
    if "escape" in problem:
        return (
            "front-matter-broken",
            at,
            "a backslash in double quotes means something else to YAML",
            quote_hint(line),
        )
    in_brackets = re.match(r"[^\[{]*(?:^|\s)[\[{]", line[: at[1]])
    if in_brackets and line[at[1] : at[1] + 1] in ("@", "`", "%"):
        sign = line[at[1]]
        texts = re.compile(rf"(?<=[\[{{,:\s]){re.escape(sign)}[^,\]}}]*[^\s,\]}}]")
        better = texts.sub(lambda text: quoted(text[0]), line).strip()
        return (
            "front-matter-broken",
            at,
            _STARTERS[sign],
            f"Put quotes around the text: `{better}`",
        )
    sign = line[: at[1]].rstrip()[-1:]
    if sign and sign in "\"'" and (above_it := _begun_above(lines, at[0], sign)):
        return _never_closed(above_it, sign)
    last = next((n for n in range(min(at[0], len(lines) - 1), -1, -1) if lines[n].strip()), 0)
    value_line, value = _value(lines, at[0], begun_line, *([last] if at[0] >= len(lines) else []))
    starter = _STARTERS.get(value[:1])
    if re.fullmatch(r"\"[^\"]*\"|'[^']*'", value):  # the text is whole: it ends one that began above
        above = next((n for n in range(value_line - 1, -1, -1) if lines[n].count(value[0]) % 2), None)
        if above is not None:
            return _never_closed((above, lines[above].rindex(value[0])), value[0])
    if starter:
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
    if "did not find expected" in problem or "block" in context:
        return (
            "front-matter-broken",
            at,
            "this line does not line up with the ones above it",
            "Give fields of one group the same indentation, and write each as `name: value`.",
        )
    return "front-matter-broken", at, f"YAML can't read this: {problem or context}", quote_hint(line)


def _begun_above(lines: list[str], number: int, sign: str) -> tuple[int, int] | None:
    """Where a quoted text began that only a quote in another text, on a line below, has closed."""
    for n in range(number - 1, -1, -1):
        if lines[n].count(sign) % 2:
            match = _LINE.fullmatch(lines[n].rstrip())
            value = match["value"] if match else ""
            return (n, len(lines[n].rstrip()) - len(value)) if value.startswith(sign) else None
    return None


def _never_closed(at: tuple[int, int], sign: str) -> tuple[str, tuple[int, int], str, str]:
    return (
        "front-matter-broken",
        at,
        f"the `{sign}` that begins here is never closed",
        f"Close it with `{sign}` on the same line.",
    )


def _colon(lines: list[str], at: tuple[int, int]) -> tuple[str, tuple[int, int], str, str]:
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
    number = next((n for n in range(at[0] - 1, -1, -1) if lines[n].strip()), at[0])
    above = lines[number].strip()
    indent = len(lines[number]) - len(lines[number].lstrip())
    if re.match(r"-[^\s-]", above):
        return (
            "front-matter-broken",
            (number, indent),
            "a hyphen that begins an entry needs a space behind it",
            f"Write `- {above[1:]}`.",
        )
    if number < at[0] and not re.search(r":(\s|$)|^- ", above):
        name = re.match(r"([a-z_]+)[: ]\s*(.+)", above)
        return (
            "front-matter-broken",
            (number, indent),
            f"this line has no field name: `{above[:60]}`",
            f"Put a colon and a space behind the name: `{name[1]}: {name[2]}`"
            if name
            else "Write `name: value`, with a colon and a space behind the name.",
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
            if re.fullmatch(r"[|>][+-]?", value):  # a text over the lines below
                continue
            if value[:1] in _STARTERS and (value[:1] not in "-?" or value[1:2] in ("", " ")):
                return number, value
    return (numbers[0] if numbers[0] < len(lines) else 0), ""
