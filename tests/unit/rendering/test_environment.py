import posixpath
import re
from dataclasses import replace
from pathlib import Path

import pytest
from html_checks import Outline
from sample_pages import PAGES, SITE

from okrsite.rendering.environment import TEMPLATES, Renderer, RenderError
from okrsite.rendering.themes import load_theme, static_files
from okrsite.translation.languages import language_of, speaking
from okrsite.views.asked import Tape, asked
from okrsite.views.pages import (
    AlignmentView,
    CheckView,
    CycleView,
    GuideView,
    HomeView,
    KpiView,
    NotFoundView,
    ObjectiveView,
    Page,
    TeamView,
)
from okrsite.views.parts import Link, Prose, Site

BY_KIND = {type(page): page for page in PAGES}
ADDRESS = "https://okrs.acme.example/goals/"


def follow(_path: str, href: str) -> str | None:
    return "2026-Q4/product/search.html" if href == "../product/search.md" else None


def renderer(theme: str = "default", site: Site = SITE) -> Renderer:
    return Renderer(theme=load_theme(theme), site=site, follow=follow, drawing=draw)


def draw(graph, link):
    return "".join(
        f'<svg class="okr-graph"><a href="{link(node.url)}">x</a></svg>' for node in graph.nodes[:1]
    )


RENDERER = renderer()
KINDS = pytest.mark.parametrize("page", PAGES, ids=[type(page).__name__ for page in PAGES])


def guide(text: str, url: str = "guide/index.html") -> GuideView:
    page = BY_KIND[GuideView]
    return replace(
        page, frame=replace(page.frame, url=url), prose=Prose(text=text, path="guide.md", first_line=1)
    )


def a_theme(folder: Path, **templates: str) -> str:
    (folder / "theme.yml").write_text("extends: default\n")
    (folder / "templates").mkdir()
    for name, source in templates.items():
        (folder / "templates" / f"{name}.html").write_text(source)
    return str(folder)


def test_there_is_a_template_and_a_sample_for_every_view():
    assert set(TEMPLATES) == set(Page.__args__) == set(BY_KIND)


@KINDS
def test_a_page_is_whole(page):
    outline = Outline(RENDERER.page(page))
    assert outline.faults == []
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    assert [(above, below) for above, below in steps if below > above + 1] == []


@KINDS
def test_links_stay_inside_the_site(page):
    if isinstance(page, NotFoundView):
        return
    folder = posixpath.dirname(page.frame.url)
    for address in Outline(RENDERER.page(page)).addresses:
        if address.startswith(("https://", "#")):
            continue
        assert not address.startswith("/"), address
        assert address, "an empty address"
        assert not posixpath.normpath(posixpath.join(folder, address)).startswith(".."), address


@KINDS
def test_pages_are_light(page):
    assert len(RENDERER.page(page).encode()) < 40 * 1024


def test_the_same_page_comes_out_the_same_after_another():
    first = RENDERER.page(BY_KIND[HomeView])
    deep = RENDERER.page(BY_KIND[ObjectiveView])
    assert 'href="_static/okrsite.css"' in first
    assert 'href="../../_static/okrsite.css"' in deep
    assert RENDERER.page(BY_KIND[HomeView]) == first


def test_links_are_as_short_as_they_can_be():
    html = RENDERER.page(BY_KIND[ObjectiveView])
    assert 'href="#activation"' in html
    assert 'href="index.html"' in html
    assert 'href="../onboarding/directory.html"' in html
    assert 'href="../../2026/company/trusted-partner.html#retention"' not in html
    assert 'href="../company/trusted-partner.html"' in html


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("https://example.com/a?b=1", "https://example.com/a?b=1"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("HTTP://example.com", "HTTP://example.com"),
        ("javascript:alert(1)", None),
        (" java\tscript:alert(1)", None),
        ("data:text/html,x", None),
        ("//evil.example", None),
        ("\\\\evil.example", None),
        ("/etc/passwd", None),
        ("", None),
    ],
)
def test_only_harmless_addresses_lead_out(written, shown):
    page = BY_KIND[ObjectiveView]
    page = replace(page, initiatives=(replace(page.initiatives[0], url=written, title="The work"),))
    html = RENDERER.page(page)
    assert (f'<a href="{shown}">The work</a>' in html) == bool(shown)
    assert ("<b>The work</b>" in html) != bool(shown)


