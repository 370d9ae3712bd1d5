"""How many of a cycle's promises were moved, and the mean score that it would have without that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.scoring.day_one import as_promised, comparable, score_as_promised
from okrsite.scoring.progress import ObjectiveScore, mean_of, mean_progress
from okrsite.translation.words import ngettext
from okrsite.views.company import Company
from okrsite.views.history_lines import goalposts_of
from okrsite.views.means import objectives_mean
from okrsite.views.rounding import score_text
from okrsite.views.workings import Mean


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPromises:
    """Of `known` promises, how many are others today than on day one (`moved`), and how many key results were
    taken out beside them. `score` is the mean score by the goalposts of day one, which `mean` works out, both
    empty where nothing was moved; `notes` are sentences on what can't be told."""

    moved: int
    known: int
    removed: int
    score: str = ""
    mean: Mean | None = None
    notes: tuple[str, ...] = ()


def kept_promises(company: Company, objectives: Sequence[Objective]) -> KeptPromises | None:
    """What became of the promises of some objectives; None where nobody knows of any."""
    living = [o for o in objectives if not o.dropped]
    logs = {
        (o.id, k.id): log
        for o in living
        for k in o.key_results
        if k.dropped is None and (log := goalposts_of(company, o, k)) is not None
    }
    removed = sum(len(company.changes.log(o).removals) for o in living)
    if not logs and not removed:
        return None
    moved = {key: log for key, log in logs.items() if log.changed}
    promised = {
        (o.id, k.id): as_promised(k, log.first, log.first_moonshot)
        for o in living
        for k in o.key_results
        if (log := moved.get((o.id, k.id))) is not None
        if log.first is not None and comparable(k, log.first)
    }
    made = KeptPromises(moved=len(moved), known=len(logs), removed=removed)
    if not moved:
        return made
    scores = {o.id: _score(company, o, promised) for o in living}
    mean = mean_progress(living, scores)[0]
    beyond = len(moved) - len(promised)
    return replace(
        made,
        score="" if mean is None else score_text(mean),
        mean=objectives_mean(company.with_scores(scores), living),
        notes=(
            ngettext(
                "%(num)s key result is measured in another way today and counts with today’s score.",
                "%(num)s key results are measured in another way today and count with today’s score.",
                beyond,
            ),
        )
        if beyond
        else (),
    )


def _score(
    company: Company, objective: Objective, promised: Mapping[tuple[str, str], KeyResult]
) -> ObjectiveScore:
    """An objective's score by the goalposts of day one."""
    score = company.scores[objective.id]
    changed = {
        k.id: score_as_promised(
            k, then, company.readings.of(objective.id, k.id), score.key_results[k.id].weight
        )
        for k in objective.key_results
        if (then := promised.get((objective.id, k.id))) is not None
    }
    if not changed:
        return score
    return mean_of(objective, {**score.key_results, **changed})
