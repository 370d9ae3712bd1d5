"""The cards of check-ins."""

from okrsite.model.check_in import CheckIn
from okrsite.observations import Observation
from okrsite.views import urls
from okrsite.views.company import Company
from okrsite.views.key_results import change_text, observed_text
from okrsite.views.links import key_result_link, prose_of
from okrsite.views.parts import CheckInCard, CheckInLine, Prose, TeamBadge
from okrsite.views.words import day

HEADINGS = CHANGED, IMPEDIMENTS, NEXT = "what changed", "impediments", "next"
"""The headings of a check-in, as `okrsite.prose.parts.heading_key` makes them."""


def check_in_card(
    company: Company, team: TeamBadge, item: CheckIn, lines: tuple[CheckInLine, ...]
) -> CheckInCard:
    """A check-in's card, with some of its lines."""
    cycle = company.cycles[item.cycle]
    return CheckInCard(
        day=day(item.day),
        team=team,
        cycle=item.cycle,
        author=item.author,
        url=urls.check_in(item),
        readings=lines,
        prose=prose_of(item.source)
        or Prose(text="", path=item.source.path, first_line=item.source.body_line),
        late=item.day > cycle.ends,
        baseline=item.day < cycle.starts,
        author_url=company.owners.url(item.author),
    )


def objectives_read(company: Company, item: CheckIn) -> set[str]:
    """The ids of the objectives whose key results a check-in names."""
    keys = company.read_in.get(item.source.path, {})
    return {key[0] for reading in item.readings if (key := keys.get(reading.key)) is not None}


def lines_of(company: Company, item: CheckIn) -> tuple[tuple[str, CheckInLine], ...]:
    """What a check-in read, line by line, each with the id of its objective."""
    keys = company.read_in.get(item.source.path, {})
    lines = []
    for reading in item.readings:
        if (found := keys.get(reading.key)) is None:
            continue
        key_result = company.objectives[found[0]].key_result(found[1])
        if key_result is None:
            continue
        observations = company.readings.of(*found)
        index, observation = _index(observations, item, reading.place.pointer)
        if observation is None:
            continue
        before = next((o for o in reversed(observations[:index]) if o.measured), None)
        line = CheckInLine(
            key_result=key_result_link(company, *found),
            objective=None,
            value=observed_text(key_result, observation),
            change=change_text(key_result, before, observation),
            confidence="" if observation.confidence is None else str(observation.confidence),
            status=observation.status,
            note=observation.note,
        )
        lines.append((found[0], line))
    return tuple(lines)


def _index(
    observations: tuple[Observation, ...], item: CheckIn, pointer: tuple[str | int, ...]
) -> tuple[int, Observation | None]:
    for i, observation in enumerate(observations):
        place = observation.place
        if place is not None and place.source.path == item.source.path and place.pointer == pointer:
            return i, observation
    return 0, None
