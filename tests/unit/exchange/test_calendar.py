"""The calendars are read back by a calendar library, and hold the right days."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from icalendar import Calendar, Event

from okrsite.exchange.calendar import Calendars
from okrsite.views.cards import Cards
from okrsite.views.company import Company

Published = Callable[..., tuple[Company, Cards]]

OBJECTIVE = "title: Win\nkey_results:\n  - id: one\n    title: One\n    from: 1\n    to: 9\n"
FILES = {
    "okrsite.yml": "company: Acme\ncheck_in_every: 2 weeks\nurl: https://okrs.acme.example/sub/\n",
    "2026-Q4/company/win.md": OBJECTIVE,
    "2026-Q4/growth/win.md": OBJECTIVE,
    "2026-Q4/growth/checkins/2026-11-20.md": "key_results:\n  one: {value: 2}\n",
    "2026-Q4/reviews/2026-10-30.md": "attendees: [Ada, Bo]\n",
    "2027-Q1/growth/next.md": OBJECTIVE,
    "2026-Q4/product/hush.md": f"status: draft\n{OBJECTIVE}",
}
TODAY = date(2026, 11, 20)


def events(data: bytes) -> list[Event]:
    return [part for part in Calendar.from_ical(data).walk() if part.name == "VEVENT"]


def days(data: bytes, words: str) -> list[date]:
    return sorted(event["dtstart"].dt for event in events(data) if words in event["summary"])


@pytest.fixture
def calendars(published: Published) -> Calendars:
    return Calendars(published(FILES)[0])


def test_cycles_begin_and_end(calendars: Calendars) -> None:
    for data in (calendars.of_company(), calendars.of_team("growth")):
        assert days(data, "2026-Q4 begins") == [date(2026, 10, 1)]
        assert days(data, "2026-Q4 ends") == [date(2026, 12, 31)]
        assert days(data, "2027-Q1 begins") == [date(2027, 1, 1)]
        assert days(data, "Review of 2026-Q4") == [date(2027, 1, 1)]
        assert days(data, "Review across teams") == [date(2026, 10, 30)]


def test_check_ins_are_due_at_the_end_of_each_stretch_to_come(calendars: Calendars) -> None:
    # From 1 October every 14 days: 14 and 28 October, 11 and 25 November, 9 and 23 December.
    due = [date(2026, 11, 25), date(2026, 12, 9), date(2026, 12, 23)]
    assert days(calendars.of_company(), "Check-ins are due") == due
    assert days(calendars.of_team("company"), "Check-in of Acme is due") == due
    # Growth has written its check-in of the stretch that ends on 25 November.
    assert days(calendars.of_team("growth"), "Check-in of Growth is due") == due[1:]


def test_who_has_nothing_published_owes_no_check_in(calendars: Calendars) -> None:
    assert b"Check-in" not in calendars.of_team("product")
    for _, data in calendars.published():
        assert b"hush" not in data.lower()


def test_all_are_whole_days_that_block_nobody(calendars: Calendars) -> None:
    for _, data in calendars.published():
        for event in events(data):
            start, end = event["dtstart"].dt, event["dtend"].dt
            assert type(start) is date
            assert end - start == timedelta(days=1)
            assert event["transp"] == "TRANSPARENT"
            assert event["url"].startswith("https://okrs.acme.example/sub/2")


def test_an_event_keeps_its_uid(published: Published) -> None:
    first, later = (Calendars(published(FILES, today)[0]) for today in (TODAY, TODAY + timedelta(days=9)))
    before = {str(event["uid"]): event for event in events(first.of_team("company"))}
    after = {str(event["uid"]): event for event in events(later.of_team("company"))}
    assert len(before) == len(events(first.of_team("company")))
    # One check-in, due on 25 November, has passed; all else is the same.
    assert before.keys() - after.keys() == {"check-in-2026-Q4-company-2026-11-25@okrs.acme.example"}
    assert after.keys() < before.keys()
    for uid in after:
        assert after[uid]["dtstart"].dt == before[uid]["dtstart"].dt


def test_the_stamp_is_the_day_that_the_site_is_built_for(calendars: Calendars) -> None:
    assert {event["dtstamp"].dt.isoformat() for event in events(calendars.of_company())} == {
        "2026-11-20T00:00:00+00:00"
    }


def test_texts_are_folded_and_escaped(published: Published) -> None:
    title = "Größe; Ruhe, \\ und 日本語🎉 " + "ünter-" * 30
    files = FILES | {
        "2026-Q4/index.md": f"title: '{title}'\n",
        "teams/growth.md": f"name: '{title}'\nparent: company\n",
    }
    calendars = Calendars(published(files)[0])
    for _, data in calendars.published():
        assert data.replace(b"\r\n", b"").count(b"\n") == 0
        assert max(len(line) for line in data.split(b"\r\n")) <= 75
        data.decode()
    summaries = {str(event["summary"]) for event in events(calendars.of_team("growth"))}
    assert f"{' '.join(title.split())} begins" in summaries


def test_without_an_address_no_event_has_one(published: Published) -> None:
    calendars = Calendars(published(FILES | {"okrsite.yml": "company: Æøå 日本\n"})[0])
    for event in events(calendars.of_company()):
        assert "url" not in event
        assert str(event["uid"]).isascii()


def test_long_ago_is_left_out(published: Published) -> None:
    calendars = Calendars(published(FILES | {"2024-Q4/growth/old.md": OBJECTIVE})[0])
    assert days(calendars.of_company(), "2024-Q4") == []


def test_dropped_objectives_owe_no_check_in(published: Published) -> None:
    dropped = f"status: dropped\nbecause: No.\n{OBJECTIVE}"
    calendars = Calendars(published(FILES | {"2026-Q4/company/win.md": dropped})[0])
    assert days(calendars.of_team("company"), "is due") == []
