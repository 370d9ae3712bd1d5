"""Texts of people in Markdown."""

import html

from hypothesis import given, strategies as st
from markdown_it import MarkdownIt

from okrsite.exchange.diffs.escaping import LONGEST, code, escaped, one_line

FORGE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
PIECES = st.sampled_from(
    [*"\\`*_[]()<>&|~^{}$@#!%:+-='\"/ \n\tab1é日", "<b>", "</", "&amp;", "``", "www.", "://"]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


def read(words: str) -> str:
    """What a reader sees of a paragraph, gaps aside."""
    shown = FORGE.renderInline(f"x {words} x").replace("<span>$</span>", "$")
    assert "<" not in shown
    return html.unescape(shown).replace("\u200b", "")


@given(TEXTS)
def test_a_text_reads_as_it_was_written(words: str) -> None:
    assert read(escaped(words)).split() == ["x", *one_line(words).split(), "x"]


@given(TEXTS)
def test_it_stays_in_its_cell(words: str) -> None:
    rendered = FORGE.render(f"| a | b |\n| --- | --- |\n| {escaped(words)} | end |\n")
    assert rendered.count("<td>") == 2
    assert "<td>end</td>" in rendered


@given(TEXTS)
def test_code_stays_code(words: str) -> None:
    shown = FORGE.renderInline(f"x {code(words)} x")
    if one_line(words):
        assert shown.startswith("x <code>")
        assert shown.endswith("</code> x")
        inside = html.unescape(shown.removeprefix("x <code>").removesuffix("</code> x"))
        assert inside.replace("\u200b", "").split() == one_line(words).split()


def test_one_line_of_a_sane_length() -> None:
    assert one_line("a\r\nb\u2028c\td") == "a b c d"
    assert one_line("a\u202eb\u2066c\u200bd") == "abcd"
    assert one_line("\ud800\x00") == "��"
    assert one_line("👩\u200d👧") == "👩\u200d👧"
    assert len(one_line("é" * 1000)) == LONGEST
