"""Prose for other programs: Markdown whose links lead to pages of the site, or nowhere.

A link to what the site does not show loses its address, as on the site: nothing that goes out names a draft.
"""

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from okrsite.prose.addresses import is_local
from okrsite.prose.links import links
from okrsite.source import SourceFile
from okrsite.views import urls
from okrsite.views.cards import Cards

Prose = Callable[[SourceFile | None], str]
"""Gives the prose of a file, empty where it has none."""

_MAYBE_LOCAL = re.compile(r"\]\s*\(\s*<?(?!https?://|mailto:|#)|\]:|\]\s*\[|<[^\s<>:@]+>")
_INLINE = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*(?:<([^<>\n]*)>|([^\s()<>]*))[^()\n]*\)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\[\]]+\]:[ \t]*\n?[ \t]*(?:<([^<>\n]*)>|(\S+)).*$\n?", re.MULTILINE)
_BRACKETS = re.compile(r"[\[\]<>]")


def prose_reader(cards: Cards) -> Prose:
    """Reads the prose of a company's files for publication."""

    def pages() -> Mapping[str, str]:
        return urls.of_content(cards.company.portfolio)

    def page(path: str, href: str) -> str:
        target, fragment = urls.resolve(path, href)
        found = cards.kept(("pages of content",), pages).get(target, "")
        return found if not found or "#" in found else found + fragment

    def read(source: SourceFile | None) -> str:
        text = source.body.strip() if source else ""
        if source is None or not _MAYBE_LOCAL.search(text):
            return text
        return _published(text, lambda href: page(source.path, href))

    return read


def _published(text: str, page: Callable[[str], str]) -> str:
    """The text with its local links led to pages."""

    def inline(found: re.Match[str]) -> str:
        href = found[2] if found[2] is not None else found[3]
        if not is_local(href):
            return found[0]
        target = page(href)
        at = found.end(1) - found.start()
        return f"{found[0][:at]}]({target})" if target else found[1]

    def definition(found: re.Match[str]) -> str:
        href = found[1] if found[1] is not None else found[2]
        if not is_local(href):
            return found[0]
        target = page(href)
        return found[0].replace(href, target, 1) if target else ""

    settled = _DEFINITION.sub(definition, _INLINE.sub(inline, text))
    targets = {link.href: page(link.href) for link in links(text) if is_local(link.href)}
    pages = {unquote(target) for target in targets.values() if target}
    if all(unquote(link.href) in pages for link in links(settled) if is_local(link.href)):
        return settled
    # Written in a way that is none of these: each address is replaced where it stands, and no link is left.
    settled = _DEFINITION.sub("", text)
    for href, target in sorted(targets.items(), key=lambda one: -len(one[0])):
        for form in (href, unquote(href)):
            settled = settled.replace(form, target)
    return _BRACKETS.sub("", settled)
