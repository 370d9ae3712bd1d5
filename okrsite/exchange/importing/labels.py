"""What stands before and behind a title: its label (`KR 1.2:`), an owner (`(@ada)`), marks of Markdown."""

import re

_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])")
_STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_WEAK = re.compile(
    r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"
)
_ASIDE = 0xF0000
"""Where in Unicode's private use escaped characters are put aside while marks are taken away."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PUT_ASIDE = re.compile("[\U000f0021-\U000f007e]")
_PICTURES = re.compile(r"^[^\w\s\x21-\x7e“„«‘]+\s*|\s*[^\w\s\x21-\x7e”“»’™®©]+$")
_CODE = re.compile(r"`([^`]*)`")
KEY_RESULT_WORDS = frozenset(
    {"key results", "key result", "krs", "measures", "success metrics", "how we measure it"}
)
INITIATIVE_WORDS = frozenset({"initiatives", "projects", "actions", "key initiatives", "tasks", "how"})
"""What stands above a list of them."""

_WORD = r"(?:objectives?|obj\.?|goal|o|key\s?results?|kr)"
_LABEL = re.compile(
    rf"(?P<label>{_WORD}\s?#?\s?\d{{1,2}}(?:[.\-]\d{{1,2}})*)\s*(?:[:.)]|\s[–—-]|[–—])\s*(?=\S)"
    rf"|(?P<word>{_WORD})\s*(?::|\s[–—-]\s|[–—])\s*(?=\S)",
    re.I,
)
_NUMBERED = re.compile(r"(?:objective|key\s?result|kr|o)\s?#?\s?\d{1,2}(?:[.\-]\d{1,2})*(?=\s+\S)", re.I)
_COUNTED = re.compile(r"^\(?\d{1,2}[.)]\s+(?=\S)")
_OWNERS = (
    re.compile(
        r"\s*[\[(]\s*(?:owner|owned by|dri|lead|responsible)\s*[:=]?\s*(@?[^()\[\]]+?)\s*[\])]\s*$", re.I
    ),
    re.compile(r"\s*[\[(]\s*(@[\w.-]+)\s*[\])]\s*$"),
    re.compile(r"\s*(?:→|->|[–—|-])\s*(@[\w.-]+)\s*$"),
    re.compile(r"\s+(@[\w.-]+)\s*$"),
)


def spoken(text: str) -> str:
    """A text on one line, without the marks of Markdown, what was struck out and what can't be seen."""
    text = "".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in text)
    text = _ESCAPED.sub(lambda found: chr(_ASIDE + ord(found[1])), text)
    text = _STRUCK.sub("", text).strip() or _STRUCK.sub(r"\1", text)
    text = _CODE.sub(r"\1", _LINK.sub(r"\1", text))
    for _ in range(2):
        text = _STRONG.sub(r"\2", text)
    text = _WEAK.sub(lambda found: found[1] or found[2], text)
    text = _PUT_ASIDE.sub(lambda found: chr(ord(found[0]) - _ASIDE), text)
    return " ".join(text.split())


def labelled(text: str) -> tuple[str, str, str]:
    """A title's label in short (`o1`, `kr1.2`, empty without one), the title itself, and the owner."""
    text, owner = owned(_COUNTED.sub("", text))
    match = _LABEL.match(text) or _NUMBERED.match(text)
    if match is None or not text[match.end() :].strip():
        return "", text, owner
    return short_label(match.groupdict().get("label") or match[0]), text[match.end() :].strip(), owner


def short_label(text: str) -> str:
    """A label as it is compared: `Objective 1` and `O1` are one; empty where it has no number."""
    match = re.fullmatch(r"\s*([a-z\s.]*?)\s?#?\s?(\d[\d.\-]*)\s*[:.)]?\s*", text.casefold())
    if match is None:
        return ""
    kind = "kr" if match[1].strip(" .").startswith("k") else "o"
    return f"{kind}{match[2].rstrip('.-')}"


def is_objective_label(text: str) -> bool:
    """Whether a text begins with the label of an objective."""
    match = _LABEL.match(text) or _NUMBERED.match(text)
    return match is not None and not match[0].lower().lstrip().startswith("k")


def is_key_result_label(text: str) -> bool:
    """Whether a text begins with the label of a key result."""
    match = _LABEL.match(text) or _NUMBERED.match(text)
    return match is not None and match[0].lower().lstrip().startswith("k")


def without_pictures(name: str) -> str:
    """A name without emoji before and behind it: a heading has them, the team does not."""
    return _PICTURES.sub("", name) if any(map(str.isalnum, name)) else name


def is_called_one(text: str) -> bool:
    """Whether a line says in so many words that it is an objective or a key result: `KR 1: More of it`."""
    match = _LABEL.match(text)
    word = " ".join((match["word"] or "").casefold().split()) if match else ""
    return match is not None and (not word or word in ("objective", "key result", "kr"))


def owned(text: str) -> tuple[str, str]:
    """A text without the owner that stands behind it, and the owner."""
    for pattern in _OWNERS:
        if match := pattern.search(text):
            return text[: match.start()].strip(), match[1].strip().lstrip("@")
    return text, ""
