"""A figure is to grow, and nothing says what must stay in hand meanwhile.

Every growth metric has something to be careful of: add what must stay in hand, like an acquisition cost under
$120 (Jellyvision). Otherwise the easiest way up is taken, whoever pays for it. This rule is asleep until
`preset: strict` or the settings wake it.

Fails, with no key result that has `at_most` or `at_least`:

```yaml
key_results:
  - id: admins
    title: New companies try us
    from: 310 companies
    to: 450 companies
```

Passes:

```yaml
key_results:
  - id: admins
    title: New companies try us
    from: 310 companies
    to: 450 companies
  - id: cac
    title: Acquisition cost stays in hand
    at_most: $120
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.key_result import Keep, Move
from okrsite.rules._words import listed
from okrsite.rules.rule import Facts, warning


def find(facts: Facts) -> Iterator[Finding]:
    for objective in facts.living:
        counted = [k for k in objective.key_results if k.dropped is None]
        if any(isinstance(k.measure, Keep) or k.unclear for k in counted):
            continue
        scores = facts.scores[objective.id].key_results
        growing = [
            (k, start, k.measure.target)
            for k in counted
            if isinstance(k.measure, Move)
            and (start := scores[k.id].start) is not None
            and start.number < k.measure.target.number
        ]
        if growing:
            first, start, target = growing[0]
            others = [f"`{k.id}`" for k, _, _ in growing[1:]]
            also = f" (and so {'does' if len(others) == 1 else 'do'} {listed(others)})" if others else ""
            yield Finding(
                place=first.place.of("to"),
                message=f"`{first.id}` is to grow from {start.text} to {target.text}{also},"
                " and nothing says what must not suffer for it",
                hint="Ask what the easiest way there would spoil (cost, quality, somebody's evenings), and"
                " add a key result that keeps it in hand with `at_most` or `at_least`.",
            )


RULE = warning("guardrail-missing", __doc__, find, asleep=True)
