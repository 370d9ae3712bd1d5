"""A file has no block of fields.

Objectives, teams, check-ins, reviews and KPIs begin with a line `---`, then their fields, then another line
`---`. Prose follows below.

Fails:

```markdown
# Make the first week feel effortless
```

Passes:

```markdown
---
title: Make the first week feel effortless
---
```
"""

from okrsite.rules.rule import error

RULE = error("front-matter-missing", __doc__)
