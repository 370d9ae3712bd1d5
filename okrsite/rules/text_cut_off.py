"""YAML would lose a part of the text.

A `#` after a space begins a comment, and everything behind it is lost. In braces and brackets a comma ends
the value. A comment is `#` and a space, on a line of its own, or behind a number, a date or a word from a
list. Behind a text it is refused, because nobody can tell it from the text.

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
