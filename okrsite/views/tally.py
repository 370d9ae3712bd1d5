"""How the key results of some objectives stand, by what their teams said last."""

from collections import Counter
from collections.abc import Iterable

from okrsite.model.objective import Objective
from okrsite.views.company import Company
from okrsite.views.parts import Tally

ORDER = ("on track", "at risk", "off track", "")


def tally_of(company: Company, objectives: Iterable[Objective]) -> tuple[Tally, ...]:
    """The strip of statuses; empty where less than half of the key results have one, because it would
    then tell more of the silence than of the work. Dropped ones are left out."""
    counts: Counter[str] = Counter()
    for objective in objectives:
        if objective.dropped:
            continue
        for key_result in objective.key_results:
            if key_result.dropped is None:
                observations = company.readings.of(objective.id, key_result.id)
                counts[next((o.status for o in reversed(observations) if o.status), "")] += 1
    total = sum(counts.values())
    if not total or counts[""] * 2 > total:
        return ()
    parts = []
    offset = seen = 0
    for status in ORDER:
        if not counts[status]:
            continue
        seen += counts[status]
        end = seen * 100 // total
        parts.append(Tally(status=status, count=counts[status], offset=offset, share=end - offset))
        offset = end
    return tuple(parts)
