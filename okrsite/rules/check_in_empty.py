"""A check-in says nothing: no reading, no note, no word.

Most likely it was begun and never filled in. It is not shown on the site, and does not count as a check-in,
because it tells neither how far a key result is nor how sure the team is to reach it, nor what changed
(Jellyvision).

Fails:

```yaml
key_results:
  onboarding#activation:
    value:
    confidence:
```

Passes:

```yaml
key_results:
  onboarding#activation:
    value: 47%
    confidence: 7
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules.rule import Facts, warning


def find(facts: Facts) -> Iterator[Finding]:
    for check_in in facts.silent:
        yield Finding(
            place=check_in.place,
            message="this check-in says nothing yet: it is not shown, and does not count",
            hint="Write today's figures behind the colons, or what changed, or delete the file.",
        )


RULE = warning("check-in-empty", __doc__, find)
