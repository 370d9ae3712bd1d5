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
from okrsite.model.objective import Objective
from okrsite.rules._statements import words_for
from okrsite.rules.rule import Facts, each_objective, warning
from okrsite.wording.statements import main_figure


@each_objective
def find(facts: Facts, objective: Objective) -> Iterator[Finding]:
    lexicon = words_for(facts, objective)
    if lexicon is None:
        return
    figure = main_figure(objective.title, lexicon)
    if figure:
        yield Finding(
            place=objective.place.of("title"),
            message=f"`{figure}` is a target: what will be better, and for whom, once it is reached?",
            hint="Say that in words, and let a key result below carry the figure in `from` and `to`.",
        )


RULE = warning("objective-with-number", __doc__, find)
