"""A key result is a task: something to do or to deliver.

OKRs used as a to-do list are the first thing that goes wrong (Jellyvision). A key result is who does what by
how much: a measurable change in somebody's behaviour (Gothelf and Seiden); the work towards it is an
initiative. Key results that are `binary: true` or have `milestones` say openly what they are, and pass.

Fails:

```yaml
title: Launch the new pricing page
```

Passes:

```yaml
title: Visitors choose a plan without asking us
from: 12%
to: 20%
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.key_result import Graded
from okrsite.model.objective import Objective
from okrsite.rules._statements import key_results, of_sign, shortened, task_sign
from okrsite.rules.rule import Facts, each_objective, warning


@each_objective
def find(facts: Facts, objective: Objective) -> Iterator[Finding]:
    for key_result, lexicon in key_results(facts, objective):
        measured = not isinstance(key_result.measure, Graded)
        sign = task_sign(facts, key_result.title, lexicon, measured=measured)
        if sign is not None:
            yield Finding(
                place=key_result.place.of("title"),
                message=f"{of_sign(sign)}: what will be different when it is done?",
                hint="Finish the sentence `we do this so that …`: who does what, from how much to how much?"
                f" Make that the key result, and `{shortened(key_result.title)}` one of the `initiatives`.",
            )


RULE = warning("key-result-as-task", __doc__, find)
