"""References between OKRs, and the ids they are made of."""

import re
from dataclasses import dataclass
from functools import lru_cache

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CYCLE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
LONGEST = 100
"""Characters of an id. Files are named for it, and file systems cut or refuse much longer names."""
_SHORT = f"(?![A-Za-z0-9-]{{{LONGEST + 1}}})"
_PART = f"{_SHORT}{ID.pattern}"
_OBJECTIVE = rf"(?:(?:{_SHORT}{_CYCLE.pattern}/)?{_PART}/)?{_PART}"
LOOK = rf"{_OBJECTIVE}(?:#{_PART})?"
LOOK_OF_KEY_RESULT = rf"(?:{_OBJECTIVE}#)?{_PART}"
"""What references look like, to an objective or a key result and to a key result alone, for programs that
know no more of them."""
RESERVED = frozenset({"index", "review", "reviews", "checkins", "teams", "kpis", "assets"})
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""Names that no file may have on Windows, whatever its ending."""


def is_id(text: str) -> bool:
    """Whether a text can be an id: up to 100 of `a-z 0-9` and single `-`, and not reserved."""
    return len(text) <= LONGEST and bool(ID.fullmatch(text)) and text not in RESERVED and text not in DEVICES


def id_fault(text: str) -> str:
    """Why a text is no id, as the rest of a sentence."""
    if text in RESERVED:
        return "it is a reserved name"
    if text in DEVICES:
        return "no file may have that name on Windows"
    if len(text) > LONGEST and ID.fullmatch(text):
        return f"an id has at most {LONGEST} characters"
    return "an id has the letters a-z, digits and single hyphens"


def id_like(text: str) -> str:
    """The id nearest to a text, for a hint: `My Team!` gives `my-team`; empty where nothing is left, or what
    no file may be named."""
    near = "-".join(re.findall(r"[a-z0-9]+", text.lower()))[:LONGEST].strip("-")
    return "" if near in DEVICES else near


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """`objective`, `team/objective` or `cycle/team/objective`, and perhaps `#key-result`.

    Parts that were not written are empty; `text` is what was written.
    """

    cycle: str = ""
    team: str = ""
    objective: str
    key_result: str = ""
    text: str


@lru_cache(maxsize=1 << 14)
def parse_reference(text: str) -> Reference | None:
    """Read a reference, or None where the text is none."""
    path, hash_, key_result = text.strip().partition("#")
    parts = path.split("/", 3)
    if max(map(len, (*parts, key_result))) > LONGEST:
        return None
    if not 1 <= len(parts) <= 3 or (hash_ and not ID.fullmatch(key_result)):
        return None
    if not ID.fullmatch(parts[-1]) or (len(parts) > 1 and not ID.fullmatch(parts[-2])):
        return None
    if len(parts) == 3 and not _CYCLE.fullmatch(parts[0]):
        return None
    cycle, team, objective = [""] * (3 - len(parts)) + parts
    return Reference(cycle=cycle, team=team, objective=objective, key_result=key_result, text=text)


@lru_cache(maxsize=1 << 14)
def parse_key(text: str) -> Reference | None:
    """Read what names a key result in a check-in: a reference, or its id alone; None where the text is
    neither."""
    if len(text) <= LONGEST and ID.fullmatch(text):
        return Reference(objective="", key_result=text, text=text)
    found = parse_reference(text)
    return found if found is not None and found.key_result else None
