"""An objective has too few key results, or too many.

Three to five: fewer do not cover it, more lose focus, and each should capture another side of it (product OKR
guide). Key results that were dropped do not count, and a draft in which one is `TBD` from
its title on may have too few.

Fails:

```yaml
title: Make the first week feel effortless for new admins
key_results:
  - id: activation
    title: New account admins finish setup on day one
    from: 42%
    to: 65%
```

Passes:

```yaml
title: Make the first week feel effortless for new admins
key_results:
  - id: activation
    title: New account admins finish setup on day one
    from: 42%
    to: 65%
  - id: handling
    title: Connecting a directory takes hours, not days
    from: 2.5 days
    to: 0.5 days
  - id: cac
    title: Acquisition cost stays in hand
    at_most: $120
```

`at_least` is usually 3, `at_most` usually 5.
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.key_result import Binary, Graded, Keep, KeyResult, Milestones
from okrsite.rules._words import listed
from okrsite.rules.rule import Facts, Option, warning


def find(facts: Facts, *, at_least: int, at_most: int) -> Iterator[Finding]:
    for objective in facts.living:
        counted = [k for k in objective.key_results if k.dropped is None]
        count = len(counted)
        if "key_results" in objective.unclear or at_least <= count <= max(at_least, at_most):
            continue
        if objective.draft and count < at_least and any(map(_is_to_be_written, counted)):
            continue
        if not objective.key_results:
            message = "this objective has no key result: how will you know that you are there?"
            hint = "Begin with one: a figure, where it is today (`from`) and where it should be (`to`)."
        elif not counted:
            message = f"all key results of this objective were dropped ({len(objective.key_results)}):"
            message += " how will you know that you are there?"
            hint = "Add what you measure instead, or drop the objective (`status: dropped`)."
        elif count < at_least:
            message = (
                f"{_key_results(count)} for this objective, fewer than {at_least}: what else would you see"
            )
            message += " if you were there?"
            hint = _what_is_missing(counted)
        else:
            message = (
                f"{_key_results(count)} for this objective, more than {at_most}: nobody keeps them all in"
            )
            message += " mind"
            hint = _what_may_go(counted)
        place = objective.place.name_of("key_results") if objective.key_results else objective.place
        yield Finding(place=place, message=message, hint=hint)


def _is_to_be_written(key_result: KeyResult) -> bool:
    """Whether a draft leaves open what a key result is about: its id stands in for its title."""
    return key_result.unclear and key_result.title == key_result.id


def _key_results(count: int) -> str:
    return "1 key result" if count == 1 else f"{count} key results"


def _what_is_missing(counted: list[KeyResult]) -> str:
    there = listed(f"`{k.id}`" for k in counted)
    if any(isinstance(k.measure, Keep) for k in counted):
        return f"Beside {there}, measure another side of it: what those it is for would notice first."
    return f"Beside {there}, measure another side of it, or what must not suffer meanwhile (`at_most`)."


def _what_may_go(counted: list[KeyResult]) -> str:
    work = [f"`{k.id}`" for k in counted if isinstance(k.measure, Milestones | Binary | Graded)]
    if work and len(work) < len(counted):
        return f"Look at {listed(work)} first: what says how you get there is an initiative."
    return "Keep those without which you would not call it a success; what goes on anyway is a KPI to watch."


RULE = warning(
    "key-result-count",
    __doc__,
    find,
    Option(name="at_least", usual=3, about="the fewest key results that an objective may have"),
    Option(name="at_most", usual=5, about="the most key results that an objective may have"),
)
