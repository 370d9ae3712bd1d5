"""The block of fields can't be read.

Fields are YAML: `name: value`, one a line, indented with spaces. Some texts need quotes: those with `: ` in
them, and those that begin with a sign that YAML reads as its own (`@ * & ! > | [ { % -` or a quote).

Fails:

```yaml
title: Fix: the thing
```

Passes:

```yaml
title: "Fix: the thing"
```
"""

from okrsite.rules.rule import error

RULE = error("front-matter-broken", __doc__)
