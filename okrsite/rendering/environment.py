"""Views become HTML: the templates of a theme, and the filters they may use.

A template sees `page` (a view), `site` and `theme`, and seven filters:

    url | link        an address of the site, relative to the page; other addresses only where harmless
    url | anchor      the part after # where the address is on this very page, else empty
    prose | markdown  prose as HTML; `markdown(3)` makes its highest heading an h3, `anchors=true` gives ids
    words | code      a sentence with `words in backticks` set as code
    graph | drawing   the picture of a graph as SVG, or None where nobody can draw it
    2500 | number     a whole number as the language writes it: `2,500`, `2.500`
    63 | percent      the same with a per cent sign: `63%`, `63 %`

Words stand in `{% trans %}` or `_("...")`, so that catalogues can have them in other languages. What is
written in the content's language carries `{{ written }}` in its tag, what is always English `{{ english }}`:
attributes that say so where it is not the page's language.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    Template,
    pass_context,
)
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape

from okrsite.prose.html import plain_html, to_html
from okrsite.rendering.addresses import Folders, Place, Places, relative
from okrsite.rendering.compiled import Compiled
from okrsite.rendering.compiler import Compiler
from okrsite.rendering.template_faults import Missing, fault_of
from okrsite.rendering.themes import DEFAULT, Theme, ThemeError
from okrsite.translation.languages import ENGLISH, Language, right_to_left, spoken
from okrsite.translation.numbers import percent, whole
from okrsite.views.asked import Question, Tape
from okrsite.views.graphs.graph import Graph
from okrsite.views.pages import (
    AgendaView,
    AlignmentView,
    ArchiveView,
    ChangesView,
    CheckView,
    CycleReviewView,
    CycleView,
    GuideView,
    HeatView,
    HomeView,
    KpisView,
    KpiView,
    MeetingView,
    MovedView,
    NotFoundView,
    ObjectiveView,
    Page,
    PeopleView,
    PersonView,
    PresentView,
    RoadmapView,
    TeamCycleView,
    TeamsView,
    TeamView,
)
from okrsite.views.parts import Prose, Site

TEMPLATES: dict[type[Page], str] = {
    HomeView: "home.html",
    CycleView: "cycle.html",
    CycleReviewView: "cycle_review.html",
    AlignmentView: "alignment.html",
    TeamCycleView: "team_cycle.html",
    AgendaView: "agenda.html",
    PresentView: "present.html",
    ObjectiveView: "objective.html",
    TeamView: "team.html",
    TeamsView: "teams.html",
    PeopleView: "people.html",
    PersonView: "person.html",
    KpisView: "kpis.html",
    KpiView: "kpi.html",
    RoadmapView: "roadmap.html",
    ArchiveView: "archive.html",
    HeatView: "heat.html",
    ChangesView: "changes.html",
    CheckView: "check.html",
    MeetingView: "meeting.html",
    GuideView: "guide.html",
    MovedView: "moved.html",
    NotFoundView: "not_found.html",
}

FILTERS = ("link", "anchor", "markdown", "code", "drawing", "number", "percent")
"""The filters that templates have beside Jinja's own."""

Follow = Callable[[str, str], str | None]
Drawing = Callable[[Graph, Callable[[str], str]], str | None]

_PROSES = 16384
_TEXTS = 4096
_BACKTICKS = re.compile(r"`([^`]+)`")


class RenderError(ThemeError):
    """A template that does not work: where, and what is wrong with it, for whoever wrote the theme."""


_here: ContextVar[Place] = ContextVar("okrsite_page")


