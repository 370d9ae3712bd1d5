"""A key result was read twice on one day.

The later file counts: `2026-10-16-ada.md` comes after `2026-10-16.md`. For a KPI, the later line counts.

Fails, where `checkins/2026-10-16.md` has a value for `onboarding#activation` too:

```yaml
key_results:                     # in checkins/2026-10-16-ada.md
  onboarding#activation:
    value: 48%
```

Passes with the value in one of the two files.
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules.rule import Facts, warning


def find(facts: Facts) -> Iterator[Finding]:
    for problem in facts.readings.problems:
        if problem.kind == "twice":
            objective = facts.directory.objectives[problem.objective]
            yield Finding(
                place=problem.place,
                message=f"`{problem.reading.key}` was read on this day already, in {problem.text}",
                hint="This one counts; delete one of the two.",
                private=objective.draft,
                about=objective.source.path,
            )


RULE = warning("reading-twice", __doc__, find)
