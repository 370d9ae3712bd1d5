"""Old addresses, and addresses that lead nowhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from okrsite.alignment import former_id
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.parts import Frame, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedView:
    """An old address that leads to a new one."""

    frame: Frame
    target: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    """What an address that leads nowhere shows: it has no more than every page has."""

    frame: Frame


def not_found_view(cards: Cards) -> NotFoundView:
    """The page for addresses that lead nowhere."""
    return NotFoundView(frame=cards.frame(urls.NOT_FOUND, _("Page not found"), ""))


def moved_views(company: Company, cards: Cards) -> Iterator[MovedView]:
    """A page at each address that an objective or a team used to have."""
    taken = {urls.objective(o) for o in company.portfolio.objectives}
    taken |= {urls.team(t.id) for t in company.portfolio.teams}
    for objective in company.portfolio.objectives:
        old_urls = [f"{former_id(objective, r)}.html" for r in objective.formerly if not r.key_result]
        team = company.teams.get(objective.team)
        for old_team in team.formerly if team else ():
            old_urls.append(f"{objective.cycle}/{old_team}/{objective.name}.html")
        target = cards.objective_link(objective.id)
        for url in old_urls:
            if url not in taken:
                taken.add(url)
                yield MovedView(frame=cards.frame(url, objective.title, ""), target=target)
    for cycle, team_id in company.team_cycles:
        for old in company.teams[team_id].formerly:
            yield from _team(
                cards, urls.team_cycle(cycle, old), urls.team_cycle(cycle, team_id), team_id, taken
            )
    for team in company.portfolio.teams:
        for old in team.formerly:
            yield from _team(cards, urls.team(old), urls.team(team.id), team.id, taken)


def _team(cards: Cards, url: str, target: str, team: str, taken: set[str]) -> Iterator[MovedView]:
    if url not in taken:
        taken.add(url)
        name = cards.badge(team).name
        yield MovedView(frame=cards.frame(url, name, ""), target=Link(text=name, url=target))
