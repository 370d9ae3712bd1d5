"""The guide for people who write OKRs, and the page of rules."""

from collections.abc import Iterable
from dataclasses import dataclass

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
    )


def rules_view(cards: Cards, pages: Iterable[tuple[str, str, str]]) -> GuideView:
    """The page of rules: (name, severity, Markdown) of each."""
    parts = ["What `okrsite check` looks for. An error stops publishing, a warning is shown.\n"]
    for name, severity, page in pages:
        head, _, rest = page.strip().partition("\n")
        parts.append(f"## {name}\n\n**{head}** ({severity})\n{rest}\n")
    return GuideView(
        frame=cards.frame(
            urls.RULES,
            "Rules",
            "guide",
            cards.home_crumb(),
            Link(text="How to write OKRs", url=urls.GUIDE),
        ),
        prose=Prose(text="\n".join(parts), path="", first_line=1),
    )
