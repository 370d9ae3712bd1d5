"""A check-in, or a reading of a KPI, is dated more than a day ahead.

A check-in says what was read on its day, and its day is its file's name. One day ahead is allowed, because
it is tomorrow already somewhere.

Fails on 20 November 2026: `2026-Q4/growth/checkins/2026-12-16.md`

Passes: `2026-Q4/growth/checkins/2026-11-16.md`
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules.rule import Facts, error
from okrsite.source import Place, Span


def find(facts: Facts) -> Iterator[Finding]:
    today = facts.portfolio.today
    for check_in in facts.portfolio.check_ins:
        ahead = (check_in.day - today).days
        if ahead > 1:
            yield Finding(
                place=check_in.place,
                message=f"this check-in is dated {ahead} days ahead of today ({today})",
                hint="Rename the file to the day on which the figures were read.",
            )
    for kpi in facts.portfolio.kpis:
        for reading in kpi.readings:
            ahead = (reading.day - today).days
            if ahead > 1 and kpi.readings_source is not None:
                span = Span(line=reading.line, end_line=reading.line, end_column=11)
                yield Finding(
                    place=Place(source=kpi.readings_source, span=span),
                    message=f"this reading is dated {ahead} days ahead of today ({today})",
                    hint="Write the day on which the figure was read.",
                )


RULE = error("check-in-in-future", __doc__, find)
