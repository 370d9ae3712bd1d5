"""An objective says what should not be.

Start from the team's biggest obstacle, and turn it into a positive statement (Gothelf and Seiden): people
work better towards a picture of what they want than away from what they fear.

Fails:

```yaml
title: Stop losing customers after the first month
```

Passes:

```yaml
title: Customers are still glad of us after the first month
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.objective import Objective
from okrsite.rules._statements import words_for
from okrsite.rules.rule import Facts, each_objective, warning
from okrsite.wording.statements import negative_words


@each_objective
def find(facts: Facts, objective: Objective) -> Iterator[Finding]:
    lexicon = words_for(facts, objective)
    if lexicon is None:
        return
    words = negative_words(objective.title, lexicon)
    if words:
        yield Finding(
            place=objective.place.of("title"),
            message=f"`{words}` says what should not be: what do you want to see instead?",
            hint="Turn it round: `Stop losing customers after the first month` becomes"
            " `Customers are still glad of us after the first month`.",
        )


RULE = warning("objective-negative", __doc__, find)
