"""An objective is a project, a deliverable or a solution rather than a direction.

"Implement a process" is weak (Weekdone): an objective has no solution in it, so that the team is free to find
the best one (Gothelf and Seiden). The project itself is an initiative.

Fails:

```yaml
title: Implement a new CRM
```

Passes:

```yaml
title: Make every customer feel that we remember them
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.objective import Objective
from okrsite.rules._statements import of_sign, shortened, task_sign, words_for
from okrsite.rules.rule import Facts, each_objective, warning


@each_objective
def find(facts: Facts, objective: Objective) -> Iterator[Finding]:
    lexicon = words_for(facts, objective)
    if lexicon is None:
        return
    sign = task_sign(facts, objective.title, lexicon, objective=True)
    if sign is not None:
        yield Finding(
            place=objective.place.of("title"),
            message=f"{of_sign(sign)}: which change do you hope for, and for whom?",
            hint="Finish the sentence `we do this so that …` and make what follows the objective;"
            f" `{shortened(objective.title)}` is then one of its `initiatives`.",
        )


RULE = warning("objective-as-task", __doc__, find)