def test_odd_paths_of_the_site_are_no_schemes():
    html = renderer().page(guide("[x](a.md)")) + Renderer(
        theme=load_theme("default"), site=SITE, follow=lambda *_: "guide/a:b.html", drawing=draw
    ).page(guide("[x](a.md)"))
    assert 'href="./a:b.html"' in html


def test_titles_are_text():
    page = BY_KIND[ObjectiveView]
    html = RENDERER.page(replace(page, card=replace(page.card, title="<script>alert(1)</script> & co")))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in html
    assert Outline(html).faults == []


def test_prose_links_lead_to_pages():
    assert 'href="../2026-Q4/product/search.html"' in RENDERER.page(guide("[x](../product/search.md)"))
    assert 'href="javascript' not in RENDERER.page(guide("[x](javascript:alert)"))


def test_drawn_links_are_relative():
    assert '<a href="../company/trusted-partner.html">x</a>' in RENDERER.page(BY_KIND[ObjectiveView])


def test_no_picture_without_an_engine():
    plain = Renderer(theme=load_theme("default"), site=SITE, follow=follow, drawing=lambda *_: None)
    html = plain.page(BY_KIND[ObjectiveView])
    assert "<figure" not in html
    assert "Graphviz is missing where this site was built" in html
    assert "<details open>\n<summary>As a list" in html


def test_an_objective_that_stands_alone_has_no_empty_section():
    page = BY_KIND[ObjectiveView]
    assert "How it fits in" in RENDERER.page(replace(page, graph=None))
    assert "How it fits in" not in RENDERER.page(replace(page, graph=None, tree=page.tree[1:]))


def test_an_alignment_without_parents_gives_the_lonely_ones_the_page():
    page = replace(BY_KIND[AlignmentView], graph=None, tree=())
    html = RENDERER.page(page)
    assert "On their own" in html
    assert "<aside" not in html and "nothing to show" not in html
    assert "nothing to show" in RENDERER.page(replace(page, unaligned=()))


def test_a_team_that_ended_says_so_in_a_sentence():
    page = replace(BY_KIND[TeamView], succeeded_by=(Link(text="New team", url="teams/new.html"),))
    ended = "This team ended with 2026-Q3."
    text = " ".join(Outline(RENDERER.page(replace(page, life=ended))).text.split())
    assert f"{ended} Its work went to New team." in text
    assert "went to" not in RENDERER.page(replace(page, life=ended, succeeded_by=()))


def test_the_contents_of_a_guide_come_before_its_text():
    page = replace(BY_KIND[GuideView], contents=(Link(text="Numbers", url="guide/index.html#numbers"),))
    html = RENDERER.page(page)
    assert html.index("<summary>On this page") < html.index('class="prose"') < html.index("<h2>On this page")


def test_a_chart_has_its_ends_written_to_it_and_marks_what_is_outside_by_a_shape():
    html = RENDERER.page(BY_KIND[KpiView])
    chart = html[html.index('class="chart"') : html.index("</figure>")]
    assert chart.index('datetime="2026-10-02"') < chart.index('datetime="2026-11-13"')
    points = re.findall(r'<(svg|circle) class="point( is-outside)?" c?x="([^"]+)', chart)
    assert points[:3] == [("svg", " is-outside", "0%"), ("circle", "", "50%"), ("circle", "", "100%")]
    assert 'role="img" aria-label="NPS from 2 Oct' in chart


def test_staleness_stands_before_any_status():
    html = RENDERER.page(BY_KIND[ObjectiveView])
    assert html.index("stale: last heard 12 Oct 2026") < html.index("at risk by its last reading")
    assert 'class="status is-muted" data-status="at risk"' in html


