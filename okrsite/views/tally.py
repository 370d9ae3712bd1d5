"""How the key results of some objectives stand, by what their teams said last."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from okrsite.model.objective import Objective
from okrsite.observations import Observation
from okrsite.views.company import Company
from okrsite.views.key_results import last_status
from okrsite.views.parts import Tally

STATUSES = ("on track", "at risk", "off track", "")
CONFIDENCES = (("confident", 7, "7 to 10"), ("unsure", 4, "4 to 6"), ("doubtful", 0, "0 to 3"))
"""Words for a confidence from 0 to 10, each with the lowest that it stands for, and its range."""


def tally_of(company: Company, objectives: Iterable[Objective]) -> tuple[Tally, ...]:
    """The strip of what teams say of their key results: their statuses, or how confident they are.

    Each is shown where at least half of the key results have it, because else it would tell more of the
    silence than of the work; empty where neither is. Dropped ones are left out.
    """
    observed = [
        company.readings.of(objective.id, key_result.id)
        for objective in objectives
        if not objective.dropped
        for key_result in objective.key_results
        if key_result.dropped is None
    ]
    words = tuple(word for word, _, _ in CONFIDENCES)
    return _strip(observed, _stated, STATUSES) or _strip(observed, _confidence, (*words, ""))


def _strip(
    observed: Sequence[tuple[Observation, ...]],
    say: Callable[[tuple[Observation, ...]], str],
    order: tuple[str, ...],
) -> tuple[Tally, ...]:
    counts = Counter(say(observations) for observations in observed)
    total = len(observed)
    if not total or counts[""] * 2 > total:
        return ()
    parts = []
    offset = seen = 0
    for word in order:
        if counts[word]:
            seen += counts[word]
            end = seen * 100 // total
            span = next((text for known, _, text in CONFIDENCES if known == word), "")
            parts.append(
                Tally(status=word, count=counts[word], offset=offset, share=end - offset, range=span)
            )
            offset = end
    return tuple(parts)


def _stated(observations: tuple[Observation, ...]) -> str:
    return last_status(observations)


def _confidence(observations: tuple[Observation, ...]) -> str:
    last = next((o.confidence for o in reversed(observations) if o.confidence is not None), None)
    return "" if last is None else next(word for word, lowest, _ in CONFIDENCES if last >= lowest)
