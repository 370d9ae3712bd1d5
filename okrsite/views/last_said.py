"""What was said last of an objective, in short."""

from dataclasses import dataclass

from okrsite.model.check_in import CheckIn
from okrsite.prose import lead, sections
from okrsite.views.agenda.agenda import CHANGED, HEADINGS
from okrsite.views.parts import CheckInCard, Day, Link, Prose


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


def last_said(item: CheckIn, card: CheckInCard) -> LastSaid:
    """What a check-in says of one objective, whose lines alone are on its `card`."""
    return LastSaid(
        day=card.day,
        author=card.author,
        author_url=card.author_url,
        url=card.url,
        notes=tuple((line.key_result, line.note) for line in card.readings if line.note),
        prose=_beginning(item),
    )


def _beginning(item: CheckIn) -> Prose | None:
    """The first paragraph below the heading "What changed", else the first of all."""
    body = item.source.body
    if not body.strip():
        return None
    first, _rest = lead(sections(body, HEADINGS).get(CHANGED) or body)
    return Prose(text=first, path=item.source.path, first_line=item.source.body_line) if first else None
