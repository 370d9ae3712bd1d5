"""What the parts of a Markdown list are: teams and cycles, objectives, key results."""

import re

from okrsite.exchange.importing.columns import plain_name
from okrsite.exchange.importing.labels import (
    INITIATIVE_WORDS,
    KEY_RESULT_WORDS,
    is_key_result_label,
    is_objective_label,
    spoken,
    without_pictures,
)
from okrsite.exchange.importing.outline import ENTRY, HEADING, TABLE, TEXT, Node, property_of
from okrsite.model.cycle import nearest_cycle_name

GROUP, OBJECTIVE, KEY_RESULT, LEAF = "group", "objective", "key result", "leaf"
KEY_RESULTS, INITIATIVES, PROPERTY = "key results", "initiatives", "property"

_IN_FULL = re.compile(r"objectives?\s+(?:and|&)\s+key\s+results?", re.I)
_OF_OKRS = frozenset(
    {"okr", "okrs", "objective", "objectives", "goal", "goals", "quarterly", "annual", "overview", "summary"}
    | {"draft", "cycle", "quarter", "list"}
)
_BESIDE = frozenset({"our", "and", "&", "the", "for", "of", "current", "next", ""})
"""Words that name no team: some tell that the heading is of OKRs, others stand beside those."""
KR_BEHIND_NAME = re.compile(r"[^:]{1,40}\bKR\s?\d*(?:\.\d+)*\s*:\s+(?=\S)")
_CYCLE = re.compile(
    r"(?:FY\s?)?(?:\d{4}|\d{2})[\s-]*[HQ]\s?\d|[HQ]\s?\d[\s,'’-]*(?:FY)?\s?\d{2,4}|FY\s?\d{2,4}|\b20\d\d\b",
    re.I,
)


class Shapes:
    """Tells what each node of an outline is. `teams` are names and ids of known teams, in small letters."""

    def __init__(self, teams: frozenset[str]) -> None:
        self.teams = teams
        self.kinds: dict[int, str] = {}

    def kind(self, node: Node) -> str:
        known = self.kinds.get(id(node))
        if known is None:
            known = self.kinds[id(node)] = self.said(node) or self.by_shape(node)
        return known

    def said(self, node: Node) -> str:
        """What a node says that it is, empty where it does not."""
        words = spoken(node.text)
        name = plain_name(words)
        if node.kind in (TABLE, ""):
            return ""
        if name in KEY_RESULT_WORDS:
            return KEY_RESULTS
        if name in INITIATIVE_WORDS:
            return INITIATIVES
        if node.kind == TEXT:
            return PROPERTY if property_of(node.text) else ""
        if is_key_result_label(words) or KR_BEHIND_NAME.match(words):
            return KEY_RESULT
        if is_objective_label(words):
            return OBJECTIVE
        found = property_of(node.text)
        if found is not None:
            return GROUP if found[0] in ("team", "cycle") and node.children else PROPERTY
        team, cycle = self.named(words)
        if (node.kind == HEADING and not team) or team.casefold() in self.teams:
            return GROUP
        return GROUP if cycle and not team else ""

    def by_shape(self, node: Node) -> str:
        kinds = {self.kind(child) for child in node.children if child.kind in (HEADING, ENTRY)}
        kinds |= {KEY_RESULTS for child in node.children if self.said(child) == KEY_RESULTS}
        if kinds & {OBJECTIVE, GROUP} or any(child.kind == TABLE for child in node.children):
            own = kinds & {KEY_RESULT, KEY_RESULTS}
            return OBJECTIVE if own else GROUP
        return OBJECTIVE if kinds & {KEY_RESULT, KEY_RESULTS, LEAF} else LEAF

    def named(self, words: str) -> tuple[str, str]:
        """The team and the cycle that a heading names: `Growth team OKRs, Q4 2026`."""
        found = property_of(words)
        if found is not None and found[0] == "team":
            return found[1], ""
        if found is not None and found[0] == "cycle":
            return "", nearest_cycle_name(found[1]) or found[1]
        if words.casefold() in self.teams:
            return words, ""
        cycle, rest = "", without_pictures(words)
        words = rest
        for match in _CYCLE.finditer(words):
            cycle = nearest_cycle_name(re.sub(r"[,'’]", " ", match[0]))
            if cycle:
                rest = words[: match.start()] + words[match.end() :]
                break
        rest = re.sub(r"\([^()]*\)", " ", rest)
        rest = _without_generic(rest).strip(" ,:;–—-/|·")
        rest = re.sub(r"(?i)\s+team$|^team\s+", "", rest)
        return rest, cycle


def _without_generic(words: str) -> str:
    """A heading without what says that it is of OKRs, before and behind the name of a team. Where nothing
    says so, it is the name as a whole."""
    rest = _IN_FULL.sub("OKRs", words).split()
    names = [word.casefold().strip(",:;–—-/|·") for word in rest]
    generic = [name in _OF_OKRS or name in _BESIDE for name in names]
    if all(generic):
        return ""
    if set(names) & _OF_OKRS:
        first, last = generic.index(False), len(rest) - generic[::-1].index(False)
        rest = rest[first:last]
    return " ".join(rest)
