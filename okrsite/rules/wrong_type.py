"""A value is not what its field takes.

The field decides how a text is read: as a number, a date, one of a few words, a reference. Numbers are
written like `42%`, `$2.5k`, `1,500`, `1.2M`, `3.5 days`; dates like `2026-10-16`.

Fails:

```yaml
to: ~65%
```

Passes:

```yaml
to: 65%
```
"""

from okrsite.rules.rule import error

RULE = error("wrong-type", __doc__)