def test_a_status_and_what_the_team_says_instead_are_both_told():
    html = RENDERER.page(BY_KIND[ObjectiveView])
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "suggested: off track the team says: on track , 13 Nov 2026" in text
    assert "off track , as its weakest key result: New account admins finish setup on day one" in text


@pytest.mark.parametrize(
    ("base", "root"),
    [
        (ADDRESS, "/goals/"),
        ("https://okrs.acme.example", "/"),
        ("https://okrs.acme.example/a/b", "/a/b/"),
        ("", "/"),
    ],
)
def test_the_page_for_lost_visitors_works_at_any_depth(base, root):
    html = renderer(site=replace(SITE, base_url=base)).page(BY_KIND[NotFoundView])
    assert f'href="{root}_static/okrsite.css"' in html
    assert f'href="{root}index.html"' in html
    assert 'href="#_main"' in html


def test_what_is_unknown_does_not_look_like_nothing():
    page = BY_KIND[ObjectiveView]
    unread = next(kr for kr in page.key_results if not kr.meter.known)
    html = RENDERER.page(replace(page, key_results=(unread,)))
    row = html[html.index(f'id="{unread.id}"') : html.index("</article>")]
    assert "no reading yet" in row
    assert "<rect" not in row
    assert "0%" not in row.replace("60%", "")


def test_check_ins_have_anchors_only_at_home():
    anchored = [kind.__name__ for kind, page in BY_KIND.items() if 'id="checkin-' in RENDERER.page(page)]
    assert anchored == ["TeamCycleView"]


def test_a_right_to_left_language_turns_the_page():
    html = renderer(site=replace(SITE, language="ar-EG", direction="rtl")).page(BY_KIND[HomeView])
    assert '<html lang="ar-EG" dir="rtl">' in html


def test_a_theme_replaces_one_template_and_keeps_the_rest(tmp_path):
    own = '{% extends "default/guide.html" %}{% block main %}OURS{{ super() }}{% endblock %}'
    ours = renderer(a_theme(tmp_path, guide=own))
    assert "OURS" in ours.page(BY_KIND[GuideView])
    assert ours.page(BY_KIND[HomeView]) == RENDERER.page(BY_KIND[HomeView])


@pytest.mark.parametrize(
    ("source", "place", "says"),
    [
        ("<p>\n{% if %}", "2:1", "Expected an expression"),
        ("<p>\n{% blok x %}", "2:4", "there is no tag `blok`. Did you mean `block`?"),
        (
            "<p>\n\n{{ page.frame.titel }}",
            "3:15",
            "there is no `page.frame.titel`: a `Frame` has no `titel`. Did you mean `title`? Known are",
        ),
        (
            "{% set it = page.prose %}\n{{ it.text }}{{ it.txt }}",
            "2:20",
            "there is no `it.txt`: a `Prose` has no `txt`. Did you mean `text`? Known are `text`, `path`",
        ),
        ("\n{{ pgae.frame }}", "2:4", "there is no variable `pgae`. Did you mean `page`?"),
        (
            "{% macro deep() %}{{ page.frame.changed.id }}{% endmacro %}\n{{ deep() }}",
            "1:41",
            "`id` is asked of what is empty here. Ask first whether it is there",
        ),
        (
            "{{ page.frame.title | makrdown }}",
            "1:23",
            "there is no filter `makrdown`. Did you mean `markdown`?",
        ),
        (
            "{% if page is deifned %}{% endif %}",
            "1:15",
            "there is no test `deifned`. Did you mean `defined`?",
        ),
        ("\n{{ 1 / 0 }}", "2:1", "division by zero (ZeroDivisionError)"),
        ("\n{% include 'bse.html' %}", "2:13", "there is no template `bse.html`. Did you mean `base.html`?"),
        (
            "{% macro again() %}\n{{ again() }}{% endmacro %}{{ again() }}",
            "2:1",
            "templates call or include one another without end: templates/guide.html",
        ),
        (
            "{% from 'meter/component.html' import metre %}\n{{ metre() }}",
            "2:1",
            "does not export the requested name 'metre'",
        ),
        (
            "{% from 'meter/component.html' import bar %}\n{{ bar(page, colour=1) }}",
            "2:4",
            "macro 'bar' takes no keyword argument 'colour'",
        ),
    ],
)
def test_a_broken_template_says_where(tmp_path, source, place, says):
    broken = renderer(a_theme(tmp_path, guide=source))
    with pytest.raises(RenderError) as caught:
        broken.page(BY_KIND[GuideView])
    assert f"{tmp_path / 'templates' / 'guide.html'}:{place}: " in f"{caught.value}"
    assert says in str(caught.value)


