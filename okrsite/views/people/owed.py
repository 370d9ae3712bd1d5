"""When key results want their next reading: since when it is overdue, or by when it is due.

A cycle is cut into stretches of the settings' cadence (`okrsite.scoring.discipline`), and each wants one
reading of every key result. What was heard later makes up for what was missed before.
"""

from dataclasses import dataclass
from datetime import date

from okrsite.model.cycle import CycleState
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Objective
from okrsite.scoring.discipline import stretches
from okrsite.scoring.pace import is_done
from okrsite.translation.words import _
from okrsite.views.company import Company
from okrsite.views.words import day


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A day by which something is wanted, and whether that has passed."""

    by: date
    overdue: bool

    @property
    def text(self) -> str:
        """`due by 26 Nov 2026`, `overdue since 12 Nov 2026`."""
        if self.overdue:
            return _("overdue since %(day)s", day=day(self.by).text)
        return _("due by %(day)s", day=day(self.by).text)


def reading_due(company: Company, objective: Objective, key_result: KeyResult) -> Due | None:
    """When a key result of an active cycle wants its next reading; None where this stretch has one, or
    nothing is left to read."""
    if company.state(objective.cycle) is not CycleState.ACTIVE or objective.dropped or key_result.dropped:
        return None
    if is_done(key_result, company.scores[objective.id].key_results[key_result.id]):
        return None
    cycle, today = company.cycles[objective.cycle], company.portfolio.today
    heard = [o.day for o in company.readings.of(objective.id, key_result.id) if o.day <= today]
    for first, last in stretches(cycle, company.portfolio.settings.cadence_in(cycle.days)):
        if first > today:
            return None
        joined = key_result.added is None or key_result.added <= last
        if joined and all(heard_on < first for heard_on in heard):
            return Due(by=last, overdue=last < today)
    return None
