"""Prose: CommonMark with tables, nothing that anybody writes becomes markup of its own."""

import re
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings, strategies as st

from okrsite.prose import html as prose_html
from okrsite.prose.addresses import is_local, is_outside
from okrsite.prose.html import to_html
from okrsite.prose.links import links
from okrsite.prose.parts import heading_key, sections


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain *words*.", "<p>Plain <em>words</em>.</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"),
        ("<!-- c -->", "<p>&lt;!-- c --&gt;</p>\n"),  # files are read without their comments
        ("`<i>`", "<p><code>&lt;i&gt;</code></p>\n"),
        ("a & b &copy;", "<p>a &amp; b ©</p>\n"),
        ("", ""),
    ],
)
def test_raw_html_is_text(text: str, html: str) -> None:
    assert to_html(text) == html


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//evil.example/x",
        "ftp://evil.example/",
        "\\\\evil\\x",
    ],
)
def test_addresses_that_lead_to_harm_are_no_links(href: str) -> None:
    for text in (f"[a]({href})", f"<{href}>", f"[a][b]\n\n[b]: {href}"):
        assert "<a" not in to_html(text)
    assert "<img" not in to_html(f"![a]({href})")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[a](https://x.example)", '<a href="https://x.example" rel="noopener noreferrer">a</a>'),
        ("[a](HTTP://x.example)", '<a href="HTTP://x.example" rel="noopener noreferrer">a</a>'),
        ("<a@x.example>", '<a href="mailto:a@x.example" rel="noopener noreferrer">a@x.example</a>'),
        ("[a](#top)", '<a href="#top">a</a>'),
        ("[*a*](b.md)", "<em>a</em>"),
        ("[a](b.md) [c](https://x.example)", 'a <a href="https://x.example" rel="noopener noreferrer">c</a>'),
        ("![a cat](cat.png)", "a cat"),
        ("![<b>](cat.png)", "&lt;b&gt;"),
        ("![t](https://evil.example/track.png)", "t"),
        ("![t](data:image/png;base64,AAAA)", "t"),
    ],
)
def test_links_and_pictures_as_written(text: str, html: str) -> None:
    assert to_html(text) == f"<p>{html}</p>\n"


def test_links_are_followed() -> None:
    pages = {"b.md": "b.html", "cat.png": "assets/cat.png", "draft.md": "", "x.png": "https://evil.example/x"}
    text = "[a](b.md) [*draft* text](draft.md) ![cat](cat.png) ![x](x.png) [o](https://o.example)"
    assert to_html(text, pages.get) == (
        '<p><a href="b.html">a</a> <em>draft</em> text'
        ' <img src="assets/cat.png" alt="cat" loading="lazy"> x'
        ' <a href="https://o.example" rel="noopener noreferrer">o</a></p>\n'
    )


def test_a_picture_in_a_link_that_leads_nowhere() -> None:
    html = to_html("[![p](p.png)](draft.md) [a](b.md)", {"p.png": "p.png", "draft.md": "", "b.md": "b"}.get)
    assert html == '<p><img src="p.png" alt="p" loading="lazy"> <a href="b">a</a></p>\n'


def test_tables_scroll() -> None:
    html = to_html("| a | b |\n|---|--:|\n| 1 | <i> |\n")
    assert html.startswith('<div class="table-scroll" tabindex="0"><table>')
    assert html.rstrip().endswith("</table></div>")
    assert "<td" in html
    assert "&lt;i&gt;" in html


@pytest.mark.parametrize(
    ("text", "top", "tags"),
    [
        ("# a\n## b\n", 2, ["h2", "h3"]),
        ("### a\n# b\n", 2, ["h4", "h2"]),
        ("#### a\n", 2, ["h2"]),
        ("# a\n###### b\n", 3, ["h3", "h6"]),
        ("a\n===\n\n> ## b\n", 1, ["h1", "h2"]),
        ("no heading", 2, []),
    ],
)
def test_headings_begin_at_the_top_that_is_wanted(text: str, top: int, tags: list[str]) -> None:
    html = to_html(text, top_heading=top)
    assert re.findall(r"<(h[1-6])>", html) == tags
    assert re.findall(r"</(h[1-6])>", html) == tags


def test_headings_have_anchors_where_wanted() -> None:
    assert 'id="what-changed"' in to_html("## What changed", anchors=True)
    assert "id=" not in to_html("## What changed")
    assert '"><' not in re.sub(r"<[^>]*>", "", to_html('# "><script>', anchors=True))


@given(st.text(alphabet=st.sampled_from("ab<>\"'&()[]!*_`#|-:/\\\n javscriptdt=."), max_size=60))
def test_nothing_becomes_markup_of_its_own(text: str) -> None:
    html = to_html(text, anchors=True)
    assert "<script" not in html
    for href in re.findall(r'(?:href|src)="([^"]*)"', html):
        assert is_outside(href) or href.startswith("#")
    for attribute in re.findall(r"<[^>]*?\s([a-z-]+)=", html):
        assert attribute in {"href", "src", "alt", "title", "id", "class", "rel", "tabindex", "loading",
                             "style", "start"}  # fmt: skip


