"""Words in cells and lines that say that nobody knows yet: `TBD`, `N/A`, a dash."""

MAY_BE_BLANK = frozenset(
    {"start", "target", "at_least", "at_most", "unit", "current", "progress", "read_on", "status"}
    | {"confidence", "due", "weight", "note", "owner", "objective_owner", "parent"}
)
"""Fields in which such a word counts as nothing; in a title it is a word like others."""

_WORDS = frozenset(
    {"n a", "na", "tbd", "tbc", "tba", "unknown", "not set", "not known", "not yet known", "not applicable"}
    | {"not available", "to be defined", "to be determined", "to be confirmed", "to be decided"}
)


def known(text: str) -> str:
    """A text, empty where it says only that there is nothing to say."""
    words = " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
    if words in _WORDS or not (words or any(c not in "-–—−?.…/_ " for c in text)):
        return ""
    return text
