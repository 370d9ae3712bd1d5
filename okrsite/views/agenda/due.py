"""What a team's meeting should not overlook: what it waits for, who waits for it, and KPIs outside their
limits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from okrsite.alignment import Target
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import Keep
from okrsite.model.objective import Objective
from okrsite.observations import Observation
from okrsite.scoring.progress import kept
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.marks import StatusMark
from okrsite.views.now.ties import ended
from okrsite.views.pace_words import objective_mark, status_mark
from okrsite.views.parts import Day, Link, Meter, TeamBadge
from okrsite.views.quantities import limits_text, quantity_text
from okrsite.views.words import day, meter


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """Two objectives of which one needs the other: `own` is the team's, `other` the other's, or the key
    result named there. `meter` and `mark` tell how the needed one stands; `heard` is the day of its last
    reading, None without one; `ended` says that nobody works on it (`dropped`, `closed`, `planned`)."""

    own: Link
    other: Link
    team: TeamBadge
    meter: Meter
    mark: StatusMark | None
    heard: Day | None
    ended: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiAlarm:
    """A KPI outside its limits: what was read when, the limits in words, and why it concerns the team."""

    kpi: Link
    now: str
    band: str
    day: Day
    why: str


def dependencies(
    company: Company, cards: Cards, objectives: Sequence[Objective], *, needed_by: bool = False
) -> Iterator[Dependency]:
    """What objectives depend on in other teams, or, if `needed_by`, the objectives of other teams that
    depend on them; dropped ones need nothing."""
    alignment = company.alignment
    for objective in objectives:
        if not needed_by:
            for target in alignment.depends_on.get(objective.id, ()):
                other = company.objectives[target.objective]
                if other.team != objective.team:
                    yield _dependency(company, cards, objective, other, target)
            continue
        for id in alignment.dependents.get(objective.id, ()):
            other = company.objectives[id]
            if other.team != objective.team and not other.dropped and _active(company, other):
                for target in alignment.depends_on[id]:
                    if target.objective == objective.id:
                        yield _dependency(company, cards, objective, other, target)


def _active(company: Company, item: Objective) -> bool:
    return company.state(item.cycle) is CycleState.ACTIVE


def _dependency(
    company: Company, cards: Cards, objective: Objective, other: Objective, target: Target
) -> Dependency:
    """A dependency between a team's objective and another's; the target of it is the one that is needed."""
    needed = company.objectives[target.objective]
    observations, share, mark = _standing(company, needed, target.key_result)
    to = (
        cards.key_result_link(needed.id, target.key_result)
        if target.key_result
        else cards.objective_link(needed.id)
    )
    first, second = cards.objective_link(objective.id), cards.objective_link(other.id)
    return Dependency(
        own=to if needed is objective else first,
        other=second if needed is objective else to,
        team=cards.badge(other.team),
        meter=share,
        mark=mark,
        heard=day(observations[-1].day) if observations else None,
        ended=ended(company, needed, target.key_result),
    )


def _standing(
    company: Company, needed: Objective, key_result: str
) -> tuple[list[Observation], Meter, StatusMark | None]:
    """The readings, the progress and the mark of what is needed: a key result, or a whole objective."""
    pace = company.paces.get(needed.id)
    ids = [key_result] if key_result else [k.id for k in needed.key_results if k.dropped is None]
    observations = sorted((o for id in ids for o in company.readings.of(needed.id, id)), key=lambda o: o.day)
    score = company.scores[needed.id]
    if not key_result:
        return observations, meter(score.progress), objective_mark(needed, pace) if pace else None
    own = pace.key_results.get(key_result) if pace else None
    return (
        observations,
        meter(score.key_results[key_result].progress),
        status_mark(own) if own else None,
    )


def kpi_alarms(company: Company, team_id: str, objectives: Sequence[Objective]) -> Iterator[KpiAlarm]:
    """The KPIs outside their limits that key results of these objectives read, that the team owns, or
    that one of its people does."""
    team = company.teams[team_id]
    people = {name.casefold() for name in (team.id, team.name, team.lead, *team.members) if name}
    read = {
        k.kpi: k.title for o in reversed(objectives) for k in reversed(o.key_results) if k.dropped is None
    }
    for kpi in company.portfolio.kpis:
        last = next((r for r in reversed(kpi.readings) if r.day <= company.portfolio.today), None)
        limits = Keep(at_least=kpi.at_least, at_most=kpi.at_most)
        if last is None or kept(limits, last.value):
            continue
        why = _("read by “%(title)s”", title=read[kpi.id]) if kpi.id in read else ""
        if not why and kpi.owner.casefold() in people:
            why = _("owned by %(owner)s", owner=kpi.owner)
        if why:
            yield KpiAlarm(
                kpi=Link(text=kpi.name, url=urls.kpi(kpi.id)),
                now=quantity_text(last.value),
                band=limits_text(limits.at_least, limits.at_most),
                day=day(last.day),
                why=why,
            )
