"""How the key results of some objectives keep up: how many are stale, on track, at risk, off track."""

from collections import Counter
from collections.abc import Iterable

from okrsite.model.objective import Objective
from okrsite.scoring.pace import AT_RISK, OFF_TRACK, ON_TRACK
from okrsite.views.company import Company
from okrsite.views.marks import Tally

STALE = "stale"
ORDER = (STALE, ON_TRACK, AT_RISK, OFF_TRACK, "")
"""Stale ones come first and are counted apart: what nobody looks at has no status."""


def tally_of(company: Company, objectives: Iterable[Objective]) -> tuple[Tally, ...]:
    """The strip of key results by suggested status, dropped ones left out; empty outside active cycles."""
    counts = Counter(
        STALE if pace.stale else pace.status
        for objective in objectives
        if objective.id in company.paces
        for pace in company.paces[objective.id].key_results.values()
    )
    total = counts.total()
    parts: list[Tally] = []
    offset = seen = 0
    for word in ORDER:
        if counts[word]:
            seen += counts[word]
            end = seen * 100 // total
            parts.append(Tally(status=word, count=counts[word], offset=offset, share=end - offset))
            offset = end
    return tuple(parts)


def contradictions(company: Company, objectives: Iterable[Objective]) -> int:
    """Of how many key results, stale ones aside, the team states another status than is suggested."""
    return sum(
        pace.differs and bool(pace.status) and not pace.stale
        for objective in objectives
        if objective.id in company.paces
        for pace in company.paces[objective.id].key_results.values()
    )
