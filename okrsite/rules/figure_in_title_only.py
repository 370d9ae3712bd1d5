"""The figure of a key result stands in its title only.

Written into `from` and `to` (or `at_least`, `at_most`) it can be measured: check-ins then give readings, and
the page shows how far it has come. Key results that can't be tracked are among the things that go wrong
(Jellyvision).

Fails:

```yaml
title: Raise the share of annual plans from 30% to 50%
```

Passes:

```yaml
title: Customers choose annual plans
from: 30%
to: 50%
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.key_result import Graded
from okrsite.model.objective import Objective
from okrsite.rules._statements import key_results, task_sign
from okrsite.rules.rule import Facts, each_objective, warning
from okrsite.wording.statements import has_limit, main_figure


@each_objective
def find(facts: Facts, objective: Objective) -> Iterator[Finding]:
    for key_result, lexicon in key_results(facts, objective):
        if not isinstance(key_result.measure, Graded):
            continue
        if task_sign(facts, key_result.title, lexicon) is not None:
            continue
        figure = main_figure(key_result.title, lexicon)
        if figure:
            fields = "`at_least` or `at_most`" if has_limit(key_result.title, lexicon) else "`from` and `to`"
            yield Finding(
                place=key_result.place.of("title"),
                message=f"`{figure}` stands in the title only, so nothing measures it",
                hint=f"Write the figures as {fields}; the title then needs no number.",
            )


RULE = warning("figure-in-title-only", __doc__, find)
