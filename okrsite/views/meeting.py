"""A cross-team review."""

from dataclasses import dataclass

from okrsite.model.review import Meeting
from okrsite.translation.words import _
from okrsite.views import urls
from okrsite.views.cards import Cards
from okrsite.views.company import Company
from okrsite.views.parts import CycleBanner, Day, Frame, Prose
from okrsite.views.words import day


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """A cross-team review meeting."""

    frame: Frame
    cycle: CycleBanner
    day: Day
    attendees: tuple[str, ...]
    prose: Prose


def meeting_view(company: Company, cards: Cards, meeting: Meeting) -> MeetingView:
    """A cross-team review's page."""
    when = day(meeting.day)
    return MeetingView(
        frame=cards.frame(
            urls.meeting(meeting),
            _("Review of %(day)s", day=when.text),
            cards.section_of(meeting.cycle),
            cards.home_crumb(),
            cards.cycle_crumb(meeting.cycle),
            description=_("A cross-team review in %(cycle)s", cycle=company.cycles[meeting.cycle].title),
            source=meeting.source,
        ),
        cycle=cards.banner(meeting.cycle),
        day=when,
        attendees=meeting.attendees,
        prose=Prose(text=meeting.source.body, path=meeting.source.path, first_line=meeting.source.body_line),
    )
