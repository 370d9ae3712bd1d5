"""The settings name a rule that does not exist.

Fails:

```yaml
rules:
  objective-unalined: off
```

Passes:

```yaml
rules:
  objective-unaligned: off
```
"""

from okrsite.rules.rule import warning

RULE = warning("unknown-rule", __doc__)
