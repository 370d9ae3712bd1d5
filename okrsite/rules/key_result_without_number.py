"""A key result holds nothing that could be counted or measured.

"If it does not have a number, it is not a key result" (Marissa Mayer, in the Jellyvision guide). A figure in
the title, or fields that measure it, say when it is reached; names and dates such as FY21 or April 30 do not.

Fails:

```yaml
title: Improve forecast accuracy
```

Passes:

```yaml
title: Forecasts come close to what is sold
from: 62%
to: 80%
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.key_result import Graded
from okrsite.model.objective import Objective
from okrsite.rules._statements import key_results, task_sign
from okrsite.rules.rule import Facts, each_objective, warning
from okrsite.wording.statements import has_quantity


@each_objective
def find(facts: Facts, objective: Objective) -> Iterator[Finding]:
    for key_result, lexicon in key_results(facts, objective):
        if not isinstance(key_result.measure, Graded):
            continue
        texts = (key_result.title, key_result.who, key_result.does)
        if any(has_quantity(text, lexicon) for text in texts):
            continue
        if task_sign(facts, key_result.title, lexicon) is None:
            hint = "Say what you will count, where it is today, and where it should end: `from` and `to`."
        else:
            hint = (
                "Ask what will be different when it is done, and give that `from` and `to`."
                " What is only done or not is `binary: true`."
            )
        yield Finding(
            place=key_result.place.of("title"),
            message="this key result has no number: how will you know that it is reached?",
            hint=hint,
        )


RULE = warning("key-result-without-number", __doc__, find)
