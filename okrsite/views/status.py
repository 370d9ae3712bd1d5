"""A cycle's standing for the terminal: teams, objectives, key results, and one line that sums them up."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.key_result import Graded, KeyResult, Milestones, Move
from okrsite.model.objective import Objective
from okrsite.model.quantity import Quantity
from okrsite.model.team import Team
from okrsite.scoring.grading import Outcome, outcomes_of
from okrsite.scoring.pace import WEAKEST_FIRST, Pace
from okrsite.scoring.rounding import rounded
from okrsite.views.company import Company
from okrsite.views.key_results import now_text, target_text
from okrsite.views.words import count, day, percent, percent_text, plain

STALE, UNREAD = "stale", "no reading"
URGENT_FIRST = (STALE, *WEAKEST_FIRST, UNREAD)
"""What an objective of an active cycle may be marked with, in the order in which it is listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """Progress as a bar: `percent` from 0 to 100, None where it is unknown; `text` is the uncapped figure.
    `expected` is where it should be by now, 0 to 100, None where no line says so."""

    percent: int | None
    text: str
    expected: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusKeyResult:
    """A key result's line. `mark` is its suggested status, its outcome in a closed cycle, or empty; `stated`
    is what its team says where that is something else. `facts` are figures and words that follow."""

    title: str
    gauge: Gauge
    mark: str
    stated: str
    stale: bool
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusObjective:
    """An objective's line, marked as its weakest key result is; `mark` is empty but in active cycles."""

    title: str
    gauge: Gauge
    mark: str
    facts: tuple[str, ...]
    key_results: tuple[StatusKeyResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTeam:
    """A team's objectives, the most urgent first."""

    name: str
    objectives: tuple[StatusObjective, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusBoard:
    """The standing of a cycle, or of one team in it. `notes` follow below; `summary` is the last line."""

    title: str
    remark: str
    planned: bool
    teams: tuple[StatusTeam, ...]
    notes: tuple[str, ...]
    summary: str


def status_board(company: Company, cycle: Cycle, team: Team | None, *, drafts: int = 0) -> StatusBoard:
    """The standing of a cycle. `drafts` are left out, and counted here."""
    groups = []
    for one in [team] if team is not None else _in_order(company):
        own = company.by_team.get((cycle.id, one.id), ())
        shared = company.shared.get((cycle.id, one.id), ()) if team is not None else ()
        found = [_objective(company, o, one) for o in (*own, *shared) if not o.dropped]
        if found:
            groups.append(StatusTeam(name=one.name, objectives=tuple(sorted(found, key=_urgency))))
    return StatusBoard(
        title=cycle.title if cycle.title == cycle.id else f"{cycle.id} · {cycle.title}",
        remark=_remark(cycle, company.portfolio.today),
        planned=company.state(cycle.id) is CycleState.PLANNED,
        teams=tuple(groups),
        notes=tuple(_notes(company, cycle, team, groups, drafts)),
        summary=f"{cycle.id}{f' {team.id}' if team else ''}: {_summary(company, cycle, team)}",
    )


def _in_order(company: Company) -> Sequence[Team]:
    """All teams in the order of the tree, those outside of it last."""
    ordered = [one for one, _ in company.tree]
    return [*ordered, *(one for one in company.portfolio.teams if one not in ordered)]


def _urgency(objective: StatusObjective) -> int:
    return URGENT_FIRST.index(objective.mark) if objective.mark else 0


def _mark(company: Company, objective: Objective) -> str:
    pace = company.paces.get(objective.id)
    if pace is None:
        return ""
    return STALE if pace.stale else pace.status or UNREAD


def _objective(company: Company, objective: Objective, team: Team) -> StatusObjective:
    score = company.scores[objective.id]
    facts = [objective.owner] if objective.owner else []
    if objective.team != team.id:
        above = company.teams.get(objective.team)
        facts.append(f"shared by {above.name if above else objective.team}")
    if score.progress is not None and score.unread:
        facts.append(f"{count(score.unread, 'key result')} without a reading")
    return StatusObjective(
        title=objective.title,
        gauge=_gauge(score.progress),
        mark=_mark(company, objective),
        facts=tuple(facts),
        key_results=tuple(_key_result(company, objective, k) for k in objective.key_results if not k.dropped),
    )


def _gauge(progress: Decimal | None, expected: Decimal | None = None) -> Gauge:
    return Gauge(
        percent=None if progress is None else _within(progress),
        text="–" if progress is None else percent_text(progress),
        expected=None if expected is None else _within(expected),
    )


def _within(share: Decimal) -> int:
    return min(max(percent(share), 0), 100)


def _key_result(company: Company, objective: Objective, key_result: KeyResult) -> StatusKeyResult:
    score = company.scores[objective.id].key_results[key_result.id]
    observations = company.readings.of(objective.id, key_result.id)
    outcomes = outcomes_of(objective, company.scores, company.portfolio.settings.grades)
    paced = company.paces.get(objective.id)
    pace = paced.key_results.get(key_result.id) if paced else None
    confidence = next((o.confidence for o in reversed(observations) if o.confidence is not None), None)
    now = now_text(key_result, score.last)
    facts = [f"{now}, {_promise(key_result)}" if now else _promise(key_result)]
    if expected := expected_text(key_result, pace, score.start):
        facts.append(f"expected {expected.removesuffix(_long_unit(key_result))}")
    if confidence is not None and company.state(objective.cycle) is not CycleState.PLANNED:
        facts.append(f"confidence {confidence}")
    if pace is not None:
        facts.append(_heard(pace, company.portfolio.today))
    mark = pace.status or UNREAD if pace is not None else ""
    if company.state(objective.cycle) is CycleState.CLOSED:
        mark = outcomes[key_result.id].value
    return StatusKeyResult(
        title=key_result.title,
        gauge=_gauge(score.progress, pace.expected if pace else None),
        mark=mark,
        stated=pace.stated if pace is not None and pace.differs else "",
        stale=pace is not None and pace.stale,
        facts=tuple(facts),
    )


def _promise(key_result: KeyResult) -> str:
    """What was promised; a unit of several letters stands once."""
    measure = key_result.measure
    if isinstance(measure, Move) and measure.start is not None and _long_unit(key_result):
        return f"from {measure.start.figure} to {measure.target.text}"
    return target_text(key_result)


def _long_unit(key_result: KeyResult) -> str:
    """The unit of a figure to move where it is a word, which a line need not say over and over."""
    measure = key_result.measure
    suffix = measure.target.suffix if isinstance(measure, Move) else ""
    return suffix if len(suffix) > 2 else ""


def expected_text(key_result: KeyResult, pace: Pace | None, start: Quantity | None) -> str:
    """The figure that would be on pace today, in the key result's unit; empty where no line describes it."""
    if pace is None or pace.expected is None:
        return ""
    measure = key_result.measure
    if isinstance(measure, Move) and start is not None:
        value = start.number + (measure.target.number - start.number) * pace.expected
        places = _places(start, measure.target)
        shown = rounded(value, places)
        unit = measure.target if not measure.target.bare else start
        return Quantity(
            number=shown, figure=f"{shown:,f}", prefix=unit.prefix, suffix=unit.suffix
        ).text.replace("-", "−")
    if isinstance(measure, Milestones):
        due = rounded(pace.expected * len(measure.names))
        return f"{plain(due)} of {len(measure.names)}"
    return plain(rounded(pace.expected, 1)) if isinstance(measure, Graded) else ""


def _places(start: Quantity, target: Quantity) -> int:
    """Decimals that tell something between two figures: as many as they have, more where they are close."""
    written = max(0, *(-int(q.number.normalize().as_tuple().exponent) for q in (start, target)))
    way = abs(target.number - start.number)
    needed = 0 if way >= 10 else 1 if way >= 1 else 2 if way >= Decimal("0.1") else 3
    return min(max(written, needed), 6)


def _heard(pace: Pace, today: date) -> str:
    """When something was last heard of it: `3 days ago`."""
    if pace.heard is None:
        return "never read"
    days = (today - pace.heard).days
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{count(days, 'day')} ago"


def _remark(cycle: Cycle, today: date) -> str:
    """Where the cycle is: `day 51 of 92, 41 days left`."""
    span = f"{day(cycle.starts).text} to {day(cycle.ends).text}"
    state = cycle.state(today)
    if state is CycleState.PLANNED:
        return f"{span}, begins in {count((cycle.starts - today).days, 'day')}"
    if state is CycleState.CLOSED:
        return f"{span}, closed {count((today - cycle.ends).days, 'day')} ago"
    passed, left = (today - cycle.starts).days + 1, (cycle.ends - today).days
    rest = f"{count(left, 'day')} left" if left else "ends today"
    return f"{span}, day {passed} of {cycle.days}, {rest}"


def _notes(
    company: Company, cycle: Cycle, team: Team | None, groups: Sequence[StatusTeam], drafts: int
) -> list[str]:
    notes = []
    if not groups:
        notes.append(f"{team.name if team else 'Nobody'} has {'no' if team else 'any'} objectives here.")
    dropped = sum(o.dropped for o in _counted(company, cycle, team))
    for number, what in ((drafts, "draft"), (dropped, "dropped objective")):
        if number:
            notes.append(f"{count(number, what)} {'is' if number == 1 else 'are'} left out.")
    today = company.portfolio.today
    others = [
        c.id
        for c in company.portfolio.cycles
        if c.id != cycle.id and c.state(today) is CycleState.ACTIVE and _counted(company, c, team)
    ]
    for id in others:
        notes.append(f"{id} is active too: okrsite status {f'{team.id} ' if team else ''}--cycle {id}")
    return notes


def _counted(company: Company, cycle: Cycle, team: Team | None) -> Sequence[Objective]:
    if team is None:
        return company.by_cycle[cycle.id]
    key = (cycle.id, team.id)
    return (*company.by_team.get(key, ()), *company.shared.get(key, ()))


def _summary(company: Company, cycle: Cycle, team: Team | None) -> str:
    """How many there are of each, always all of them in the same order, for scripts."""
    objectives = [o for o in _counted(company, cycle, team) if not o.dropped]
    key_results = sum(k.dropped is None for o in objectives for k in o.key_results)
    counts = [count(len(objectives), "objective"), count(key_results, "key result")]
    state = company.state(cycle.id)
    if state is CycleState.ACTIVE:
        marks = Counter(_mark(company, o) for o in objectives)
        counts += [f"{marks[mark]} {mark}" for mark in (*reversed(WEAKEST_FIRST), STALE, UNREAD)]
    elif state is CycleState.CLOSED:
        grades = company.portfolio.settings.grades
        found = Counter(x for o in objectives for x in outcomes_of(o, company.scores, grades).values())
        counts += [f"{found[outcome]} {outcome.value}" for outcome in Outcome]
    return ", ".join(counts)
