"""A check-in is dated more than a day ahead.

A check-in says what was read on its day, and its day is its file's name. One day ahead is allowed, because
it is tomorrow already somewhere.

Fails on 20 November 2026: `2026-Q4/growth/checkins/2026-12-16.md`

Passes: `2026-Q4/growth/checkins/2026-11-16.md`
"""

from collections.abc import Iterator
from datetime import timedelta

from okrsite.diagnostics import Finding
from okrsite.rules.rule import Facts, error


def find(facts: Facts) -> Iterator[Finding]:
    today = facts.portfolio.today
    for check_in in facts.portfolio.check_ins:
        if check_in.day > today + timedelta(days=1):
            ahead = (check_in.day - today).days
            yield Finding(
                place=check_in.place,
                message=f"this check-in is dated {ahead} days ahead of today ({today})",
                hint="Rename the file to the day on which the figures were read.",
            )


RULE = error("check-in-in-future", __doc__, find)
