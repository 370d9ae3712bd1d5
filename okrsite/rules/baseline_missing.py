"""A key result says where it should end, but not where it stands today.

A key result has three parts: the metric, where it is now, and where it should end (product OKR guide).
Without a start nobody can tell whether a target is bold, nor how far you have come. A relative change ("by
20%") and a limit to keep within ("at least 95%") need none.

Fails:

```yaml
title: Cut the first reply to 5 hours
to: 5
```

Passes:

```yaml
title: First replies come sooner
from: 9 hours
to: 5 hours
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.key_result import Graded, Move
from okrsite.model.objective import Objective
from okrsite.rules._statements import key_results
from okrsite.rules.rule import Facts, each_objective, warning
from okrsite.wording.statements import has_baseline, main_figure


@each_objective
def find(facts: Facts, objective: Objective) -> Iterator[Finding]:
    for key_result, lexicon in key_results(facts, objective):
        measure = key_result.measure
        if isinstance(measure, Move) and measure.start is None:
            field, target = "to", measure.target.text
        elif isinstance(measure, Graded) and not has_baseline(key_result.title, lexicon):
            field, target = "title", main_figure(key_result.title, lexicon)
        else:
            continue
        if target:
            yield Finding(
                place=key_result.place.of(field),
                message=f"`{target}` is where it should end: where is it today?",
                hint=f"Add today's figure as `from` beside `to: {target}`; something to keep is `at_least` or"
                " `at_most`. Where nobody knows, finding out is the first initiative.",
            )


RULE = warning("baseline-missing", __doc__, find)
