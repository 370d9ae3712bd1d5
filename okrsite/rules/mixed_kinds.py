"""A key result has the fields of two kinds.

A figure to move has `from` and `to`, one to keep `at_least` or `at_most`, steps have `milestones`, and what
is done or not done has `binary: true`.

Fails:

```yaml
from: 42%
to: 65%
at_least: 50%
```

Passes as two key results.
"""

from okrsite.rules.rule import error

RULE = error("mixed-kinds", __doc__)
