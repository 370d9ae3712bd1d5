"""Two key results of an objective, or two milestones of a key result, have the same name.

Check-ins and parents name them by it.

Fails:

```yaml
key_results:
  - id: activation
    title: New admins finish setup
  - id: activation
    title: New admins invite a colleague
```

Passes with two ids.
"""

from okrsite.rules.rule import error

RULE = error("duplicate-id", __doc__)
