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
from okrsite.rules._statements import objectives
from okrsite.rules.rule import Facts, warning
from okrsite.wording.statements import is_topic, says_nothing


def find(facts: Facts) -> Iterator[Finding]:
    for objective, lexicon in objectives(facts):
        if says_nothing(objective.title, lexicon):
            message = "any team could have this objective: what should change here, and for whom?"
        elif is_topic(objective.title, lexicon):
            message = "this names a topic: what should change in it, and for whom?"
        else:
            continue
        yield Finding(
            place=objective.place.of("title"),
            message=message,
            hint="Finish the sentence `we will focus on … to solve …` with what bothers somebody today,"
            " and make that the title.",
        )


RULE = warning("objective-vague", __doc__, find)
