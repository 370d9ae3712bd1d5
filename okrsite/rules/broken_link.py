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
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from urllib.parse import quote, unquote

from okrsite.alignment import former_id
from okrsite.diagnostics import Correction, Finding, meant, near_names
from okrsite.prose.addresses import is_local, is_outside
from okrsite.prose.links import ProseLink
from okrsite.rules.rule import Facts, error
from okrsite.source import Place, SourceFile, Span


def find(facts: Facts) -> Iterator[Finding]:
    for finding, looks_like_content in leads(facts):
        if looks_like_content:
            yield replace(finding, private=False)  # an error: nothing is published that could show it


def leads(facts: Facts) -> Iterator[tuple[Finding, bool]]:
    """A finding for each link that leads to nothing of the content, and whether it was meant to."""
    known = cache(partial(_known_paths, facts))  # asked for once there is a link that may be wrong
    drafts = {o.source.path.removesuffix(".md") for o in facts.portfolio.objectives if o.draft}
    for source, link in facts.prose_links:
        found = _check(source, link, known)
        if found is not None:
            finding, looks_like_content = found
            names = f"{finding.message} {finding.hint} {link.href}"
            private = any(draft in names or draft.rpartition("/")[2] in names for draft in drafts)
            yield replace(finding, private=private), looks_like_content


def _known_paths(facts: Facts) -> frozenset[str]:
    """What a link may name: files, the folders of cycles and of teams in them, and former paths."""
    portfolio = facts.portfolio
    known = {source.path for source in facts.prose_files} | set(portfolio.assets) | portfolio.unread
    known |= {kpi.readings_source.path for kpi in portfolio.kpis if kpi.readings_source}
    known |= {cycle.id for cycle in portfolio.cycles}
    known |= {f"{cycle.id}/index.md" for cycle in portfolio.cycles}
    known |= {f"{o.cycle}/{o.team}" for o in portfolio.objectives}
    known |= {f"{c.cycle}/{c.team}" for c in portfolio.check_ins}
    known |= {f"{former_id(o, old)}.md" for o in portfolio.objectives for old in o.formerly}
    known |= {
        f"{o.cycle}/{old}/{o.name}.md"
        for o in portfolio.objectives
        if o.team in facts.teams
        for old in facts.teams[o.team].formerly
    }
    known |= {f"teams/{old}.md" for team in portfolio.teams for old in team.formerly}
    return frozenset(known)


def _check(
    source: SourceFile, link: ProseLink, paths: Callable[[], frozenset[str]]
) -> tuple[Finding, bool] | None:
    line = source.body_line + link.line - 1
    span = Span(line=line, column=link.column, end_line=line, end_column=link.end)
    place = Place(source=source, span=span)
    if is_outside(link.href):
        if not link.picture:
            return None
        return Finding(
            place=place,
            message=f"the picture `{link.href[:80]}` comes from another site",
            hint="Put it into `assets/`: the site loads nothing from elsewhere.",
        ), False
    if not is_local(link.href):
        if not link.href or link.href.startswith("#"):
            return None
        return Finding(
            place=place,
            message=f"`{link.href[:80]}` is no address that a link may have: it stays plain text",
            hint="Write an address with `https://`, `http://` or `mailto:`, without a name or a password in"
            " it.",
        ), False
    known = paths()
    path = unquote(link.href.partition("#")[0].partition("?")[0])
    target = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), path))
    if target in known and (not link.picture or target.startswith("assets/")):
        return None
    if link.picture and target in known:
        return Finding(
            place=place, message=f"`{target}` is no picture", hint="Pictures come from `assets/`."
        ), True
    if path.startswith("/") or not (link.picture or target.endswith(".md") or target.startswith("assets/")):
        near = _nearest(target.strip("/"), known) if target.endswith(".md") else ()
        return Finding(
            place=place,
            message=f"`{link.href[:80]}` is neither a file of the content nor an address of another site",
            hint=_as_seen(source, near)
            or "Write the path of a file, as seen from this file, or an address with `https://`.",
            correction=_correction(source, link, near),
        ), False
    pictures = [path for path in known if path.startswith("assets/")]
    near = _nearest(target, pictures if link.picture else known)
    return Finding(
        place=place,
        message=f"{'the picture' if link.picture else 'the link'} `{link.href[:80]}` leads to nothing",
        hint=_as_seen(source, near) or "Write the path of a file, as seen from this file.",
        correction=_correction(source, link, near),
    ), True


def _seen_from(source: SourceFile, path: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(source.path) or ".")


def _as_seen(source: SourceFile, near: Sequence[str]) -> str:
    return meant(_seen_from(source, path) for path in near[:1])


def _correction(source: SourceFile, link: ProseLink, near: Sequence[str]) -> Correction | None:
    """The address of the one file that was meant, with what follows the path in the link."""
    if len(near) != 1:
        return None
    rest = link.href[len(re.split("[#?]", link.href, maxsplit=1)[0]) :]
    return Correction(old=link.href, new=quote(_seen_from(source, near[0])) + rest)


def _nearest(target: str, known: Iterable[str]) -> tuple[str, ...]:
    """The files that were likely meant: of a similar name in that folder, or of that name elsewhere."""
    folder, name = posixpath.split(target)
    stem = posixpath.splitext(name)[0]
    in_folder = [path for path in known if posixpath.dirname(path) == folder]
    beside = {posixpath.splitext(posixpath.basename(path))[0]: path for path in in_folder}
    if near := near_names(stem, beside):
        return tuple(beside[stem] for stem in near)
    return tuple(sorted(path for path in known if posixpath.basename(path) == name))


RULE = error("broken-link", __doc__, find)