class Renderer:
    """Makes the pages of one site with one theme. Each template is compiled once, when first needed, for the
    language that is spoken then.

    `follow(path, href)` says where a link written in the prose of a content file leads in the site, None
    where it is not a link to content. `drawing(graph, link)` draws a graph, with `link` for its addresses.
    What is asked for a page is put on the `tape`.
    """

    def __init__(
        self, *, theme: Theme, site: Site, follow: Follow, drawing: Drawing, tape: Tape | None = None
    ) -> None:
        self._follow = follow
        self._drawing = drawing
        self._root = urlsplit(site.base_url).path.rstrip("/") + "/"
        self._folders = template_folders(theme)
        environment = new_environment(theme)
        environment.globals.update(
            site=site,
            theme=theme.look,
            written=_marked(site.content_language, site),
            english=_marked(ENGLISH, site),
        )
        environment.filters.update(
            link=_link_filter,
            anchor=_anchor_filter,
            code=_code,
            markdown=self._markdown,
            drawing=self._draw,
            number=_number_filter,
            percent=_percent_filter,
        )
        self._tape = tape or Tape()
        environment.template_class = _heard_by(self._tape)
        self._environment = environment
        self._quick = environment.overlay()
        self._quick.code_generator_class = Compiler
        self._quick.bytecode_cache = Compiled(__file__)
        self._not_quick: set[str] = set()
        self._places = Places()
        # What an objective or a check-in says stands on several pages.
        self._html: dict[Any, tuple[Any, frozenset[Question]]] = {}

    def page(self, view: Page) -> str:
        """The HTML of a page. Raises RenderError where the template is missing or broken."""
        if isinstance(view, NotFoundView):
            here = Place("", (("", self._root),), {})
        else:
            here = self._places.of(view.frame.url)
        name = TEMPLATES[type(view)]
        with self._on(here, name):
            if name not in self._not_quick:
                try:
                    return self._quick.get_template(name).render(page=view)
                except Exception:  # a wish that Jinja's own compiler grants, or a fault that it tells
                    self._not_quick.add(name)
            return self._environment.get_template(name).render(page=view)

    def prepare(self) -> None:
        """Compile the templates of all pages, before copies of this process make them. What is wrong in one
        is told with the first page that needs it."""
        components = {
            f"{file.parent.name}/{file.name}"
            for folder in self._folders
            for file in folder.glob("*/component.html")
        }
        for name in (*sorted(components), *sorted(set(TEMPLATES.values()))):
            with suppress(Exception):  # a theme's template can fail in any way
                self._quick.get_template(name)

    def examples(self) -> Iterator[tuple[str, str, str]]:
        """The examples of the theme's components as (component, example, HTML), in alphabetical order.

        Each block of a component's examples.html is an example; the block's name is the example's.
        """
        files = [file for folder in self._folders for file in folder.glob("*/examples.html")]
        for component in sorted({file.parent.name for file in files}):
            name = f"{component}/examples.html"
            with self._on(self._places.of("index.html"), name):
                template = self._environment.get_template(name)
                context = template.new_context()
                try:
                    list(template.root_render_func(context))  # its imports and settings, for the blocks
                    made = [
                        (block, "".join(draw(context))) for block, draw in sorted(template.blocks.items())
                    ]
                except Exception:
                    self._environment.handle_exception()
            yield from ((component, block, html) for block, html in made)

    @contextmanager
    def _on(self, here: Place, name: str) -> Iterator[None]:
        token = _here.set(here)
        try:
            yield
        except Exception as error:  # a template can fail in any way
            raise RenderError(faults=(fault_of(error, name, self._environment, self._folders),)) from error
        finally:
            _here.reset(token)

    @pass_context  # else Jinja works out what is the same for all pages once, for the first page and site
    def _markdown(
        self, _context: Context, prose: Prose, top_heading: int = 2, *, anchors: bool = False
    ) -> Markup:
        text, path = self._environment.getattr(prose, "text"), self._environment.getattr(prose, "path")
        if not anchors and (plain := plain_html(text, top_heading)) is not None:
            return Markup(plain)
        anywhere = self._kept(text, path, (), top_heading, anchors)
        return anywhere or self._kept(text, path, _here.get().folders, top_heading, anchors)

    def _kept(self, text: str, path: str, folders: Folders, top_heading: int, anchors: bool) -> Markup:
        if len(self._html) >= _PROSES:
            self._html.clear()
        return self._tape.kept(
            self._html,
            (text, path, folders, top_heading, anchors),
            lambda: self._to_html(text, path, folders, top_heading, anchors),
        )

    def _to_html(self, text: str, path: str, folders: Folders, top_heading: int, anchors: bool) -> Markup:
        """Prose as it stands in a page below `folders`; without them as it stands in any, and empty where
        its links depend on the page."""
        depends = False

        def follow(href: str) -> str | None:
            nonlocal depends
            url = self._follow(path, href)
            depends = depends or bool(url)
            return relative(url, folders) if url and folders else url

        html = to_html(text, follow=follow, top_heading=top_heading, anchors=anchors)
        return Markup() if depends and not folders else Markup(html)

    @pass_context
    def _draw(self, _context: Context, graph: Graph) -> Markup | None:
        svg = self._drawing(graph, _link)
        return None if svg is None else Markup(svg)


