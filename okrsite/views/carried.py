"""What goes on in another cycle, as reviews say: a link with two ends."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from okrsite.alignment import Target
from okrsite.model.objective import Objective
from okrsite.model.reference import parse_reference
from okrsite.model.review import Review, Verdict
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.parts import Link, TeamBadge


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of such a link: an objective, its team, and the cycle it is in."""

    objective: Link
    team: TeamBadge
    cycle: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """An objective that goes on in another one. `target` is None, and `unwritten` its id, where that is not
    written yet."""

    source: End
    target: End | None
    unwritten: str = ""


def carried_on(company: Company, cards: Cards, reviews: Iterable[Review]) -> Iterator[Carried]:
    """What goes on elsewhere, as some reviews say."""
    for review in reviews:
        for verdict in review.verdicts:
            objective = judged(company, review, verdict)
            target, unwritten = carried_to(company, review, verdict)
            if objective is not None and (target is not None or unwritten):
                yield Carried(
                    source=_end(cards, objective),
                    target=_end(cards, target) if target else None,
                    unwritten=unwritten,
                )


def carried_in(company: Company, cards: Cards, objectives: Iterable[Objective]) -> Iterator[Carried]:
    """What some objectives took over."""
    for objective in objectives:
        for source in company.carried_from.get(objective.id, ()):
            yield Carried(source=_end(cards, company.objectives[source]), target=_end(cards, objective))


def _end(cards: Cards, item: Objective) -> End:
    return End(
        objective=cards.objective_link(item.id),
        team=cards.badge(item.team),
        cycle=cards.cycle_link(item.cycle),
    )


def reviews_of(company: Company, cycle: str) -> tuple[Review, ...]:
    """A cycle's reviews, by team in the order of the tree."""
    found = (company.reviews.get((cycle, team.id)) for team, _ in company.tree)
    return tuple(review for review in found if review is not None)


def judged(company: Company, review: Review, verdict: Verdict) -> Objective | None:
    """The objective that a verdict is about."""
    reference = parse_reference(verdict.objective)
    if reference is None:
        return None
    found = company.alignment.directory.find(reference, cycle=review.cycle, team=review.team)
    return company.objectives[found.objective] if isinstance(found, Target) else None


def carried_to(company: Company, review: Review, verdict: Verdict) -> tuple[Objective | None, str]:
    """Where a verdict carries its objective: to one that is there, or to the name of one that is not."""
    if verdict.carried_to is None:
        return None, ""
    found = company.alignment.directory.find(verdict.carried_to, cycle=review.cycle, team=review.team)
    if isinstance(found, Target):
        return company.objectives[found.objective], ""
    return None, verdict.carried_to.text if verdict.carried_to.cycle else ""
