"""When a team's next check-in is due, or since when one is overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from okrsite.model.check_in import CheckIn
from okrsite.model.cycle import CycleState
from okrsite.scoring.discipline import stretches
from okrsite.translation.words import _, ngettext
from okrsite.views import urls
from okrsite.views.company import Company
from okrsite.views.parts import Day
from okrsite.views.words import day


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInDue:
    """The next check-in of a team in an active cycle. `by` is the day by which it is wanted, None where the
    rest of the cycle wants no other; `missed` counts the check-ins in a row that did not come, the first of
    them due on `since`. `last` is the latest one, None where there was none; `agenda` leads to what the next
    one is about."""

    by: Day | None
    last: Day | None
    agenda: str
    missed: int = 0
    since: Day | None = None

    @property
    def overdue(self) -> str:
        """Since when a check-in is overdue, in words; empty where none is."""
        if self.since is None:
            return ""
        return ngettext(
            "overdue since %(day)s",
            "overdue since %(day)s, %(num)s missed",
            self.missed,
            day=self.since.text,
        )

    @property
    def latest(self) -> str:
        """When the team was last heard, in words."""
        if self.last is None:
            return _("There was none yet.")
        return _("The last one was on %(day)s.", day=self.last.text)


def due_by(company: Company, cycle_id: str, held: Sequence[CheckIn]) -> date | None:
    """By when the next check-in is wanted: the end of the first stretch, from today's on, without one."""
    today = company.portfolio.today
    for first, last in _stretches(company, cycle_id):
        if last >= today and not any(first <= c.day <= last for c in held):
            return last
    return None


def check_in_due(company: Company, cycle_id: str, team_id: str) -> CheckInDue | None:
    """A team's next check-in; None where the cycle is not active, and for a team without key results in it:
    it owes none."""
    key = (cycle_id, team_id)
    if company.state(cycle_id) is not CycleState.ACTIVE or key not in company.disciplines:
        return None
    today = company.portfolio.today
    held = [c for c in company.check_ins.get(key, ()) if c.day <= today]
    missed: list[date] = []
    for first, last in reversed(list(_stretches(company, cycle_id))):
        if any(c.day >= first for c in held):
            break
        if last < today:
            missed.append(last)
    by = due_by(company, cycle_id, held)
    return CheckInDue(
        by=day(by) if by else None,
        last=day(held[-1].day) if held else None,
        agenda=urls.agenda(cycle_id, team_id),
        missed=len(missed),
        since=day(missed[-1]) if missed else None,
    )


def _stretches(company: Company, cycle_id: str) -> list[tuple[date, date]]:
    cycle = company.cycles[cycle_id]
    return list(stretches(cycle, company.portfolio.settings.cadence_in(cycle.days)))
