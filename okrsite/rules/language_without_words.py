"""The site is meant to speak a language that it has no words in, and so it speaks English.

What you write in is another matter: any language will do for that. Name it as `content_language`, so that
browsers pronounce and hyphenate it rightly. The guide says how a language gets its words.

Fails:

```yaml
company: Acme Cookware
language: fr
```

Passes:

```yaml
company: Acme Cookware
language: en
content_language: fr
```
"""

from collections.abc import Iterator

from okrsite.diagnostics import Finding
from okrsite.rules.rule import Facts, warning
from okrsite.source import Place
from okrsite.translation.languages import languages, main_language


def _find(facts: Facts) -> Iterator[Finding]:
    settings = facts.portfolio.settings
    if main_language(settings.language) in languages():
        return
    known = ", ".join(f"`{tag}`" for tag in languages())
    hint = f"Write one of {known}."
    if not settings.content_language:
        hint = f"Write one of {known}, and `content_language: {settings.language}` if you write in it."
    yield Finding(
        place=Place(source=settings.source).of("language"),
        message=f"the site has no words in `{settings.language}`: it speaks English",
        hint=hint,
    )


RULE = warning("language-without-words", __doc__, _find)
