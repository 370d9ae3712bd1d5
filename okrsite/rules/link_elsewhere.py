"""A link in prose names neither a file of the content nor another site.

A link is the path of a content file as seen from the file it stands in, or an address that begins with
`https://`, `http://` or `mailto:`. Pictures come from `assets/`. Whatever else is shown as plain text,
because on the published site it would lead nowhere.

Fails:

```markdown
See [our handbook](/handbook/okrs) and [the wiki](wiki.example.com).
```

Passes:

```markdown
See [our handbook](https://www.example.com/handbook/okrs) and [the wiki](https://wiki.example.com).
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules.broken_link import leads
from okrsite.rules.rule import Facts, warning


def find(facts: Facts) -> Iterator[Finding]:
    yield from (finding for finding, looks_like_content in leads(facts) if not looks_like_content)


RULE = warning("link-elsewhere", __doc__, find)
