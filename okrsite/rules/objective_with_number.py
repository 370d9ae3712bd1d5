"""An objective holds a figure: a target that belongs into a key result.

An objective is qualitative: a positive statement that people remember; by how much is what its key results
say (Gothelf and Seiden). "Achieve 50 % increase in revenue" is a KPI target rather than an objective
(Weekdone). Names and dates such as FY21, Q2 or 24/7 are no figures.

Fails:

```yaml
title: Grow revenue to $10M
```

Passes:

```yaml
title: Become the supplier that bakeries recommend to each other
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules._statements import objectives
from okrsite.rules.rule import Facts, warning
from okrsite.wording.statements import main_figure


def find(facts: Facts) -> Iterator[Finding]:
    for objective, lexicon in objectives(facts):
        figure = main_figure(objective.title, lexicon)
        if figure:
            yield Finding(
                place=objective.place.of("title"),
                message=f"`{figure}` is a target: what will be better, and for whom, once it is reached?",
                hint="Say that in words, and let a key result below carry the figure in `from` and `to`.",
            )


RULE = warning("objective-with-number", __doc__, find)
