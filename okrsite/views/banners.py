"""The headings of cycles."""

from datetime import date

from okrsite.model.cycle import Cycle, CycleState
from okrsite.views import urls
from okrsite.views.parts import CycleBanner
from okrsite.views.words import count, day


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
        return f"begins in {_span((cycle.starts - today).days)}"
    if state is CycleState.CLOSED:
        return f"closed {_span((today - cycle.ends).days)} ago"
    left = (cycle.ends - today).days
    return "ends today" if left == 0 else f"{count(left, 'day')} left"


def _span(days: int) -> str:
    """A wait in the unit people would use: days to ten weeks, months to two years, then years."""
    if days <= 70:
        return count(days, "day")
    if days <= 730:
        return count(days * 12 // 365, "month")
    return count(days // 365, "year")
