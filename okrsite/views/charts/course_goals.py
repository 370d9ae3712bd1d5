"""What a key result had promised on each day of its cycle: one level to reach, or limits to stay within."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from okrsite.changes.goalposts import readable
from okrsite.model.key_result import Binary, Keep, KeyResult, Measure, Milestones, Move
from okrsite.model.objective import Objective
from okrsite.scoring.day_one import comparable
from okrsite.scoring.progress import ONE
from okrsite.views.company import Company
from okrsite.views.history_lines import goalposts_of

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A promise and the first day it held, None for the one that held from day one."""

    since: date | None
    measure: Measure


def goals_of(company: Company, objective: Objective, key_result: KeyResult) -> Sequence[Goal]:
    """The promises of a key result, oldest first, the last as it stands today.

    One of another kind or unit can't be drawn beside today's: what came before it is left out, and so is what
    was changed without moving a target or a limit.
    """
    log = goalposts_of(company, objective, key_result)
    if log is None or log.day_one is None or log.first is None or not log.moved:
        return (Goal(since=None, measure=key_result.measure),)
    ids = {key_result.id, *(old.rpartition("#")[2] for old in key_result.formerly)}
    found = [Goal(since=None, measure=log.first)]
    for stage in company.changes.stages(objective):
        day = stage.version.day(company.changes.zone) or company.portfolio.today
        if stage.state is None or stage.state.draft or day <= log.day_one:
            continue
        state = next((one for one in stage.state.key_results if one.id in ids), None)
        if state is not None and readable(state):
            if found[-1].since == day:
                found.pop()
            found.append(Goal(since=day, measure=state.measure))
    if levels(found[-1].measure) != levels(key_result.measure):  # written under a name that nobody kept
        found.append(Goal(since=log.moved[-1].day or company.portfolio.today, measure=key_result.measure))
    alike = [goal for goal in found if comparable(key_result, goal.measure)]
    last_other = max((i for i, goal in enumerate(found) if goal not in alike), default=-1)
    return _moved(found[last_other + 1 :])


def _moved(goals: Sequence[Goal]) -> Sequence[Goal]:
    """Those that differ from the one before them."""
    kept: list[Goal] = []
    for goal in goals:
        if not kept or levels(kept[-1].measure) != levels(goal.measure):
            kept.append(goal)
    return kept


def levels(measure: Measure) -> tuple[Decimal | None, ...]:
    """The heights of the lines to reach, or of the lower and the upper limit (None where there is none): of
    what is binary 100 %, of what is graded 1."""
    if isinstance(measure, Move):
        return (measure.target.number,)
    if isinstance(measure, Keep):
        return tuple(limit.number if limit else None for limit in (measure.at_least, measure.at_most))
    if isinstance(measure, Milestones):
        return (Decimal(len(measure.names)),)
    return (WHOLE,) if isinstance(measure, Binary) else (ONE,)
