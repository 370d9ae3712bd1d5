"""The guide for people who write OKRs, and the page of rules."""

from collections.abc import Iterable
from dataclasses import dataclass

from okrsite.prose import headings
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.parts import Frame, Link, Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """The guide for people who write OKRs, and the page of rules: prose shipped with okrsite.

    `contents` leads to its headings, or to other such pages.
    """

    frame: Frame
    prose: Prose
    contents: tuple[Link, ...] = ()


def guide_view(cards: Cards, text: str) -> GuideView:
    """The guide, shipped with okrsite as Markdown."""
    return GuideView(
        frame=cards.frame(urls.GUIDE, "How to write OKRs", "guide", cards.home_crumb()),
        prose=Prose(text=text, path="", first_line=1),
        contents=(*_contents(urls.GUIDE, text), Link(text="All rules", url=urls.RULES)),
    )


def _contents(url: str, text: str) -> tuple[Link, ...]:
    return tuple(Link(text=title, url=f"{url}#{id}") for title, id in headings(text))


def rules_view(cards: Cards, pages: Iterable[tuple[str, str, str]]) -> GuideView:
    """The page of rules: (name, severity, Markdown) of each."""
    parts = ["What `okrsite check` looks for. An error stops publishing, a warning is shown.\n"]
    for name, severity, page in pages:
        head, _, rest = page.strip().partition("\n")
        parts.append(f"## {name}\n\n**{head}** ({severity})\n{rest}\n")
    text = "\n".join(parts)
    return GuideView(
        frame=cards.frame(
            urls.RULES,
            "Rules",
            "guide",
            cards.home_crumb(),
            Link(text="How to write OKRs", url=urls.GUIDE),
        ),
        prose=Prose(text=text, path="", first_line=1),
        contents=_contents(urls.RULES, text),
    )
