"""A field that is needed is missing or empty.

Fails:

```yaml
status: dropped
```

Passes:

```yaml
status: dropped
because: The market moved to self-service.
```
"""

from okrsite.rules.rule import error

RULE = error("missing-field", __doc__)
