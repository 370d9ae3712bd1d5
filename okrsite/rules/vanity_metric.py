"""A key result counts something that only grows, or that says nothing of value.

Totals such as page views, followers or registered accounts go up by themselves; ratios say more than totals,
and what people do says more than that they came (product OKR guide). Shares and rates pass.

Fails:

```yaml
title: Page views of the blog
from: 20,000
to: 50,000
```

Passes:

```yaml
title: Readers of the blog start a trial
from: 1%
to: 3%
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.objective import Objective
from okrsite.rules._statements import key_results
from okrsite.rules.rule import Facts, each_objective, warning
from okrsite.wording.statements import vanity_words


@each_objective
def find(facts: Facts, objective: Objective) -> Iterator[Finding]:
    for key_result, lexicon in key_results(facts, objective):
        words = vanity_words(key_result.title, lexicon)
        if words:
            yield Finding(
                place=key_result.place.of("title"),
                message=f"`{words}` can grow while nobody gains from it: what do these people do next?",
                hint="Measure the step after, as a share: `Readers who start a trial, from 1% to 3%` says"
                " more than how many came.",
            )


RULE = warning("vanity-metric", __doc__, find)