LINKS = [
    ("[a](x.md)", [("x.md", 1, 5)]),
    ("one\ntwo [a](x.md) and [b](y.md)", [("x.md", 2, 9), ("y.md", 2, 23)]),
    ("see [x.md](x.md) and [y](x.md)", [("x.md", 1, 12), ("x.md", 1, 26)]),
    ("`code\nspan` [a](x.md)", [("x.md", 2, 11)]),
    ("a\n[over\nlines](x.md)", [("x.md", 3, 8)]),
    ("[a](\nx.md)", [("x.md", 2, 1)]),
    ("- [a](x.md)\n  - [b](y.md)\n\n> [c](z.md)", [("x.md", 1, 7), ("y.md", 2, 9), ("z.md", 4, 7)]),
    ("| a |\n|---|\n| [b](x.md) |", [("x.md", 3, 7)]),
    ("# [a](x.md)\n\ntext", [("x.md", 1, 7)]),
    ("[a](größe.md)", [("gr%C3%B6%C3%9Fe.md", 1, 5)]),
    ("[a](<my file.md>)", [("my%20file.md", 1, 6)]),
    ("🎉 [a](x.md 'title')", [("x.md", 1, 7)]),
    ("[![p](p.png)](x.md)", [("x.md", 1, 15), ("p.png", 1, 7)]),
    ("<https://x.example> [a](x.md)", [("https://x.example", 1, 2), ("x.md", 1, 25)]),
    ("text\n\n[a][1]\n\n[1]: x.md", [("x.md", 3, 1)]),
    ("    [code](x.md)", []),
    ("```\n[code](x.md)\n```", []),
    ("`[code](x.md)` \\[a](x.md)", []),
    ("[a](javascript:x)", []),
    ("[a](https://x.example) alone is not worth a look", []),
]


@pytest.mark.parametrize(("text", "found"), LINKS)
def test_links_and_where_they_stand(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(link.href, link.line, link.column) for link in links(text)] == found


def test_pictures() -> None:
    assert [(link.href, link.picture) for link in links("![a](a.png) [b](b.png)")] == [
        ("a.png", True),
        ("b.png", False),
    ]
    assert links("![a](https://evil.example/a.png)")[0].picture, "a picture from elsewhere is never skipped"


@given(st.text(alphabet=st.sampled_from("ab[]()<>!\n `|-:.#/é"), max_size=60))
def test_links_are_on_a_line_of_the_prose(text: str) -> None:
    lines = text.split("\n")
    for link in links(text):
        assert 1 <= link.line <= len(lines)
        assert 1 <= link.column <= len(lines[link.line - 1]) + 1


@pytest.mark.parametrize(
    ("href", "outside", "local"),
    [
        ("https://x", True, False),
        ("MAILTO:a@x", True, False),
        ("x.md", False, True),
        ("../x.md#y", False, True),
        ("/x.md", False, True),
        ("#x", False, False),
        ("", False, False),
        ("//x", False, False),
        ("javascript:x", False, False),
    ],
)
def test_where_an_address_leads(href: str, outside: bool, local: bool) -> None:
    assert (is_outside(href), is_local(href)) == (outside, local)


@pytest.mark.parametrize("text", ["<a" * 30_000, "[a](" * 5_000, "> " * 5_000 + "x", "*a" * 20_000])
def test_hostile_prose_costs_little(text: str) -> None:
    links(text)
    to_html(text)


def test_sections_by_their_heading() -> None:
    text = "Before.\n\n## What *changed*?\na\n\n### Detail\nb\n\nNext:\n-----\nc\n\n## what  CHANGED\nd\n"
    assert sections(text) == {
        "": "Before.",
        "what changed": "a\n\n### Detail\nb\n\nd",
        "detail": "b",
        "next": "c",
    }


def test_headings_that_are_kept_apart_end_a_section() -> None:
    text = "# What changed\na\n### Detail\nb\n### Next\nc"
    assert sections(text, ["next"])["what changed"] == "a\n### Detail\nb"
    assert sections(text)["what changed"] == "a\n### Detail\nb\n### Next\nc"


def test_what_only_looks_like_a_heading_begins_no_section() -> None:
    assert sections("```\n## Code\n```\n> ## Quoted\n\n- ## Listed") == {
        "": "```\n## Code\n```\n> ## Quoted\n\n- ## Listed"
    }
    assert sections("") == {"": ""}


@pytest.mark.parametrize("title", ["What changed", "what changed?", "**What changed:**", "WHAT  CHANGED …"])
def test_headings_that_are_the_same(title: str) -> None:
    assert heading_key(title) == "what changed"


_ENDS = st.sampled_from(["", " ", "  ", "\n", "\n\n", "\n \n", "\n    ", " \n"])
_WRITTEN = """
    a is Über é ـ 2 10 7. 65% 1) ٢. (c) “so” it's "x" x>y ! {x} ^ $ @ 😀 :
    = == --- - + # ## ####### ~ ~~~ | ` *b* a_b [x] &amp; <a> \\ https://a.b
"""
_WORDS = st.sampled_from(_WRITTEN.split())
_MARKS = st.sampled_from(("# t", "## Was", "- b", "\t", "\r", "\0", *"\xa0\u2028\x0b\x0c\x85\x1c"))
_PIECES = st.lists(st.tuples(_WORDS | _MARKS, _ENDS), max_size=12).map(
    lambda found: "".join(map("".join, found))
)


@settings(max_examples=1000, deadline=None)
@given(st.one_of(_PIECES, st.text("ab1. \n#-=>'\"(%:!", max_size=30)), st.integers(1, 6))
@example('## Why\n\nWe said "so".\n65% > 3\n# So\nand\n\n\n#### on\n', 4)
def test_plain_text_needs_no_parser(text: str, top: int) -> None:
    html = to_html(text, top_heading=top)
    with patch.object(prose_html, "_PLAIN", re.compile("(?!)")):
        assert html == to_html(text, top_heading=top)
