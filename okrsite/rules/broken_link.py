"""A link or picture in prose leads to nothing.

Links to other content files (`../product/search.md`) become links to their pages; pictures come from
`assets/`. Both are written as paths from the file they stand in.

Fails, where there is no such file:

```markdown
See [the search team](../product/serch.md).
```

Passes:

```markdown
See [the search team](../product/search.md).
```
"""

import posixpath
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from okrsite.diagnostics import Finding, did_you_mean
from okrsite.prose import ProseLink, is_local, is_outside, links
from okrsite.rules.rule import Facts, error
from okrsite.source import Place, SourceFile, Span


def find(facts: Facts) -> Iterator[Finding]:
    files = content_files(facts)
    known = {source.path for source in files} | set(facts.portfolio.assets)
    known |= facts.portfolio.unread
    for source in files:
        for link in links(source.body):
            finding = _check(source, link, known)
            if finding is not None:
                yield finding


def content_files(facts: Facts) -> list[SourceFile]:
    """Every file with prose."""
    portfolio = facts.portfolio
    found = [portfolio.company] if portfolio.company else []
    found += [cycle.source for cycle in portfolio.cycles if cycle.source]
    found += [team.source for team in portfolio.teams]
    found += [objective.source for objective in portfolio.objectives]
    found += [check_in.source for check_in in portfolio.check_ins]
    found += [review.source for review in portfolio.reviews]
    found += [meeting.source for meeting in portfolio.meetings]
    found += [kpi.source for kpi in portfolio.kpis]
    return found


def _check(source: SourceFile, link: ProseLink, known: set[str]) -> Finding | None:
    line = source.body_line + link.line - 1
    span = Span(line=line, column=link.column, end_line=line, end_column=link.column + len(link.href))
    place = Place(source=source, span=span)
    if is_outside(link.href):
        if not link.picture:
            return None
        return Finding(
            place=place,
            message=f"the picture `{link.href[:80]}` comes from another site",
            hint="Put it into `assets/`: the site loads nothing from elsewhere.",
        )
    if not is_local(link.href):
        return None
    path = unquote(link.href.partition("#")[0].partition("?")[0])
    target = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), path))
    if target in known and (not link.picture or target.startswith("assets/")):
        return None
    if link.picture and target in known:
        message, hint = f"`{target}` is no picture", "Pictures come from `assets/`."
    else:
        message = f"{'the picture' if link.picture else 'the link'} `{link.href[:80]}` leads to nothing"
        near = _nearest(target, known)
        relative = posixpath.relpath(near, posixpath.dirname(source.path) or ".") if near else ""
        hint = f"Did you mean `{relative}`?" if near else "Write the path of a file, as seen from this file."
    return Finding(place=place, message=message, hint=hint)


def _nearest(target: str, known: Iterable[str]) -> str:
    """The file that was likely meant: of a similar name in that folder, or of that name elsewhere."""
    folder, name = posixpath.split(target)
    stem = posixpath.splitext(name)[0]
    in_folder = [path for path in known if posixpath.dirname(path) == folder]
    beside = {posixpath.splitext(posixpath.basename(path))[0]: path for path in in_folder}
    near = did_you_mean(stem, beside, most=1)
    if near:
        return beside[near.split("`")[1]]
    return min((path for path in known if posixpath.basename(path) == name), default="")


RULE = error("broken-link", __doc__, find)
