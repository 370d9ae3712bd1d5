"""A person's page: what is theirs, and what they owe. People have no figures of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.translation.sorting import name_key
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.now.due import check_in_due
from okrsite.views.parts import CycleBanner, Frame, KeyResultRow, Link, ObjectiveCard, TeamBadge
from okrsite.views.people.holdings import Holdings
from okrsite.views.people.owed import Due, reading_due
from okrsite.views.people.owners import Owner
from okrsite.views.words import day


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedReading:
    """A key result that wants a reading, and when it had its last (`last read 3 Nov 2026`). `when` is set
    where it is wanted on another day than the whole check-in (`due by 26 Nov 2026`)."""

    key_result: Link
    objective: Link
    when: str
    last: str
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedCheckIn:
    """What somebody owes to the next check-in of a team, prepared at `agenda`: the whole of it, where they
    lead the team, and `readings` of their own key results. `when` is the first day by which something is
    wanted."""

    team: TeamBadge
    cycle: Link
    agenda: str
    when: str
    overdue: bool
    readings: tuple[OwedReading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnKeyResult:
    """A key result in an objective that somebody else owns."""

    row: KeyResultRow
    objective: Link
    team: TeamBadge


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWork:
    """An initiative; `url` leads out of the site, and may be empty."""

    title: str
    status: str
    url: str
    objective: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCycle:
    """What is somebody's in a cycle that has not closed."""

    cycle: CycleBanner
    objectives: tuple[ObjectiveCard, ...]
    key_results: tuple[OwnKeyResult, ...]
    work: tuple[OwnWork, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """A person. `owed` is what check-ins want of them now, the most overdue first. `earlier` pairs closed
    cycles with the objectives that were theirs, the latest first."""

    frame: Frame
    name: str
    active: bool
    owed: tuple[OwedCheckIn, ...]
    cycles: tuple[PersonCycle, ...]
    leads: tuple[TeamBadge, ...]
    kpis: tuple[Link, ...]
    earlier: tuple[tuple[Link, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A person in the list of all, with the teams that they lead or belong to, or whose OKRs are theirs."""

    person: Link
    teams: tuple[TeamBadge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleView:
    """Everybody who owns something, by name."""

    frame: Frame
    people: tuple[PersonLine, ...]


def people_view(company: Company, cards: Cards) -> PeopleView:
    """The list of everybody who owns something."""
    return PeopleView(
        frame=cards.frame(
            urls.PEOPLE,
            _("People"),
            "teams",
            cards.home_crumb(),
            Link(text=_("Teams"), url=urls.TEAMS),
            description=_("Everybody who owns an objective, a key result, a piece of work or a KPI"),
        ),
        people=tuple(
            PersonLine(
                person=Link(text=owner.name, url=owner.url),
                teams=tuple(cards.badge(team) for team in company.holdings[owner.key].teams),
            )
            for owner in company.owners
        ),
    )


def has_people(company: Company) -> bool:
    """Whether there is a list of people, and its address is free: a cycle may be called `people`."""
    return len(company.owners) > 0 and urls.PEOPLE not in map(urls.cycle, company.cycles)


def person_view(company: Company, cards: Cards, owner: Owner) -> PersonView:
    """The page of somebody who owns something."""
    held = company.holdings[owner.key]
    return PersonView(
        frame=cards.frame(
            owner.url,
            owner.name,
            "teams",
            cards.home_crumb(),
            Link(text=_("Teams"), url=urls.TEAMS),
            Link(text=_("People"), url=urls.PEOPLE),
            description=_("What %(name)s owns, and what is due", name=owner.name),
        ),
        name=owner.name,
        active=any(company.state(o.cycle) is CycleState.ACTIVE for o, _k in held.key_results),
        owed=tuple(_owed(company, cards, held)),
        cycles=tuple(_cycles(company, cards, owner, held)),
        leads=tuple(cards.badge(team.id) for team in held.leads if not company.has_ended(team)),
        kpis=tuple(
            Link(text=kpi.name, url=urls.kpi(kpi.id))
            for kpi in sorted(held.kpis, key=lambda kpi: name_key(kpi.name))
        ),
        earlier=tuple(_earlier(company, cards, held)),
    )


def _owed(company: Company, cards: Cards, held: Holdings) -> Iterator[OwedCheckIn]:
    """What check-ins want of somebody: readings of their key results, and of a team that they lead all of
    it."""
    wanted: dict[tuple[str, str], list[tuple[Due, Objective | None, KeyResult | None]]] = {}
    for cycle in company.cycles:
        for team in held.leads:
            if (whole := _whole(company, cycle, team.id)) is not None:
                wanted.setdefault((cycle, team.id), []).append((whole, None, None))
    for objective, key_result in held.key_results:
        if (reading := reading_due(company, objective, key_result)) is not None:
            key = (objective.cycle, objective.team)
            wanted.setdefault(key, []).append((reading, objective, key_result))
    for (cycle, team_id), found in sorted(
        wanted.items(), key=lambda item: min(due.by for due, *_rest in item[1])
    ):
        first = min((due for due, *_rest in found), key=lambda due: due.by)
        yield OwedCheckIn(
            team=cards.badge(team_id),
            cycle=cards.cycle_link(cycle),
            agenda=urls.agenda(cycle, team_id),
            when=first.text,
            overdue=first.overdue,
            readings=tuple(
                _reading(company, cards, o, k, due, first)
                for due, o, k in sorted(found, key=lambda entry: entry[0].by)
                if o is not None and k is not None
            ),
        )


def _whole(company: Company, cycle: str, team: str) -> Due | None:
    """When the next check-in of a team is wanted; None where the rest of the cycle wants no other."""
    found = check_in_due(company, cycle, team)
    on = (found.since or found.by) if found else None
    return Due(by=date.fromisoformat(on.iso), overdue=bool(found and found.since)) if on else None


def _reading(
    company: Company, cards: Cards, objective: Objective, key_result: KeyResult, due: Due, first: Due
) -> OwedReading:
    read = [o for o in company.readings.of(objective.id, key_result.id) if o.measured]
    return OwedReading(
        key_result=cards.key_result_link(objective.id, key_result.id),
        objective=cards.objective_link(objective.id),
        when="" if due == first else due.text,
        last=_("last read %(day)s", day=day(read[-1].day).text) if read else _("no reading yet"),
        overdue=due.overdue,
    )


def _cycles(company: Company, cards: Cards, owner: Owner, held: Holdings) -> Iterator[PersonCycle]:
    """What is somebody's in cycles that have not closed: active ones first, the shortest before others."""
    ahead = [c for c in company.portfolio.cycles if company.state(c.id) is CycleState.PLANNED]
    active = [c for c in company.portfolio.cycles if company.state(c.id) is CycleState.ACTIVE]
    for cycle in (*sorted(active, key=lambda c: c.days), *ahead):
        found = PersonCycle(
            cycle=cards.banner(cycle.id),
            objectives=tuple(cards.objective(o) for o in held.objectives if o.cycle == cycle.id),
            key_results=tuple(
                OwnKeyResult(
                    row=cards.key_result(o, k), objective=cards.objective_link(o.id), team=cards.badge(o.team)
                )
                for o, k in held.key_results
                if o.cycle == cycle.id and company.owners.find(o.owner) is not owner
            ),
            work=tuple(
                OwnWork(title=i.title, status=i.status, url=i.url, objective=cards.objective_link(o.id))
                for o, i in held.work
                if o.cycle == cycle.id
            ),
        )
        if found.objectives or found.key_results or found.work:
            yield found


def _earlier(company: Company, cards: Cards, held: Holdings) -> Iterator[tuple[Link, tuple[Link, ...]]]:
    """The objectives of closed cycles that were somebody's, or had key results of theirs; the latest
    first."""
    closed: dict[str, dict[str, None]] = {}
    for objective in (*held.objectives, *(o for o, _k in held.key_results)):
        if company.state(objective.cycle) is CycleState.CLOSED:
            closed.setdefault(objective.cycle, {})[objective.id] = None
    for cycle in sorted(closed, key=lambda id: (company.cycles[id].ends, id), reverse=True):
        yield cards.cycle_link(cycle), tuple(cards.objective_link(id) for id in closed[cycle])
