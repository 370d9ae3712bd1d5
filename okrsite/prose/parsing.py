"""The parsers: CommonMark with tables, raw HTML as text."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


@cache
def parser(anchors: bool) -> "MarkdownIt":
    """The parser; with `anchors` headings get ids."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).enable("table")
    if anchors:
        from mdit_py_plugins.anchors import anchors_plugin

        made.use(anchors_plugin, max_level=3)
    return made


@cache
def outline() -> "MarkdownIt":
    """A parser that stops at blocks: enough for headings, and much faster."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).disable("inline")


def code_lines(text: str) -> frozenset[int]:
    """The numbers (from 0) of the lines that are blocks of code."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"html": True}).disable("inline").parse(text)
    blocks = (token.map for token in tokens if token.type in {"fence", "code_block"} and token.map)
    return frozenset(line for first, after in blocks for line in range(first, after))
