"""YAML would lose a part of the text.

A `#` after a space begins a comment, and everything behind it is lost. In braces and brackets a comma ends
the value. A comment is understood as one where it stands on a line of its own, two spaces behind a text, or
behind a number, a date or a word from a list.

Fails:

```yaml
title: Become #1 in search
```

Passes:

```yaml
title: "Become #1 in search"
```
"""

from okrsite.rules.rule import error

RULE = error("text-cut-off", __doc__)
