"""The headings of cycles."""

from datetime import date

from okrsite.model.cycle import Cycle, CycleState
from okrsite.translation.words import _, ngettext
from okrsite.views import urls
from okrsite.views.parts import CycleBanner
from okrsite.views.words import day


def cycle_banner(cycle: Cycle, today: date) -> CycleBanner:
    """A cycle's heading, and where today stands in it."""
    state = cycle.state(today)
    passed = min(max((today - cycle.starts).days + 1, 0), cycle.days)
    return CycleBanner(
        id=cycle.id,
        title=cycle.title,
        url=urls.cycle(cycle.id),
        starts=day(cycle.starts),
        ends=day(cycle.ends),
        state=state.value,
        elapsed=passed * 100 // cycle.days,
        remark=_remark(cycle, state, today),
    )


def _remark(cycle: Cycle, state: CycleState, today: date) -> str:
    if state is CycleState.PLANNED:
        return _coming((cycle.starts - today).days)
    if state is CycleState.CLOSED:
        return _past((today - cycle.ends).days)
    left = (cycle.ends - today).days
    return _("ends today") if left == 0 else ngettext("%(num)s day left", "%(num)s days left", left)


# Waits are told in the unit people would use: days to ten weeks, months to two years, then years.


def _coming(days: int) -> str:
    if days <= 70:
        return ngettext("begins in %(num)s day", "begins in %(num)s days", days)
    if days <= 730:
        return ngettext("begins in %(num)s month", "begins in %(num)s months", days * 12 // 365)
    return ngettext("begins in %(num)s year", "begins in %(num)s years", days // 365)


def _past(days: int) -> str:
    if days <= 70:
        return ngettext("closed %(num)s day ago", "closed %(num)s days ago", days)
    if days <= 730:
        return ngettext("closed %(num)s month ago", "closed %(num)s months ago", days * 12 // 365)
    return ngettext("closed %(num)s year ago", "closed %(num)s years ago", days // 365)
