"""What is published beside the pages: data, calendars and feeds for programs, the index of the search."""

from collections.abc import Iterator

from okrsite.translation.languages import ENGLISH, language_of, speaking, spoken
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company


def extra_files(company: Company, cards: Cards) -> Iterator[tuple[str, bytes]]:
    """The paths of these files, and what is in them. Data is for programs, and the same in every language."""
    from okrsite.exchange.atom import feeds
    from okrsite.exchange.calendar import Calendars
    from okrsite.exchange.documents import Documents
    from okrsite.exchange.search.index import search_index

    yield from _in_english(Documents(company, cards if spoken().english else Cards(company)).published())
    yield from Calendars(company).published()
    yield from feeds(company, cards)
    yield urls.SEARCH_INDEX, search_index(company)


def _in_english(files: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """These files, each made while English is spoken; whoever takes them goes on in their own language."""
    while True:
        with speaking(language_of(ENGLISH)):
            file = next(files, None)
        if file is None:
            return
        yield file
