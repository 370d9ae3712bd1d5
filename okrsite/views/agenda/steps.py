"""What a team's last check-in says beside what was said before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from okrsite.model.check_in import CheckIn
from okrsite.model.key_result import Keep, KeyResult
from okrsite.model.objective import Objective
from okrsite.observations import Observation
from okrsite.scoring.progress import observed_progress
from okrsite.translation import numbers
from okrsite.translation.words import _
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.key_results import change_text, observed_text, step_text
from okrsite.views.parts import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a key result did from the reading before to the last check-in.

    `before` and `now` are figures; `step` is the step in progress (`+8 points`), or, of a figure with limits,
    whether it is within them; `confidence` is in words (`6, was 4`), and `wavered` tells that it is another
    than before. Texts are empty where nothing was said, `before` also where there was no reading.
    """

    key_result: Link
    before: str
    now: str
    step: str
    confidence: str
    status: str
    note: str
    wavered: bool = False


def steps(company: Company, cards: Cards, objectives: Iterable[Objective], last: CheckIn) -> Iterator[Step]:
    """What the last check-in says of each key result, beside what was said before."""
    for objective in objectives:
        for key_result in objective.key_results:
            observations = company.readings.of(objective.id, key_result.id)
            index = next((i for i, o in enumerate(observations) if o.check_in is last), None)
            if index is not None and key_result.dropped is None:
                yield _step(company, cards, objective, key_result, observations, index)


def _step(
    company: Company,
    cards: Cards,
    objective: Objective,
    key_result: KeyResult,
    observations: tuple[Observation, ...],
    index: int,
) -> Step:
    from_start = company.scores[objective.id].key_results[key_result.id].start
    now = observations[index]
    before = next((o for o in reversed(observations[:index]) if o.measured), None)
    limits = isinstance(key_result.measure, Keep)
    earlier = next((o.confidence for o in reversed(observations[:index]) if o.confidence is not None), None)
    return Step(
        key_result=cards.key_result_link(objective.id, key_result.id),
        before=observed_text(key_result, before) if before else "",
        now=observed_text(key_result, now),
        step=change_text(key_result, before, now)
        if limits
        else step_text(
            observed_progress(key_result, before, from_start) if before else None,
            observed_progress(key_result, now, from_start),
        ),
        confidence=_confidence(earlier, now.confidence),
        status=now.status,
        note=now.note,
        wavered=now.confidence is not None and earlier is not None and earlier != now.confidence,
    )


def _confidence(before: int | None, now: int | None) -> str:
    if now is None:
        return ""
    if before is None or before == now:
        return numbers.whole(now)
    return _("%(now)s, was %(before)s", now=numbers.whole(now), before=numbers.whole(before))


def tells(step: Step) -> bool:
    """Whether a step is more than the same again."""
    moved = step.now != step.before and bool(step.now)
    return moved or step.wavered or bool(step.status or step.note)
