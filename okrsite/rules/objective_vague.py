"""An objective names a topic, or is so general that any team could have it.

"Risk management" and "Increase leads" are weak; better is *we will focus on (driving this change) to (solve
this problem)*: a focus area and why it matters (Weekdone).

Fails:

```yaml
title: Improve performance
```

Passes:

```yaml
title: Make the shop feel instant on old phones
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.objective import Objective
from okrsite.rules._statements import task_sign, words_for
from okrsite.rules.rule import Facts, each_objective, warning
from okrsite.wording.statements import is_topic, says_nothing


@each_objective
def find(facts: Facts, objective: Objective) -> Iterator[Finding]:
    lexicon = words_for(facts, objective)
    if lexicon is None:
        return
    title = objective.title
    if says_nothing(title, lexicon):
        message = "any team could have this objective: what should change here, and for whom?"
    elif task_sign(facts, title, lexicon, objective=True) is None and is_topic(title, lexicon):
        message = "this names a topic: what should change in it, and for whom?"
    else:
        return
    yield Finding(
        place=objective.place.of("title"),
        message=message,
        hint="Finish the sentence `we will focus on … to solve …` with what bothers somebody today,"
        " and make that the title.",
    )


RULE = warning("objective-vague", __doc__, find)
