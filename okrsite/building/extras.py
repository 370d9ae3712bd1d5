"""What is published beside the pages, for other programs: data, calendars and feeds."""

from collections.abc import Iterator

from okrsite.views.cards import Cards
from okrsite.views.company import Company


def extra_files(company: Company, cards: Cards) -> Iterator[tuple[str, bytes]]:
    """The paths of these files, and what is in them."""
    from okrsite.exchange.atom import feeds
    from okrsite.exchange.calendar import Calendars
    from okrsite.exchange.documents import Documents

    yield from Documents(company, cards).published()
    yield from Calendars(company).published()
    yield from feeds(company, cards)