def template_folders(theme: Theme) -> tuple[Path, ...]:
    """Where the theme's templates and components are sought, in that order."""
    return tuple(one.folder / part for one in theme.lineage() for part in ("templates", "components"))


def new_environment(theme: Theme) -> Environment:
    """What compiles the theme's templates, without the variables and filters of a site."""
    environment = Environment(
        loader=_loader(theme, template_folders(theme)),
        autoescape=True,
        undefined=Missing,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: spoken().messages.gettext(text),
        lambda one, many, number: spoken().messages.ngettext(one, many, number),
        newstyle=True,
        pgettext=lambda context, text: spoken().messages.pgettext(context, text),
    )
    environment.globals.update(_=_gettext, gettext=_gettext, ngettext=_ngettext)
    return environment


def _heard_by(tape: Tape) -> type[Template]:
    """The class of templates whose importers have all asked what it took to make the template's module: Jinja
    makes that once, for the first of them."""
    made: dict[Any, tuple[Any, frozenset[Question]]] = {}

    class Heard(Template):
        def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
            return tape.kept(made, self, partial(super()._get_default_module, ctx))

    return Heard


def _gettext(message: str, /, **values: object) -> Markup:
    """Jinja's own, which looks up each text without places only once."""
    return _said(message, spoken()) if not values else Markup(spoken().messages.gettext(message)) % values


@lru_cache(maxsize=_TEXTS)
def _said(message: str, language: Language) -> Markup:
    return Markup(language.messages.gettext(message)) % ()


def _ngettext(one: str, many: str, number: int, /, **values: object) -> Markup:
    """Jinja's own, with the number as the language writes it: `1,494 more`."""
    shown = whole(number)
    places = {name: shown if value is number else value for name, value in values.items()}
    return Markup(spoken().messages.ngettext(one, many, number)) % {"num": shown, **places}


def _loader(theme: Theme, folders: tuple[Path, ...]) -> BaseLoader:
    """Templates of the theme, then of its base; `default/home.html` names the base's own, to extend it."""
    own = FileSystemLoader(folders)
    if theme.base is None:
        return own
    beneath = FileSystemLoader(folders[2:])
    return ChoiceLoader((own, PrefixLoader({DEFAULT: beneath})))


def _marked(language: str, site: Site) -> Markup:
    """The attributes for what is in a language of its own; empty where it is the page's. Prose that runs the
    other way says so, for its lists and tables; short texts turn by themselves."""
    if language == site.language:
        return Markup("")
    direction = "rtl" if right_to_left(language) else "ltr"
    turned = "" if direction == site.direction else Markup(' data-runs="{}"').format(direction)
    return Markup(' lang="{}"{}').format(language, turned)


def _link(url: str) -> str:
    return _here.get().link(url)


@pass_context  # else Jinja works out `"index.html" | link` once, for the first page
def _link_filter(_context: Context, url: str) -> str:
    return _here.get().link(url)


@pass_context
def _anchor_filter(_context: Context, url: str) -> str:
    return _here.get().anchor(url)


@pass_context  # else Jinja works it out once, for the first language
def _number_filter(_context: Context, number: int) -> str:
    return whole(number)


@pass_context
def _percent_filter(_context: Context, number: int) -> str:
    return percent(number)


def _code(words: str) -> Markup:
    return Markup(_BACKTICKS.sub(r"<code>\1</code>", str(escape(words))))
