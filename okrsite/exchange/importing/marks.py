"""What stands behind or before a key result in a list: lights, `(current: 42%)`, `=> 50%`."""

import re

from okrsite.exchange.importing.columns import OF_KEY_RESULT, field_named

LIGHTS = re.compile(r"^\s*([🟢🟡🟠🔴✅❌✔✓⚪])\ufe0f?\s*|\s*([🟢🟡🟠🔴✅❌✔✓⚪])\ufe0f?\s*$")
TICKS = "✅✔✓"

_INLINE = re.compile(r"\s*[\[(]\s*([a-z][a-z ]{1,20}?)\s*[:=]?\s+([^()\[\]]+?)\s*[\])]\s*$", re.I)
_PERCENT = re.compile(r"\s*(?:=>|⇒|[\[(])\s*(\d{1,3}(?:\.\d+)?\s?%)\s*[\])]?\s*$")
_WORDS = {"currently": "current", "at": "current", "done": "progress", "was": "start"}
_BEHIND = frozenset({"current", "progress", "status", "target", "confidence", "weight", "due", "start"})
"""Fields that may stand in brackets behind a key result."""


def unmarked(text: str, said: dict[str, str]) -> str:
    """A title without what stands around it, which is added to what is `said` of the key result."""
    while True:
        if match := LIGHTS.search(text):
            light = match[1] or match[2]
            said["ticked" if light in TICKS else "status"] = light
        elif match := _PERCENT.search(text):
            said["progress"] = match[1]
        elif (match := _INLINE.search(text)) and (name := _field(match[1])):
            said[name] = match[2]
        else:
            return text
        text = (text[: match.start()] + text[match.end() :]).strip()


def unlit(value: str, said: dict[str, str]) -> str:
    """A value without the light that stands beside it, which is the status."""
    match = LIGHTS.search(value)
    rest = LIGHTS.sub("", value)
    if match and rest:
        said.setdefault("status", match[1] or match[2])
    return rest or value


def _field(words: str) -> str:
    """The field that stands in brackets, empty where it is something else."""
    name = _WORDS.get(words.casefold().strip()) or OF_KEY_RESULT.get(field_named(words), "")
    return name if name in _BEHIND else ""
