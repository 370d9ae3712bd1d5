# ruff: noqa: E501
"""What is wrong with a theme's templates is found without making a page, all of it at once."""

from pathlib import Path

import pytest

from okrsite.diagnostics import Severity
from okrsite.rendering.template_checks import check_templates
from okrsite.rendering.themes import load_theme


def checked(folder: Path, files: dict[str, str | bytes], facts: str = "extends: default\n") -> list[str]:
    """The findings about a theme with these files, each in a line."""
    (folder / "theme.yml").write_text(facts)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [
        f"{Path(d.path).relative_to(folder)}:{d.span.line}:{d.span.column} "
        f"{'!' if d.severity is Severity.ERROR else '?'} {d.message}. {d.hint}".strip()
        for d in check_templates(load_theme(str(folder)))
    ]


HOME = "templates/home.html"
METER = "components/meter/component.html"
KEPT = '{% from "default/meter/component.html" import bar, figure, today %}\n'
"""What of the default component other templates call, beside what a test overrides."""


def test_the_default_theme_has_no_fault() -> None:
    assert check_templates(load_theme("default")) == ()


def test_all_faults_of_all_templates_come_at_once(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        {
            HOME: '{% extends "default/home.html" %}\n{% block main %}{{ page.cylce }}\n{{ pgae }}{% endblock %}\n',
            "templates/kpi.html": "<p>\n{% endfor %}\n",
            "templates/team.html": "{{ page.frame.title | makrdown }}",
            "templates/teams.html": b"caf\xe9",
        },
    )
    assert [line.partition(" ")[0] for line in found] == [
        "templates/home.html:2:25",
        "templates/home.html:3:4",
        "templates/kpi.html:2:4",
        "templates/team.html:1:23",
        "templates/teams.html:1:4",
    ]
    assert (
        "there is no `page.cylce`: a `HomeView` has no `cylce`. Did you mean `cycle`? Known are" in found[0]
    )
    assert "there is no variable `pgae`. Did you mean `page`?" in found[1]
    assert "there is no filter `makrdown`. Did you mean `markdown`?" in found[3]
    assert "the byte 0xe9 is not UTF-8" in found[4]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("{% for card in page.objectives %}{{ card.titel }}{% endfor %}", "there is no `card.titel`"),
        ("{% for card in page.objectives %}{{ card.team.nmae }}{% endfor %}", "a `TeamBadge` has no `nmae`"),
        ("{% set c = page.cycle if page.cycle else none %}{{ c.titel }}", "a `CycleBanner` has no `titel`"),
        ("{% with c = page.cycle %}{{ c.titel }}{% endwith %}", "a `CycleBanner` has no `titel`"),
        ("{{ site.compnay }}", "Did you mean `company`?"),
        ("{{ theme.logo.adress }}", "a `Picture` has no `adress`"),
        ("{{ page.frame.title.upper().nothing }}", ""),
        ("{% if page.nothing is defined %}{{ x | default('y') }}{% endif %}", ""),
        ("{% if y is defined %}{{ y }}{% endif %}{{ _('Home') }}{{ range(3) | list }}{{ english }}", ""),
        (
            "{% if page.cycle %}{% set it = page.cycle %}{% else %}{% set it = page.frame %}{% endif %}{{ it.x }}",
            "",
        ),
        ("{% macro one(card) %}{{ card.whatever }}{{ caller() }}{% endmacro %}", ""),
        ("{% for card in page.objectives %}{{ loop.index }}{{ card.key_results | length }}{% endfor %}", ""),
    ],
)
def test_fields_are_followed_as_far_as_their_types_are_known(tmp_path: Path, source: str, says: str) -> None:
    found = checked(tmp_path, {HOME: source})
    assert len(found) == bool(says), found
    assert says in "".join(found)


