"""Feeds of what changed, in Atom 1.0 (RFC 4287): one for the site and one for each team.

Ids are made from the ids of commits, so that they stay what they are however often the site is built and
wherever it moves. No feed holds an address of a person.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import quote
from uuid import UUID, uuid5
from xml.etree import ElementTree

from okrsite import __version__
from okrsite.translation.languages import spoken
from okrsite.translation.words import _, ngettext, pgettext
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.journal.pages import Chronicle
from okrsite.views.journal.parts import ChangeEntry, ChangeEvent
from okrsite.views.journal.volumes import letters
from okrsite.views.parts import Link
from okrsite.views.words import clipped

LONGEST = 50
"""Entries of a feed: readers keep what they have seen."""

LETTERS = 80_000
"""About how many letters the entries after the first have, as `letters` counts them."""

ATOM = "http://www.w3.org/2005/Atom"
NAMES = UUID("6f0ab9b6-4c6c-5b0e-9a1c-8f1d5a1f7c11")
"""What the ids of feeds and entries are made in."""

_TITLES = 120


def feeds(company: Company, cards: Cards) -> Iterator[tuple[str, bytes]]:
    """The paths of the feeds, and what is in them; none where the past is not known."""
    past = company.changes.past
    if past is None or not company.has_journal:
        return
    chronicle = Chronicle(company, cards)
    settings = company.portfolio.settings
    first, last = past.landings[0].commit, past.landings[-1].commit
    moment = chronicle.moment(last)
    whole = _Feed(
        settings.url,
        urls.changes_feed(),
        urls.changes(),
        _("Changes of %(name)s", name=settings.company) if settings.company else _("Changes of the OKRs"),
        f"{first.id}",
    )
    yield urls.changes_feed(), whole.written(chronicle.entries(), moment)
    for team in company.portfolio.teams:
        feed = _Feed(
            settings.url,
            urls.changes_feed(team.id),
            urls.changes(team.id),
            _("Changes of %(name)s", name=team.name),
            f"{first.id} {team.id}",
        )
        yield urls.changes_feed(team.id), feed.written(chronicle.entries(team.id), moment)


class _Feed:
    """One feed. `base` is the site's address or empty: its links are then relative to the feed."""

    def __init__(self, base: str, url: str, page: str, title: str, name: str) -> None:
        self.base = f"{base.rstrip('/')}/" if base else "../" * url.count("/")
        self.url = url
        self.page = page
        self.title = title
        self.name = name

    def written(self, entries: Iterable[ChangeEntry], moment: str) -> bytes:
        """The feed as a file, with its latest entries; `moment` is the last one where there are none."""
        shown = list(_latest(entries))
        feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": spoken().tag})
        _add(feed, "id", uuid5(NAMES, self.name).urn)
        _add(feed, "title", self.title)
        _add(feed, "updated", max((entry.updated for entry in shown), default=moment))
        _add(feed, "link", rel="self", type="application/atom+xml", href=self.link(self.url))
        _add(feed, "link", rel="alternate", type="text/html", href=self.link(self.page))
        _add(feed, "generator", "okrsite", version=__version__)
        for entry in shown:
            self.entry(feed, entry)
        ElementTree.indent(feed, " ")
        written: bytes = ElementTree.tostring(feed, "utf-8", xml_declaration=True)
        return written + b"\n"

    def entry(self, feed: ElementTree.Element, entry: ChangeEntry) -> None:
        element = ElementTree.SubElement(feed, "entry")
        _add(element, "id", uuid5(NAMES, f"{self.name} {entry.anchor}").urn)
        _add(element, "title", title_of(entry))
        _add(element, "updated", entry.updated)
        _add(element, "published", entry.updated)
        author = ElementTree.SubElement(element, "author")
        _add(author, "name", entry.authors or pgettext("a person", "unknown"))
        here = self.link(f"{entry.page}#{entry.anchor}")
        _add(element, "link", rel="alternate", type="text/html", href=here)
        if entry.commit.url:
            _add(element, "link", rel="related", type="text/html", href=entry.commit.url)
        for kind in dict(entry.counts):
            _add(element, "category", term=kind)
        content = _add(element, "content", type="html")
        content.text = self.html(entry)

    def html(self, entry: ChangeEntry) -> str:
        """What the entry's place on the page says, in a few elements."""
        body = ElementTree.Element("div")
        for event in entry.events:
            self.event(body, event)
        if entry.more:
            _add(body, "p", ngettext("and %(num)s more", "and %(num)s more", entry.more))
        if entry.commit.subject:
            words = entry.commit.subject
            said = _("“%(subject)s”", subject=words)
            if entry.authors:
                said = _("%(people)s: “%(words)s”", people=entry.authors, words=words)
            _add(body, "p", said)
        return ElementTree.tostring(body, "unicode", method="html")

    def event(self, body: ElementTree.Element, event: ChangeEvent) -> None:
        line = ElementTree.SubElement(body, "p")
        last = _add(line, "b", event.label)
        last.tail = ": "
        for number, title in enumerate(event.titles):
            if number:
                last.tail = ", "
            last = self.titled(line, title)
        beside = " · ".join(filter(None, (event.team.name if event.team else "", event.where, event.remark)))
        if beside:
            last.tail = _clean(f" · {beside}")
        if event.details:
            points = ElementTree.SubElement(body, "ul")
            for detail in event.details:
                _add(points, "li", detail.words)
            if event.more:
                _add(points, "li", ngettext("and %(num)s more", "and %(num)s more", event.more))

    def titled(self, line: ElementTree.Element, title: Link) -> ElementTree.Element:
        if title.url:
            return _add(line, "a", title.text, href=self.link(title.url))
        return _add(line, "span", title.text)

    def link(self, url: str) -> str:
        path, hash_, fragment = url.partition("#")
        return self.base + quote(path) + hash_ + quote(fragment)


def _latest(entries: Iterable[ChangeEntry]) -> Iterator[ChangeEntry]:
    """The first entries that a feed has room for, and one in any case."""
    size = 0
    for number, entry in enumerate(islice(entries, LONGEST)):
        size += letters(entry)
        if number and size > LETTERS:
            return
        yield entry


def title_of(entry: ChangeEntry) -> str:
    """An entry in a line of plain words: `Proposed: Make the first week effortless (Growth), and 2 more`."""
    shown = clipped(entry.events[0].words, _TITLES)
    more = len(entry.events) - 1 + entry.more
    if not more:
        return shown
    return ngettext("%(change)s, and %(num)s more", "%(change)s, and %(num)s more", more, change=shown)


def _add(above: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(above, name, attributes)
    if text:
        element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    """A text without the characters that XML can't hold."""
    return "".join(c if c.isprintable() or c in "\t\n" else " " for c in text)
