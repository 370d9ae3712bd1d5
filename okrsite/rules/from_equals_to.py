"""A key result goes from a figure to the same figure.

Fails:

```yaml
from: 42%
to: 42%
```

Passes:

```yaml
at_least: 42%
```
"""

from okrsite.rules.rule import error

RULE = error("from-equals-to", __doc__)
