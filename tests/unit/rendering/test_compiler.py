"""Templates that were compiled to be quick say what Jinja's own compiler makes them say."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape
from sample_pages import PAGES, SITE

from okrsite.rendering.compiler import Compiler, escaped
from okrsite.rendering.environment import Renderer, new_environment
from okrsite.rendering.themes import load_theme
from okrsite.translation.languages import language_of, speaking
from okrsite.views.pages import GuideView


@dataclass(frozen=True, slots=True)
class Thing:
    text: str = '<b>"R&D"</b> isn\'t'
    plain: str = "words"
    number: int = 3
    share: float = 0.5
    safe: Markup = Markup("<i>x</i>")  # noqa: RUF009 - it is frozen
    nothing: None = None
    things: tuple["Thing", ...] = ()


MACROS = """
{% set joined = joiner("|") %}
{% set hidden = "h" %}
{% macro one(a, b="d", c=none) %}[{{ a }}/{{ b }}/{{ c }}]{% endmacro %}
{% macro two(thing) %}{{ one(thing.text, c=thing.safe) }}{% endmacro %}
{% macro many() %}{{ varargs | join("-") }}{{ kwargs | length }}{% endmacro %}
{% macro wrapped(word) %}<{{ word }}>{{ caller() }}{% endmacro %}
{% macro named(named) %}{{ named }}{% endmacro %}
"""

SOURCES = [
    "{{ x.text }}{{ x.plain }}{{ x.number }}{{ x.share }}{{ x.safe }}{{ x.nothing }}",
    "{{ x.things }}{{ [x.text] }}",
    "{{ x.text ~ x.safe }}{{ x.text | upper }}{{ '<' }}{{ true }}{{ x.number + 1 }}{{ x.things | length }}",
    "{% autoescape false %}{{ x.text }}{{ _('a & %(b)s', b=x.text) }}{{ one(x.text) }}{% endautoescape %}",
    "{% autoescape x.number > 2 %}{{ x.text }}{{ one(x.text) }}{{ _('late') }}{% endautoescape %}",
    "{% trans %}late{% endtrans %}{% trans a=x.text %}score {{ a }} of 100%{% endtrans %}",
    "{{ _('100%% sure') }}",
    "{% trans count=x.number %}{{ count }} to check{% pluralize %}{{ count }} to check{% endtrans %}",
    "{{ pgettext('between things in a row', ', ') }}{{ _('late') | upper }}{{ _(x.plain) }}",
    "{{ gettext('late') }}",
    "{% set a = x.safe %}{% trans %}score {{ a }}{% endtrans %}{% set b = _('late') %}{{ b }}{{ b ~ '<' }}",
    "{% for _ in [one] %}{{ _('late') }}{% endfor %}{% for joined in 'ab' %}{{ joined }}{% endfor %}",
    "{{ one(x.text) }}{{ one('a', 'b', 'c') }}{{ one(b=1, a=2) }}{{ one(*['<', 2]) }}{{ one(**{'a': '<'}) }}",
    "{{ two(x) }}{{ many(1, '<', k=2) }}{{ named(x.text) }}{{ named(one('<')) }}{{ one(one(1), c=two(x)) }}",
    "{% call wrapped('<') %}{{ x.text }}{% endcall %}{% set m = one('<') %}{{ m }}{{ m ~ '<' }}{{ [m] }}",
    "{% macro own(a) %}{% for t in a.things %}{{ own(t) }}{% endfor %}{{ a.text }}{% endmacro %}{{ own(x) }}",
    "{{ joined() }}{{ joined() }}{{ hidden }}{% import 'm.html' as m %}{{ m.one(x.text, b='<') }}",
    "{{ hidden }}",
    "{% for t in x.things recursive %}{{ loop.index }}{{ t.text }}{{ loop(t.things) }}{% endfor %}",
    "{% block a scoped %}{{ x.text }}{{ one(1) }}{% endblock %}{{ self.a() }}",
    "{% set n = namespace(a=1) %}{% for t in x.things %}{% set n.a = n.a + t.number %}{% endfor %}{{ n.a }}",
    "{{ '{:,}'.format(x.number) }}{{ x.plain.upper() }}{{ x.things[0].text }}{{ x['text'] }}",
    "{{ ' a'.strip() }}",
    "{% include 'i.html' %}{% with y = x.things[0] %}{{ y.text }}{% endwith %}",
    "{% filter upper %}a<{{ x.text }}{% endfilter %}",
]


def environment() -> Environment:
    made = new_environment(load_theme("default"))
    made.loader = DictLoader({"m.html": MACROS, "i.html": "{{ x.text }}"})
    return made


@pytest.mark.parametrize("language", ["en", "de", "ar"])
@pytest.mark.parametrize("source", SOURCES)
def test_both_compilers_say_the_same(source: str, language: str) -> None:
    slow, quick = environment(), environment()
    quick.code_generator_class = Compiler
    imports = "{% from 'm.html' import one, two, many, wrapped, named, joined, hidden %}"
    x = Thing(things=(Thing(plain="a", things=(Thing(),)), Thing(number=-1)))
    with speaking(language_of(language)):
        said = [each.from_string(imports + source).render(x=x) for each in (slow, quick)]
    assert said[0] == said[1]


@pytest.mark.parametrize(
    "value", ["a", "&", "<", ">", '"', "'", "", Markup("<b>"), 1, 1.5, True, None, ("<",)]
)
def test_what_is_escaped(value: Any) -> None:
    assert str(escaped(value)) == str(escape(value))


def test_the_default_theme_needs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    class Unneeded(CodeGenerator):
        def visit_Template(self, *_: Any) -> None:  # noqa: N802
            pytest.fail(f"{self.name} is compiled by Jinja's own compiler")

    monkeypatch.setattr(Environment, "code_generator_class", Unneeded)
    renderer = Renderer(
        theme=load_theme("default"), site=SITE, follow=lambda *_: None, drawing=lambda *_: "<svg></svg>"
    )
    for page in PAGES:
        assert renderer.page(page)


def test_a_theme_may_ask_for_more(tmp_path: Path) -> None:
    """An entry of a table by a dot, and whether there is a field at all."""
    (tmp_path / "theme.yml").write_text("extends: default\n")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "guide.html").write_text(
        "{% set table = {'a': 'entry'} %}{{ table.a }} {{ page.frame.none is defined }} {{ page.frame.url }}"
    )
    renderer = Renderer(
        theme=load_theme(str(tmp_path)), site=SITE, follow=lambda *_: None, drawing=lambda *_: None
    )
    page = next(page for page in PAGES if isinstance(page, GuideView))
    for url in ("a/guide.html", "b/guide.html"):
        assert renderer.page(replace(page, frame=replace(page.frame, url=url))) == f"entry False {url}"
