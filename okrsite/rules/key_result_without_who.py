"""A key result does not say who does what.

Key results are who does what by how much: a measurable change in somebody's behaviour (Gothelf and Seiden).
`who` and `does` keep a team from counting its own output. Limits to keep need neither. This rule is asleep
until `preset: customer-centric` or the settings wake it.

Fails:

```yaml
title: Setup is faster
from: 42%
to: 65%
```

Passes:

```yaml
title: Setup is faster
who: New account admins
does: finish guided setup within a day
from: 42%
to: 65%
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.model.key_result import Keep, KeyResult
from okrsite.rules.rule import Facts, warning


def find(facts: Facts) -> Iterator[Finding]:
    for objective in facts.living:
        for key_result in objective.key_results:
            if key_result.dropped is not None or key_result.unclear or isinstance(key_result.measure, Keep):
                continue
            if not (key_result.who and key_result.does):
                message, hint = _words(key_result)
                yield Finding(place=key_result.place.name_of("title"), message=message, hint=hint)


def _words(key_result: KeyResult) -> tuple[str, str]:
    if key_result.who:
        return (
            f"`{key_result.id}` says who (“{key_result.who}”), but not what they do differently",
            "Write `does:` with what you would see them do once it is reached.",
        )
    if key_result.does:
        return (
            f"`{key_result.id}` says what is done (“{key_result.does}”), but not by whom",
            "Write `who:` with the people, as narrowly as you can: new admins rather than users.",
        )
    return (
        f"`{key_result.id}` does not say who does what differently",
        "Write `who:` with the people whose behaviour changes and `does:` with what they do then; where"
        " nobody's does, ask whether it is an initiative.",
    )


RULE = warning("key-result-without-who", __doc__, find, asleep=True)
