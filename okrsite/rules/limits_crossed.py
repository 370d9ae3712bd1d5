"""The upper limit is below the lower one.

Fails:

```yaml
at_least: 90%
at_most: 80%
```

Passes:

```yaml
at_least: 80%
at_most: 90%
```
"""

from okrsite.rules.rule import error

RULE = error("limits-crossed", __doc__)
