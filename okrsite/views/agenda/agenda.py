"""The agenda of a team's next check-in: what is known beforehand, and room for what is not.

Its parts are the five questions of a check-in (Jellyvision): progress; confidence; what changed since the
last one; impediments; initiatives to try next.
"""

from dataclasses import dataclass

from okrsite.model.check_in import CheckIn
from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.observations import Observation
from okrsite.scoring.pace import Pace, is_done
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.agenda.due import Dependency, KpiAlarm, dependencies, kpi_alarms
from okrsite.views.agenda.steps import Step, steps, tells
from okrsite.views.cards import Cards
from okrsite.views.check_ins import CHANGED, HEADINGS, IMPEDIMENTS, NEXT
from okrsite.views.company import Company
from okrsite.views.key_results import now_text, target_text
from okrsite.views.marks import StatusMark
from okrsite.views.now.due import due_by
from okrsite.views.pace_words import objective_mark, status_mark
from okrsite.views.parts import CycleBanner, Day, Frame, Link, Meter, Prose, TeamBadge
from okrsite.views.words import day, meter, percent_text


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaKeyResult:
    """Where a key result is before the meeting. `expected` is the progress expected by today as text, empty
    where no line describes it; `confidence` is the last one of 10, as text. `unheard` says since when nothing
    was heard of it, empty where the last check-in read it or nothing is left to read."""

    key_result: Link
    owner: str
    now: str
    target: str
    meter: Meter
    expected: str
    mark: StatusMark
    confidence: str
    unheard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaObjective:
    """An objective with its key results; `shared_by` is the team that shares it with this one."""

    objective: Link
    owner: str
    meter: Meter
    mark: StatusMark
    shared_by: TeamBadge | None
    key_results: tuple[AgendaKeyResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A check-in that an agenda looks back on."""

    day: Day
    author: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaView:
    """The agenda of a team's next check-in. `due` is the day by which it is wanted, None where none is.

    `last` and `before` are the latest two check-ins, None where there are fewer. `unheard` are the team's own
    key results without a reading since, `unchanged` those that the last check-in left as they were.
    `changed`, `impediments` and `next` are what it said under these headings, `said` is all of its prose
    where it has none of them. `obstacles` pair an objective with what stands in its way.
    """

    frame: Frame
    team: TeamBadge
    cycle: CycleBanner
    today: Day
    team_url: str
    due: Day | None
    last: Said | None
    before: Said | None
    objectives: tuple[AgendaObjective, ...]
    unheard: tuple[AgendaKeyResult, ...]
    steps: tuple[Step, ...]
    unchanged: tuple[Link, ...]
    changed: Prose | None
    impediments: Prose | None
    next: Prose | None
    said: Prose | None
    obstacles: tuple[tuple[Link, str], ...]
    needs: tuple[Dependency, ...]
    needed_by: tuple[Dependency, ...]
    kpis: tuple[KpiAlarm, ...]


def has_agenda(company: Company, cycle: str, team: str) -> bool:
    """Whether a team checks in on something in a cycle: it is active, and the team has objectives in it."""
    return company.state(cycle) is CycleState.ACTIVE and any(
        not o.dropped for o in company.by_team.get((cycle, team), ())
    )


def agenda_view(company: Company, cards: Cards, cycle_id: str, team_id: str) -> AgendaView:
    """The agenda of a team's next check-in in an active cycle."""
    key = (cycle_id, team_id)
    team, cycle = cards.badge(team_id), company.cycles[cycle_id]
    today = company.portfolio.today
    own = [o for o in company.by_team.get(key, ()) if not o.dropped]
    all_objectives = own + [o for o in company.shared.get(key, ()) if not o.dropped]
    held = company.check_ins.get(key, ())
    last, before = (held[-1] if held else None), (held[-2] if len(held) > 1 else None)
    objectives = tuple(_objective(company, cards, o, team_id, last) for o in all_objectives)
    told = tuple(steps(company, cards, all_objectives, last)) if last else ()
    said = _said(cards, last)
    due = due_by(company, cycle_id, held)
    return AgendaView(
        frame=cards.frame(
            urls.agenda(cycle_id, team_id),
            _("Check-in agenda, %(team)s, %(cycle)s", team=team.name, cycle=cycle.title),
            cards.section_of(cycle_id),
            cards.home_crumb(),
            cards.cycle_crumb(cycle_id),
            Link(text=team.name, url=urls.team_cycle(cycle_id, team_id)),
            description=_("What the next check-in of %(team)s is about", team=team.name),
        ),
        team=team,
        cycle=cards.banner(cycle_id),
        today=day(today),
        team_url=urls.team_cycle(cycle_id, team_id),
        due=day(due) if due else None,
        last=_mark(last),
        before=_mark(before),
        objectives=objectives,
        unheard=tuple(k for o in objectives if o.shared_by is None for k in o.key_results if k.unheard),
        steps=tuple(step for step in told if tells(step)),
        unchanged=tuple(step.key_result for step in told if not tells(step)),
        changed=said.get(CHANGED),
        impediments=said.get(IMPEDIMENTS),
        next=said.get(NEXT),
        said=said.get(""),
        obstacles=tuple((cards.objective_link(o.id), o.obstacle) for o in own if o.obstacle),
        needs=tuple(dependencies(company, cards, all_objectives)),
        needed_by=tuple(dependencies(company, cards, own, needed_by=True)),
        kpis=tuple(kpi_alarms(company, team_id, all_objectives)),
    )


def _mark(check_in: CheckIn | None) -> Said | None:
    if check_in is None:
        return None
    return Said(day=day(check_in.day), author=check_in.author, url=urls.check_in(check_in))


def _said(cards: Cards, check_in: CheckIn | None) -> dict[str, Prose]:
    """What a check-in said, by its heading; all of it under an empty one where it has none of ours."""
    prose = cards.prose(check_in.source) if check_in else None
    if check_in is None or prose is None:
        return {}
    found = cards.said(check_in)
    ours = {
        heading: Prose(text=found[heading], path=prose.path, first_line=prose.first_line)
        for heading in HEADINGS
        if found.get(heading)
    }
    return ours or {"": prose}


def _objective(
    company: Company, cards: Cards, item: Objective, team: str, last: CheckIn | None
) -> AgendaObjective:
    pace = company.paces[item.id]
    return AgendaObjective(
        objective=cards.objective_link(item.id),
        owner=item.owner,
        meter=cards.objective_meter(item),
        mark=objective_mark(item, pace),
        shared_by=cards.badge(item.team) if item.team != team else None,
        key_results=tuple(
            _key_result(company, cards, item, k, pace.key_results[k.id], last)
            for k in item.key_results
            if k.dropped is None
        ),
    )


def _key_result(
    company: Company, cards: Cards, item: Objective, key_result: KeyResult, pace: Pace, last: CheckIn | None
) -> AgendaKeyResult:
    score = company.scores[item.id].key_results[key_result.id]
    observations = company.readings.of(item.id, key_result.id)
    confidence = next((o.confidence for o in reversed(observations) if o.confidence is not None), None)
    return AgendaKeyResult(
        key_result=cards.key_result_link(item.id, key_result.id),
        owner=key_result.owner,
        now=now_text(key_result, score.last),
        target=target_text(key_result),
        meter=meter(score.progress),
        expected="" if pace.expected is None else percent_text(pace.expected),
        mark=status_mark(pace),
        confidence="" if confidence is None else str(confidence),
        unheard="" if is_done(key_result, score) else _unheard(observations, last),
    )


def _unheard(observations: tuple[Observation, ...], last: CheckIn | None) -> str:
    """Since when a key result was not read, empty where the last check-in or a later reading tells of it."""
    measured = [o for o in observations if o.measured]
    if not measured:
        return _("no reading yet")
    if last is None or measured[-1].day < last.day:
        return _("last read %(day)s", day=day(measured[-1].day).text)
    return ""
