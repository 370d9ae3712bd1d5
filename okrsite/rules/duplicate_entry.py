"""An entry stands twice in a list.

Fails:

```yaml
supports: [product/search, product/search]
```

Passes:

```yaml
supports: product/search
```
"""

from okrsite.rules.rule import warning

RULE = warning("duplicate-entry", __doc__)