@pytest.mark.parametrize(
    ("path", "source", "place", "says"),
    [
        (HOME, '{% extends "home.html" %}', "1:13", '`home.html` extends itself. Write `{% extends "default/home'),
        (HOME, '{% include "mter/component.html" %}', "1:13", "Did you mean `meter/component.html`"),
        (HOME, "{% include 'x.html' ignore missing %}", "", ""),
        (HOME, '{% from "meter/component.html" import br %}', "1:39", "has no macro `br`. Did you mean `bar`?"),
        ("templates/hom.html", "", "1:1", "no page uses `hom.html`. Did you mean `home.html`?"),
        ("components/metre/component.html", "", "1:1", "Did you mean `meter/component.html`"),
        (
            HOME,
            '{% extends "default/home.html" %}\n{% block mian %}{% endblock %}',
            "2:10",
            "the block `mian` is shown nowhere: `default/home.html` has none of that name. Did you mean `main`?",
        ),
        (HOME, '{% extends "default/home.html" %}\nHello', "2:1", "it is lost. Put it into a block."),
        (METER, f"{KEPT}{{% macro meter(meter) %}}{{% endmacro %}}", "2:10", "lacks the parameter `elapsed`"),
        (METER, f"{KEPT}{{% macro meter(elapsed, meter) %}}{{% endmacro %}}", "2:10", "needs the parameter `elapsed`"),
        (METER, f"{KEPT}{{% macro meter(meter, elapsed=1, x=2) %}}{{{{ x }}}}{{% endmacro %}}", "", ""),
        (METER, KEPT, "1:1", "lacks the macro `meter`, which `"),
        (METER, f"{KEPT}{{% macro meter(meter, elapsed=0) %}}{{{{ page }}}}{{% endmacro %}}", "2:39", "components know no `page`"),
    ],
)  # fmt: skip
def test_what_does_not_fit(tmp_path: Path, path: str, source: str, place: str, says: str) -> None:
    found = checked(tmp_path, {path: source})
    assert len(found) == bool(says), found
    if says:
        assert found[0].startswith(f"{path}:{place} ")
        assert says in found[0]


def test_what_only_is_of_no_use_is_a_warning(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        {"templates/hom.html": "", HOME: '{% extends "default/home.html" %}{% block x %}{% endblock %}'},
    )
    assert [line.split()[1] for line in found] == ["?", "?"]


def test_a_theme_of_its_own_needs_no_other(tmp_path: Path) -> None:
    files = {
        "templates/base.html": "<title>{% block title %}{% endblock %}</title>{% include '_foot.html' %}",
        "templates/_foot.html": "{{ site.company }}",
        HOME: "{% extends 'base.html' %}{% block title %}{{ page.frame.title }}{% endblock %}",
    }
    assert checked(tmp_path, files, "name: Ours\n") == []


@pytest.mark.parametrize(
    ("source", "place", "says"),
    [
        ("{% if page.cycle %}\n{% endblock %}", "3:4", "a `{% if %}` is not closed: `{% endblock %}` comes before its `{% endif %}`. Write"),
        ("\n{% for one in page.objectives %}", "3:1", "a `{% for %}` is not closed: the file ends before its `{% endfor %}`."),
        ("{% iff page.cycle %}{% endblock %}", "2:21", "there is no tag `iff`. Did you mean `if`?"),
        ("{% trans %}{{ page.frame.title }}{% endtrans %}{% endblock %}", "2:1", "names alone, without dots or filters. Name the value first"),
    ],
)  # fmt: skip
def test_what_is_not_closed_is_said_in_words(tmp_path: Path, source: str, place: str, says: str) -> None:
    text = '{% extends "default/home.html" %}\n{% block aside %}' + source
    (found,) = checked(tmp_path, {HOME: text})
    assert found.startswith(f"{HOME}:{place} ! "), found
    assert says in found


