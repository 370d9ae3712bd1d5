"""The block of fields uses YAML that okrsite does not take.

Aliases (`*name`), anchors (`&name`), tags (`!name`), merge keys (`<<`), a second document and deep nesting
make a file mean something else than it says. Most often they are meant as text. Nor does it take a text of
more than 10,000 characters, or more than 5,000 names and values in one file.

Fails:

```yaml
owner: *Priya
```

Passes:

```yaml
owner: Priya
```
"""

from okrsite.rules.rule import error

RULE = error("unsupported-yaml", __doc__)
