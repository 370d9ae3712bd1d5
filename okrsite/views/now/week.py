"""What the check-ins of the last seven days brought: how many came, and which key results moved most."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from okrsite.model.check_in import CheckIn
from okrsite.model.key_result import Keep, KeyResult
from okrsite.observations import Key
from okrsite.scoring.progress import observed_progress
from okrsite.scoring.rounding import rounded
from okrsite.translation.words import ngettext
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.key_results import change_text, observed_text
from okrsite.views.parts import Link, TeamBadge
from okrsite.views.words import points

DAYS = timedelta(days=6)
"""The days before today that make a week with it."""

MOVES = 5
"""Moves that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A key result that moved: the step in progress (`+8 points`), or of one with limits whether it is within
    them; what was read last (`now`), and what that was before the week (`was 38%`), empty without a reading
    then."""

    key_result: Link
    team: TeamBadge
    step: str
    now: str
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """`check_ins` and `readings` count in words what came; `moves` are the largest first, and `more` counts
    those that are not among them."""

    check_ins: str = ""
    readings: str = ""
    moves: tuple[Move, ...] = ()
    more: int = 0


def week_of(company: Company, cards: Cards, check_ins: Iterable[CheckIn]) -> Week:
    """The week up to today, as some check-ins tell it."""
    today = company.portfolio.today
    since = today - DAYS
    held = [c for c in check_ins if since <= c.day <= today]
    if not held:
        return Week()
    keys = [(r.key, company.read_in.get(c.source.path, {})) for c in held for r in c.readings]
    found = [known[key] for key, known in keys if key in known]
    read = dict.fromkeys(found)
    moves = sorted(_moves(company, cards, read, since), key=lambda one: -one[0])
    number = len(found)
    return Week(
        check_ins=ngettext("%(num)s check-in", "%(num)s check-ins", len(held)),
        readings=ngettext("%(num)s reading", "%(num)s readings", number) if number else "",
        moves=tuple(move for _size, move in moves[:MOVES]),
        more=max(len(moves) - MOVES, 0),
    )


def _moves(
    company: Company, cards: Cards, keys: Iterable[Key], since: date
) -> Iterator[tuple[Decimal, Move]]:
    """What moved by a point or more, each with the size of its step; limits that were crossed have none."""
    for id, key_result_id in keys:
        objective = company.objectives[id]
        key_result = objective.key_result(key_result_id)
        if objective.dropped or key_result is None or key_result.dropped is not None:
            continue
        found = _move(company, cards, id, key_result, since)
        if found is not None:
            yield found


def _move(
    company: Company, cards: Cards, id: str, key_result: KeyResult, since: date
) -> tuple[Decimal, Move] | None:
    measured = [
        o for o in company.readings.of(id, key_result.id) if o.measured and o.day <= company.portfolio.today
    ]
    if not measured or measured[-1].day < since:
        return None
    now = measured[-1]
    before = next((o for o in reversed(measured) if o.day < since), None)
    start = company.scores[id].key_results[key_result.id].start
    reached = observed_progress(key_result, now, start)
    earlier = observed_progress(key_result, before, start) if before else Decimal(0)
    if reached is None or earlier is None:
        return None
    limits = isinstance(key_result.measure, Keep)
    if (limits and before is None) or not rounded((reached - earlier) * 100):
        return None
    step = change_text(key_result, before, now) if limits else points(reached - earlier)
    return Decimal(0) if limits else abs(reached - earlier), Move(
        key_result=cards.key_result_link(id, key_result.id),
        team=cards.badge(company.objectives[id].team),
        step=step,
        now=observed_text(key_result, now),
        was=observed_text(key_result, before) if before else "",
    )
