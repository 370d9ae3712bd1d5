"""A field stands twice in one group.

Only one of the two could count.

Fails:

```yaml
owner: Priya Raman
owner: Jo Malik
```

Passes:

```yaml
owner: Priya Raman
```
"""

from okrsite.rules.rule import error

RULE = error("duplicate-key", __doc__)