def test_templates_that_include_each_other_are_named(tmp_path):
    around = {
        "guide": "{% include 'one.html' %}",
        "one": "\n{% include 'two.html' %}",
        "two": "{% include 'one.html' %}",
    }
    broken = renderer(a_theme(tmp_path, **around))
    with pytest.raises(RenderError, match=r"(templates/(one|two)\.html → ){2}templates/(one|two)\.html"):
        broken.page(BY_KIND[GuideView])


def test_a_template_in_another_encoding_says_so(tmp_path):
    folder = a_theme(tmp_path, guide="")
    (tmp_path / "templates" / "guide.html").write_bytes(b"<p>Caf\xe9")
    with pytest.raises(
        RenderError, match=r"guide.html:1:1: the file is not written in UTF-8. Save it as UTF-8"
    ):
        renderer(folder).page(BY_KIND[GuideView])


def test_the_logo_stands_for_the_companys_name_and_says_it(tmp_path):
    folder = a_theme(tmp_path)
    (tmp_path / "theme.yml").write_text(
        "extends: default\nlogo: a.svg\nlogo_dark: b.svg\nfavicon: c.png\n"
        "colours: {light: {accent: '#102030'}}\n"
    )
    (tmp_path / "static").mkdir()
    for name in ("a.svg", "b.svg", "c.png"):
        (tmp_path / "static" / name).write_text('<svg width="80" height="20"></svg>')
    html = renderer(folder).page(BY_KIND[ObjectiveView])
    brand = html[html.index('class="brand"') : html.index("</a>", html.index('class="brand"'))]
    assert 'src="../../_static/a.svg" alt="Acme Cookware" width="80" height="20"' in brand
    assert 'srcset="../../_static/b.svg"' in brand
    assert '<link rel="icon" href="../../_static/c.png" type="image/png">' in html
    assert html.index("okrsite.css") < html.index('href="../../_static/theme.css"')
    assert Outline(html).faults == []


def test_a_block_of_the_layout_is_overridden_on_every_page(tmp_path):
    own = '{% extends "default/base.html" %}{% block footer %}{{ super() }}<p>Ours</p>{% endblock %}'
    ours = renderer(a_theme(tmp_path, base=own))
    for page in PAGES:
        assert ours.page(page).replace("<p>Ours</p>", "").split() == RENDERER.page(page).split()
        assert "<p>Ours</p>" in ours.page(page)


def test_static_files_that_pages_name_exist():
    shipped = {path for path, _ in static_files(load_theme("default"))}
    named = set()
    for page in PAGES:
        for one in Outline(RENDERER.page(page)).addresses:
            if "_static/" in one:
                named.add(one[one.index("_static/") :])
    assert named <= shipped
    late = ("explore-file.js", "search.css", "search.js", "search-index.js", "search-words.js")
    assert shipped - named == {f"_static/{name}" for name in late}, "what is loaded when needed"


def test_prose_reads_the_same_whoever_came_before():
    text = "[one](../product/search.md) and [two](#here)"
    below = replace(guide(text), frame=replace(BY_KIND[GuideView].frame, url="2026-Q4/growth/a.html"))
    after = renderer()
    after.page(guide(text))
    after.page(replace(below, frame=replace(below.frame, url="2026-Q4/growth/b.html")))
    assert after.page(below) == renderer().page(below)
    assert 'href="../product/search.html"' in after.page(below)


