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
