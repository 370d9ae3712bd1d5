"""The cards of check-ins."""

from okrsite.model.check_in import CheckIn
from okrsite.observations import Observation
from okrsite.views import urls
from okrsite.views.company import Company
from okrsite.views.key_results import change_text, observed_text
from okrsite.views.links import key_result_link, objective_link, prose_of
from okrsite.views.parts import CheckInCard, CheckInLine, Prose, TeamBadge
from okrsite.views.words import day


def check_in_card(company: Company, team: TeamBadge, item: CheckIn, only: str = "") -> CheckInCard:
    """A check-in's card; `only` keeps the lines of one objective, by its id."""
    cycle = company.cycles[item.cycle]
    return CheckInCard(
        day=day(item.day),
        team=team,
        cycle=item.cycle,
        author=item.author,
        url=urls.check_in(item),
        readings=_lines(company, item, only),
        prose=prose_of(item.source)
        or Prose(text="", path=item.source.path, first_line=item.source.body_line),
        late=item.day > cycle.ends,
        baseline=item.day < cycle.starts,
        author_url=company.owners.url(item.author),
    )


def _lines(company: Company, item: CheckIn, only: str) -> tuple[CheckInLine, ...]:
    keys = company.readings.keys
    read = [(r, key) for r in item.readings if (key := keys.get((item.source.path, r.key))) is not None]
    alone = bool(only) or len({key[0] for _, key in read}) == 1
    lines = []
    for reading, found in read:
        if only and found[0] != only:
            continue
        objective = company.objectives[found[0]]
        key_result = objective.key_result(found[1])
        if key_result is None:
            continue
        observations = company.readings.of(*found)
        index, observation = _index(observations, item, reading.place.pointer)
        if observation is None:
            continue
        before = next((o for o in reversed(observations[:index]) if o.measured), None)
        lines.append(
            CheckInLine(
                key_result=key_result_link(company, *found),
                objective=None if alone else objective_link(company, objective.id),
                value=observed_text(key_result, observation),
                change=change_text(key_result, before, observation),
                confidence="" if observation.confidence is None else str(observation.confidence),
                status=observation.status,
                note=observation.note,
            )
        )
    return tuple(lines)


def _index(
    observations: tuple[Observation, ...], item: CheckIn, pointer: tuple[str | int, ...]
) -> tuple[int, Observation | None]:
    for i, observation in enumerate(observations):
        place = observation.place
        if place is not None and place.source.path == item.source.path and place.pointer == pointer:
            return i, observation
    return 0, None
