"""Calendars (iCalendar, RFC 5545): when cycles begin and end, when check-ins are due, when reviews are.

All are whole days, and none takes time away from anybody's day. An event keeps its UID for good, so that a
calendar that is subscribed to changes events rather than adding them again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event
from icalendar.prop import vDuration

from okrsite import __version__
from okrsite.model.cycle import Cycle, CycleState
from okrsite.model.reference import id_like
from okrsite.scoring.discipline import stretches
from okrsite.translation.languages import spoken
from okrsite.translation.words import _, in_row
from okrsite.views import urls
from okrsite.views.company import Company
from okrsite.views.figures import has_review

END = b"END:VCALENDAR\r\n"
DAILY = timedelta(days=1)
HORIZON = timedelta(days=400)
"""Cycles that closed longer ago are left out: nobody looks that far back in a calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A day to keep in mind: what, when, why, and the page about it. `name` is part of its UID."""

    name: str
    day: date
    title: str
    about: str
    page: str
    category: str


class Calendars:
    """Makes the calendars of one company. Events that several calendars have are put into text once."""

    def __init__(self, company: Company) -> None:
        self.company = company
        settings = company.portfolio.settings
        self.url = settings.url.rstrip("/")
        self.host = urlsplit(settings.url).hostname or f"{id_like(settings.company) or 'company'}.invalid"
        self.stamp = datetime.combine(company.portfolio.today, time(), UTC)
        self.name = settings.company or "OKRs"
        self._shared = b"".join(map(self._text, self._of_company()))

    def published(self) -> Iterator[tuple[str, bytes]]:
        """Every calendar that the site carries, with its path."""
        yield urls.CALENDAR, self.of_company()
        for team in self.company.portfolio.teams:
            yield urls.team_calendar(team.id), self.of_team(team.id)

    def of_company(self) -> bytes:
        """The days that matter to everybody; a check-in stands once for all teams."""
        return self._calendar(_("%(name)s OKRs", name=self.name), self._shared, self._check_ins())

    def of_team(self, team: str) -> bytes:
        """The same for one team: with its own check-ins, until each is written, and its reviews."""
        name = self.company.teams[team].name
        return self._calendar(_("%(name)s OKRs", name=name), self._shared, self._of_team(team, name))

    def _calendar(self, name: str, shared: bytes, occasions: Iterable[Occasion]) -> bytes:
        calendar = Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", f"-//okrsite//okrsite {__version__}//{spoken().tag.upper()}")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", vDuration(DAILY), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(DAILY))
        head = _written(calendar)
        return head.removesuffix(END) + shared + b"".join(map(self._text, occasions)) + END

    def _text(self, one: Occasion) -> bytes:
        event = Event()
        event.add("summary", one.title)
        event.add("dtstart", one.day)
        event.add("dtend", one.day + DAILY)
        event.add("dtstamp", self.stamp)
        event.add("uid", f"{one.name}@{self.host}")
        event.add("categories", [one.category])
        if one.about:
            event.add("description", one.about)
        event.add("transp", "TRANSPARENT")
        if self.url:
            event.add("url", f"{self.url}/{one.page}")
        return _written(event)

    def _cycles(self) -> Iterator[Cycle]:
        """Those of the last year and later. One that lasts as long as there are years has no last day that a
        calendar could hold."""
        today = self.company.portfolio.today
        cycles = self.company.portfolio.cycles
        return (c for c in cycles if today - c.ends <= HORIZON and c.ends.year < date.max.year)

    def _of_company(self) -> Iterator[Occasion]:
        """What all calendars have: cycles' first and last days, and reviews across teams."""
        cycles = list(self._cycles())
        for cycle in cycles:
            about = _(
                "%(company)s: the cycle %(cycle)s, %(first)s to %(last)s.",
                company=self.name,
                cycle=cycle.id,
                first=cycle.starts.isoformat(),
                last=cycle.ends.isoformat(),
            )
            for word, day, title in (
                ("begins", cycle.starts, _("%(cycle)s begins", cycle=cycle.title)),
                ("ends", cycle.ends, _("%(cycle)s ends", cycle=cycle.title)),
            ):
                yield Occasion(
                    name=f"{word}-{cycle.id}",
                    day=day,
                    title=title,
                    about=about,
                    page=urls.cycle(cycle.id),
                    category=_("Cycle"),
                )
            for meeting in self.company.meetings.get(cycle.id, ()):
                yield Occasion(
                    name=f"meeting-{cycle.id}-{meeting.name}",
                    day=meeting.day,
                    title=_("Review across teams, %(cycle)s", cycle=cycle.title),
                    about=in_row(meeting.attendees),
                    page=urls.meeting(meeting),
                    category=_("Review"),
                )
            if self.company.by_cycle[cycle.id]:
                yield self._review(cycle)

    def _review(self, cycle: Cycle) -> Occasion:
        return Occasion(
            name=f"review-{cycle.id}",
            day=cycle.ends + DAILY,
            title=_("Review of %(cycle)s", cycle=cycle.title),
            about=_(
                "What worked, what surprised us, what do we do differently? Every team writes its review."
            ),
            page=urls.cycle_review(cycle.id) if has_review(self.company, cycle.id) else urls.cycle(cycle.id),
            category=_("Review"),
        )

    def _due(self, cycle: Cycle) -> Iterator[tuple[date, date]]:
        """The stretches of an active cycle whose last day, on which a check-in is due, has not passed."""
        settings = self.company.portfolio.settings
        if self.company.state(cycle.id) is CycleState.ACTIVE:
            for first, last in stretches(cycle, settings.cadence_in(cycle.days)):
                if last >= self.company.portfolio.today:
                    yield first, last

    def _check_ins(self) -> Iterator[Occasion]:
        for cycle in self._cycles():
            if self.company.by_cycle[cycle.id]:
                for _first, last in self._due(cycle):
                    yield Occasion(
                        name=f"check-in-{cycle.id}-{last.isoformat()}",
                        day=last,
                        title=_("Check-ins are due, %(cycle)s", cycle=cycle.title),
                        about=_("Where do our key results stand, and how sure are we?"),
                        page=urls.cycle(cycle.id),
                        category=_("Check-in"),
                    )

    def _of_team(self, team: str, name: str) -> Iterator[Occasion]:
        for cycle in self._cycles():
            key = (cycle.id, team)
            if all(o.dropped for o in self.company.by_team.get(key, ())):
                continue
            held = [c.day for c in self.company.check_ins.get(key, ())]
            for first, last in self._due(cycle):
                if not any(first <= day <= last for day in held):
                    yield Occasion(
                        name=f"check-in-{cycle.id}-{team}-{last.isoformat()}",
                        day=last,
                        title=_("Check-in of %(team)s is due, %(cycle)s", team=name, cycle=cycle.title),
                        about=_("Where do our key results stand, and how sure are we?"),
                        page=urls.agenda(cycle.id, team),
                        category=_("Check-in"),
                    )


def _written(part: Calendar | Event) -> bytes:
    """The text of a part, its lines in the order in which they were added: versions of icalendar sort them
    in different ways, and the same content is to give the same bytes."""
    return bytes(part.to_ical(sorted=False))