def test_findings_show_code_as_code_and_nothing_else_as_markup():
    page = BY_KIND[CheckView]
    path, rows = page.groups[0]
    row = replace(rows[0], hint="Write `parent: <team>` & see.")
    html = RENDERER.page(replace(page, groups=((path, (row,)),)))
    assert "Write <code>parent: &lt;team&gt;</code> &amp; see." in html


def test_the_home_page_keeps_check_ins_short():
    html = RENDERER.page(BY_KIND[HomeView])
    latest = html[html.index("Latest check-ins") :]
    assert "13 Nov 2026" in latest
    assert "Vendor slipped" not in latest
    assert "New account admins finish setup" not in latest
    assert "What changed" not in latest


def test_bars_carry_their_length_as_an_attribute():
    html = RENDERER.page(BY_KIND[HomeView])
    assert '<rect width="41" height="4"/><path d="M56 -2V6"/>' in html
    assert 'x="67" width="16"' in html


def test_a_number_of_things_is_written_as_the_language_writes_it(tmp_path):
    words = "{% trans count=1494 %}{{ count }} thing{% pluralize %}{{ count }} things{% endtrans %}"
    ours = renderer(a_theme(tmp_path, guide=words))
    assert ours.page(BY_KIND[GuideView]) == "1,494 things"
    with speaking(language_of("de")):
        assert ours.page(BY_KIND[GuideView]) == "1.494 things"


def test_counts_of_many_are_parted_too():
    home = BY_KIND[HomeView]
    (first, *others), concerns = home.tally, replace(home.attention[0], count=1734)
    page = replace(home, tally=(replace(first, count=1480), *others), attention=(concerns,))
    text = " ".join(Outline(renderer(site=replace(SITE, warnings=1735)).page(page)).text.split())
    assert [number in text for number in ("1,480", "1,734", "1,735")] == [True] * 3
    assert not re.search(r"\b1(480|734|735)\b", text)


def test_of_a_cycle_that_has_not_begun_there_is_nothing_to_tell():
    cycle = BY_KIND[CycleView]
    planned = replace(cycle, cycle=replace(cycle.cycle, state="planned"), tally=(), mean=None)
    unread = replace(planned, meter=replace(planned.meter, known=False, note="no reading yet"))
    assert 'class="standing"' in RENDERER.page(planned)
    assert 'class="standing"' not in RENDERER.page(unread)


def test_what_is_promised_stands_where_nothing_can_be_told_yet():
    cycle = BY_KIND[CycleView]
    (group, *_others) = cycle.groups
    card = next(card for card in group.objectives if card.key_results and not card.dropped)
    planned = replace(card.key_results[0], mark=None, outcome=None, target="from 1 to 9 doors")
    unread = replace(planned, meter=replace(planned.meter, known=False, note="no reading yet"))

    def shown(row):
        line = replace(card, key_results=(row,))
        return RENDERER.page(replace(cycle, groups=(replace(group, objectives=(line,)),)))

    assert '<span class="kr-mark promise">from 1 to 9 doors</span>' in shown(unread)
    assert "from 1 to 9 doors" not in shown(planned)


def test_whoever_imports_a_component_has_asked_what_it_asks_once(tmp_path):
    folder = tmp_path / "components" / "corner"
    folder.mkdir(parents=True)
    (folder / "component.html").write_text(
        "{% set open = site.warnings %}{% macro corner() %}{{ open }}{% endmacro %}"
    )
    source = '{% from "corner/component.html" import corner %}{{ corner() }}'
    theme, tape = load_theme(a_theme(tmp_path, guide=source)), Tape()
    pages = Renderer(theme=theme, site=asked(SITE, tape, "site"), follow=follow, drawing=draw, tape=tape)
    for _ in range(2):
        with tape.listening() as questions:
            assert pages.page(guide("")) == str(SITE.warnings)
        assert ("site.warnings",) in questions
