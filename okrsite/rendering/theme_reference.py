"""What a theme can use, for whoever writes one: templates with their variables and blocks, filters, globals.

Variables are read off the views, so that they are always those that there are.
"""

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from inspect import cleandoc
from typing import Any, Literal, Union, get_args, get_origin

from jinja2 import nodes

from okrsite.rendering.environment import TEMPLATES, new_environment
from okrsite.rendering.template_types import hints_of, is_view
from okrsite.rendering.themes import DEFAULT, Look, load_theme
from okrsite.views.parts import Site

PAGES: Mapping[str, str] = {
    "home.html": "the home page",
    "cycle.html": "a cycle",
    "cycle_review.html": "the review of a cycle across teams",
    "alignment.html": "an alignment graph",
    "team_cycle.html": "a team's part of a cycle",
    "agenda.html": "the agenda of a team's next check-in",
    "present.html": "the presentation of a cycle, or of a team's part of one",
    "objective.html": "an objective with its key results",
    "team.html": "a team",
    "teams.html": "all teams",
    "people.html": "all owners",
    "person.html": "an owner, and what they owe",
    "kpis.html": "all KPIs",
    "kpi.html": "a KPI",
    "roadmap.html": "the roadmap",
    "archive.html": "all cycles side by side",
    "heat.html": "teams by cycles, at a glance",
    "changes.html": "what changed, week by week",
    "check.html": "what the check found",
    "meeting.html": "a review across teams",
    "guide.html": "the guide, and the pages of the rules",
    "moved.html": "the address of something that moved",
    "not_found.html": "the page for addresses that lead nowhere",
}
"""The templates, and the page that each makes."""

BLOCKS: Mapping[str, str] = {
    "title": "the title in the browser's tab",
    "head": "further elements of the head, such as styles of one kind of page",
    "scripts": "the scripts of one kind of page",
    "body": "attributes of the body",
    "brand": "what leads home: the logo or the company's name",
    "header": "the bar at the top: what leads home, and the navigation",
    "way": "the way from the home page to this one, and the links to edit it",
    "main": "the page itself, between header and footer",
    "footer": "what stands at the end of every page",
    "heading": "the page's heading, and what stands with it",
    "content": "the wide column",
    "aside": "the narrow column",
}
"""The blocks that a theme can override, and what is in them."""

GLOBALS: Mapping[str, str] = {
    "page": "what the page shows; its fields are those of the template's view",
    "site": "what is the same on every page",
    "theme": "the logo, the favicon and the stylesheet that theme.yml names",
    "written": 'goes into the tag of what is written in the content\'s language: ` lang="fr"`, or nothing',
    "english": "goes into the tag of what is always English",
    "_": "a text in the language of the site; `{% trans %}` does the same for longer ones",
}
"""The variables that every template has."""

FILTERS: Mapping[str, str] = {
    "link": 'an address of the site, seen from the page: `{{ "teams/index.html" | link }}`',
    "anchor": "the part behind `#` where an address is on this very page, else nothing",
    "markdown": "prose as HTML; `markdown(3)` makes its highest heading an h3",
    "code": "a sentence with its `words in backticks` set as code",
    "drawing": "the picture of a graph, or none where nobody can draw it",
    "number": "a whole number as the language writes it: `2,500`, `2.500`",
    "percent": "the same with a per cent sign: `63%`, `63 %`",
}
"""The filters of okrsite, beside those of Jinja."""

_PLAIN: Mapping[Any, str] = {
    str: "text",
    int: "number",
    bool: "true or false",
    Decimal: "number",
    float: "number",
    type(None): "none",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A field: its name, and what it holds in words."""

    name: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A class of values that templates get, with its fields."""

    name: str
    about: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A template: the page that it makes, its blocks in their order, the kind of `page`, and all kinds that
    can be reached from there."""

    template: str
    about: str
    blocks: tuple[tuple[str, str], ...]
    kinds: tuple[Kind, ...]


def reference_of(template: str) -> Reference:
    """All that a template has. Raises KeyError where there is none of that name."""
    views = {name: view for view, name in TEMPLATES.items()}
    return Reference(
        template=template,
        about=PAGES.get(template, ""),
        blocks=tuple((name, BLOCKS.get(name, "")) for name in blocks_of(template)),
        kinds=kinds_from(views[template]),
    )


def shared_kinds() -> tuple[Kind, ...]:
    """`site` and `theme`, and what they hold."""
    return tuple(dict.fromkeys((*kinds_from(Site), *kinds_from(Look))))


def blocks_of(template: str) -> tuple[str, ...]:
    """The blocks of a template of the default theme, those of the layout among them, in their order."""
    environment = new_environment(load_theme(DEFAULT))
    assert environment.loader is not None
    found: list[str] = []
    name: str | None = template
    while name is not None:
        tree = environment.parse(environment.loader.get_source(environment, name)[0])
        found = [block.name for block in tree.find_all(nodes.Block)] + found
        extends = next(iter(tree.find_all(nodes.Extends)), None)
        name = extends.template.value if extends and isinstance(extends.template, nodes.Const) else None
    return tuple(dict.fromkeys(found))


def kinds_from(view: type) -> tuple[Kind, ...]:
    """A view and all that it holds, each kind once, in the order in which they are met."""
    found: dict[type, Kind] = {}
    waiting = [view]
    while waiting:
        one = waiting.pop(0)
        if one in found:
            continue
        hints = hints_of(one)
        found[one] = Kind(
            name=one.__name__,
            about=cleandoc(one.__doc__ or ""),
            entries=tuple(Entry(name=name, type=in_words(hint)) for name, hint in hints.items()),
        )
        waiting += [kind for hint in hints.values() for kind in _inside(hint)]
    return tuple(found.values())


def in_words(hint: Any) -> str:
    """A type as people say it: `list of ObjectiveCard`, `Meter, or none`."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        words = [in_words(one) for one in inside if one is not type(None)]
        return " or ".join(words) + (", or none" if type(None) in inside else "")
    if origin is Literal:
        return " or ".join(f"`{one}`" for one in inside)
    if origin is tuple and len(inside) == 2 and inside[1] is Ellipsis:
        return f"list of {in_words(inside[0])}"
    if origin is tuple:
        return f"({', '.join(in_words(one) for one in inside)})"
    if origin is not None and len(inside) == 2:
        return f"table from {in_words(inside[0])} to {in_words(inside[1])}"
    if origin is not None and inside:
        return f"set of {in_words(inside[0])}"
    return _PLAIN[hint] if hint in _PLAIN else str(getattr(hint, "__name__", hint))


def _inside(hint: Any) -> Iterator[type]:
    """The views that a type holds."""
    if is_view(hint):
        yield hint
    for one in get_args(hint):
        yield from _inside(one)
