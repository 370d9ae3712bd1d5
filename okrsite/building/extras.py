"""What is published beside the pages: data, calendars and feeds for programs, the index of the search."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from okrsite.translation.languages import ENGLISH, language_of, speaking, spoken
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company

Files = Iterable[tuple[str, bytes]]
"""Paths and what is in the files."""


def extra_files(company: Company, cards: Cards) -> Mapping[str, Callable[[], Files]]:
    """What makes these files, by the path of each, with `*` for a group of them."""
    return {
        urls.SEARCH_INDEX: lambda: _search(company),
        **_documents(company, cards),
        "*.ics": lambda: _calendars(company),
        "*.xml": lambda: _feeds(company, cards),
    }


def _search(company: Company) -> Files:
    from okrsite.exchange.search.index import search_index

    return ((urls.SEARCH_INDEX, search_index(company)),)


def _documents(company: Company, cards: Cards) -> Mapping[str, Callable[[], Files]]:
    """Data is for programs, and the same in every language."""
    from okrsite.exchange.documents import Documents

    documents = Documents(company, cards if spoken().english else Cards(company))
    return {path: partial(_in_english, path, make) for path, make in documents.makers().items()}


def _in_english(path: str, make: Callable[[], bytes]) -> Files:
    with speaking(language_of(ENGLISH)):
        return ((path, make()),)


def _calendars(company: Company) -> Files:
    from okrsite.exchange.calendar import Calendars

    return Calendars(company).published()


def _feeds(company: Company, cards: Cards) -> Files:
    from okrsite.exchange.atom import feeds

    return feeds(company, cards)
