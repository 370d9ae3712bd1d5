"""The guide for people who write OKRs, and the page of rules."""

from collections.abc import Iterable
from dataclasses import dataclass

from okrsite.prose.html import headings
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.parts import Frame, Link, Prose
from okrsite.views.rule_pages import RuleEntry, RuleGroup, RuleOption


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """The guide for people who write OKRs, and the page of rules: prose shipped with okrsite.

    `contents` leads to its headings, or to other such pages; `groups` do, below headings of their own.
    """

    frame: Frame
    prose: Prose
    contents: tuple[Link, ...] = ()
    groups: tuple[tuple[str, tuple[Link, ...]], ...] = ()


def guide_view(cards: Cards, text: str) -> GuideView:
    """The guide, shipped with okrsite as Markdown."""
    return GuideView(
        frame=cards.frame(urls.GUIDE, _("How to write OKRs"), "guide", cards.home_crumb()),
        prose=Prose(text=text, path="", first_line=1),
        contents=(*_contents(urls.GUIDE, text), Link(text="All rules", url=urls.RULES)),
    )


def _contents(url: str, text: str) -> tuple[Link, ...]:
    return tuple(Link(text=title, url=f"{url}#{id}") for title, id in headings(text))


def rules_view(cards: Cards, groups: Iterable[RuleGroup]) -> GuideView:
    """The page of rules, by group."""
    shown = tuple(groups)
    parts = ["What `okrsite check` looks for. An error stops publishing, a warning is shown.\n"]
    for group in shown:
        parts.append(f"## {group.title}\n")
        parts += [_rule(rule) for rule in group.rules]
    return GuideView(
        frame=cards.frame(
            urls.RULES,
            _("Rules"),
            "guide",
            cards.home_crumb(),
            Link(text=_("How to write OKRs"), url=urls.GUIDE),
        ),
        prose=Prose(text="\n".join(parts), path="", first_line=1),
        groups=tuple((group.title, tuple(_rule_link(rule) for rule in group.rules)) for group in shown),
    )


def _rule_link(rule: RuleEntry) -> Link:
    return Link(text=rule.name, url=f"{urls.RULES}#{rule.name}")


def _rule(rule: RuleEntry) -> str:
    """A rule's part of the page, in Markdown: what it is, how it is set here, its own page."""
    head, _, rest = rule.page.strip().partition("\n")
    how = " ".join((f"Here: **{rule.level}**.", *rule.remarks))
    options = "".join(f"- {_option(option)}\n" for option in rule.options)
    return f"### {rule.name}\n\n{head}\n\n{how}\n\n{options}\n{rest.strip()}\n"


def _option(option: RuleOption) -> str:
    here = "" if option.value == option.usual else f"; here **{option.value}**"
    return f"`{option.name}`: {option.about} (usually {option.usual}{here})"
