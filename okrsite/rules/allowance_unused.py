"""An allowance is not needed any more.

`allow` lets one file break a rule, with a reason that readers see. Once nothing in the file breaks that rule,
the line is a promise about nothing, and would hide the next fault of its kind.

Fails, in an objective with three key results:

```yaml
title: Make the first week feel effortless
allow:
  key-result-count: two is all we can measure
```

Passes, in an objective with two:

```yaml
title: Make the first week feel effortless
allow:
  key-result-count: two is all we can measure
```
"""

from okrsite.rules.rule import warning

RULE = warning("allowance-unused", __doc__)
