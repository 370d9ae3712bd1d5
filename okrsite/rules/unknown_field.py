"""A field has a name that okrsite does not know.

A typo in a field's name would make its value disappear.

Fails:

```yaml
titel: Make the first week feel effortless
```

Passes:

```yaml
title: Make the first week feel effortless
```
"""

from okrsite.rules.rule import error

RULE = error("unknown-field", __doc__)