def test_the_default_theme_is_there_for_those_who_extend_it(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, {HOME: '{% extends "default/home.html" %}'}, "name: Ours\n")
    assert "Write `extends: default` into theme.yml" in found


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"templates/home.htm": "x"}, "home.htm:1:1 ? no page uses `home.htm`. Call it `home.html`."),
        ({"templates/team.html.j2": "x"}, "no page uses `team.html.j2`. Call it `team.html`."),
        ({"components/badge/own.css": "x"}, "What pages load stands in the folder `static`."),
        ({"template/home.html": "x"}, "nobody looks into the folder `template`. Did you mean `templates`?"),
        ({"Static/logo.svg": "x"}, "nobody looks into the folder `Static`. Did you mean `static`?"),
        ({"pages/home.html": "x"}, "Templates stand in `templates/`, components in `components/`."),
        ({"home.html": "x"}, "home.html:1:1 ? no page uses `home.html` here. Put it into the folder `templates`."),
        ({"theme.css": "x"}, "Put it into the folder `static`."),
        ({"templates": "x"}, "`templates` is a file. Make it a folder."),
        ({"components/status.html": "x"}, "A component is a folder: `components/status/component.html`."),
        ({"README.md": "x", "static/a.css": "", "source/logo.psd": "x", ".git/x.html": "x"}, ""),
        ({HOME: '{% extends "default/home.html" %}{% block aside %}{% include "x.svg" %}{% endblock %}', "templates/x.svg": "x"}, ""),
    ],
)  # fmt: skip
def test_files_where_nobody_looks_for_them(tmp_path: Path, files: dict[str, str | bytes], says: str) -> None:
    found = checked(tmp_path, files)
    assert len(found) == bool(says), found
    assert says in "".join(found)
    assert not says or " ? " in found[0]


@pytest.mark.parametrize(
    ("source", "place", "says"),
    [
        ('<p class="a"\nstyle="color: red">', "3:1", "`style` in a tag does nothing"),
        ("<style>p {}</style>", "2:20", "`<style>` does nothing"),
        ("<script>run()</script>", "2:20", "a script within a page does not run"),
        ('<a href="x" onclick="run()">', "2:31", "a script in a tag does not run"),
        ('<img alt="" src="https://example.com/a.png">', "2:36", "nothing is loaded from another site"),
        ('<script defer src="//example.com/a.js"></script>', "2:38", "nothing is loaded from another site"),
        ('<script defer src="{{ "_static/a.js" | link }}"></script>', "", ""),
        ('<script type="application/json">{}</script>', "", ""),
        ('<a href="https://example.com/" data-style="x">Out</a>', "", ""),
        ('{# <p style="x"> #}', "", ""),
    ],
)
def test_what_the_policy_of_the_pages_forbids(tmp_path: Path, source: str, place: str, says: str) -> None:
    text = '{% extends "default/home.html" %}\n{% block aside %} ' + source + "{% endblock %}"
    found = checked(tmp_path, {HOME: text})
    assert len(found) == bool(says), found
    if says:
        assert found[0].startswith(f"{HOME}:{place} ? {says}"), found


def test_a_layout_without_a_place_for_pages_is_broken(tmp_path: Path) -> None:
    own = "<!doctype html><title>{% block title %}{% endblock %}</title>{% block body %}{% endblock %}"
    found = checked(tmp_path, {"templates/base.html": own})
    told = {line.split("`")[3]: line for line in found}
    assert told.keys() == {"head", "main", "scripts"}
    assert " ! " in told["main"]
    assert " ? " in told["head"]
    assert "writes there is shown nowhere" in told["main"] or "more write there" in told["main"]
    own += "{% block head %}{% endblock %}{% block scripts %}{% endblock %}{% block main %}{% endblock %}"
    assert checked(tmp_path, {"templates/base.html": own}) == []


def test_a_template_is_no_content_file(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, {HOME: "x" * 1_000_001})
    assert "a template has at most 1,000,000. Put parts of it into files of their own" in found
