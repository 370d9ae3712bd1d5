"""What was said last of an objective, in short."""

from dataclasses import dataclass

from okrsite.model.check_in import CheckIn
from okrsite.prose.parts import lead
from okrsite.views.cards import Cards
from okrsite.views.check_ins import CHANGED
from okrsite.views.parts import Day, Link, Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSaid:
    """The latest check-in on an objective, in full at `url`. `notes` pair its key results with what was noted
    of them; `prose` is how the check-in begins to tell what changed. Its `author_url` may be empty."""

    day: Day
    author: str
    author_url: str
    url: str
    notes: tuple[tuple[Link, str], ...]
    prose: Prose | None


def last_said(cards: Cards, item: CheckIn, objective: str) -> LastSaid:
    """What a check-in says of one objective."""
    card = cards.check_in(item, only=objective)
    return LastSaid(
        day=card.day,
        author=card.author,
        author_url=card.author_url,
        url=card.url,
        notes=tuple((line.key_result, line.note) for line in card.readings if line.note),
        prose=_beginning(cards, item),
    )


def _beginning(cards: Cards, item: CheckIn) -> Prose | None:
    """The first paragraph below the heading "What changed", else the first of all."""
    body = item.source.body
    if not body.strip():
        return None
    first, _rest = lead(cards.said(item).get(CHANGED) or body)
    return Prose(text=first, path=item.source.path, first_line=item.source.body_line) if first else None
