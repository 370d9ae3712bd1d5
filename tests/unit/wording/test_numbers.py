"""What counts as a measurable quantity."""

import pytest

from okrsite.wording.lexicon import Lexicon, lexicon_for
from okrsite.wording.numbers import figures
from okrsite.wording.statements import has_quantity


def english() -> Lexicon:
    lexicon = lexicon_for("en")
    assert lexicon is not None
    return lexicon


def found(text: str) -> list[str]:
    return [figure.text for figure in figures(text, english())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Grow from 5,000 to 12,500 members", ["5,000", "12,500"]),
        ("Close $1.2M in Q3", ["$1.2M"]),
        ("€3 million saved", ["€3 million"]),
        ("90% of replies within 24 hours", ["90%", "24"]),
        ("Reach 45 percent", ["45 percent"]),
        ("Pipeline at 3x", ["3x"]),
        ("p95 latency of 300ms", ["300"]),
        ("A rating of 4.5 out of 5", ["4.5", "5"]),
        ("Double the share", ["Double"]),
        ("Hire twelve people", ["twelve"]),
        ("By a third", ["a third"]),
        ("A quarter of customers", ["A quarter"]),
        ("At least one visit", ["one"]),
        ("From days to single digit hours", ["single digit"]),
        ("Reach 2000 kitchens", ["2000"]),
        ("Rank in the top 3 for pans", ["3"]),
        ("3 kitchens by April 30, 2027", ["3"]),
        ("Improve by +12%", ["+12%"]),
        ("Churn under .5%", [".5%"]),
        ("Bookings up to 8/month", ["8"]),
        ("Cook to guest ratio of 1:7", ["1:7"]),
        ("Serve first three courses", ["three"]),
        ("Serve at two tables", ["two"]),
        ("Half the guests, and the half dozen cooks", ["Half", "half", "dozen"]),
        ("Eight parents", ["Eight"]),
    ],
)
def test_figures(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The FY27 plan",
        "Ready for FY27-Q2 and H1",
        "Live by April 30",
        "Live by 30 April 2027",
        "Due 2027-04-30 or 4/30/2027",
        "Make 2027 the year of the cook",
        "Weekly 1:1s",
        "Support 24/7",
        "360 reviews",
        "Pans 101",
        "A 30-60-90 plan",
        "Our top 10 customers",
        "The SOC 2 report",
        "ISO 27001",
        "Fortune 500 kitchens",
        "Version 2.0",
        "Ship v3",
        "Upgrade to Python 3",
        "The new Oven 12.5 release",
        "Phase two",
        "Tier 1 services and P1 bugs",
        "OAuth2, S3 and B2B",
        "COVID-19 rules",
        "A 90 day plan",
        "A 3-year strategy",
        "Over the next 18 months",
        "The 2K reference architecture",
        "Fixes #1234",
        "See https://example.com/2/300",
        "Start at 10:30",
        "KR1: better pans",
        "2. Better pans",
        "??% of cooks",
        "X% of cooks",
        "Double down on pans",
        "One team",
        "This quarter",
        "The third oven",
        "Learn what the Oven Two must do",
        "Dinner at 7pm",
        "The first loaves warm at six",
        "Open the doors at eight and close them at ten",
        "The eight parents",
        "A bike that shrugs off its first three winters",
        "Targets for each of our three kitchens",
        "12 month staff turnover",
        "Over the next three months",
        "The Oven 11 upgrade",
    ],
)
def test_names_and_dates_are_none(text: str) -> None:
    assert found(text) == []


def test_nothing_is_a_quantity_where_something_is_counted() -> None:
    assert has_quantity("No outages", english())
    assert has_quantity("Zero outages", english())
    assert not has_quantity("No cutting of corners", english())


def test_places_are_those_of_the_text() -> None:
    text = "1. Grow from $5k to 12% of all 3x"
    assert [text[f.start : f.end] for f in figures(text, english())] == ["$5k", "12%", "3x"]
