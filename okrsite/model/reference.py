"""References between OKRs, and the ids they are made of."""

import re
from dataclasses import dataclass
from functools import lru_cache

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CYCLE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_OBJECTIVE = rf"(?:(?:{_CYCLE.pattern}/)?{ID.pattern}/)?{ID.pattern}"
LOOK = rf"{_OBJECTIVE}(?:#{ID.pattern})?"
LOOK_OF_KEY_RESULT = rf"(?:{_OBJECTIVE}#)?{ID.pattern}"
"""What references look like, to an objective or a key result and to a key result alone, for programs that
know no more of them."""
RESERVED = frozenset({"index", "review", "reviews", "checkins", "teams", "kpis", "assets"})


def is_id(text: str) -> bool:
    """Whether a text can be an id: `a-z 0-9` and single `-`, and not reserved."""
    return bool(ID.fullmatch(text)) and text not in RESERVED


def id_like(text: str) -> str:
    """The id nearest to a text, for a hint: `My Team!` gives `my-team`; empty where nothing is left."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


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
    parts = path.split("/")
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
    if ID.fullmatch(text):
        return Reference(objective="", key_result=text, text=text)
    found = parse_reference(text)
    return found if found is not None and found.key_result else None
